"""What job ads say, in words: always as the ends of advertised ranges, and never as a role's pay."""

from collections.abc import Mapping, Sequence

from handlers.views.mrkdwn import Bold, Inline, Line
from handlers.views.official import amount, amounts, between_words
from handlers.views.words import ViewContext
from knowledge.advertised import AdvertisedPay, in_first_place
from knowledge.official import Between


def advertised_line(pays: Sequence[AdvertisedPay], context: ViewContext) -> Line:
    """Percentiles of ads for one level, or the medians of each, in the place that comes first.

    `Job ads for senior level, United States: median **$185,000**, p25–p75 **$144,200–$222,200**, …`.
    """
    pays = in_first_place(pays)
    if len(pays) == 1:
        (pay,) = pays
        line: list[Inline] = [
            f"Job ads{_about(pay, context)}: median ",
            Bold(amount(pay, "median")),
        ]
        if span := amounts(pay, "p25", "p75"):
            line += [", p25–p75 ", Bold(span)]
        return (*line, f" · {computed_from(pays)}")
    line = [f"Job ads{_where(pays[0], context)}: median "]
    for pay in pays:
        line += [
            "" if pay is pays[0] else ", ",
            f"{_level(pay, context)} ",
            Bold(amount(pay, "median")),
        ]
    return (*filter(None, line), f" · {computed_from(pays)}")


def advertised_row(pay: AdvertisedPay, context: ViewContext) -> tuple[str, str]:
    """Percentiles of ads for one level in a place, as a row among figures."""
    span = amounts(pay, "p25", "p75")
    said = [f"median {amount(pay, 'median')}", f"p25–p75 {span}" if span else ""]
    about = f"Job ads{_about(pay, context)}"
    return about, f"{', '.join(filter(None, said))}\n{computed_from([pay])}"


def advertised_cell(pay: AdvertisedPay) -> str:
    """The median of ads, for a table that says the level and has `advertised_note` below."""
    return f"job ads' median {amount(pay, 'median')}"


def advertised_note(roles: Mapping[str, Sequence[AdvertisedPay]], context: ViewContext) -> str:
    """What the medians of job ads in a table of roles, by name, are of: where, and whose."""
    name = context.library.name
    places = {role: name("places", pays[0].place) for role, pays in roles.items() if pays}
    several = len(set(places.values())) > 1
    where = [f"{place} ({role})" for role, place in places.items()] if several else places.values()
    labels = dict.fromkeys(pay.source.label for pays in roles.values() for pay in pays)
    pieces = (", ".join(dict.fromkeys(where)), "ends of advertised ranges", ", ".join(labels))
    return f"Job ads: {' · '.join(pieces)}"


def advertised_between(ends: Sequence[Between[AdvertisedPay]], context: ViewContext) -> Line:
    """Between which percentiles of ads an offer lies."""
    pay = ends[0].pay
    return (
        Bold(f"Job ads{_about(pay, context)}"),
        f": {between_words(ends)} · {pay.source.label}",
    )


def computed_from(pays: Sequence[AdvertisedPay]) -> str:
    """Of how many rows, of what, and whose: `computed from 1,234 ends of advertised ranges · aijobs.net, …`."""
    number = sum(pay.n for pay in pays)
    return f"computed from {number:,} ends of advertised ranges · {pays[0].source.label}"


def _about(pay: AdvertisedPay, context: ViewContext) -> str:
    level = _level(pay, context)
    return f"{f', {level}' if level else ''}{_where(pay, context)}"


def _level(pay: AdvertisedPay, context: ViewContext) -> str:
    return context.library.name("levels", pay.level).lower() if pay.level else ""


def _where(pay: AdvertisedPay, context: ViewContext) -> str:
    return f", {context.library.name('places', pay.place)}"
