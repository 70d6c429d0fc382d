"""What several answers say of pay: spans, labels and order of figures. No number is made here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from knowledge.answers import PaySpan
from knowledge.fields import COMPONENTS
from knowledge.library import Library
from knowledge.model import Figure, Source


def pay_spans(figures: Iterable[Figure]) -> tuple[PaySpan, ...]:
    """Lowest to highest per component, currency and period, each end an amount that is stated."""
    groups: defaultdict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.component, figure.currency, figure.period].append(figure)
    spans: list[PaySpan] = []
    for (component, currency, period), group in groups.items():
        lows = [figure.low for figure in group if figure.low is not None]
        ends = [amount for f in group for amount in (f.low, f.high) if amount is not None]
        highest = max(ends)
        open_top = any(
            figure.open_ended and highest == (figure.low if figure.high is None else figure.high)
            for figure in group
        )
        low = min(lows) if lows else None
        sources = tuple(dict.fromkeys(figure.source for figure in group))
        spans.append(PaySpan(component, currency, period, low, highest, open_top, sources))
    return tuple(sorted(spans, key=lambda s: (COMPONENTS.index(s.component), s.currency, s.period)))


def sources_of(library: Library, figures: Iterable[Figure]) -> tuple[Source, ...]:
    """The sources of figures, each once, in order of appearance."""
    return tuple(library.sources[id] for id in dict.fromkeys(f.source for f in figures))


def in_reading_order(library: Library, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Overall figures first, then by level, years, place, company and industry."""

    def order(figure: Figure) -> tuple[object, ...]:
        level = library.term("levels", figure.level) if figure.level else None
        narrow = (
            figure.industry is not None,
            figure.company_kind is not None,
            figure.company is not None,
            not library.is_national(figure.place),
        )
        return (
            *narrow,
            level is not None,
            (level.rank or 0) if level else 0,
            figure.years_min if figure.years_min is not None else -1,
            library.name("places", figure.place) if narrow[-1] and figure.place else "",
            figure.company or figure.company_kind or figure.industry or "",
            COMPONENTS.index(figure.component),
        )

    return tuple(sorted(figures, key=order))


def years_band(figure: Figure) -> str | None:
    """A figure's years of experience: `5–10`, `7+`, or None where the source gives none."""
    match figure.years_min, figure.years_max:
        case None, None:
            return None
        case None, high:
            return f"up to {high:g}"
        case low, None:
            return f"{low:g}+"
        case low, high:
            return f"{low:g}–{high:g}"


def figure_subject(library: Library, figure: Figure) -> str:
    """Whom a figure is about: level, years, place, company, industry and title, as far as stated.

    A country is named only where nothing else is: every other figure of a source is of its market.
    """
    band = years_band(figure)
    years = f"{band} years" if band else ""
    level = library.name("levels", figure.level) if figure.level else ""
    place = library.name("places", figure.place) if figure.place else ""
    pieces = [
        f"{level} ({years})" if level and years else level or years,
        "" if library.is_national(figure.place) else place,
        library.name("companies", figure.company) if figure.company else "",
        library.name("company_kinds", figure.company_kind) if figure.company_kind else "",
        library.name("industries", figure.industry) if figure.industry else "",
    ]
    subject = ", ".join(filter(None, pieces)) or place or "Overall"
    role = library.roles[figure.role]
    own = {name.casefold() for name in (role.name, *role.aliases)}
    if figure.title and figure.title.casefold() not in own:
        subject += f" (“{figure.title}”)"
    return subject
