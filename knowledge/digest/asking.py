"""Which question a digest ends with: one that works, that the channel has not had, of another kind each time."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from knowledge.asking import answer
from knowledge.digest.ads import ad_ranges
from knowledge.digest.choosing import Channel
from knowledge.digest.tips import TIP_KINDS, Idea, tip_ideas, works
from knowledge.offers.checked import OfferAnswer

TIPS_TRIED = 15
"""Where so many in a row do not work, the roles' names cannot be told apart."""

KINDS_APART = 3
"""A question is not of a kind of as many before it."""

ANOTHER_KIND, ODD, NEAR, IN_FOCUS, ADVERTISED = 10.0, 5.0, 2.0, 2.0, 0.5
"""What counts for a question; which kind's turn it is else is chance, from 0 to 1."""

KNOWN_TO_ALL = frozenset(
    {"data-analyst", "data-engineer", "data-scientist", "ml-engineer", "software-engineer"}
)
"""Roles of which nobody who reads a digest asks what they are."""

SELDOM_HELD = frozenset({"big-data-ml-engineer", "ml-data-engineer", "ml-developer"})
"""Roles that guides name and hardly anyone has as a title: questions about them come last."""

TOO_PLAIN = 3.0
"""Taken off what asks what a role is: who reads a digest of roles knows most of them."""

OFFER_SOURCES = 2
"""An offer is made from one source's figure: it says something only against another one's."""


def top_tip(channel: Channel, near: Collection[str] = ()) -> Idea | None:
    """The next question; None where the channel has had all, or none of those that are next works.

    What is about one of the roles and topics that are `near`, by their ids, comes first.
    """
    ideas = tip_ideas(channel.library)
    brief = channel.brief
    recent = _kinds(ideas, brief.had[-KINDS_APART:])
    week = str(len(brief.had))
    of_kind = {
        kind: channel.chance(week, kind) - ANOTHER_KIND * (kind in recent) for kind in TIP_KINDS
    }

    advertised = {now.role for now in ad_ranges(channel.library)}

    def weight(key: str) -> tuple[float, str]:
        idea = ideas[key]
        focus = channel.focus_on([idea.topic] if idea.topic else [], idea.roles)
        about = {*idea.roles, *([idea.topic] if idea.topic else [])}
        weight = (
            of_kind[idea.kind]
            + NEAR * (not about.isdisjoint(near))
            + IN_FOCUS * bool(focus)
            + ADVERTISED * (not advertised.isdisjoint(idea.roles))
            - ODD * (not about.isdisjoint(SELDOM_HELD))
            - TOO_PLAIN * (idea.kind == "card")
            + 0.2 * channel.chance(key)
        )
        return weight, key

    new = [key for key, idea in ideas.items() if key not in channel.had and not _is_known(idea)]
    ordered = sorted(new, key=weight, reverse=True)
    tried = (ideas[key] for key in ordered[:TIPS_TRIED])
    return next((idea for idea in tried if _says_something(channel, idea)), None)


def _is_known(idea: Idea) -> bool:
    return idea.kind == "card" and not KNOWN_TO_ALL.isdisjoint(idea.roles)


def _says_something(channel: Channel, idea: Idea) -> bool:
    if not works(channel.library, idea):
        return False
    if idea.kind != "offer":
        return True
    answered = answer(channel.library, idea.tip.query)
    return isinstance(answered, OfferAnswer) and len(answered.sources) >= OFFER_SOURCES


def _kinds(ideas: Mapping[str, Idea], had: Sequence[Iterable[str]]) -> set[str]:
    return {ideas[item].kind for items in had for item in items if item in ideas}
