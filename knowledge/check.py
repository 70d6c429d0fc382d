"""From documents to checked knowledge: every problem of every file in one go.

What can be said of a document alone is found once and stays true for as long as its text is the same
(`Examined`); what only the whole set can tell is asked of all of them anew. So a set of which one
document changed is checked by the same code as a new one, and is not read again for it: while anyone
holds what was found, it is given to everyone who asks about the same text.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from typing import Any, Literal, cast
from weakref import WeakValueDictionary

from pydantic import ValidationError

from knowledge.crosscheck import Knowledge, cross_check, model_findings, placed
from knowledge.feeds.model import Feed
from knowledge.files import (
    FOLDER_PREFIXES,
    MAX_PROBLEMS,
    Document,
    Location,
    Problem,
    is_table,
    text_digest,
)
from knowledge.findings import Finding
from knowledge.links import Links, Model, links_of, links_of_table
from knowledge.model import STATEMENTS, Role, Source
from knowledge.occupations import Occupation
from knowledge.tables.contents import TableContents, positions_in, read_table
from knowledge.tables.store import RowStore
from knowledge.vocabulary import Vocabulary, VocabularyKind

FOLDERS: Mapping[str, type[Model]] = {
    "sources": Source,
    "roles": Role,
    "occupations": Occupation,
    "vocabulary": Vocabulary,
    "feeds": Feed,
}


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Examined:
    """One document by itself: its typed form, and what is wrong with it whatever else there is.

    `digest` is the `text_digest` of its text; `model` is None where it fits none.
    """

    path: str
    digest: str
    model: Model | None = None
    _links: Links | Literal["later"] | None = field(default=None, compare=False, repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def links(self) -> Links | None:
        """What is held against the other documents; None where not even that could be read.

        Of what came from the store it is found when it is first asked for: four fifths of the time in
        which documents are taken from there, and nobody needs it who answers.
        """
        if self._links == "later":
            object.__setattr__(self, "_links", _links_of_stored(self))
        return cast("Links | None", self._links)


_held: WeakValueDictionary[tuple[str, str], Examined] = WeakValueDictionary()
"""What was read and is still in use, by path and digest."""


def held(path: str, digest: str) -> Examined | None:
    """A document as it was read, None where nobody holds it any more."""
    return _held.get((path, digest))


def hold(examined: Examined) -> Examined:
    """Let a document be found by `held` for as long as somebody uses it; gives the one to use."""
    return _held.setdefault((examined.path, examined.digest), examined)


def examine(path: str, text: str) -> Examined:
    """Read one text and hold it against the model of its folder; a table, against what columns may be."""
    digest = text_digest(text)
    return held(path, digest) or hold(_examined(path, digest, text))


def _read(path: str, text: str) -> Document | list[Problem]:
    # Whoever finds all documents in the store starts without what reads YAML.
    from knowledge.yaml_files import read_text

    return read_text(path, text)


def _examined(path: str, digest: str, text: str) -> Examined:
    if is_table(path):
        contents, problems = read_table(path, digest, text)
        links = links_of_table(contents) if contents else None
        return Examined(path, digest, contents, links, problems)
    read = _read(path, text)
    if isinstance(read, Document):
        return examine_document(read)
    return Examined(path, digest, problems=tuple(read))


def examine_document(document: Document) -> Examined:
    """The same for a document that was read before."""
    if is_table(document.path):
        contents = TableContents.model_validate(_told(document))
        return Examined(document.path, document.digest, contents, "later")
    path, fits = document.path, FOLDERS.get(document.folder)
    if fits is None or path.count("/") != 1:
        message = f"must be directly in one of {', '.join(FOLDER_PREFIXES)}"
        return Examined(path, document.digest, problems=(document.problem((), message),))
    told = _told_by_the_name(document)
    said = [Finding(at, f"remove `{at[-1]}`: the file's name says it") for at in told]
    document = _without(document, frozenset(told))
    model: Model | None = None
    wrong: list[Finding] = []
    try:
        model = type_document(document)
    except ValidationError as error:
        wrong = list(islice(model_findings(document, fits, error), MAX_PROBLEMS + 1))
    # What is wrong in so many places tells nothing of the rest.
    links = (
        links_of(document, model, document.unread | {one.at for one in wrong})
        if len(wrong) <= MAX_PROBLEMS
        else None
    )
    problems = (*document.flaws, *placed(document, said), *placed(document, wrong))
    return Examined(path, document.digest, model, links, problems)


def examine_stored(document: Document) -> Examined:
    """The same for what `document_of` gave of a document without a flaw."""
    try:
        return Examined(document.path, document.digest, type_document(document), "later")
    except (ValidationError, KeyError):
        # What an older version wrote may fit no model of this one.
        return examine_document(document)


def _links_of_stored(examined: Examined) -> Links | None:
    match examined.model:
        case None:
            return None
        case TableContents() as contents:
            return links_of_table(contents)
        case model:
            return links_of(document_of(examined), model, frozenset())


def check_together(
    examined: Iterable[Examined],
    text_of: Callable[[str], str],
    unreadable: Sequence[Problem] = (),
) -> tuple[Knowledge, list[Problem]]:
    """Cross-check the documents of a set; the knowledge is fit to serve where no problem is an error.

    `text_of` gives the text at a path, to tell where in it something stands and for the rows of a table.
    Documents that do not fit
    their model are left out of the knowledge that is returned, but what can be read in them is checked.
    The problems of files that could not be read at all (`unreadable`) come back among the others; a
    reference to what may stand in such a file is not one more problem.
    """
    every = sorted(examined, key=lambda one: one.path)
    problems = [*unreadable, *(problem for one in every for problem in one.problems)]
    models = (one.model for one in every if one.model is not None)
    knowledge = collect(models, RowStore(lambda table: text_of(table.path)))
    if not knowledge.roles and not any(problem.severity == "error" for problem in problems):
        problems.append(
            Problem("roles", 0, 0, "", "no role files, so there is nothing to ask about")
        )
    links = {one.path: one.links for one in every if one.links is not None}
    unread = {problem.path for problem in unreadable if problem.severity == "error"}
    unread |= {one.path for one in every if one.links is None}

    # A document with a problem is read once more, for its lines: few have any.
    @lru_cache(maxsize=1)
    def document_at(path: str) -> Document:
        if is_table(path):
            return positions_in(path, text_of(path))
        read = _read(path, text_of(path))
        if not isinstance(read, Document):
            raise TypeError(f"{path} was examined, and cannot be read")
        return read

    problems.extend(cross_check(links, unread, document_at))
    return knowledge, sorted(set(problems))


def type_document(document: Document) -> Model:
    """The typed form of one document; its id is the file's name.

    Raises pydantic's `ValidationError` where the document does not fit its model.
    """
    fits = TableContents if is_table(document.path) else FOLDERS[document.folder]
    return fits.model_validate(_told(document))


def _told(document: Document) -> dict[str, object]:
    """The content of a document with what its name tells, and of a table its text's digest."""
    told = {**document.content, "id": document.id}
    return {**told, "digest": document.digest} if is_table(document.path) else told


