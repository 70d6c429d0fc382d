"""What Slack refuses of blocks and views, and what it takes."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.limits import options_problems, problems, refusal, view_refusal
from tests.playground.made import actions, asking, button, everything, form, modal, option, words

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def select(count: int, **more: Any) -> Json:
    options = [option(str(number)) for number in range(count)]
    return {"type": "static_select", "action_id": "pick", "options": options, **more}


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A", **more}


def table(rows: int, columns: int, **more: Any) -> Json:
    cell = {"type": "raw_text", "text": "x"}
    return {"type": "table", "rows": [[cell] * columns for _ in range(rows)], **more}


def data_table(rows: int, columns: int, text: str = "x", **more: Any) -> Json:
    cell = {"type": "raw_text", "text": text}
    cells = [[cell] * columns for _ in range(rows)]
    return {"type": "data_table", "caption": "Pay", "rows": cells, **more}


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


def pie(*values: float) -> Json:
    segments = [{"label": f"s{number}", "value": value} for number, value in enumerate(values)]
    return {
        "type": "data_visualization",
        "title": "Pay",
        "chart": {"type": "pie", "segments": segments},
    }


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def confirm(**more: Any) -> Json:
    texts = {"title": "Sure?", "text": "Really", "confirm": "Yes", "deny": "No", **more}
    return {name: plain(text) for name, text in texts.items()}


VIDEO = {
    "type": "video",
    "alt_text": "A talk",
    "title": plain("A talk"),
    "thumbnail_url": "https://example.com/a.png",
    "video_url": "https://example.com/a",
}
SECTION = {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}

TAKEN: dict[str, Json] = {
    "header": {"type": "header", "text": plain("x" * 150)},
    "section": words("x" * 3_000),
    "fields": {"type": "section", "fields": [plain("x" * 800)] * 10},
    "accessory": {**words("x"), "accessory": image()},
    "context": {"type": "context", "elements": [image(), plain("x"), *[plain("y")] * 8]},
    "divider": {"type": "divider"},
    "actions": actions(*[button(f"b{number}") for number in range(25)]),
    "select": actions(select(100, initial_option=option("7"))),
    "overflow": actions({"type": "overflow", "options": [option(str(n)) for n in range(5)]}),
    "confirm": actions(button("b", confirm=confirm(title="x" * 100, text="x" * 300))),
    "image": image(title=plain("A")),
    "table": table(100, 20, column_settings=[{"align": "right", "is_wrapped": True}]),
    "data table": data_table(101, 20, page_size=10, row_header_column_index=0),
    "bar chart": bars(series=6, points=20),
    "pie chart": pie(1, 2.5, 3),
    "rich text": rich(
        SECTION,
        {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [SECTION]},
        {"type": "rich_text_quote", "elements": [{"type": "link", "url": "https://a.example"}]},
    ),
    "markdown": {"type": "markdown", "text": "x" * 12_000},
    "video": VIDEO,
    "file": {"type": "file", "external_id": "f", "source": "remote"},
    "input": asking("name", {"type": "plain_text_input"}),
    "card": {"type": "card", "title": plain("x" * 150), "actions": [button("b")] * 3},
}

REFUSED: dict[str, Json] = {
    "no type": {"text": plain("x")},
    "unknown type": {"type": "sectoin", "text": plain("x")},
    "unknown field": {**words("x"), "color": "red"},
    "long header": {"type": "header", "text": plain("x" * 151)},
    "mrkdwn header": {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
    "empty section": words(""),
    "long section": words("x" * 3_001),
    "section without anything": {"type": "section"},
    "eleven fields": {"type": "section", "fields": [plain("x")] * 11},
    "long field": {"type": "section", "fields": [plain("x" * 2_001)]},
    "wrong accessory": {**words("x"), "accessory": {"type": "plain_text_input"}},
    "eleven in a context": {"type": "context", "elements": [plain("x")] * 11},
    "button in a context": {"type": "context", "elements": [button("b")]},
    "no actions": actions(),
    "26 actions": actions(*[button(f"b{number}") for number in range(26)]),
    "two alike": actions(button("b"), button("b")),
    "long button": actions(button("b", text="x" * 76)),
    "long value": actions(button("b", value="x" * 2_001)),
    "long action id": actions(button("x" * 256)),
    "wrong style": actions(button("b", style="large")),
    "relative link": actions(button("b", url="/docs")),
    "long block id": {**words("x"), "block_id": "x" * 256},
    "101 options": actions(select(101)),
    "no options": actions(select(0)),
    "options and groups": actions(select(1, option_groups=[])),
    "long option": actions(
        {"type": "overflow", "options": [{"text": plain("x" * 76), "value": "x"}]}
    ),
    "long option value": actions(
        {"type": "overflow", "options": [{"text": plain("x"), "value": "x" * 151}]}
    ),
    "initial option not offered": actions(select(2, initial_option=option("7"))),
    "six in an overflow": actions({"type": "overflow", "options": [option("x")] * 6}),
    "eleven checkboxes": actions({"type": "checkboxes", "options": [option("x")] * 11}),
    "eleven radio buttons": actions({"type": "radio_buttons", "options": [option("x")] * 11}),
    "long confirm title": actions(button("b", confirm=confirm(title="x" * 101))),
    "long confirm text": actions(button("b", confirm=confirm(text="x" * 301))),
    "long confirm button": actions(button("b", confirm=confirm(deny="x" * 31))),
    "image without alt text": image(alt_text=None),
    "long alt text": image(alt_text="x" * 2_001),
    "image from nowhere": image(image_url=None),
    "101 rows": table(101, 1),
    "21 columns": table(1, 21),
    "unequal rows": {"type": "table", "rows": [*table(1, 2)["rows"], *table(1, 3)["rows"]]},
    "number in a table": {"type": "table", "rows": [[{"type": "raw_number", "value": 1}]]},
    "empty cell": {"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]},
    "data table without caption": data_table(2, 2, caption=None),
    "data table of one row": data_table(1, 2),
    "data table of 102 rows": data_table(102, 2),
    "data table of 21 columns": data_table(2, 21),
    "data table of too many characters": data_table(101, 2, text="x" * 50),
    "rich header": {
        **data_table(2, 1),
        "rows": [[rich(SECTION)], [{"type": "raw_text", "text": "x"}]],
    },
    "row header that is none": data_table(2, 2, row_header_column_index=2),
    "long chart title": bars(title="x" * 51),
    "21 points": bars(points=21),
    "seven series": bars(series=7),
    "series and categories differ": bars(axis_config={"categories": ["p0"]}),
    "no series": bars(series=0),
    "long label": {
        **bars(),
        "chart": pie()["chart"] | {"segments": [{"label": "x" * 21, "value": 1}]},
    },
    "seven segments": pie(*range(1, 8)),
    "nothing in a segment": pie(1, 0),
    "scatter": {"type": "data_visualization", "title": "x", "chart": {"type": "scatter"}},
    "long markdown": {"type": "markdown", "text": "x" * 12_001},
    "list in a list": rich({"type": "rich_text_list", "style": "bullet", "elements": [rich()]}),
    "video without thumbnail": {**VIDEO, "thumbnail_url": None},
    "input without label": {"type": "input", "element": {"type": "plain_text_input"}},
    "button in an input": asking("name", button("b")),
    "file input in a message": asking("file", {"type": "file_input"}),
    "alert in a message": {"type": "alert", "text": plain("x")},
    "card of four buttons": {"type": "card", "title": plain("x"), "actions": [button("b")] * 4},
    "empty card": {"type": "card"},
    "carousel of none": {"type": "carousel", "elements": []},
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
        "invalid additional property: color [json-pointer:/blocks/2]",
    ]


WHOLES: dict[str, tuple[list[Json], str]] = {
    "51 blocks": ([{"type": "divider"}] * 51, "invalid_blocks"),
    "two of one id": ([words("a") | {"block_id": "x"}] * 2, "invalid_blocks"),
    "three charts": ([bars()] * 3, "invalid_blocks"),
    "two tables": ([table(1, 1)] * 2, "invalid_attachments"),
    "too much text": ([words("x" * 3_000)] * 4 + [words("x")], "msg_blocks_too_long"),
    "too much in data tables": ([data_table(2, 1, text="x" * 2_501)] * 2, "invalid_blocks"),
    "too much markdown": ([{"type": "markdown", "text": "x" * 6_001}] * 2, "msg_blocks_too_long"),
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
    assert problems([{"type": "alert", "text": plain("x")}], "modal") == []
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
    long = [{**words("x" * 3_000), "accessory": select(100)} for _ in range(100)]
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
