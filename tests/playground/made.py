"""Blocks and views for the tests, made in a line each."""

from typing import Any


def words(text: str) -> dict[str, Any]:
    """A section."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(action_id: str, text: str = "Press", **more: Any) -> dict[str, Any]:
    """A button."""
    label = {"type": "plain_text", "text": text}
    return {"type": "button", "action_id": action_id, "text": label, **more}


def actions(*elements: dict[str, Any], block_id: str = "acts") -> dict[str, Any]:
    """A row of elements."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def option(value: str) -> dict[str, Any]:
    """An option that shows its value."""
    return {"text": {"type": "plain_text", "text": value.title()}, "value": value}


def asking(block_id: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An input whose element is named as its block."""
    label = {"type": "plain_text", "text": block_id.title()}
    element = {"action_id": block_id, **element}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, **more}


def modal(*blocks: dict[str, Any], title: str = "A form", **more: Any) -> dict[str, Any]:
    """A modal."""
    return {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": list(blocks),
        **more,
    }


def form() -> dict[str, Any]:
    """A modal with one input of several kinds."""
    return modal(
        asking("name", {"type": "plain_text_input", "max_length": 20}),
        asking("time", {"type": "timepicker"}, optional=True),
        asking("color", {"type": "external_select", "min_query_length": 0}, optional=True),
        asking(
            "sizes",
            {"type": "checkboxes", "options": [option("small"), option("large")]},
            optional=True,
        ),
        notify_on_close=True,
        private_metadata="kept",
    )


def everything() -> list[dict[str, Any]]:
    """A message with buttons and menus."""
    return [
        words("Choose"),
        actions(
            button("press", value="seven"),
            button("replace"),
            button("delete"),
            button("open"),
            {
                "type": "static_select",
                "action_id": "pick",
                "options": [option("red"), option("blue")],
                "initial_option": option("red"),
            },
            {"type": "external_select", "action_id": "color"},
        ),
    ]
