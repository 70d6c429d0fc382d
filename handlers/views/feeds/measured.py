"""What Rolecall measured itself, as a source: from what, of which time, how, and what came of it."""

from collections.abc import Mapping, Sequence

from handlers.views.feeds.ads import ads_of
from handlers.views.mrkdwn import Actions, Bold, Bullets, Note, Paragraph, Part
from handlers.views.words import ViewContext
from knowledge.advertised import AdsRequest
from knowledge.feeds.documents import ADS, POSTS, SERIES, is_series
from knowledge.fields import LEAST_ADS, LEAST_COMPANIES
from knowledge.model import Fact, Role, Source

NEEDED = f"at least {LEAST_ADS} ads from {LEAST_COMPANIES} companies"

HOW: Mapping[str, tuple[str, str]] = {
    ADS: (
        "Computed by Rolecall",
        (
            " from the job ads that it reads, and stated by no one. Ranges run from p25 of the lower ends to p75 of the "
            "upper ends that ads state. Each job counts once and each company weighs the same; nothing is converted or "
            f"annualized, and a range takes {NEEDED}."
        ),
    ),
    POSTS: (
        "Computed by Rolecall",
        (
            " from the posts that it reads, and stated by no one. Each share is of all posts: the last four weeks against "
            "the twelve before, where there are enough posts and chance doesn't explain the difference; else the last "
            "four weeks alone."
        ),
    ),
    SERIES: (
        "Read by Rolecall",
        " in a published series. Its numbers are its own: the last one, and the one a quarter before.",
    ),
}
"""How the numbers of each of these sources come about."""


def measured_parts(
    source: Source, role: Role | None, rows: Sequence[tuple[str, str]], context: ViewContext
) -> list[Part]:
    """How a source was computed, and what it says about a role; without one, its market numbers.

    `rows` are what it has of the role's pay: of whom, and how much.
    """
    how = HOW.get(SERIES if is_series(source.id) else source.id)
    parts: list[Part] = [
        *([Paragraph((Bold(how[0]), how[1]))] if how else []),
        *(Note((f"From: {made_from}",)) for made_from in _made_from(source)),
    ]
    if rows:
        parts.append(Bullets(tuple((Bold(what), f"\n{said}") for what, said in rows)))
    elif role and source.id == ADS:
        parts.append(Paragraph((f"No range for {role.name}: that takes {NEEDED}.",)))
    parts += _numbers(source, _about(source, role))
    if role and source.id == ADS:
        parts.append(Actions("measured", (ads_of(AdsRequest(role.id), context),)))
    return parts


def _made_from(source: Source) -> list[str]:
    """What its numbers were made from, as its sections say it; a section of numbers heads them."""
    return [source.table.section] if source.table and source.table.section else []


def _about(source: Source, role: Role | None) -> list[Fact]:
    """What was measured about a role, and about none in particular; without a role, all of it."""
    return [fact for fact in source.facts if not (role and fact.roles) or role.id in fact.roles]


def _numbers(source: Source, facts: Sequence[Fact]) -> list[Part]:
    """Market numbers under the sections that say what each is of."""
    sections = dict.fromkeys(fact.section for fact in facts)
    return [
        Bullets(
            tuple((fact.statement,) for fact in facts if fact.section == section),
            section,
            if_cut=f"All are in sources/{source.id}.yaml",
        )
        for section in sections
    ]
