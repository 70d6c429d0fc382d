"""What one document says by itself that is held against the others: references, names, findings.

It is read out of the document's plain values, so that a document that does not fit its model says as
much as can be made of it, and all of its problems are told in one go.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice

from knowledge.feeds.addresses import what_is_read
from knowledge.feeds.model import Feed
from knowledge.fields import SECTIONS
from knowledge.files import MAX_PROBLEMS, Document, Location, is_table
from knowledge.findings import (
    Entry,
    Finding,
    entries,
    entry_of,
    findings_in,
    ids_given,
    list_at,
    roles_in,
)
from knowledge.model import Role, Source
from knowledge.occupations import Occupation
from knowledge.tables.columns import REFERENCES
from knowledge.tables.contents import TableContents
from knowledge.vocabulary import Term, Vocabulary
from knowledge.words import forms_of

Model = Source | Role | Occupation | Vocabulary | TableContents | Feed
"""The typed form of a document."""

FIGURE_REFERENCES: Mapping[str, str] = {
    field: kind for field, kind in REFERENCES.items() if field != "role"
}
"""The fields of a figure that name one thing each; its roles may be several."""


LISTING_REFERENCES: Mapping[str, str] = {"occupation": "occupations", "source": "sources"}

NOTHING_WRONG: frozenset[Location] = frozenset()


@dataclass(frozen=True, slots=True)
class References:
    """What stands where a document refers to things of a kind, and where the one of each index does."""

    kind: str
    ids: Sequence[object]
    at: Callable[[int], Location]

    def good_ids(self, wrong: AbstractSet[Location]) -> Iterator[str]:
        """The texts among them, but at the `wrong` places."""
        for index, id in enumerate(self.ids):
            if isinstance(id, str) and self.at(index) not in wrong:
                yield id


@dataclass(frozen=True, slots=True)
class Claim:
    """A name, an id or an alias; `key` is the space in which it is the only one, and its phrase."""

    key: tuple[str, str]
    at: Location
    name: str
    owner: str

    @property
    def is_id(self) -> bool:
        """Whether it is the id of its owner."""
        return self.name == self.owner


@dataclass(frozen=True, slots=True)
class Links:
    """All of it; `ids` are the ids referred to, and `gives` those to refer to, by their kind.

    `unclear` are the kinds of which the document may give more ids than can be read. A source `shares`
    with the rows of its table what stands there; None where it has none. A table is its `contents`.
    """

    findings: tuple[Finding, ...]
    ids: Mapping[str, frozenset[str]]
    gives: Mapping[str, frozenset[str]]
    unclear: frozenset[str]
    claims: tuple[Claim, ...] = ()
    shares: Mapping[str, object] | None = None
    contents: TableContents | None = None


def links_of(
    document: Document, model: Model | None, wrong: AbstractSet[Location] = NOTHING_WRONG
) -> Links:
    """What a document says of others, and what is wrong with it whatever they say.

    `model` is its typed form, None where it has none; at the `wrong` places something else is told.
    """
    ids: defaultdict[str, set[object]] = defaultdict(set)
    for references in references_of(document):
        ids[references.kind].update(references.good_ids(wrong) if wrong else references.ids)
    kind, given, is_unclear = ids_given(document, wrong)
    return Links(
        # One more than is told says that there are more.
        tuple(islice(findings_in(document, wrong), MAX_PROBLEMS + 1)),
        {kind: frozenset(id for id in named if isinstance(id, str)) for kind, named in ids.items()},
        {kind: given} if given else {},
        frozenset({kind} if is_unclear else ()),
        tuple(_claims(document, model, wrong)),
        entry_of(document.content.get("table")) if _has_table(document) else None,
    )


def links_of_table(contents: TableContents) -> Links:
    """What a table says of others."""
    ids = {REFERENCES[name]: frozenset(ids) for name, ids in contents.references.items()}
    return Links((), ids, {}, frozenset(), contents=contents)


def _has_table(document: Document) -> bool:
    return document.folder == "sources" and document.content.get("table") is not None


def references_of(document: Document) -> Iterator[References]:
    """Everything that a document refers to, as far as ids stand there."""
    if is_table(document.path):
        return _of_table(document.content)
    match document.folder:
        case "sources":
            return _of_source(document.content)
        case "roles":
            return _of_role(document.content)
        case "occupations":
            return iter(
                [References("sources", [document.content.get("source")], lambda _: ("source",))]
            )
        case "feeds":
            return iter([_listed(kind, document.content, kind) for kind in ("topics", "roles")])
        case _:
            is_of_industries = document.path == "vocabulary/industries.yaml"
            return _of_vocabulary(document.content, "industries" if is_of_industries else "places")


def _of_source(source: Entry) -> Iterator[References]:
    yield References("places", [source.get("market")], lambda _: ("market",))
    yield _listed("roles", source, "roles")
    shared = entry_of(source.get("table"))
    for key, kind in REFERENCES.items():
        yield References(kind, [shared.get(key)], lambda _, key=key: ("table", key))
    figures = [entry_of(figure) for figure in list_at(source, "figures")]
    roles = [
        (("figures", index, *at), role)
        for index, figure in enumerate(figures)
        for at, role in roles_in(figure)
    ]
    yield References("roles", [role for _, role in roles], lambda index: roles[index][0])
    for key, kind in FIGURE_REFERENCES.items():
        ids = [figure.get(key) for figure in figures]
        yield References(kind, ids, lambda index, key=key: ("figures", index, key))
    for number, fact in entries(source, "facts"):
        at = ("facts", number)
        yield References("places", [fact.get("place")], lambda _, at=at: (*at, "place"))
        yield _listed("roles", fact, "roles", at)
        yield _listed("topics", fact, "topics", at)
    for number, trend in entries(source, "trends"):
        yield _listed("roles", trend, "roles", ("trends", number))
    for number, mention in entries(source, "mentions"):
        yield _listed("roles", mention, "near", ("mentions", number))


def _of_table(ids: Entry) -> Iterator[References]:
    for name, kind in REFERENCES.items():
        known = list_at(ids, name)
        yield References(
            kind, known, lambda index, name=name, known=known: (name, str(known[index]))
        )


def _of_role(role: Entry) -> Iterator[References]:
    yield References("families", [role.get("family")], lambda _: ("family",))
    yield _listed("roles", role, "related")
    yield _listed("sources", role, "summary_sources")
    for number, listing in entries(role, "occupations"):
        at: Location = ("occupations", number)
        for key, kind in LISTING_REFERENCES.items():
            yield References(kind, [listing.get(key)], lambda _, at=at, key=key: (*at, key))
    sections = entry_of(role.get("sections"))
    for section in SECTIONS:
        for number, bullet in entries(sections, section):
            at = ("sections", section, number)
            yield _listed("sources", bullet, "sources", at)
            yield References("roles", [bullet.get("versus")], lambda _, at=at: (*at, "versus"))


def _of_vocabulary(vocabulary: Entry, around: str) -> Iterator[References]:
    """`around` is the kind of what a term may be `within`."""
    for number, term in entries(vocabulary, "terms"):
        at = ("terms", number)
        if isinstance(term.get("within"), list):
            yield _listed(around, term, "within", at)
        else:
            yield References(around, [term.get("within")], lambda _, at=at: (*at, "within"))
        yield _listed("company_kinds", term, "kinds", at)


def _listed(kind: str, holder: Entry, key: str, at: Location = ()) -> References:
    return References(kind, list_at(holder, key), lambda index: (*at, key, index))


def _claims(
    document: Document, model: Model | None, wrong: AbstractSet[Location]
) -> Iterator[Claim]:
    """The names that a document gives, with the space in which each has to be the only one."""
    if document.folder == "roles":
        typed = model if isinstance(model, Role) else None
        yield from _claims_of("roles", (), document.id, document.content, typed, wrong)
    elif document.folder == "occupations":
        code = document.content.get("code")
        if isinstance(code, str) and ("code",) not in wrong:
            yield Claim(("codes of O*NET", code), ("code",), code, document.id)
    elif document.folder == "feeds":
        read = what_is_read(model) if isinstance(model, Feed) else ""
        if read:
            key = next((k for k in ("board", "address") if document.content.get(k)), "kind")
            yield Claim(("feeds", read), (key,), read, document.id)
    elif document.folder == "vocabulary":
        terms = model.terms if isinstance(model, Vocabulary) else None
        for number, entry in entries(document.content, "terms"):
            at: Location = ("terms", number)
            id, typed = entry.get("id"), terms[number] if terms else None
            if isinstance(id, str) and (*at, "id") not in wrong:
                yield from _claims_of(document.id, at, id, entry, typed, wrong)


def _claims_of(
    space: str,
    at: Location,
    id: str,
    entry: Entry,
    typed: Role | Term | None,
    wrong: AbstractSet[Location],
) -> Iterator[Claim]:
    given = [
        (at, id),
        ((*at, "name"), entry.get("name")),
        *(((*at, "aliases", i), alias) for i, alias in enumerate(list_at(entry, "aliases"))),
    ]
    names = [(at, name) for at, name in given if isinstance(name, str) and at not in wrong]
    # The typed form keeps the words of its names, which take their time to find.
    forms = [f for f, _ in typed.names] if typed else [forms_of(name) for _, name in names]
    for (place, name), words in zip(names, forms, strict=True):
        yield Claim((space, " ".join(words)), place, name, id)
