"""The snapshot that answers are made from: immutable, indexed, swapped as a whole."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Literal, Protocol, TypeVar

from knowledge.check import Knowledge
from knowledge.commands import STATED_TOPICS
from knowledge.feeds.model import Feed
from knowledge.fields import AskedSection, Forms
from knowledge.matching import Meaning, NameIndex, PhraseBook, Phrases
from knowledge.model import Fact, Figure, Role, Source, Trend
from knowledge.occupations import Occupation
from knowledge.statements import Statements
from knowledge.tables.store import Tables
from knowledge.vocabulary import (
    Mentioned,
    Named,
    Naming,
    Term,
    VocabularyKind,
    in_first_state,
    mentioned,
    place_phrases,
    places_around,
)
from knowledge.words import forms_of, words

PROPER_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][\w/+-]*")
"""A word with a capital in the middle of a sentence, such as LinkedIn."""

NATIONAL = frozenset({"country", "world"})


class Library:
    """All knowledge of one revision, with an index for every way in which it is asked.

    It is made again from each document's own part of every index (`figures_by_role`, `names`, `forms`),
    which a document keeps for as long as it is the same. What names alone decide is taken over from the
    snapshot `before` where they are the same names.
    """

    def __init__(
        self, knowledge: Knowledge, revision: str, before: "Library | None" = None
    ) -> None:
        self.revision = revision
        self.sources: Mapping[str, Source] = _by_id(knowledge.sources)
        self.roles: Mapping[str, Role] = _by_id(knowledge.roles)
        self.occupations: Mapping[str, Occupation] = _by_id(knowledge.occupations)
        self.feeds: Mapping[str, Feed] = _by_id(knowledge.feeds)
        self._terms: Mapping[str, Mapping[str, Term]] = MappingProxyType(
            {kind: _by_id(vocabulary.terms) for kind, vocabulary in knowledge.vocabulary.items()}
        )
        sources_on: defaultdict[str, list[Source]] = defaultdict(list)
        trends: defaultdict[str, list[Trend]] = defaultdict(list)
        for source in knowledge.sources:
            for role in source.figures_by_role:
                sources_on[role].append(source)
            for trend in source.trends:
                trends[trend.topic].append(trend)
        self._sources_on = _frozen(sources_on)
        self._by_code = {one.code: one for one in knowledge.occupations}
        self.rows = knowledge.rows
        """Where the rows of tables are read."""
        self.tables = Tables(self.sources, knowledge.tables, self.rows)
        """The tables next to sources."""
        self._trends = _frozen(trends)
        self.roles_by_name = tuple(sorted(self.roles.values(), key=lambda role: role.name))
        """All roles in the order of their names."""
        self.market_numbers = Statements((f, s) for s in knowledge.sources for f in s.facts)
        """Market numbers, by topic, role and word."""
        self.named_trends = Statements((t, s) for s in knowledge.sources for t in s.trends)
        """What sources say of trends, by topic, role and word."""
        self.mentions = mentioned(chain.from_iterable(one.mentions for one in knowledge.sources))
        """The jobs that sources mention and do not describe, by id."""
        self.naming = Naming.of(
            self.roles.values(),
            self.mentions.values(),
            knowledge.vocabulary,
            before.naming if before else None,
        )
        """The names of roles and terms."""
        # As all that is filled on first use, it depends on the snapshot alone.
        self._skills: dict[tuple[str, str], tuple[str, ...]] = {}

    def facts_titled(self, mention: Mentioned) -> tuple[Fact, ...]:
        """The market numbers about a job that is mentioned."""
        forms = {forms for forms, _ in mention.names}
        return tuple(f for f in self.facts if f.title and forms_of(f.title) in forms)

    def told_alike(self, fact: Fact) -> tuple[Fact, ...]:
        """The same number in every source that states it, the fact itself among them."""
        same = (fact.id, fact.unit, fact.values, fact.period)
        return tuple(f for f in self.facts if (f.id, f.unit, f.values, f.period) == same)

    def occupations_of(self, role: Role) -> tuple[Occupation, ...]:
        """The occupations that list a role's title, as far as they are told, the most fitting first."""
        told = (self._by_code.get(listing.code) for listing in role.occupations)
        return tuple(filter(None, told))

    def sections_of(self, role: Role) -> tuple[AskedSection, ...]:
        """What can be asked of a role: its own sections, and the tasks of its occupations."""
        told: tuple[AskedSection, ...] = ("tasks",) if self.occupations_of(role) else ()
        return (*role.written_sections(), *told)

    @property
    def role_names(self) -> NameIndex:
        """Roles by name and alias."""
        return self.naming.role_names

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

    def section_name(self, section: AskedSection) -> str:
        """The heading of a section."""
        return self.name("sections", section)

    def figures_of(self, role: str) -> tuple[Figure, ...]:
        """Every salary figure that is about a role, in source order; those of tables last.

        What was computed from job ads is none of them: see `knowledge.advertised`.
        """
        return (*self.written_figures_of(role), *self.tables.figures_of(role))

    def written_figures_of(self, role: str) -> tuple[Figure, ...]:
        """Those that are written in the files of sources, where each can be changed alone."""
        sources = self._sources_on.get(role, ())
        return tuple(chain.from_iterable(source.figures_by_role[role] for source in sources))

    def number_of_figures(self, role: str) -> int:
        """How many figures are about a role; those of tables are not read for it."""
        return len(self.written_figures_of(role)) + self.tables.number_of(role)

    def figures_in(self, source: str) -> Iterator[Figure]:
        """Every figure of a source: those in its file, then those of its table, a few at a time."""
        yield from self.sources[source].figures
        yield from self.tables.figures_in(source)

    def number_of_figures_in(self, source: str) -> int:
        """How many figures a source has, in its file and in its table."""
        table = self.tables.of_source.get(source)
        return len(self.sources[source].figures) + (table.contents.figures if table else 0)

    def facts_of(self, role: str) -> tuple[Fact, ...]:
        """Every market number that is about a role, in source order."""
        return self.market_numbers.on_roles([role])

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every market number, in source order."""
        return self.market_numbers.every

    @property
    def trends(self) -> Mapping[str, tuple[Trend, ...]]:
        """What the sources say of each trend topic."""
        return self._trends

    @cached_property
    def _around(self) -> Mapping[str, tuple[str, ...]]:
        return places_around(self._terms.get("places", {}))

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
        return self._around.get(place, ())

    def narrowest(self, places: Sequence[str]) -> tuple[str, ...]:
        """The places without those around another of them: Austin and Texas is Austin."""
        known = self._terms.get("places", {})
        around = {id for place in places for id in in_first_state(known, self.around(place))}
        return tuple(place for place in places if place not in around)

    def is_national(self, place: str | None) -> bool:
        """Whether a place is a whole country or more, or not said at all."""
        term = self.term("places", place) if place else None
        return place is None or (term is not None and term.place_kind in NATIONAL)

    def has_areas(self, place: str) -> bool:
        """Whether a place is a state, a country or more, and so has metropolitan areas in it."""
        term = self.term("places", place)
        return term is not None and (term.place_kind == "state" or self.is_national(place))

    def country(self, place: str) -> str | None:
        """The country that a place is or lies in; None for the world and for what is unknown."""
        for id in (place, *self.around(place)):
            term = self.term("places", id)
            if term is not None and term.place_kind == "country":
                return id
        return None

    def nearest_with_figures(self, role: str) -> str | None:
        """The neighboring role, nearest first and then outwards, that has salary figures."""
        queue, seen = [role], {role}
        for current in queue:
            for other in self.roles[current].related:
                if other not in seen:
                    if self.number_of_figures(other):
                        return other
                    seen.add(other)
                    queue.append(other)
        return None

    def skills_of(self, role: Role) -> tuple[str, ...]:
        """The skills of the vocabulary that a role's skills section names, in its order."""
        return self._skills_in(role, "skills", [])

    def skills_named_for(self, role: Role) -> tuple[str, ...]:
        """The same, with those that only its title, its summary or its work names."""
        bullets = (*role.sections.responsibilities, *role.sections.overview)
        texts = [role.name, role.summary, *(bullet.text for bullet in bullets)]
        return self._skills_in(role, "all", texts)

    def _skills_in(self, role: Role, what: str, texts: list[str]) -> tuple[str, ...]:
        known = self._skills.get((role.id, what))
        if known is None:
            texts = [*(bullet.text for bullet in role.sections.skills), *texts]
            known = self._skills[role.id, what] = self._named_in(texts)
        return known

    def _named_in(self, texts: Iterable[str]) -> tuple[str, ...]:
        book = self.phrase_book(("skills",))
        found: dict[str, None] = {}
        for text in map(words, texts):
            place = 0
            while place < len(text):
                match = book.longest_at(text, place)
                if match is not None:
                    found.setdefault(match[1][0].id)
                place += match[0] if match else 1
        return tuple(found)

    def named(self, kind: Literal["roles"] | VocabularyKind) -> tuple[Named, ...]:
        """Every role, or every term of one kind, by its names; in file order."""
        known = self.naming.named.get(kind)
        if known is None:
            owners = self.roles.values() if kind == "roles" else self.terms(kind)
            known = self.naming.named[kind] = tuple(map(Named.of, owners))
        return known

    def phrase_book(self, kinds: tuple[str, ...]) -> PhraseBook:
        """The phrases of some kinds of things: `roles`, `words` (of the trends), `STATED_TOPICS` or vocabulary.

        Where one phrase means two things, the kind that is named first comes first.
        """
        book = self.naming.books.get(kinds)
        if book is None:
            book = PhraseBook([self._phrases_of(kind) for kind in kinds])
            self.naming.books[kinds] = book
        return book

    def _phrases_of(self, kind: str) -> Phrases:
        kept = self.naming.phrases_by_kind(kind)
        phrases = kept.get(kind)
        if phrases is None:
            if kind == "places":
                phrases = place_phrases(self._terms.get(kind, {}))
            else:
                phrases = Phrases(self._names_of(kind))
            kept[kind] = phrases
        return phrases

    def _names_of(self, kind: str) -> Iterable[tuple[Forms, Meaning]]:
        if kind == "words":
            return self._searched_words()
        if kind != STATED_TOPICS:
            return self.naming.meanings(kind)
        stated = self.market_numbers.topics | self.named_trends.topics
        return (name for name in self.naming.meanings("topics") if name[1].id in stated)

    def _searched_words(self) -> Iterable[tuple[Forms, Meaning]]:
        """Words of statements; the other names of a skill stand for its words in them."""
        known = self._trend_words
        for term in self.terms("skills"):
            named = next((forms for forms, _ in term.names[1:] if self._is_stated(forms)), ())
            if named:
                for forms, _ in term.names:
                    yield forms, Meaning("words", " ".join(named))
        yield from (((word,), Meaning("words", word)) for word in sorted(known))

    def _is_stated(self, forms: Forms) -> bool:
        """Whether some statement has all of these words."""
        return bool(self.named_trends.with_words(forms) or self.market_numbers.with_words(forms))

    @property
    def _trend_words(self) -> AbstractSet[str]:
        """The words by which trends and numbers may be searched: names of things, not verbs.

        "taking" stands in a statement too, and is no subject.
        """
        every = self.market_numbers.words | self.named_trends.words
        names = [name for term in self.terms("skills") for name in (term.name, *term.aliases)]
        names += [trend.name for trend in self.named_trends.every]
        names += [part.id for part in self.terms("components")]
        names += [f"{fact.section} {fact.unit}" for fact in self.facts if fact.computed]
        stated = [statement.statement for statement in (*self.named_trends.every, *self.facts)]
        names += [name for text in stated for name in PROPER_NAME.findall(text)]
        subjects = {word for name in names for word in forms_of(name)}
        return {word for word in every & subjects if len(word) > 2}


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing", bound=_Identified)
V = TypeVar("V")


def _by_id(things: Iterable[Thing]) -> Mapping[str, Thing]:
    return MappingProxyType({thing.id: thing for thing in things})


def _frozen(lists: Mapping[str, list[V]]) -> Mapping[str, tuple[V, ...]]:
    return MappingProxyType({key: tuple(values) for key, values in lists.items()})
