"""What Rolecall measured itself, as a source: from what, of which time, how, and what came of it."""

from collections.abc import Mapping, Sequence

from handlers.views.feeds.ads import ads_of
from handlers.views.mrkdwn import Actions, Bold, Bullets, Note, Paragraph, Part
from handlers.views.words import ViewContext
from knowledge.advertised import AdsRequest
from knowledge.feeds.documents import ADS, POSTS, SERIES
from knowledge.fields import LEAST_ADS, LEAST_COMPANIES
from knowledge.model import Fact, Role, Source

NEEDED = f"{LEAST_ADS} ads of {LEAST_COMPANIES} companies at least"

HOW: Mapping[str, str] = {
    ADS: "Each range runs from p25 of the lower ends that ads state to p75 of their upper ends. Each job counts "
    "once and each company weighs the same; nothing is converted or annualized, and every range is made of "
    f"{NEEDED}.",
    POSTS: "Each share is of all posts read: the last four weeks against the twelve before, only where there are "
    "enough posts and chance doesn't explain the difference.",
    SERIES: "Each number is the series' own, and a change is between two of them.",
}
"""How the numbers of each of these sources are made."""


def measured_parts(
    source: Source, role: Role | None, rows: Sequence[tuple[str, str]], context: ViewContext
) -> list[Part]:
    """How a source was computed, and what it says about a role; without one, its market numbers.

    `rows` are what it has of the role's pay: of whom, and how much.
    """
    parts: list[Part] = [
        Paragraph(
            (Bold("Computed by Rolecall"), f", not stated by anyone. {HOW.get(source.id, '')}")
        ),
        *(Note((f"From: {made_from}",)) for made_from in _made_from(source)),
    ]
    if rows:
        parts.append(Bullets(tuple((Bold(what), f"\n{said}") for what, said in rows)))
    elif role and source.id == ADS:
        parts.append(Paragraph((f"No range for {role.name}: that takes {NEEDED}.",)))
    parts += _numbers(source, _about(source, role, context))
    if role and source.id == ADS:
        parts.append(Actions("measured", (ads_of(AdsRequest(role.id), context),)))
    return parts


def _made_from(source: Source) -> list[str]:
    """What its numbers were made from, as its sections say it; a section of numbers heads them."""
    return [source.table.section] if source.table and source.table.section else []


def _about(source: Source, role: Role | None, context: ViewContext) -> list[Fact]:
    """What was measured about a role; all of it where nothing is about that role alone."""
    about = context.library.facts_of(role.id) if role else ()
    return [fact for fact in about if fact.source == source.id] or [*source.facts]


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
