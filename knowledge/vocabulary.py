"""What can be asked for by name, every name that a snapshot knows, and where places lie."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints
from pydantic.json_schema import SkipJsonSchema

from knowledge.fields import Forms, Frozen, Line, Many, OneOrMany, Slug
from knowledge.matching import Meaning, NameIndex, PhraseBook, Phrases
from knowledge.mentions import Mention
from knowledge.model import Role
from knowledge.words import forms_of

VocabularyKind = Literal[
    "levels",
    "places",
    "companies",
    "company_kinds",
    "industries",
    "skills",
    "topics",
    "families",
    "components",
    "statistics",
    "sections",
    "occupations",
]
"""One file each under `content/vocabulary/`; the file's name is the kind."""

VOCABULARY_KINDS: tuple[VocabularyKind, ...] = get_args(VocabularyKind)

PlaceKind = Literal["world", "country", "state", "metro", "nonmetro", "city", "remote"]


class Term(Frozen):
    """A named thing and the other ways to write it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", max_length=80)]
    name: Line
    aliases: Many[Line] = ()
    code: Line | None = Field(default=None, description="The code by which official tables name it")
    classification: Slug | None = Field(
        default=None, description="The classification that its code is of, for example soc-2018"
    )
    rank: int | None = Field(default=None, description="Levels only: a higher rank is more senior")
    place_kind: PlaceKind | None = Field(default=None, description="Places only")
    within: OneOrMany[Slug] = Field(
        default=(),
        description="The next larger place around it, or each where there are several; of an industry the "
        "sector in which official tables count it",
    )
    full_name: Line | None = Field(
        default=None,
        description="Places only: what official tables call it, where `name` is shorter",
    )
    cities: Many[Line] = Field(
        default=(),
        description="Areas only: places in it that stand for it, to the letter; one that is listed "
        "with its state, such as Mission, TX, with its state only",
    )
    abbreviation: Line | None = Field(
        default=None, description="States only: how it is written behind a city, such as OR"
    )
    in_text: Many[Line] = Field(
        default=(),
        description="Topics and skills only: how posts and ads name it, in place of its name and aliases, which "
        "people type. What has a capital is found with it alone, such as RAG",
    )
    kinds: Many[Slug] = Field(
        default=(), description="Companies and company kinds: the kinds it is one of"
    )

    @cached_property
    def names(self) -> tuple[tuple[Forms, str], ...]:
        """The id, the name and every alias, each in its compared form and as it is written."""
        return tuple((forms_of(name), name) for name in (self.id, self.name, *self.aliases))

    @property
    def names_in_text(self) -> tuple[str, ...]:
        """How texts name it: `in_text`, else its names, however they are written."""
        return self.in_text or tuple(map(str.casefold, (self.name, *self.aliases)))

    @property
    def in_full(self) -> str:
        """The name of a place as official tables have it, else as people read it."""
        return self.full_name or self.name


class Vocabulary(Frozen):
    """All terms of one kind."""

    id: SkipJsonSchema[VocabularyKind]
    terms: Many[Term]

    @cached_property
    def phrases(self) -> dict[str, Phrases]:
        """What the terms' names mean, by kind: filled on first use, for as long as there is this document."""
        return {}


@dataclass(frozen=True, slots=True)
class Named:
    """A role or a term by its names; `phrases` are all of them, as `normalise` gives them."""

    id: str
    name: str
    phrases: tuple[str, ...]

    @classmethod
    def of(cls, owner: Role | Term) -> "Named":
        """A role, or a term and its cities."""
        found = [forms for forms, _ in owner.names[1:]]
        if isinstance(owner, Term):
            found += map(forms_of, owner.cities)
        return cls(owner.id, owner.name, tuple(map(" ".join, found)))


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A job that sources mention: what each of them says of it."""

    id: str
    mentions: tuple[Mention, ...]

    @property
    def name(self) -> str:
        """The title as the first source words it."""
        return self.mentions[0].title

    @property
    def names(self) -> tuple[tuple[Forms, str], ...]:
        """Every title and alias, each in its compared form and as it is written."""
        return tuple(name for mention in self.mentions for name in mention.names)

    @property
    def near(self) -> tuple[str, ...]:
        """The roles nearest to it: those that most of the sources' lines are near to first."""
        every = [role for mention in self.mentions for role in mention.near]
        return tuple(sorted(dict.fromkeys(every), key=lambda role: -every.count(role)))


