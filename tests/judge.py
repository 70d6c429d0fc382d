"""slackblocks as a judge of what it did not make: its objects check every limit that it knows."""

from collections.abc import Callable
from typing import Any, cast

from slackblocks import (
    ActionsBlock,
    AxisConfig,
    BarChart,
    Button,
    CheckboxGroup,
    ColumnSettings,
    ConfirmationDialogue,
    ConversationFilter,
    ConversationSelectMenu,
    DataPoint,
    DataSeries,
    DataVisualizationBlock,
    DispatchActionConfiguration,
    ExternalMultiSelectMenu,
    ExternalSelectMenu,
    FileInput,
    InputBlock,
    LineChart,
    Option,
    PlainText,
    PlainTextInput,
    RawText,
    StaticMultiSelectMenu,
    StaticSelectMenu,
    TimePicker,
    UserSelectMenu,
)
from slackblocks._core import resolve
from slackblocks.blocks import Block, TableBlock

Json = dict[str, Any]

ELEMENTS: dict[str, Callable[..., object]] = {
    "button": Button,
    "checkboxes": CheckboxGroup,
    "conversations_select": ConversationSelectMenu,
    "external_select": ExternalSelectMenu,
    "file_input": FileInput,
    "multi_external_select": ExternalMultiSelectMenu,
    "multi_static_select": StaticMultiSelectMenu,
    "plain_text_input": PlainTextInput,
    "static_select": StaticSelectMenu,
    "timepicker": TimePicker,
    "users_select": UserSelectMenu,
}

CHARTS = {"bar": BarChart, "line": LineChart}

CONFIRMED = ("title", "text", "confirm", "deny")


def judged(block: Json) -> Json:
    """The block as slackblocks makes it of the same content. Raises where it breaks a limit."""
    match block["type"]:
        case "actions":
            elements = [_element(one) for one in block["elements"]]
            made: object = ActionsBlock(cast("Any", elements), block_id=block["block_id"])
        case "input":
            given = {key: value for key, value in block.items() if key not in ("type", "element")}
            label = _text(given.pop("label"))
            made = InputBlock(label, cast("Any", _element(block["element"])), **given)
        case "table":
            rows = [[RawText(cell["text"]) for cell in row] for row in block["rows"]]
            columns = [ColumnSettings(**column) for column in block["column_settings"]]
            made = TableBlock(cast("Any", rows), columns, block["block_id"])
        case "data_visualization":
            made = _chart(block)
        case _:
            made = Block.from_dict(block)
    return cast("Json", resolve(made))


def _chart(block: Json) -> DataVisualizationBlock:
    chart = block["chart"]
    series = [
        DataSeries(one["name"], [DataPoint(**point) for point in one["data"]])
        for one in chart["series"]
    ]
    made = CHARTS[chart["type"]](series, AxisConfig(**chart["axis_config"]))
    return DataVisualizationBlock(block["title"], made, block_id=block["block_id"])


def _element(element: Json) -> object:
    given = {key: _object(key, value) for key, value in element.items() if key != "type"}
    return ELEMENTS[element["type"]](**given)


def _object(key: str, value: Any) -> object:
    match key:
        case "text" | "placeholder":
            return _text(value)
        case "options" | "initial_options":
            return [_option(one) for one in value]
        case "initial_option":
            return _option(value)
        case "confirm":
            title, text, yes, no = (_text(value[one]) for one in CONFIRMED)
            return ConfirmationDialogue(title, text, yes, no)
        case "filter":
            return ConversationFilter(**value)
        case "dispatch_action_config":
            return DispatchActionConfiguration(value["trigger_actions_on"])
        case _:
            return value


def _option(option: Json) -> Option:
    return Option(_text(option["text"]), value=option["value"])


def _text(text: Json) -> PlainText:
    assert text["type"] == "plain_text"
    return PlainText(text["text"])