def document_of(examined: Examined) -> Document:
    """What a document says, out of its typed form: plain values that give the same form again.

    Raises ValueError where it has none.
    """
    if examined.model is None:
        raise ValueError(f"{examined.path} fits no model")
    content = examined.model.model_dump(mode="json", exclude_unset=True, exclude=_TOLD_BY_THE_NAME)
    return Document(examined.path, content, digest=examined.digest)


_TOLD_BY_THE_NAME: Any = {
    "id": True,
    "digest": True,
    **{key: {"__all__": {"source"}} for key in STATEMENTS},
}


def _told_by_the_name(document: Document) -> list[Location]:
    """Where a file gives what its name says already: its `id`, or the `source` of a statement."""
    return [at for at in document.positions if at == ("id",) or _is_source_of_statement(at)]


def _is_source_of_statement(at: Location) -> bool:
    return len(at) == 3 and at[0] in STATEMENTS and at[2] == "source"


def _without(document: Document, left_out: AbstractSet[Location]) -> Document:
    """The document without some values, so that all else in it is checked all the same."""

    def pruned(value: object, at: Location) -> object:
        if isinstance(value, dict):
            entries = cast("dict[str, object]", value).items()
            return {k: pruned(v, (*at, k)) for k, v in entries if (*at, k) not in left_out}
        if isinstance(value, list):
            entries = enumerate(cast("list[object]", value))
            return [pruned(entry, (*at, index)) for index, entry in entries]
        return value

    if not left_out:
        return document
    return replace(document, content=cast("dict[str, object]", pruned(document.content, ())))


def collect(models: Iterable[Model], rows: RowStore | None = None) -> Knowledge:
    """Knowledge out of typed documents, each kind in the order of its ids; `rows` are those of its tables."""
    sources: list[Source] = []
    roles: list[Role] = []
    occupations: list[Occupation] = []
    vocabulary: dict[VocabularyKind, Vocabulary] = {}
    tables: list[TableContents] = []
    feeds: list[Feed] = []
    for model in models:
        match model:
            case Source():
                sources.append(model)
            case Role():
                roles.append(model)
            case Occupation():
                occupations.append(model)
            case Vocabulary():
                vocabulary[model.id] = model
            case TableContents():
                tables.append(model)
            case Feed():
                feeds.append(model)
    return Knowledge(
        tuple(sorted(sources, key=lambda source: source.id)),
        tuple(sorted(roles, key=lambda role: role.id)),
        vocabulary,
        tuple(sorted(tables, key=lambda table: table.id)),
        rows,
        tuple(sorted(occupations, key=lambda occupation: occupation.id)),
        tuple(sorted(feeds, key=lambda feed: feed.id)),
    )