def mentioned(mentions: Iterable[Mention]) -> Mapping[str, Mentioned]:
    """What several sources call by the same name is the same job."""
    found: dict[str, list[Mention]] = {}
    known: dict[Forms, str] = {}
    for mention in mentions:
        ids = [known[forms] for forms, _ in mention.names if forms in known]
        id = ids[0] if ids else "-".join(mention.names[0][0])
        found.setdefault(id, []).append(mention)
        known |= {forms: id for forms, _ in mention.names if forms not in known}
    return MappingProxyType({id: Mentioned(id, tuple(all)) for id, all in found.items()})


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of roles and terms, and what is made of them.

    `phrases`, `named` and `books` are filled on first use, by kind; what is in them depends on the
    names alone, so two threads that make the same thing at once do no harm. A vocabulary keeps its own phrases.
    """

    roles: tuple[tuple[Forms, str, str], ...]
    """(compared form, name, id) of every name of every role."""
    mentions: tuple[tuple[Forms, str, str], ...]
    """The same of every job that is mentioned."""
    vocabulary: Mapping[VocabularyKind, Vocabulary]
    role_names: NameIndex
    mention_names: NameIndex
    phrases: dict[str, Phrases] = field(default_factory=dict[str, Phrases])
    named: dict[str, tuple[Named, ...]] = field(default_factory=dict[str, tuple[Named, ...]])
    books: dict[tuple[str, ...], PhraseBook] = field(
        default_factory=dict[tuple[str, ...], PhraseBook]
    )

    @classmethod
    def of(
        cls,
        roles: Iterable[Role],
        mentions: Iterable[Mentioned],
        vocabulary: Mapping[VocabularyKind, Vocabulary],
        before: "Naming | None",
    ) -> "Naming":
        """Everything again, but what was made `before` of names that are the same here."""
        names = tuple((*name, role.id) for role in roles for name in role.names)
        titles = tuple((*name, one.id) for one in mentions for name in one.names)
        if before is None:
            return cls(names, titles, vocabulary, NameIndex(names), NameIndex(titles))
        same = {kind for kind, terms in vocabulary.items() if terms is before.vocabulary.get(kind)}
        kinds: set[str] = {*same, "roles"} if names == before.roles else {*same}
        kinds |= {"mentions"} if titles == before.mentions else set()
        index = before.role_names if "roles" in kinds else NameIndex(names)
        others = before.mention_names if "mentions" in kinds else NameIndex(titles)
        # Copied first: whoever asks the snapshot before fills them meanwhile.
        return cls(
            names,
            titles,
            vocabulary,
            index,
            others,
            {kind: made for kind, made in before.phrases.copy().items() if kind in kinds},
            {kind: made for kind, made in before.named.copy().items() if kind in kinds},
            {of: book for of, book in before.books.copy().items() if kinds.issuperset(of)},
        )

    def phrases_by_kind(self, kind: str) -> dict[str, Phrases]:
        """Where the phrases of a kind are kept: with the document whose names they are, or here."""
        own = next((known for of, known in self.vocabulary.items() if of == kind), None)
        return self.phrases if own is None else own.phrases

    def meanings(self, kind: str) -> Iterable[tuple[Forms, Meaning]]:
        """Every name of a kind, and what it stands for."""
        if kind == "roles":
            return ((forms, Meaning(kind, id)) for forms, _, id in self.roles)
        if kind == "mentions":
            return ((forms, Meaning(kind, id)) for forms, _, id in self.mentions)
        terms = [t for of, known in self.vocabulary.items() if of == kind for t in known.terms]
        return ((forms, Meaning(kind, term.id)) for term in terms for forms, _ in term.names)


CITIES = ("metro", "city")
"""The kinds of places behind whose names people write a state."""


def places_around(places: Mapping[str, Term]) -> Mapping[str, tuple[str, ...]]:
    """The places around each place, from the nearest outwards."""
    states = frozenset(id for id, one in places.items() if one.place_kind == "state")
    return {id: tuple(_outwards(places, states, place)) for id, place in places.items()}


def _outwards(places: Mapping[str, Term], states: frozenset[str], place: Term) -> Iterator[str]:
    """A place that names its own state lies in none of the others that its metro area reaches into."""
    own = states.intersection(place.within)
    seen: set[str] = set()
    queue = list(place.within)
    for id in queue:
        if id in seen or (own and id not in own and id in states):
            continue
        seen.add(id)
        queue += places[id].within if id in places else ()
        yield id


def _states(places: Mapping[str, Term], ids: Sequence[str]) -> list[Term]:
    known = [places[id] for id in ids if id in places]
    return [place for place in known if place.place_kind == "state"]


def in_first_state(places: Mapping[str, Term], around: Sequence[str]) -> tuple[str, ...]:
    """The places around one without the states that it only reaches into: New York City's New Jersey."""
    states = [state.id for state in _states(places, around)]
    return tuple(id for id in around if id not in states[1:])


