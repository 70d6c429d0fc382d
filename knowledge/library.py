"""The snapshot that answers are made from: immutable, indexed, swapped as a whole."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import Generic, Literal, Protocol, TypeVar

from knowledge.check import Knowledge
from knowledge.fields import Forms, Section
from knowledge.matching import Meaning, NameIndex, PhraseBook, Phrases
from knowledge.model import Fact, Figure, Mention, Role, Source, Trend
from knowledge.vocabulary import Mentioned, Named, Naming, Term, VocabularyKind
from knowledge.words import forms_of, normalise, words

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
        self._trends = _frozen(trends)
        self._around = {place.id: self._chain(place) for place in self.terms("places")}
        self.roles_by_name = tuple(sorted(self.roles.values(), key=lambda role: role.name))
        """All roles in the order of their names."""
        self.market_numbers = Statements((f, s) for s in knowledge.sources for f in s.facts)
        """Market numbers, by topic, role and word."""
        self.named_trends = Statements((t, s) for s in knowledge.sources for t in s.trends)
        """What sources say of trends, by topic, role and word."""
        self.mentions = _mentioned(knowledge.sources)
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

    def section_name(self, section: Section) -> str:
        """The heading of a section."""
        return self.name("sections", section)

    def figures_of(self, role: str) -> tuple[Figure, ...]:
        """Every salary figure that is about a role, in source order."""
        sources = self._sources_on.get(role, ())
        return tuple(chain.from_iterable(source.figures_by_role[role] for source in sources))

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
        around = {outer for place in places for outer in self.around(place)}
        return tuple(place for place in places if place not in around)

    def _chain(self, place: Term) -> tuple[str, ...]:
        found: list[str] = []
        term: Term | None = place
        while term is not None and term.within is not None and term.within not in found:
            found.append(term.within)
            term = self.term("places", term.within)
        return tuple(found)

    def is_national(self, place: str | None) -> bool:
        """Whether a place is a whole country or more, or not said at all."""
        term = self.term("places", place) if place else None
        return place is None or (term is not None and term.place_kind in NATIONAL)

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
                    if other in self._sources_on:
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
            known = self.naming.named[kind] = tuple(
                Named(owner.id, owner.name, tuple(" ".join(forms) for forms, _ in owner.names[1:]))
                for owner in owners
            )
        return known

    def phrase_book(self, kinds: tuple[str, ...]) -> PhraseBook:
        """The phrases of some kinds of things: `roles`, `words` (of the trends) or vocabulary.

        Where one phrase means two things, the kind that is named first comes first.
        """
        book = self.naming.books.get(kinds)
        if book is None:
            book = PhraseBook([self._phrases_of(kind) for kind in kinds])
            self.naming.books[kinds] = book
        return book

    def _phrases_of(self, kind: str) -> Phrases:
        phrases = self.naming.phrases.get(kind)
        if phrases is None:
            names = self._searched_words() if kind == "words" else self.naming.meanings(kind)
            phrases = self.naming.phrases[kind] = Phrases(names)
        return phrases

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
        stated = [statement.statement for statement in (*self.named_trends.every, *self.facts)]
        names += [name for text in stated for name in PROPER_NAME.findall(text)]
        subjects = {word for name in names for word in normalise(name)}
        return {word for word in every & subjects if len(word) > 2}


def _mentioned(sources: Iterable[Source]) -> Mapping[str, Mentioned]:
    """What several sources call by the same name is the same job."""
    found: dict[str, list[Mention]] = {}
    known: dict[Forms, str] = {}
    for mention in (mention for source in sources for mention in source.mentions):
        ids = [known[forms] for forms, _ in mention.names if forms in known]
        id = ids[0] if ids else "-".join(mention.names[0][0])
        found.setdefault(id, []).append(mention)
        known |= {forms: id for forms, _ in mention.names if forms not in known}
    return MappingProxyType({id: Mentioned(id, tuple(all)) for id, all in found.items()})


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing", bound=_Identified)
V = TypeVar("V")


def _by_id(things: Iterable[Thing]) -> Mapping[str, Thing]:
    return MappingProxyType({thing.id: thing for thing in things})


def _frozen(lists: Mapping[str, list[V]]) -> Mapping[str, tuple[V, ...]]:
    return MappingProxyType({key: tuple(values) for key, values in lists.items()})
