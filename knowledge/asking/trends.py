"""`/trends`: what was measured, then what the documents name, those that most of them name first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers import NoTrends, TopicTrends, TrendsAnswer
from knowledge.commands import PAY_GROWTH
from knowledge.feeds.documents import is_measured
from knowledge.library import Library
from knowledge.model import Fact, Trend
from knowledge.over_years import PayOverYears, every_pay_over_years, pay_over_years
from knowledge.query import TrendsQuery
from knowledge.query_text import subjects
from knowledge.statements import S, Statements


def answer_trends(library: Library, query: TrendsQuery) -> TrendsAnswer | NoTrends:
    """All trends and market numbers, or those of the topics, roles or words that were asked for."""
    asked = query.topics or query.roles or query.words
    subject = ", ".join(subjects(library, query) or query.words) or None
    unknown = " ".join(word.typed for word in query.reading.unknown)
    if not asked and unknown:
        # What was not understood is the subject here: it need not be said twice.
        return NoTrends(unknown, _topic_names(library), replace(query.reading, unknown=()))
    pay = _pay(library, query)
    # What is stated of the pay of others tells nothing of a role's own.
    on_both = bool(query.roles) and PAY_GROWTH in query.topics
    told: defaultdict[str, list[Trend]] = defaultdict(list)
    for trend in _asked(library.named_trends, query, on_both=on_both):
        told[trend.topic].append(trend)
    topics = tuple(_topic(library, topic, told[topic]) for topic in library.topics if topic in told)
    every = _asked(library.market_numbers, query, on_both=on_both)
    # What several sources state alike is told once; `Library.told_alike` names them all.
    first: dict[tuple[Fact, ...], Fact] = {}
    for fact in every:
        first.setdefault(library.told_alike(fact), fact)
    measured = sorted(
        (fact for fact in first.values() if is_measured(fact.source)), key=strength, reverse=True
    )
    facts = tuple(fact for fact in first.values() if not is_measured(fact.source))
    if not (topics or facts or measured or pay):
        return NoTrends(subject or unknown, _topic_names(library), query.reading, query.topics)
    return TrendsAnswer(subject, tuple(measured), topics, facts, pay, query.reading, query)


def strength(fact: Fact) -> tuple[bool, bool, bool, float]:
    """How much a measured fact says: shares that moved first, by percentage points; then counts, then shares.

    What others count comes last: what their numbers measure, a series alone says.
    """
    is_share = fact.unit.startswith("percent")
    moved = is_share and fact.span is not None and not fact.span.is_day and len(fact.values) > 1
    size = max(fact.values) - min(fact.values) if moved else max(fact.values)
    return moved, fact.computed, not is_share, size


def _pay(library: Library, query: TrendsQuery) -> tuple[PayOverYears, ...]:
    """The official pay of the roles asked for, each occupation once; of all where pay alone is."""
    if query.roles and set(query.topics) <= {PAY_GROWTH}:
        found = (pay_over_years(library, role) for role in query.roles)
        return tuple({one.occupation.id: one for one in found if one is not None}.values())
    if not query.roles and query.topics == (PAY_GROWTH,):
        return tuple(every_pay_over_years(library))
    return ()


def _topic_names(library: Library) -> tuple[str, ...]:
    return tuple(library.topic_name(topic) for topic in library.topics)


def _topic(library: Library, topic: str, trends: Sequence[Trend]) -> TopicTrends:
    return TopicTrends(
        id=topic,
        name=library.topic_name(topic),
        trends=tuple(trends),
        sources=tuple(library.sources[id] for id in dict.fromkeys(t.source for t in trends)),
    )


def _asked(statements: Statements[S], query: TrendsQuery, *, on_both: bool) -> tuple[S, ...]:
    """The statements on the topics, the roles or the words asked for; `on_both` topics and roles."""
    if query.topics:
        found = statements.on_topics(query.topics)
        return (
            tuple(one for one in found if one in statements.on_roles(query.roles))
            if on_both
            else found
        )
    if query.roles:
        return statements.on_roles(query.roles)
    return statements.with_words([part for word in query.words for part in word.split()])
