"""What Slack refuses of blocks and views, and what it takes."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.limits import options_problems, problems, refusal, view_refusal
from bot.playground.limits.checks import NOT_SENT
from tests.playground.made import actions, asking, button, everything, form, modal, option, words

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def select(count: int, **more: Any) -> Json:
    options = [option(str(number)) for number in range(count)]
    return {"type": "static_select", "action_id": "pick", "options": options, **more}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def table(rows: int, columns: int, **more: Any) -> Json:
    cell = {"type": "raw_text", "text": "x"}
    return {"type": "table", "rows": [[cell] * columns for _ in range(rows)], **more}


def bars(series: int = 1, points: int = 2, title: str = "Pay", **more: Any) -> Json:
    labels = [f"p{number}" for number in range(points)]
    data = [{"label": label, "value": 1} for label in labels]
    chart = {
        "type": "bar",
        "series": [{"name": f"s{number}", "data": data} for number in range(series)],
        "axis_config": {"categories": labels},
        **more,
    }
    return {"type": "data_visualization", "title": title, "chart": chart}


def confirm(**more: Any) -> Json:
    texts = {"title": "Sure?", "text": "Really", "confirm": "Yes", "deny": "No", **more}
    return {name: plain(text) for name, text in texts.items()}


TEXT_INPUT = {"type": "plain_text_input"}
CHECKBOXES = {"type": "checkboxes", "options": [option("x")]}

TAKEN: dict[str, Json] = {
    "header": {"type": "header", "text": plain("x" * 150)},
    "section": words("x" * 3_000),
    "context": {"type": "context", "elements": [mrkdwn("x")] * 10},
    "divider": {"type": "divider"},
    "actions": actions(*[button(f"b{number}") for number in range(25)]),
    "select": actions(select(100, initial_option=option("7"))),
    "confirm": actions(button("b", confirm=confirm(title="x" * 100, text="x" * 300))),
    "table": table(100, 20, column_settings=[{"is_wrapped": True}]),
    "bar chart": bars(series=6, points=20),
    "line chart": bars(points=6, type="line"),
    "input": asking("name", {**TEXT_INPUT, "initial_value": "x" * 3_000}),
    "search": asking(
        "search",
        {**TEXT_INPUT, "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}},
        dispatch_action=True,
    ),
}

REFUSED: dict[str, Json] = {
    "no type": {"text": plain("x")},
    "unknown type": {"type": "sectoin", "text": plain("x")},
    "unknown field": {**words("x"), "color": "red"},
    "long header": {"type": "header", "text": plain("x" * 151)},
    "mrkdwn header": {"type": "header", "text": mrkdwn("x")},
    "empty section": words(""),
    "long section": words("x" * 3_001),
    "section without anything": {"type": "section"},
    "eleven in a context": {"type": "context", "elements": [mrkdwn("x")] * 11},
    "button in a context": {"type": "context", "elements": [button("b")]},
    "no actions": actions(),
    "26 actions": actions(*[button(f"b{number}") for number in range(26)]),
    "two alike": actions(button("b"), button("b")),
    "long button": actions(button("b", text="x" * 76)),
    "long value": actions(button("b", value="x" * 2_001)),
    "long action id": actions(button("x" * 256)),
    "wrong style": actions(button("b", style="large")),
    "long block id": {**words("x"), "block_id": "x" * 256},
    "101 options": actions(select(101)),
    "no options": actions(select(0)),
    "long option": actions(select(0, options=[{"text": plain("x" * 76), "value": "x"}])),
    "long option value": actions(select(0, options=[{"text": plain("x"), "value": "x" * 151}])),
    "initial option not offered": actions(select(2, initial_option=option("7"))),
    "initial box not offered": asking("a", {**CHECKBOXES, "initial_options": [option("y")]}),
    "eleven checkboxes": asking("a", {**CHECKBOXES, "options": [option("x")] * 11}),
    "long confirm title": actions(button("b", confirm=confirm(title="x" * 101))),
    "long confirm text": actions(button("b", confirm=confirm(text="x" * 301))),
    "long confirm button": actions(button("b", confirm=confirm(deny="x" * 31))),
    "101 rows": table(101, 1),
    "21 columns": table(1, 21),
    "unequal rows": {"type": "table", "rows": [*table(1, 2)["rows"], *table(1, 3)["rows"]]},
    "number in a table": {"type": "table", "rows": [[{"type": "raw_number", "value": 1}]]},
    "empty cell": {"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]},
    "long chart title": bars(title="x" * 51),
    "21 points": bars(points=21),
    "seven series": bars(series=7),
    "series and categories differ": bars(axis_config={"categories": ["p0"]}),
    "no series": bars(series=0),
    "long label": bars(axis_config={"categories": ["p0", "x" * 21]}),
    "scatter": {"type": "data_visualization", "title": "x", "chart": {"type": "scatter"}},
    "input without label": {"type": "input", "element": TEXT_INPUT},
    "button in an input": asking("name", button("b")),
    "long initial value": asking("name", {**TEXT_INPUT, "initial_value": "x" * 3_001}),
    "no files": asking("file", {"type": "file_input", "max_files": 0}),
    "file input in a message": asking("file", {"type": "file_input"}),
}


@pytest.mark.parametrize("block", TAKEN.values(), ids=TAKEN.keys())
def test_slack_takes(block: Json) -> None:
    assert problems([block]) == []


@pytest.mark.parametrize("block", REFUSED.values(), ids=REFUSED.keys())
def test_slack_refuses(block: Json) -> None:
    assert problems([block])


def test_a_line_says_what_and_where() -> None:
    assert problems([words("x"), words(""), {"type": "divider", "color": "red"}]) == [
        "must be more than 0 characters [json-pointer:/blocks/1/text/text]",
        f"invalid additional property: color. {NOT_SENT} [json-pointer:/blocks/2]",
    ]


UNSENT: dict[str, tuple[Json, str]] = {
    "block": ({"type": "markdown", "text": "x"}, "unsupported type: markdown."),
    "element": (actions({"type": "overflow", "options": []}), "unsupported type: overflow."),
    "input": (asking("a", {"type": "number_input"}), "unsupported type: number_input."),
    "chart": (
        {"type": "data_visualization", "title": "x", "chart": {"type": "pie"}},
        "unsupported type: pie.",
    ),
    "text": ({"type": "section", "text": plain("x")}, "unsupported type: plain_text."),
    "field": (
        asking("a", TEXT_INPUT, hint=plain("x")),
        "invalid additional property: hint.",
    ),
    "dispatching": (asking("a", CHECKBOXES, dispatch_action=True), "unsupported for checkboxes."),
}


@pytest.mark.parametrize(("block", "said"), UNSENT.values(), ids=UNSENT.keys())
def test_what_rolecall_never_sent_is_told_with_where_to_add_it(block: Json, said: str) -> None:
    (line,) = problems([block])
    assert line.startswith(f"{said} The playground knows only")
    assert "add it to bot/playground/limits and bot/playground/page" in line


WHOLES: dict[str, tuple[list[Json], str]] = {
    "51 blocks": ([{"type": "divider"}] * 51, "invalid_blocks"),
    "two of one id": ([words("a") | {"block_id": "x"}] * 2, "invalid_blocks"),
    "three charts": ([bars()] * 3, "invalid_blocks"),
    "two tables": ([table(1, 1)] * 2, "invalid_attachments"),
    "too much text": ([words("x" * 3_000)] * 4 + [words("x")], "msg_blocks_too_long"),
}


@pytest.mark.parametrize(("blocks", "code"), WHOLES.values(), ids=WHOLES.keys())
def test_slack_refuses_the_whole(blocks: list[Json], code: str) -> None:
    refused = refusal(blocks)
    assert refused is not None
    assert refused.code == code
    assert problems(blocks) == list(refused.problems)


def test_views_hold_more_blocks() -> None:
    assert problems([{"type": "divider"}] * 100, "home") == []
    assert problems([{"type": "divider"}] * 101, "modal")
    assert problems([words("x" * 3_000)] * 6, "modal") == []


def test_each_surface_has_its_blocks() -> None:
    assert problems([bars()], "home")
    assert problems([table(1, 1)], "modal")
    assert problems([asking("file", {"type": "file_input"})], "modal") == []


def test_the_samples_are_well() -> None:
    assert problems(everything()) == []
    assert view_refusal(form()) is None
    assert view_refusal({"type": "home", "blocks": everything()}) is None


VIEWS: dict[str, Json] = {
    "long title": modal(words("x"), title="x" * 25),
    "long submit": modal(words("x"), submit=plain("x" * 25)),
    "long close": modal(words("x"), close=plain("x" * 25)),
    "long metadata": modal(words("x"), private_metadata="x" * 3_001),
    "long callback id": modal(words("x"), callback_id="x" * 256),
    "input without submit": modal(asking("name", {"type": "plain_text_input"}), submit=None),
    "no title": modal(words("x"), title="") | {"title": None},
    "unknown type": {"type": "workflow", "blocks": []},
    "no blocks": {"type": "home"},
    "bad block": modal(words("")),
    "title on home": {"type": "home", "blocks": [], "title": plain("x")},
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_slack_refuses_a_view(view: Json) -> None:
    refused = view_refusal(view)
    assert refused is not None
    assert refused.code == "invalid_arguments"
    assert all("/view" in line for line in refused.problems)


def test_a_view_has_a_size() -> None:
    long = [words("x" * 3_000)] * 100
    refused = view_refusal(modal(*long))
    assert refused is not None
    assert refused.code == "view_too_large"


def test_answers_to_a_query_for_options() -> None:
    assert options_problems({"options": []}) == []
    assert options_problems({"options": [option("x")] * 100}) == []
    assert options_problems({"options": [option("x")] * 101})
    assert options_problems({})
    assert options_problems({"option_groups": [{"label": plain("x"), "options": []}]})


json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def spoilt(value: Any, spoil: Callable[[], Any]) -> Any:
    """The same with something in it exchanged for anything."""
    if spoil() is True:
        return spoil()
    if isinstance(value, dict):
        return {name: spoilt(inner, spoil) for name, inner in cast("Json", value).items()}
    if isinstance(value, list):
        return [spoilt(inner, spoil) for inner in cast("list[Any]", value)]
    return value


@settings(deadline=None)
@given(st.data())
def test_no_payload_is_too_strange_to_judge(data: st.DataObject) -> None:
    block = data.draw(st.sampled_from(list(TAKEN.values())))
    strange = spoilt([block], lambda: data.draw(json_values))
    assert all(isinstance(line, str) for line in problems(strange))
    assert problems(data.draw(json_values)) is not None
