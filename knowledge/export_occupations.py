"""The way out to the web: roles as schema.org `Occupation`, with the pay that its terms can say.

https://schema.org/Occupation gives pay as percentiles (`MonetaryAmountDistribution`) or as a span
(`MonetaryAmount`). A mean, an open top or the pay of one company has no place there: such figures
stay out, and the file says how many and why.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from knowledge.export import OF_OCCUPATION, misfit
from knowledge.fields import PayPeriod, Section, Statistic
from knowledge.library import Library
from knowledge.model import Figure, Role, Source

Node = dict[str, Any]
"""A JSON-LD object."""

CONTEXT = "https://schema.org"

PERCENTILES: Mapping[Statistic, str] = {
    "p10": "percentile10",
    "p25": "percentile25",
    "median": "median",
    "p75": "percentile75",
    "p90": "percentile90",
}

DURATIONS: Mapping[PayPeriod, str] = {
    "year": "P1Y",
    "month": "P1M",
    "week": "P1W",
    "day": "P1D",
    "hour": "PT1H",
}
"""ISO 8601 durations."""

_TEXTS: Mapping[Section, str] = {
    "responsibilities": "responsibilities",
    "education": "educationRequirements",
    "certifications": "qualifications",
}
"""Sections whose lines are texts of an Occupation's property."""

_PLACE_TYPES = {"country": "Country", "state": "State", "city": "City"}

_SOC = "https://www.onetcenter.org/taxonomy.html"

Offer = tuple[str | None, str | None, float | None, float | None]
"""What sets one Occupation of a role apart: place, level, least and most years."""


def occupations_text(library: Library) -> str:
    """A JSON-LD document: a `Dataset` that says what stayed out, then occupations and sources."""
    fitting: defaultdict[str, list[Figure]] = defaultdict(list)
    reasons: Counter[str] = Counter()
    fits = 0
    for source in library.sources.values():
        table = library.tables.of_source.get(source.id)
        is_about_roles = table is None or bool(table.by_role)
        if table is not None and not is_about_roles:
            # None of them fits, and there may be very many.
            reasons[OF_OCCUPATION] += table.contents.figures
        for figure in library.figures_in(source.id) if is_about_roles else source.figures:
            reason = misfit(library, figure)
            if reason is None:
                fits += 1
                for role in figure.roles:
                    fitting[role].append(figure)
            else:
                reasons[reason] += 1
    graph = [_dataset(library, fits, reasons)]
    for role in library.roles.values():
        graph += _occupations(library, role, fitting[role.id])
    graph += [_source(source) for source in library.sources.values()]
    document = {"@context": CONTEXT, "@graph": graph}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _source(source: Source) -> Node:
    publisher = source.publisher and {"@type": "Organization", "name": source.publisher}
    return _without_gaps({
        "@type": "CreativeWork",
        "@id": f"#source-{source.id}",
        "name": source.title,
        "url": source.url,
        "publisher": publisher,
        "version": source.release,
        "license": source.license and {"@type": "CreativeWork", "name": source.license},
        "creditText": source.attribution,
    })  # fmt: skip


def _dataset(library: Library, fitting: int, reasons: Counter[str]) -> Node:
    out = sum(reasons.values())
    why = "; ".join(f"{number:,} {reason}" for reason, number in sorted(reasons.items()))
    described = f"{fitting:,} of {fitting + out:,} salary figures fit schema.org's terms for pay."
    if out:
        described += f" {out:,} stay out: {why}."
    return {
        "@type": "Dataset",
        "@id": "#dataset",
        "name": "Roles and salary figures",
        "description": described,
        "version": library.revision,
    }


