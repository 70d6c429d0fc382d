"""Block Kit's elements and views as plain dictionaries, and the fields of questions' forms."""

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from handlers.views.mrkdwn import Button, Confirm, Menu, RolePicker, clip, escape
from handlers.views.words import ViewContext

Json = dict[str, Any]
"""An object of Block Kit."""

MAX_BUTTON_LABEL = 75
MAX_BUTTON_VALUE = 2_000
MAX_OPTION_LABEL = 75
MAX_OPTION_VALUE = 150
MAX_OPTIONS = 100
MAX_PLACEHOLDER = 150
MAX_CONFIRM_TITLE = 100
MAX_CONFIRM_TEXT = 300
MAX_CONFIRM_BUTTON = 30
MAX_LABEL = 2_000


def plain(text: str, length: int) -> Json:
    """Text without markup, escaped and cut to a limit."""
    return {"type": "plain_text", "text": clip(escape(text), length)}


def option(label: str, value: str) -> Json:
    """One option of a menu, as a view holds it and as type-ahead answers it."""
    return {"text": plain(label, MAX_OPTION_LABEL), "value": value}


def element(part: Button | Menu | RolePicker) -> Json:
    """The element for something to click."""
    match part:
        case Button():
            return _button(part)
        case Menu():
            return {
                "type": "static_select",
                "action_id": part.action_id,
                "options": [option(label, value) for label, value in _fitting(part)],
                "placeholder": plain(part.placeholder, MAX_PLACEHOLDER),
            }
        case RolePicker():
            return search(part.action_id, part.placeholder)
        case _:
            assert_never(part)


def _button(part: Button) -> Json:
    button: Json = {
        "type": "button",
        "text": plain(part.label, MAX_BUTTON_LABEL),
        "action_id": part.action_id,
    }
    if part.primary:
        button["style"] = "primary"
    if part.value:
        button["value"] = part.value
    if part.confirm:
        button["confirm"] = _confirm(part.confirm)
    return button


def _confirm(part: Confirm) -> Json:
    return {
        "title": plain(part.title, MAX_CONFIRM_TITLE),
        "text": plain(part.text, MAX_CONFIRM_TEXT),
        "confirm": plain(part.yes, MAX_CONFIRM_BUTTON),
        "deny": plain(part.no, MAX_CONFIRM_BUTTON),
    }


def fits(part: Button | Menu | RolePicker) -> bool:
    """Whether Slack would take the element: a value cut short would ask something else."""
    match part:
        case Button():
            return len(part.value) <= MAX_BUTTON_VALUE
        case Menu():
            return bool(_fitting(part))
        case RolePicker():
            return True
        case _:
            assert_never(part)


def characters(part: Button | Menu | RolePicker) -> int:
    """How many characters of the message an element shows."""
    match part:
        case Button():
            return min(len(escape(part.label)), MAX_BUTTON_LABEL)
        case Menu():
            labels = sum(min(len(escape(label)), MAX_OPTION_LABEL) for label, _ in _fitting(part))
            return len(part.placeholder) + labels
        case RolePicker():
            return len(part.placeholder)
        case _:
            assert_never(part)


def fits_option(value: str) -> bool:
    """Whether an option can carry a value; a button can carry a longer one."""
    return len(value) <= MAX_OPTION_VALUE


def _fitting(menu: Menu) -> list[tuple[str, str]]:
    fitting = [option for option in menu.options if fits_option(option[1])]
    return fitting[:MAX_OPTIONS]


def field(name: str, label: str, element: Json, *, optional: bool = True) -> Json:
    """An input block with its label; `name` is its block's id, and where its value is found."""
    block: Json = {
        "type": "input",
        "block_id": name,
        "label": plain(label, MAX_LABEL),
        "element": element,
    }
    if optional:
        block["optional"] = True
    return block


def line_input(name: str, hint: str, value: str | None = None, length: int = 60) -> Json:
    """One line to type."""
    element: Json = {"type": "plain_text_input", "action_id": name}
    if value:
        element["initial_value"] = value
    return {**element, "max_length": length, "placeholder": plain(hint, MAX_PLACEHOLDER)}


def text_input(name: str, hint: str, length: int) -> Json:
    """Several lines to type."""
    return {**line_input(name, hint, None, length), "multiline": True}


def menu(name: str, options: Mapping[str, str], chosen: str | None, hint: str = "Any") -> Json:
    """A menu of id → name; `hint` stands where nothing is chosen."""
    offered = {id: option(label, id) for id, label in list(options.items())[:MAX_OPTIONS]}
    element: Json = {
        "type": "static_select",
        "action_id": name,
        "options": list(offered.values()),
    }
    if chosen in offered:
        element["initial_option"] = offered[chosen]
    return {**element, "placeholder": plain(hint, MAX_PLACEHOLDER)}


