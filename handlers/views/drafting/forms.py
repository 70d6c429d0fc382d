"""Forms of a review: where to read from, what the source is, and every field of a statement."""

from handlers.views.drafting.review import item_words
from handlers.views.elements import (
    Json,
    checkboxes,
    company_field,
    component_field,
    field,
    form,
    level_field,
    line_input,
    menu,
    place_field,
    role_field,
    text_input,
    years_field,
)
from handlers.views.formatting import VIEW, build_blocks
from handlers.views.modal import KINDS, PERIODS
from handlers.views.mrkdwn import Bold, Note, Paragraph, Part
from handlers.views.words import ViewContext
from knowledge.drafting.review import MAX_LABEL, About, Item
from knowledge.drafting.values import MOST_IN_LINE, Values

ADD_SENT, ABOUT_SENT, ITEM_SENT = "drafting_add_sent", "review_about_sent", "review_item_sent"

LINK, PASTED = "drafting_link", "drafting_text"
MAX_LINK = MAX_PASTED = 3_000
"""Slack: characters of a field."""

LOW, HIGH, MARKS, CURRENCY, PERIOD = (
    "item_low", "item_high", "item_marks", "item_currency", "item_period",
)  # fmt: skip
STATISTIC, INDUSTRY, TITLE, YEAR, SECTION = (
    "item_statistic", "item_industry", "item_title", "item_year", "item_section",
)  # fmt: skip
STATEMENT, UNIT = "item_statement", "item_unit"
ABOUT = "about_{}"

NOT_STATED = "Not stated"

MARKED = {
    "open_ended": "Open-ended (“$172,654+”)",
    "approximate": "The text says “around”",
}


def add_form(metadata: str) -> Json:
    """A link, or a text."""
    said = "Nothing changes yet. You'll review each figure next to its sentence first."
    blocks = [
        field(LINK, "Link", line_input(LINK, "https://…", None, MAX_LINK)),
        field(PASTED, "Or a text", text_input(PASTED, "Paste up to 3,000 characters", MAX_PASTED)),
        *_shown(Note((said,))),
    ]
    return form("Add to knowledge", blocks, "Read", ADD_SENT, metadata)


def about_form(about: About, metadata: str) -> Json:
    """What the source is: as far as the text says it, the rest is asked."""

    def line(name: str, label: str, hint: str, value: str, most: int, *, optional: bool) -> Json:
        id = ABOUT.format(name)
        return field(id, label, line_input(id, hint, value, most), optional=optional)

    kind = ABOUT.format("kind")
    kinds = {id: name for id, name in KINDS.items() if id != "feeds"}  # those are Rolecall's own
    year = str(about.year) if about.year else ""
    blocks = [
        line("title", "Title", "As the document has it", about.title, MOST_IN_LINE, optional=False),
        line("label", "Short name", "Data pay survey", about.label, MAX_LABEL, optional=False),
        line("id", "Id, which names its file", "data-pay-survey", about.id, 80, optional=False),
        field(kind, "Kind", menu(kind, kinds, about.kind), optional=False),
        line("publisher", "Publisher", "Who published it", about.publisher, MOST_IN_LINE, optional=True),
        line("year", "Year that it speaks of", "2026; empty if it doesn't say", year, 4, optional=True),
        line("url", "Link", "https://…", about.url, MAX_LINK, optional=True),
        line("license", "License", "CC BY 4.0", about.license, MOST_IN_LINE, optional=True),
        line("verified", "Read on", "2026-11-28", about.verified, 10, optional=True),
    ]  # fmt: skip
    return form("The source", blocks, "Save", ABOUT_SENT, metadata)


def item_form(item: Item, context: ViewContext, metadata: str) -> Json:
    """Every field of a statement, above them the sentence that it comes from."""
    words = " · ".join(item_words(item, context))
    quote = Paragraph((Bold(words), f"\n“{item.statement.quote}”"))
    fields = _pay_fields if item.statement.kind == "pay" else _market_fields
    blocks = [*_shown(quote), *fields(item.values, context)]
    return form("Take a statement", blocks, "Take", ITEM_SENT, metadata)


def _pay_fields(values: Values, context: ViewContext) -> list[Json]:
    library = context.library
    statistics = {term.id: term.name for term in library.terms("statistics")}
    industries = {term.id: term.name for term in library.terms("industries")}
    marks = [name for name in MARKED if values.get(name)]
    period = field(
        PERIOD,
        "Pay period",
        menu(PERIOD, PERIODS, values.get("period"), "Choose one"),
        optional=False,
    )
    companies = (values.get("company"), values.get("company_kind"))
    return [
        role_field(context, next(iter(values.get("roles", ())), None)),
        _line(TITLE, "Job title, as the text words it", "Data Engineer II", values.get("title")),
        _line(LOW, "Low", "155000", values.get("low")),
        _line(HIGH, "High", "For an average, the same as low", values.get("high")),
        field(MARKS, "As the text states it", checkboxes(MARKS, MARKED, marks)),
        _line(CURRENCY, "Currency", "USD", values.get("currency"), 3, optional=False),
        period,
        field(
            STATISTIC,
            "What it measures",
            menu(STATISTIC, statistics, values.get("statistic"), NOT_STATED),
        ),
        component_field(context, tuple(filter(None, [values.get("component")]))),
        level_field(context, tuple(filter(None, [values.get("level")]))),
        years_field(_years(values)),
        place_field(context, tuple(filter(None, [values.get("place")]))),
        company_field(context, tuple(filter(None, companies))),
        field(INDUSTRY, "Industry", menu(INDUSTRY, industries, values.get("industry"), NOT_STATED)),
        *_told_fields(values),
    ]


def _market_fields(values: Values, context: ViewContext) -> list[Json]:
    low, *high = values.get("values", ()) or (None,)
    statement = values.get("statement")
    role = role_field(context, next(iter(values.get("roles", ())), None))
    return [
        _line(STATEMENT, "In your own words", "Openings grew 12%", statement, optional=False),
        _line(LOW, "Number", "12", low, optional=False),
        _line(HIGH, "Upper end, if it is a range", "15", next(iter(high), None)),
        _line(UNIT, "Unit", "percent, USD billion", values.get("unit"), 60, optional=False),
        {**role, "optional": True},
        place_field(context, tuple(filter(None, [values.get("place")]))),
        *_told_fields(values),
    ]


def _told_fields(values: Values) -> list[Json]:
    return [
        _line(YEAR, "Year, if the text states it", "2026", values.get("year"), 4),
        _line(SECTION, "Heading above it", "Text", values.get("section"), optional=False),
    ]


def _line(
    name: str,
    label: str,
    hint: str,
    value: str | float | None,
    most: int = MOST_IN_LINE,
    *,
    optional: bool = True,
) -> Json:
    entered = "" if value is None else str(value)[:most]
    return field(name, label, line_input(name, hint, entered, most), optional=optional)


def _years(values: Values) -> str | None:
    low, high = values.get("years_min"), values.get("years_max")
    if low is None and high is None:
        return None
    return f"{low:g}+" if high is None else f"{low or 0:g}-{high:g}"


def _shown(*parts: Part) -> list[Json]:
    return build_blocks(parts, VIEW)
