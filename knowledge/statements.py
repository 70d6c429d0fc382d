"""Facts and trends of all sources, found by topic, role and word."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Generic, TypeVar

from knowledge.model import Fact, Source, Trend

S = TypeVar("S", Fact, Trend)

_Places = Mapping[str, AbstractSet[int]]


class Statements(Generic[S]):
    """Facts or trends, always given in source order."""

    def __init__(self, stated: Iterable[tuple[S, Source]]) -> None:
        """Each statement comes with the source that it stands in."""
        topics: defaultdict[str, set[int]] = defaultdict(set)
        roles: defaultdict[str, set[int]] = defaultdict(set)
        words: defaultdict[str, set[int]] = defaultdict(set)
        every: list[S] = []
        for place, (statement, source) in enumerate(stated):
            every.append(statement)
            for topic in _topics(statement):
                topics[topic].add(place)
            for role in statement.roles or ((), source.roles)[not _about_another(statement)]:
                roles[role].add(place)
            for word in statement.forms:
                words[word].add(place)
        self.every = tuple(every)
        self._topics: _Places = topics
        self._roles: _Places = roles
        self._words: _Places = words

    @property
    def words(self) -> AbstractSet[str]:
        """Every word of a statement, in the form that is compared."""
        return self._words.keys()

    @property
    def topics(self) -> AbstractSet[str]:
        """Every topic of a statement."""
        return self._topics.keys()

    def on_topics(self, topics: Iterable[str]) -> tuple[S, ...]:
        """Statements about any of some topics."""
        return self._any(self._topics, topics)

    def on_roles(self, roles: Iterable[str]) -> tuple[S, ...]:
        """Statements about any of some roles."""
        return self._any(self._roles, roles)

    def with_words(self, words: Iterable[str]) -> tuple[S, ...]:
        """Statements in which every one of some words occurs."""
        places = [self._words.get(word, set[int]()) for word in words]
        return self._at(set(places[0]).intersection(*places[1:])) if places else self.every

    def _any(self, places: _Places, keys: Iterable[str]) -> tuple[S, ...]:
        return self._at({place for key in keys for place in places.get(key, ())})

    def _at(self, places: AbstractSet[int]) -> tuple[S, ...]:
        return tuple(self.every[place] for place in sorted(places))


def _about_another(statement: Fact | Trend) -> bool:
    """Whether it is about a job that is none of the roles."""
    return isinstance(statement, Fact) and statement.title is not None


def _topics(statement: Fact | Trend) -> tuple[str, ...]:
    return statement.topics if isinstance(statement, Fact) else (statement.topic,)
