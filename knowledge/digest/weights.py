"""What comes first of what was not there yet: what many documents name, and what a channel asked for."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from knowledge.digest.edition import Brief
from knowledge.library import Library
from knowledge.model import Fact

Weight = Callable[[str], float]

MANY_DOCUMENTS = 2.0
"""For what most documents name; for what one names, nothing."""

FOCUS_TOPIC = 3.0
FOCUS_ROLE = 1.5
RATING = 0.6
"""At most so much for or against a topic, by its readers: less than any of the above."""

SAME_AGAIN = 1.0
"""Taken off a number about the same topic as the last one."""

ASKED_FOR, RELATED, WELL_KNOWN = 4.0, 2.0, 1.0
"""A role of the focus, a neighbor of one, and a role with as many figures as any."""


def trend_weight(library: Library, brief: Brief) -> Weight:
    """How early a trend topic comes: by documents, focus and, gently, its readers' opinion."""
    sources = {t: len({one.source for one in told}) for t, told in library.trends.items()}
    share = _shares(sources)
    concerned = {t.topic for t in library.named_trends.on_roles(brief.focus.roles)}

    def weight(topic: str) -> float:
        rating = max(-1.0, min(1.0, brief.ratings.get(topic, 0.0)))
        return (
            MANY_DOCUMENTS * share[topic]
            + FOCUS_TOPIC * (topic in brief.focus.topics)
            + FOCUS_ROLE * (topic in concerned)
            + RATING * rating
        )

    return weight


def fact_weight(
    library: Library, brief: Brief, numbers: Mapping[str, Sequence[Fact]], last: AbstractSet[str]
) -> Weight:
    """How early a market number comes: by documents and focus, not twice on one topic."""
    share = _shares({key: len(facts) for key, facts in numbers.items()})
    concerned = set(library.market_numbers.on_roles(brief.focus.roles))
    just_had = {t for key in last for fact in numbers.get(key, ()) for t in fact.topics}

    def weight(key: str) -> float:
        topics = {topic for fact in numbers[key] for topic in fact.topics}
        return (
            MANY_DOCUMENTS * share[key]
            + FOCUS_TOPIC * (not topics.isdisjoint(brief.focus.topics))
            + FOCUS_ROLE * (not concerned.isdisjoint(numbers[key]))
            - SAME_AGAIN * (not topics.isdisjoint(just_had))
        )

    return weight


def role_weight(library: Library, brief: Brief) -> Weight:
    """How early a role comes: the focus's in its order, their neighbors, then by figures."""
    asked = [role for role in brief.focus.roles if role in library.roles]
    related = {other for role in asked for other in library.roles[role].related}
    share = _shares({role: len(library.figures_of(role)) for role in library.roles})

    def weight(role: str) -> float:
        if role in asked:
            return ASKED_FOR + 1 - asked.index(role) / len(asked)
        return WELL_KNOWN * share[role] + RELATED * (role in related)

    return weight


def _shares(counts: Mapping[str, int]) -> Mapping[str, float]:
    """Each count between the least that names a thing, one, and the most: from 0 to 1."""
    most = max(counts.values(), default=1)
    return {key: max(0, count - 1) / max(1, most - 1) for key, count in counts.items()}
