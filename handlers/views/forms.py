"""Fields of forms: each is its block's and its element's id, so that values are found by name."""

from collections.abc import Mapping, Sequence

from slackblocks import ExternalSelectMenu, InputBlock, Option, PlainTextInput, StaticSelectMenu
from slackblocks.elements import Element

from handlers.views.elements import option, plain
from handlers.views.words import ViewContext

MAX_LABEL = 2_000
MAX_HINT = 150
MAX_OPTIONS = 100


def field(name: str, label: str, element: Element, *, optional: bool = True) -> InputBlock:
    """An input with its label."""
    return InputBlock(plain(label, MAX_LABEL), element, block_id=name, optional=optional)


def line_input(name: str, hint: str, value: str | None, length: int = 60) -> PlainTextInput:
    """One line to type."""
    return PlainTextInput(
        action_id=name, placeholder=plain(hint, MAX_HINT), initial_value=value, max_length=length
    )


def menu(name: str, options: Mapping[str, str], chosen: str | None) -> StaticSelectMenu:
    """A menu of id → name."""
    offered = {id: option(label, id) for id, label in list(options.items())[:MAX_OPTIONS]}
    return StaticSelectMenu(
        action_id=name,
        options=list(offered.values()),
        placeholder=plain("Any", MAX_HINT),
        initial_option=offered.get(chosen or ""),
    )


def search(name: str, hint: str, chosen: tuple[str, str] | None) -> ExternalSelectMenu:
    """A menu that completes while one types; `chosen` is (id, name)."""
    initial: Option | None = option(chosen[1], chosen[0]) if chosen else None
    return ExternalSelectMenu(
        action_id=name,
        min_query_length=0,
        placeholder=plain(hint, MAX_HINT),
        initial_option=initial,
    )


def role_field(context: ViewContext, role: str | None) -> InputBlock:
    """The role, by name or alias."""
    known = context.library.roles.get(role) if role else None
    chosen = (known.id, known.name) if known else None
    hint = "Type a name or an alias: mle, data eng …"
    return field("role", "Role", search("role", hint, chosen), optional=False)


def level_field(context: ViewContext, chosen: Sequence[str]) -> InputBlock:
    """The level."""
    levels = {term.id: term.name for term in context.library.terms("levels")}
    return field("level", "Level", menu("level", levels, next(iter(chosen), None)))


def years_field(value: str | None) -> InputBlock:
    """Years of experience."""
    years = line_input("years", "4, 5+ or 3-5", value, 20)
    return field("years", "Years of experience", years)


def place_field(context: ViewContext, chosen: Sequence[str]) -> InputBlock:
    """The place, completed while one types."""
    known = [context.library.term("places", id) for id in chosen]
    first = next(((term.id, term.name) for term in known if term), None)
    return field("place", "Place", search("place", "Type to search", first))


def company_field(context: ViewContext, chosen: Sequence[str]) -> InputBlock:
    """A company or a kind of company, completed while one types."""
    library = context.library
    known = [library.term("companies", id) or library.term("company_kinds", id) for id in chosen]
    first = next(((term.id, term.name) for term in known if term), None)
    return field(
        "company", "Company or kind of company", search("company", "Type to search", first)
    )


def component_field(context: ViewContext, chosen: Sequence[str]) -> InputBlock:
    """The part of pay."""
    parts = {
        term.id: term.name
        for term in context.library.terms("components")
        if term.id != "unspecified"
    }
    return field("component", "Part of pay", menu("component", parts, next(iter(chosen), None)))