def search(name: str, hint: str, chosen: tuple[str, str] | None = None) -> Json:
    """A menu that completes as one types; `chosen` is (id, name)."""
    element: Json = {"type": "external_select", "action_id": name}
    if chosen:
        element["initial_option"] = option(chosen[1], chosen[0])
    return {**element, "min_query_length": 0, "placeholder": plain(hint, MAX_PLACEHOLDER)}


def search_many(name: str, hint: str, chosen: Sequence[tuple[str, str]]) -> Json:
    """The same for several; `chosen` are (id, name)."""
    element: Json = {"type": "multi_external_select", "action_id": name, "min_query_length": 0}
    if chosen:
        element["initial_options"] = [option(label, id) for id, label in chosen[:MAX_OPTIONS]]
    return {**element, "placeholder": plain(hint, MAX_PLACEHOLDER)}


def menu_many(name: str, hint: str, options: Mapping[str, str], chosen: Sequence[str]) -> Json:
    """A menu of id → name in which several may be chosen."""
    return {
        "type": "multi_static_select",
        "action_id": name,
        **_offered(options, chosen),
        "placeholder": plain(hint, MAX_PLACEHOLDER),
    }


def checkboxes(name: str, options: Mapping[str, str], chosen: Sequence[str]) -> Json:
    """Boxes of id → name to tick."""
    return {"type": "checkboxes", "action_id": name, **_offered(options, chosen)}


def _offered(options: Mapping[str, str], chosen: Sequence[str]) -> Json:
    offered = {id: option(label, id) for id, label in list(options.items())[:MAX_OPTIONS]}
    initial = [offered[id] for id in chosen if id in offered]
    # Slack refuses an empty list.
    return {"options": list(offered.values())} | ({"initial_options": initial} if initial else {})


MAX_BLOCKS = 100
MAX_METADATA = 3_000
MAX_WORDS = 24
"""Slack: of a title, and on a button below."""


def modal(title: str, blocks: Sequence[Json], told_when_closed: str = "") -> Json:
    """A modal to read; `told_when_closed` is what Slack calls it when it tells us that it was closed."""
    view: Json = {
        "type": "modal",
        "blocks": list(blocks[:MAX_BLOCKS]),
        "title": plain(title, MAX_WORDS),
        "close": plain("Close", MAX_WORDS),
    }
    if told_when_closed:
        view |= {"callback_id": told_when_closed, "notify_on_close": True}
    return view


def form(
    title: str,
    blocks: Sequence[Json],
    submit: str,
    callback_id: str,
    metadata: str = "",
    *,
    close: str = "Cancel",
) -> Json:
    """A modal to fill in; `metadata` comes back with the submission (Slack: 3,000 characters)."""
    view: Json = {"type": "modal", "blocks": list(blocks[:MAX_BLOCKS])}
    if metadata:
        view["private_metadata"] = metadata[:MAX_METADATA]
    return {
        **view,
        "callback_id": callback_id,
        "title": plain(title, MAX_WORDS),
        "close": plain(close, MAX_WORDS),
        "submit": plain(submit, MAX_WORDS),
    }


def home_tab(blocks: Sequence[Json]) -> Json:
    """The Home tab."""
    return {"type": "home", "blocks": list(blocks[:MAX_BLOCKS])}


def role_field(context: ViewContext, role: str | None) -> Json:
    """The role, by name or alias."""
    known = context.library.roles.get(role) if role else None
    chosen = (known.id, known.name) if known else None
    hint = "Type a name or an alias: mle, data eng …"
    return field("role", "Role", search("role", hint, chosen), optional=False)


def level_field(context: ViewContext, chosen: Sequence[str]) -> Json:
    """The level."""
    levels = {term.id: term.name for term in context.library.terms("levels")}
    return field("level", "Level", menu("level", levels, next(iter(chosen), None)))


def years_field(value: str | None) -> Json:
    """Years of experience."""
    years = line_input("years", "4, 5+ or 3-5", value, 20)
    return field("years", "Years of experience", years)


def place_field(context: ViewContext, chosen: Sequence[str]) -> Json:
    """The place, completed while one types."""
    known = [context.library.term("places", id) for id in chosen]
    first = next(((term.id, term.name) for term in known if term), None)
    return field("place", "Place", search("place", "Type to search", first))


def company_field(context: ViewContext, chosen: Sequence[str]) -> Json:
    """A company or a kind of company, completed while one types."""
    library = context.library
    known = [library.term("companies", id) or library.term("company_kinds", id) for id in chosen]
    first = next(((term.id, term.name) for term in known if term), None)
    return field(
        "company", "Company or kind of company", search("company", "Type to search", first)
    )


def component_field(context: ViewContext, chosen: Sequence[str]) -> Json:
    """The part of pay."""
    parts = {
        term.id: term.name
        for term in context.library.terms("components")
        if term.id != "unspecified"
    }
    return field("component", "Part of pay", menu("component", parts, next(iter(chosen), None)))
