"""What only the whole set of files can tell: references into nothing, names that two things share."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from knowledge.explain import nearly
from knowledge.links import Claim, Finding, Links, Model, links_of, references_of
from knowledge.model import Role, Source
from knowledge.vocabulary import VOCABULARY_KINDS, Vocabulary, VocabularyKind


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that the files say, typed."""

    sources: tuple[Source, ...]
    roles: tuple[Role, ...]
    vocabulary: Mapping[VocabularyKind, Vocabulary]


@dataclass(frozen=True)
class Typed:
    """A document that fits its model; what it says by itself is looked for once."""

    path: str
    model: Model

    @cached_property
    def links(self) -> Links:
        """What is held against the other documents."""
        return links_of(self.model)

    def prepare(self) -> None:
        """Look for the links now, before somebody waits for them."""
        _ = self.links


Findings = Mapping[str, list[Finding]]
"""What is wrong, by the path of the document."""


def cross_check(
    knowledge: Knowledge, typed: Mapping[str, Typed], broken: AbstractSet[str]
) -> Iterator[Findings]:
    """What is wrong with each document by itself and with its references; then with the names.

    A reference into one of the `broken` files is not one more problem. The time it takes grows with
    the number of documents and names alone: what a document says by itself is known of it.
    """
    known = _Known(knowledge, broken)
    yield {
        path: found
        for path, document in typed.items()
        if (found := [*document.links.findings, *known.missing(document)])
    }
    yield _shared_names(typed)


class _Known:
    """The ids that a document may refer to, by kind."""

    def __init__(self, knowledge: Knowledge, broken: AbstractSet[str]) -> None:
        self._broken = broken
        self.ids: dict[str, set[str]] = {
            "sources": {source.id for source in knowledge.sources},
            "roles": {role.id for role in knowledge.roles},
        }
        for kind in VOCABULARY_KINDS:
            vocabulary = knowledge.vocabulary.get(kind)
            self.ids[kind] = {term.id for term in vocabulary.terms} if vocabulary else set()
        self.ids["topics"] |= {
            trend.topic for source in knowledge.sources for trend in source.trends
        }
        self._told: dict[tuple[str, str], str | None] = {}

    def missing(self, document: Typed) -> Iterator[Finding]:
        """What stands where an id is given that nothing has."""
        ids = document.links.ids
        if all(self.ids[kind].issuperset(named) for kind, named in ids.items()):
            return
        for references in references_of(document.model):
            for index, id in enumerate(references.ids):
                if id is not None and (message := self._message(references.kind, id)):
                    yield Finding(references.at(index), message)

    def _message(self, kind: str, id: str) -> str | None:
        """What is wrong with a reference, if anything, and what to do about it."""
        if id in self.ids[kind]:
            return None
        if (kind, id) not in self._told:
            self._told[kind, id] = None if self._may_be_broken(kind, id) else self._words(kind, id)
        return self._told[kind, id]

    def _may_be_broken(self, kind: str, id: str) -> bool:
        """Whether what is referred to may stand in a file that is there and cannot be read."""
        if not self._broken.isdisjoint((f"{kind}/{id}.yaml", f"vocabulary/{kind}.yaml")):
            return True
        # A trend in there may be what gives the topic.
        return kind == "topics" and any(path.startswith("sources/") for path in self._broken)

    def _words(self, kind: str, id: str) -> str:
        remedy = nearly(id, self.ids[kind]) or (
            f"; known: {', '.join(sorted(self.ids[kind])[:6])}, …"
            if kind in ("sources", "roles")
            else f"; add it to vocabulary/{kind}.yaml"
        )
        return f'no {_singular(kind)} "{id}"{remedy}'


def _singular(kind: str) -> str:
    irregular = {"companies": "company", "industries": "industry", "families": "family"}
    return irregular.get(kind, kind.removesuffix("s")).replace("_", " ")


def _shared_names(typed: Mapping[str, Typed]) -> Findings:
    """A name or an alias that two things share could not be resolved when a member types it."""
    claims: defaultdict[tuple[str, str], list[tuple[str, Claim]]] = defaultdict(list)
    for path, document in typed.items():
        for claim in document.links.claims:
            claims[claim.key].append((path, claim))
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for (_, phrase), claimed in claims.items():
        if not phrase:
            for path, claim in claimed:
                found[path].append(Finding(claim.at, "has no letter or digit to be found by"))
        elif len(claimed) > 1:
            # An id is the strongest claim: whoever takes it for a name or an alias is in the wrong.
            home, first = min(claimed, key=lambda each: each[1].name != each[1].owner)
            for path, claim in claimed:
                if (claim.owner, path) != (first.owner, home):
                    message = f'"{phrase}" already belongs to {first.owner} ({home})'
                    found[path].append(Finding(claim.at, message))
    return found
