"""From documents to checked knowledge: every problem of every file in one go.

What can be said of a document alone is found once and stays true for as long as its text is the same
(`Examined`); what only the whole set can tell is asked of all of them anew. So a set of which one
document changed is checked by the same code as a new one, and is not read again for it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any, cast

from pydantic import ValidationError

from knowledge.crosscheck import Findings, Knowledge, Typed, cross_check
from knowledge.explain import model_problems
from knowledge.files import (
    FOLDER_PREFIXES,
    Document,
    Location,
    Problem,
    first_problems,
    parse_text,
    text_digest,
)
from knowledge.links import Model
from knowledge.model import Role, Source
from knowledge.vocabulary import Vocabulary, VocabularyKind

FOLDERS: Mapping[str, type[Model]] = {
    "sources": Source,
    "roles": Role,
    "vocabulary": Vocabulary,
}


@dataclass(frozen=True, slots=True)
class Examined:
    """One document by itself: its typed form, and what is wrong with it whatever else there is.

    `digest` is the `text_digest` of its text; `typed` is None where it fits no model.
    """

    path: str
    digest: str
    typed: Typed | None
    problems: tuple[Problem, ...] = ()


def examine(path: str, text: str) -> Examined:
    """Read one text and hold it against the model of its folder."""
    read = parse_text(path, text)
    if isinstance(read, Document):
        return examine_document(read)
    return Examined(path, text_digest(text), None, tuple(read))


def examine_document(document: Document) -> Examined:
    """The same for a document that was read before."""
    path, model = document.path, FOLDERS.get(document.folder)
    if model is None or path.count("/") != 1:
        message = f"must lie directly in one of {', '.join(FOLDER_PREFIXES)}"
        return Examined(path, document.digest, None, (document.problem((), message),))
    told = _told_by_the_name(document)
    problems = first_problems(
        path,
        (document.problem(at, f"leave `{at[-1]}` out: the file's name says it") for at in told),
    )
    document = _without(document, frozenset(told))
    try:
        typed = Typed(path, type_document(document))
        return Examined(path, document.digest, typed, tuple(problems))
    except ValidationError as error:
        found = first_problems(path, model_problems(document, model, error))
        return Examined(path, document.digest, None, (*problems, *found))


def check_together(
    examined: Iterable[Examined],
    text_of: Callable[[str], str],
    unreadable: Sequence[Problem] = (),
) -> tuple[Knowledge, list[Problem]]:
    """Cross-check the documents of a set; the knowledge is fit to serve where no problem is an error.

    `text_of` gives the text at a path, to tell where in it something stands. Documents that do not fit
    their model are left out of the knowledge that is returned. The problems of files that could not be
    read at all (`unreadable`) come back among the others; a reference into a file that is there but
    broken is not one more problem.
    """
    problems, typed = list(unreadable), dict[str, Typed]()
    for one in sorted(examined, key=lambda one: one.path):
        problems.extend(one.problems)
        if one.typed is not None:
            typed[one.path] = one.typed
    knowledge = collect(one.model for one in typed.values())
    broken = {problem.path for problem in problems if problem.severity == "error"}
    if not knowledge.roles and not broken:
        problems.append(Problem("roles", 0, 0, "", "no role files: nothing could be asked for"))
    for findings in cross_check(knowledge, typed, broken):
        problems.extend(_placed(findings, text_of))
    return knowledge, sorted(set(problems))


def _placed(findings: Findings, text_of: Callable[[str], str]) -> Iterator[Problem]:
    """Findings with their lines, for which a text is read once more: few texts have any."""
    for path, found in findings.items():
        document = parse_text(path, text_of(path))
        if not isinstance(document, Document):
            raise TypeError(f"{path} was typed, and cannot be read")
        yield from first_problems(
            path, (document.problem(one.at, one.message, one.severity) for one in found)
        )


def type_document(document: Document) -> Model:
    """The typed form of one document; its id is the file's name.

    Raises pydantic's `ValidationError` where the document does not fit its model.
    """
    return FOLDERS[document.folder].model_validate({**document.content, "id": document.id})


def document_of(examined: Examined) -> Document:
    """What a document says, out of its typed form: plain values that give the same form again.

    Raises ValueError where it has none.
    """
    if examined.typed is None:
        raise ValueError(f"{examined.path} fits no model")
    content = examined.typed.model.model_dump(
        mode="json", exclude_unset=True, exclude=_TOLD_BY_THE_NAME
    )
    return Document(examined.path, content, digest=examined.digest)


_STATEMENTS = ("figures", "facts", "trends")
_TOLD_BY_THE_NAME: Any = {"id": True, **{key: {"__all__": {"source"}} for key in _STATEMENTS}}


def _told_by_the_name(document: Document) -> list[Location]:
    """Where a file gives what its name says already: its `id`, or the `source` of a statement."""
    return [at for at in document.positions if at == ("id",) or _is_source_of_statement(at)]


def _is_source_of_statement(at: Location) -> bool:
    return len(at) == 3 and at[0] in _STATEMENTS and at[2] == "source"


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


def collect(models: Iterable[Model]) -> Knowledge:
    """Knowledge out of typed documents, each kind in the order of its ids."""
    sources: list[Source] = []
    roles: list[Role] = []
    vocabulary: dict[VocabularyKind, Vocabulary] = {}
    for model in models:
        match model:
            case Source():
                sources.append(model)
            case Role():
                roles.append(model)
            case Vocabulary():
                vocabulary[model.id] = model
    return Knowledge(
        tuple(sorted(sources, key=lambda source: source.id)),
        tuple(sorted(roles, key=lambda role: role.id)),
        vocabulary,
    )
