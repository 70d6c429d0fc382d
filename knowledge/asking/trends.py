"""`/trends`: what the documents name, those that most of them name first."""

from dataclasses import replace

from knowledge.answers import NoTrends, TopicTrends, TrendsAnswer
from knowledge.library import Library
from knowledge.matching import normalise
from knowledge.model import Fact, Trend
from knowledge.query import TrendsQuery


def answer_trends(library: Library, query: TrendsQuery) -> TrendsAnswer | NoTrends:
    """All trends and market numbers, or those of the topics, roles or words that were asked for."""
    asked = query.topics or query.roles or query.words
    names = [
        *(library.topic_name(topic) for topic in query.topics),
        *(library.roles[role].name for role in query.roles),
    ]
    subject = ", ".join(names or query.words) or None
    unknown = " ".join(word.typed for word in query.reading.unknown)
    if not asked and unknown:
        # What was not understood is the subject here: it need not be said twice.
        return NoTrends(unknown, _topic_names(library), replace(query.reading, unknown=()))
    found = (_topic(library, topic, query) for topic in library.topics)
    topics = tuple(topic for topic in found if topic is not None)
    facts = tuple(fact for fact in library.facts if _fact_is_asked(library, fact, query))
    if not topics and not facts:
        return NoTrends(subject or unknown, _topic_names(library), query.reading)
    return TrendsAnswer(subject, topics, facts, query.reading)


def _topic_names(library: Library) -> tuple[str, ...]:
    return tuple(library.topic_name(topic) for topic in library.topics)


def _topic(library: Library, topic: str, query: TrendsQuery) -> TopicTrends | None:
    trends = tuple(
        trend for trend in library.trends[topic] if _trend_is_asked(library, trend, query)
    )
    if not trends:
        return None
    return TopicTrends(
        name=library.topic_name(topic),
        trends=trends,
        sources=tuple(library.sources[id] for id in dict.fromkeys(t.source for t in trends)),
    )


def _trend_is_asked(library: Library, trend: Trend, query: TrendsQuery) -> bool:
    if query.topics:
        return trend.topic in query.topics
    if query.roles:
        about = trend.roles or library.sources[trend.source].roles
        return any(role in about for role in query.roles)
    return _has_words(f"{trend.name} {trend.statement}", query)


def _fact_is_asked(library: Library, fact: Fact, query: TrendsQuery) -> bool:
    if query.topics:
        return any(topic in fact.topics for topic in query.topics)
    if query.roles:
        about = fact.roles or library.sources[fact.source].roles
        return any(role in about for role in query.roles)
    return _has_words(fact.statement, query)


def _has_words(text: str, query: TrendsQuery) -> bool:
    return not query.words or set(query.words) <= set(normalise(text))
