"""The snapshot that answers are made from: immutable, indexed, swapped as a whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Protocol, TypeVar

from knowledge.check import Knowledge
from knowledge.matching import Meaning, NameIndex, PhraseBook, normalise
from knowledge.model import Fact, Figure, Role, Section, Source, Trend
from knowledge.vocabulary import Term, VocabularyKind

NATIONAL = frozenset({"country", "world"})


class Library:
    """All knowledge of one revision, with an index for every way in which it is asked."""

    def __init__(self, knowledge: Knowledge, revision: str) -> None:
        self.revision = revision
        self.sources: Mapping[str, Source] = _by_id(knowledge.sources)
        self.roles: Mapping[str, Role] = _by_id(knowledge.roles)
        self._terms: Mapping[str, Mapping[str, Term]] = MappingProxyType(
            {kind: _by_id(vocabulary.terms) for kind, vocabulary in knowledge.vocabulary.items()}
        )
        figures: defaultdict[str, list[Figure]] = defaultdict(list)
        facts: defaultdict[str, list[Fact]] = defaultdict(list)
        trends: defaultdict[str, list[Trend]] = defaultdict(list)
        for source in knowledge.sources:
            for figure in source.figures:
                figures[figure.role].append(figure)
            for fact in source.facts:
                for role in fact.roles or source.roles:
                    facts[role].append(fact)
            for trend in source.trends:
                trends[trend.topic].append(trend)
        self._figures = _frozen(figures)
        self._facts = _frozen(facts)
        self._trends = _frozen(trends)
        # Filled on first use; a book depends on the snapshot alone, so two threads that build the
        # same one at once do no harm.
        self._books: dict[tuple[str, ...], PhraseBook] = {}

    def term(self, kind: VocabularyKind, id: str) -> Term | None:
        """A term of the vocabulary, or None where there is none of that id."""
        return self._terms.get(kind, {}).get(id)

    def terms(self, kind: VocabularyKind) -> Iterable[Term]:
        """All terms of one kind, in file order."""
        return self._terms.get(kind, {}).values()

    def name(self, kind: VocabularyKind, id: str) -> str:
        """A term's name as shown to people."""
        term = self.term(kind, id)
        return term.name if term else id.replace("-", " ")

    def section_name(self, section: Section) -> str:
        """The heading of a section."""
        return self.name("sections", section)

    def figures_of(self, role: str) -> tuple[Figure, ...]:
        """Every salary figure that is about a role, in source order."""
        return self._figures.get(role, ())

    def facts_of(self, role: str) -> tuple[Fact, ...]:
        """Every market number that is about a role, in source order."""
        return self._facts.get(role, ())

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Every market number, in source order."""
        return tuple(fact for source in self.sources.values() for fact in source.facts)

    @property
    def trends(self) -> Mapping[str, tuple[Trend, ...]]:
        """What the sources say of each trend topic."""
        return self._trends

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """Trend topics, those that most sources name first."""
        return tuple(sorted(self._trends, key=self._by_sources))

    def _by_sources(self, topic: str) -> tuple[int, str]:
        return -len({trend.source for trend in self._trends[topic]}), topic

    def topic_name(self, topic: str) -> str:
        """A topic's name: the vocabulary's, else as the first source words it."""
        term = self.term("topics", topic)
        if term:
            return term.name
        told = self._trends.get(topic)
        return told[0].name if told else topic.replace("-", " ")

    def around(self, place: str) -> tuple[str, ...]:
        """The places around a place, from the nearest outwards."""
        found: list[str] = []
        term = self.term("places", place)
        while term is not None and term.within is not None and term.within not in found:
            found.append(term.within)
            term = self.term("places", term.within)
        return tuple(found)

    def is_national(self, place: str | None) -> bool:
        """Whether a place is a whole country or more, or not said at all."""
        term = self.term("places", place) if place else None
        return place is None or (term is not None and term.place_kind in NATIONAL)

    def nearest_with_figures(self, role: str) -> str | None:
        """The neighbouring role, nearest first and then outwards, that has salary figures."""
        seen = [role]
        for current in seen:
            for other in self.roles[current].related:
                if other not in seen:
                    if self._figures.get(other):
                        return other
                    seen.append(other)
        return None

    @cached_property
    def role_names(self) -> NameIndex:
        """Roles by name and alias."""
        return NameIndex(
            (name, role.id) for role in self.roles.values() for name in (role.name, *role.aliases)
        )

    def phrase_book(self, kinds: tuple[str, ...]) -> PhraseBook:
        """The phrases of some kinds of things: `roles`, `words` (of the trends) or vocabulary.

        Where one phrase means two things, the kind that is named first comes first.
        """
        book = self._books.get(kinds)
        if book is None:
            names = [entry for kind in kinds for entry in self._names(kind)]
            book = self._books[kinds] = PhraseBook(names)
        return book

    def _names(self, kind: str) -> Iterable[tuple[str, Meaning]]:
        match kind:
            case "roles":
                owners: Iterable[Role | Term] = self.roles.values()
            case "words":
                return [(word, Meaning("words", word)) for word in self._trend_words]
            case _:
                owners = self._terms.get(kind, {}).values()
        return [
            (name, Meaning(kind, owner.id))
            for owner in owners
            for name in (owner.name, *owner.aliases)
        ]

    @cached_property
    def _trend_words(self) -> tuple[str, ...]:
        texts = [fact.statement for fact in self.facts]
        texts += [f"{t.name} {t.statement}" for told in self._trends.values() for t in told]
        return tuple(sorted({word for text in texts for word in normalise(text) if len(word) > 2}))


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Named = TypeVar("Named", bound=_Identified)
V = TypeVar("V")


def _by_id(things: Iterable[Named]) -> Mapping[str, Named]:
    return MappingProxyType({thing.id: thing for thing in things})


def _frozen(lists: Mapping[str, list[V]]) -> Mapping[str, tuple[V, ...]]:
    return MappingProxyType({key: tuple(values) for key, values in lists.items()})
