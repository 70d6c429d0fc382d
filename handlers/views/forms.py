"""Fields of questions' forms: each is its block's and its element's id, so that values are found by name."""

from collections.abc import Sequence

from handlers.views.elements import Json, field, line_input, menu, search
from handlers.views.words import ViewContext


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
