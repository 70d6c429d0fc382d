"""`/trends`: what the documents name, those that most of them name first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers import NoTrends, TopicTrends, TrendsAnswer
from knowledge.library import Library
from knowledge.model import Fact, Trend
from knowledge.query import TrendsQuery, subjects
from knowledge.statements import S, Statements


def answer_trends(library: Library, query: TrendsQuery) -> TrendsAnswer | NoTrends:
    """All trends and market numbers, or those of the topics, roles or words that were asked for."""
    asked = query.topics or query.roles or query.words
    subject = ", ".join(subjects(library, query) or query.words) or None
    unknown = " ".join(word.typed for word in query.reading.unknown)
    if not asked and unknown:
        # What was not understood is the subject here: it need not be said twice.
        return NoTrends(unknown, _topic_names(library), replace(query.reading, unknown=()))
    told: defaultdict[str, list[Trend]] = defaultdict(list)
    for trend in _asked(library.named_trends, query):
        told[trend.topic].append(trend)
    topics = tuple(_topic(library, topic, told[topic]) for topic in library.topics if topic in told)
    every = _asked(library.market_numbers, query)
    # What several sources state alike is told once; `Library.told_alike` names them all.
    first: dict[tuple[Fact, ...], Fact] = {}
    for fact in every:
        first.setdefault(library.told_alike(fact), fact)
    facts = tuple(first.values())
    if not topics and not facts:
        return NoTrends(subject or unknown, _topic_names(library), query.reading)
    return TrendsAnswer(subject, topics, facts, query.reading, query)


def _topic_names(library: Library) -> tuple[str, ...]:
    return tuple(library.topic_name(topic) for topic in library.topics)


def _topic(library: Library, topic: str, trends: Sequence[Trend]) -> TopicTrends:
    return TopicTrends(
        id=topic,
        name=library.topic_name(topic),
        trends=tuple(trends),
        sources=tuple(library.sources[id] for id in dict.fromkeys(t.source for t in trends)),
    )


def _asked(statements: Statements[S], query: TrendsQuery) -> tuple[S, ...]:
    if query.topics:
        return statements.on_topics(query.topics)
    if query.roles:
        return statements.on_roles(query.roles)
    return statements.with_words([part for word in query.words for part in word.split()])