def city_names(place: Term) -> Iterator[Forms]:
    """The city in the name of a city or a metro area and its other cities, each without its state."""
    if place.place_kind in CITIES:
        yield from map(_city, (place.name, *place.cities))


def _city(name: str) -> Forms:
    return forms_of(name.partition(", ")[0])


def place_phrases(places: Mapping[str, Term]) -> Phrases:
    """The names of places; slips are none in those of the areas of official tables but their aliases.

    Hundreds of small towns are near to anything.
    """
    meanings = {id: Meaning("places", id) for id in places}
    with_slips = (
        (forms, meanings[id])
        for id, place in places.items()
        for forms, _ in place.names[2 if _is_area(place) else 0 :]
    )
    return Phrases(with_slips, ((forms, meanings[id]) for forms, id in _to_the_letter(places)))


def _to_the_letter(places: Mapping[str, Term]) -> Iterator[tuple[Forms, str]]:
    """What else areas and cities are called, with their ids.

    A metro area by its cities: by "Portland", which two have, and by "Mission, TX", which none has
    without its state. Every city with each state that it is in: "portland or", "portland oregon". And
    what lies outside of metro areas as "rural Alaska".
    """
    around = places_around(places)
    for id, place in places.items():
        if _is_area(place):
            yield from ((forms, id) for forms in _called(place))
        states = _states(places, around[id])
        if place.place_kind == "nonmetro":
            areas = (place.name.removesuffix(" nonmetropolitan area"), *place.within)
            yield from ((forms_of(f"rural {area}"), id) for area in areas)
        elif place.place_kind in CITIES:
            names = dict.fromkeys(map(_city, (place.name, *place.aliases, *place.cities)))
            endings = [forms_of(end) for s in states for end in (s.abbreviation or s.name, s.id)]
            yield from (((*name, *ending), id) for name in names for ending in endings)


def _is_area(place: Term) -> bool:
    return place.code is not None and place.place_kind in ("metro", "nonmetro")


def _called(area: Term) -> Iterator[Forms]:
    """An area's id, names and cities; and the city in its name, unless that is listed with its state."""
    yield from (forms for forms, _ in area.names)
    if area.full_name:
        yield forms_of(area.full_name)
    listed = [forms_of(city) for city in area.cities]
    yield from listed
    if area.place_kind == "metro" and forms_of(area.name) not in listed:
        yield _city(area.name)
