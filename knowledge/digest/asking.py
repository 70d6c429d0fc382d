"""Which question a digest ends with: one that works, that the channel has not had, of another kind each time."""

from collections.abc import Iterable, Mapping, Sequence

from knowledge.digest.choosing import Channel
from knowledge.digest.tips import TIP_KINDS, Idea, tip_ideas, works

TIPS_TRIED = 15
"""Where so many in a row do not work, the roles' names cannot be told apart."""

KINDS_APART = 3
"""A question is not of a kind of as many before it."""

ANOTHER_KIND, IN_FOCUS = 10.0, 0.4
"""What counts for a question; which kind's turn it is else is chance, from 0 to 1."""


def top_tip(channel: Channel) -> Idea | None:
    """The next question; None where the channel has had all, or none of those that are next works."""
    ideas = tip_ideas(channel.library)
    brief = channel.brief
    recent = _kinds(ideas, brief.had[-KINDS_APART:])
    week = str(len(brief.had))
    of_kind = {
        kind: channel.chance(week, kind) - ANOTHER_KIND * (kind in recent) for kind in TIP_KINDS
    }

    def weight(key: str) -> tuple[float, str]:
        idea = ideas[key]
        focus = channel.focus_on([idea.topic] if idea.topic else [], idea.roles)
        return of_kind[idea.kind] + IN_FOCUS * bool(focus) + 0.2 * channel.chance(key), key

    new = [key for key in ideas if key not in channel.had]
    ordered = sorted(new, key=weight, reverse=True)
    return next(
        (ideas[key] for key in ordered[:TIPS_TRIED] if works(channel.library, ideas[key])), None
    )


def _kinds(ideas: Mapping[str, Idea], had: Sequence[Iterable[str]]) -> set[str]:
    return {ideas[item].kind for items in had for item in items if item in ideas}