def _occupations(library: Library, role: Role, figures: Iterable[Figure]) -> Iterator[Node]:
    """The role itself, then one Occupation for each place and experience that pay is told of."""
    groups: defaultdict[Offer, list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[figure.place, figure.level, figure.years_min, figure.years_max].append(figure)
    nowhere: Offer = (None, None, None, None)
    yield _without_gaps({
        "@type": "Occupation",
        "@id": f"#role-{role.id}",
        "identifier": role.id,
        "name": role.name,
        "alternateName": list(role.aliases),
        "description": role.summary,
        "occupationalCategory": role.onet_soc and {
            "@type": "CategoryCode", "codeValue": role.onet_soc, "inCodeSet": _SOC,
        },
        "skills": [library.name("skills", skill) for skill in library.skills_of(role)],
        "experienceRequirements": [bullet.text for bullet in role.sections.experience],
        **{key: [b.text for b in role.sections.of(section)] for section, key in _TEXTS.items()},
        "estimatedSalary": _salaries(groups.pop(nowhere, [])),
    })  # fmt: skip
    for number, (offer, told) in enumerate(groups.items(), 1):
        yield _part(library, role, number, offer, told)


def _part(
    library: Library, role: Role, number: int, offer: Offer, figures: Iterable[Figure]
) -> Node:
    place, level, years_min, years_max = offer
    titled = library.name("levels", level) if level else ""
    experience = _without_gaps({
        "@type": "OccupationalExperienceRequirements",
        "name": titled,
        "description": _years(years_min, years_max),
        "monthsOfExperience": None if years_min is None else round(years_min * 12),
    })  # fmt: skip
    return _without_gaps({
        "@type": "Occupation",
        "@id": f"#role-{role.id}-{number}",
        "identifier": role.id,
        "name": f"{role.name} ({titled})" if titled else role.name,
        "occupationLocation": place and _place(library, place),
        "experienceRequirements": experience if len(experience) > 1 else None,
        "estimatedSalary": _salaries(figures),
    })  # fmt: skip


def _years(least: float | None, most: float | None) -> str | None:
    match least, most:
        case None, None:
            return None
        case None, high:
            return f"up to {high:g} years"
        case low, None:
            return f"{low:g} years or more"
        case low, high:
            return f"{low:g} to {high:g} years"


def _salaries(figures: Iterable[Figure]) -> list[Node]:
    """Figures that `misfit` finds nothing against; percentiles of one table are one distribution."""
    salaries: list[Node] = []
    distributions: dict[tuple[object, ...], Node] = {}
    for figure in figures:
        percentile = PERCENTILES.get(figure.statistic) if figure.statistic else None
        if percentile is None:
            salaries.append(_span(figure))
            continue
        beside = figure.model_dump(exclude={"statistic", "low", "high", "open_ended"})
        table = tuple(beside.values())
        if table not in distributions:
            distributions[table] = {
                "@type": "MonetaryAmountDistribution",
                **_told(figure),
                "duration": DURATIONS[figure.period],
            }
            salaries.append(distributions[table])
        distributions[table][percentile] = figure.low
    return salaries


def _span(figure: Figure) -> Node:
    value = {
        "@type": "QuantitativeValue",
        "minValue": figure.low,
        "maxValue": figure.high,
        "unitText": figure.period.upper(),
    }
    return {"@type": "MonetaryAmount", **_told(figure), "value": value}


def _told(figure: Figure) -> Node:
    about = [figure.title, str(figure.year) if figure.year else None, figure.section]
    return {
        "name": figure.component,
        "description": ", ".join(filter(None, about)),
        "subjectOf": {"@id": f"#source-{figure.source}"},
        "currency": figure.currency,
    }


def _place(library: Library, place: str) -> Node:
    term = library.term("places", place)
    around = [_place(library, id) for id in (term.within if term else ()) if _is_area(library, id)]
    return _without_gaps({
        "@type": _PLACE_TYPES.get(term.place_kind or "" if term else "", "AdministrativeArea"),
        "name": library.name("places", place),
        "containedInPlace": around if len(around) > 1 else next(iter(around), None),
    })  # fmt: skip


def _is_area(library: Library, place: str) -> bool:
    term = library.term("places", place)
    return term is not None and term.place_kind not in ("world", "remote")


def _without_gaps(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [])}
