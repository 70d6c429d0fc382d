"""Ranges and amounts as Slack's own chart, or as bars of text where a client does not know that block."""

from handlers.views.elements import Json
from handlers.views.mrkdwn import Chart, ChartBar, bold, clip, escape

MAX_TITLE = 50
MAX_LABEL = 20
MAX_AXIS_LABEL = 50
MAX_BARS = 12
TEXT_BAR_WIDTH = 24


def chart_content(chart: Chart) -> Json:
    """What Slack's chart of the lowest and the highest amounts holds; of single ones, one bar or point each.

    (Slack's bars begin at 0: a range cannot float as it does in text.)
    """
    labels = _labels(chart)
    bars = chart.bars[:MAX_BARS]
    lows, highs = [bar.low for bar in bars], [bar.high for bar in bars]
    ends = (("Amount", lows),) if lows == highs else (("Lowest", lows), ("Highest", highs))
    series = [
        {
            "name": name,
            "data": [
                {"label": label, "value": value}
                for label, value in zip(labels, values, strict=True)
            ],
        }
        for name, values in ends
    ]
    axis = {"categories": labels, "y_label": clip(escape(chart.unit), MAX_AXIS_LABEL)}
    title = clip(escape(chart.title), MAX_TITLE)
    return {"title": title, "chart": {"type": chart.kind, "series": series, "axis_config": axis}}


def chart_characters(content: Json) -> int:
    """How many characters of the message a chart shows: its title, its axes, its labels."""
    axis = content["chart"]["axis_config"]
    names = sum(len(one["name"]) for one in content["chart"]["series"])
    labels = 3 * sum(map(len, axis["categories"]))
    return len(content["title"]) + len(axis["y_label"]) + labels + names


def _labels(chart: Chart) -> list[str]:
    """Labels within Slack's 20 characters, each a different one: Slack joins points by label."""
    labels: list[str] = []
    for bar in chart.bars[:MAX_BARS]:
        label = clip(escape(bar.label), MAX_LABEL)
        number = 2
        while label in labels:
            label = clip(escape(bar.label), MAX_LABEL - 3) + f" {number}"
            number += 1
        labels.append(label)
    return labels


def chart_lines(chart: Chart) -> str:
    """The bars as text in a code block: where each range begins and ends on one common scale."""
    bars = chart.bars[:MAX_BARS]
    most = max(bar.high for bar in bars) or 1
    labels = _labels(chart)
    width = max(map(len, labels))
    lines = [
        f"{label.ljust(width)} {_bar(bar, most)} {escape(bar.stated)}"
        for label, bar in zip(labels, bars, strict=True)
    ]
    return f"{bold(chart.title)}\n```" + "\n".join(lines) + "```"


def _bar(bar: ChartBar, most: float) -> str:
    start = round(bar.low / most * TEXT_BAR_WIDTH)
    end = max(start + 1, round(bar.high / most * TEXT_BAR_WIDTH))
    return ("·" * min(start, TEXT_BAR_WIDTH - 1) + "█" * (end - start)).ljust(TEXT_BAR_WIDTH, "·")
