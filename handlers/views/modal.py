"""Modals: an answer in a modal, the form that narrows a salary question, and the offer's form."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from handlers.views.advertised import advertised_row
from handlers.views.elements import (
    Json,
    company_field,
    component_field,
    field,
    form,
    level_field,
    line_input,
    menu,
    modal,
    place_field,
    role_field,
    years_field,
)
from handlers.views.feeds.measured import measured_parts
from handlers.views.formatting import LASTING, VIEW, build_blocks
from handlers.views.mrkdwn import Actions, Bold, Bullets, Note, Paragraph, Part, RolePicker
from handlers.views.official import official_row
from handlers.views.words import ViewContext, count, figure_words
from knowledge.advertised import advertised_pay
from knowledge.asking.pay import NOTHING_ASKED
from knowledge.feeds.documents import is_measured
from knowledge.fields import SourceKind
from knowledge.model import Role, Source, stated
from knowledge.official import official_in
from knowledge.query import SalaryFilters

if TYPE_CHECKING:
    from knowledge.offers.fields import OfferFields

SALARY_FILTER = "salary_filter"
OFFER_CHECK = "offer_check"
LASTING_VIEW = "lasting_view"

ONLY_IN_MESSAGES = ("share", "filter", "edit_offer")

PERIODS = {
    "year": "a year",
    "month": "a month",
    "week": "a week",
    "day": "a day",
    "hour": "an hour",
}


def answer_view(parts: Sequence[Part]) -> Json:
    """An answer in a modal: without what only works in a channel."""
    return modal("Rolecall", _in_view(parts))


def lasting_view(parts: Sequence[Part]) -> Json:
    """The same with no more than fits into a message: it becomes one when the modal is closed."""
    return modal("Rolecall", build_blocks(parts, LASTING), LASTING_VIEW)


def _in_view(parts: Sequence[Part]) -> list[Json]:
    kept = [_without_channel(part) for part in parts]
    return build_blocks([part for part in kept if part is not None], VIEW)


def _without_channel(part: Part) -> Part | None:
    """Sharing has no channel to go to from a modal, and its menus and filters have no message."""
    if not isinstance(part, Actions):
        return part
    elements = tuple(
        one
        for one in part.elements
        if not isinstance(one, RolePicker) and not one.action_id.startswith(ONLY_IN_MESSAGES)
    )
    return Actions(part.name, elements) if elements else None


KINDS: Mapping[SourceKind, str] = {
    "article": "Article or guide",
    "survey": "Survey",
    "official-statistics": "Official statistics",
    "job-ads": "Job ads",
    "classification": "Classification of occupations",
    "feeds": "Measured from feeds",
}


def source_view(source: Source, role: Role | None, context: ViewContext) -> Json:
    """A source: what it is, where it is found, and every figure that it states about a role.

    Without a role, how many it states.
    """
    measured = is_measured(source.id)
    known: list[tuple[str, str | None]] = [
        ("Publisher", source.publisher),
        ("Kind", KINDS[source.kind]),
        ("Year", str(source.year) if source.year else "not stated"),
        ("Release", source.release),
        ("License", source.license),
        (
            "Computed on" if measured else "Last verified",
            source.verified.isoformat() if source.verified else None if measured else "never",
        ),
    ]
    said = [f"{name}: {value}" for name, value in known if value]
    link = (Note((source.url,)),) if source.url else ()
    attribution = (Note((source.attribution,)),) if source.attribution else ()
    parts = (
        Paragraph((Bold(source.title),)),
        *link,
        Note((" · ".join(said),)),
        *attribution,
        *_stated(source, role, context),
    )
    return modal(source.label, build_blocks(parts, VIEW))


def _stated(source: Source, role: Role | None, context: ViewContext) -> Sequence[Part]:
    if is_measured(source.id):
        return measured_parts(source, role, _percentiles(role, source, context), context)
    return _stated_about(role, source, context) if role else [_how_much(source, context)]


def _how_much(source: Source, context: ViewContext) -> Part:
    figures = context.library.number_of_figures_in(source.id)
    return Paragraph((f"It states {count(figures, 'figure')}.",))


def _stated_about(role: Role, source: Source, context: ViewContext) -> list[Part]:
    library = context.library
    rows = _percentiles(role, source, context)
    percentiles: list[Part] = []
    if rows:
        percentiles.append(Bullets(tuple((Bold(what), f"\n{amounts}") for what, amounts in rows)))
    figures = [one for one in library.figures_of(role.id) if one.source == source.id]
    lists = [
        Bullets(
            tuple(
                (
                    Bold(stated(figure)),
                    f" {figure_words(figure, context, role.id)}",
                    f"\n“{figure.quote}”" if figure.quote else "",
                )
                for figure in figures
                if figure.section == section
            ),
            section,
        )
        for section in dict.fromkeys(figure.section for figure in figures)
    ]
    none = Paragraph((f"It states no amount for {role.name}.",))
    return [*percentiles, *lists] or [none]


def _percentiles(role: Role | None, source: Source, context: ViewContext) -> list[tuple[str, str]]:
    """What a source's table says of a role's occupations, or of job ads for it."""
    if role is None:
        return []
    library = context.library
    rows = [official_row(pay, context) for pay in official_in(library, role.id, source.id)]
    every = advertised_pay(library, role.id, NOTHING_ASKED)
    return rows + [advertised_row(pay, context) for pay in every if pay.source.id == source.id]


def salary_form(
    context: ViewContext, role: str | None, filters: SalaryFilters, metadata: str
) -> Json:
    """The form that narrows a salary question, filled with what was asked so far."""
    years = str(filters.years[0]).removesuffix(" years") if filters.years else None
    blocks = [
        role_field(context, role),
        level_field(context, filters.levels),
        years_field(years),
        place_field(context, filters.places),
        company_field(context, filters.companies or filters.company_kinds),
        component_field(context, filters.components),
    ]
    return form("Filter pay", blocks, "Show", SALARY_FILTER, metadata)


def offer_form(context: ViewContext, fields: "OfferFields", checked: Sequence[Part]) -> Json:
    """Where an offer falls, and below it what was understood, to be put right and checked again."""
    blocks = [
        *_in_view(checked),
        {"type": "divider", "block_id": "understood"},
        role_field(context, fields.role),
        field(
            "amount", "Pay offered", line_input("amount", "150k or 140,000-160,000", fields.amount)
        ),
        field("period", "Pay period", menu("period", PERIODS, fields.period)),
        field("currency", "Currency", line_input("currency", "USD", fields.currency, 3)),
        component_field(context, (fields.component,) if fields.component else ()),
        level_field(context, (fields.level,) if fields.level else ()),
        years_field(fields.years),
        place_field(context, (fields.place,) if fields.place else ()),
        company_field(context, (fields.company,) if fields.company else ()),
    ]
    return form("Offer check", blocks, "Check", OFFER_CHECK, close="Close")
