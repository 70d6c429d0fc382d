"""From plain documents to checked knowledge: every problem of every file in one go."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import cast

from pydantic import BaseModel, ValidationError

from knowledge.crosscheck import Knowledge, cross_check
from knowledge.explain import model_problems
from knowledge.files import FOLDER_PREFIXES, Document, Location, Problem, first_problems
from knowledge.model import Role, Source
from knowledge.vocabulary import Vocabulary, VocabularyKind

FOLDERS: Mapping[str, type[BaseModel]] = {
    "sources": Source,
    "roles": Role,
    "vocabulary": Vocabulary,
}


def check(
    documents: Sequence[Document], unreadable: Sequence[Problem] = ()
) -> tuple[Knowledge, list[Problem]]:
    """Type and cross-check the documents; knowledge is fit to serve where no problem is an error.

    Documents that do not fit their model are left out of the knowledge that is returned. The
    problems of files that could not be read at all (`unreadable`) come back among the others; a
    reference into a file that is there but broken is not one more problem.
    """
    problems = list(unreadable)
    typed: list[tuple[Document, BaseModel]] = []
    for document in documents:
        model = FOLDERS.get(document.folder)
        if model is None or document.path.count("/") != 1:
            message = f"must lie directly in one of {', '.join(FOLDER_PREFIXES)}"
            problems.append(document.problem((), message))
            continue
        told = _told_by_the_name(document)
        problems += first_problems(
            document.path,
            (document.problem(at, f"leave `{at[-1]}` out: the file's name says it") for at in told),
        )
        document = _without(document, frozenset(told))
        try:
            typed.append((document, type_document(document, model)))
        except ValidationError as error:
            found = model_problems(document, model, error)
            problems.extend(first_problems(document.path, found))
    knowledge = collect(model for _, model in typed)
    broken = {problem.path for problem in problems if problem.severity == "error"}
    problems.extend(cross_check(knowledge, typed, broken))
    return knowledge, sorted(set(problems))


def type_document(document: Document, model: type[BaseModel] | None = None) -> BaseModel:
    """The typed form of one document; its id is the file's name.

    Raises pydantic's `ValidationError` where the document does not fit its model.
    """
    model = model or FOLDERS[document.folder]
    return model.model_validate({**document.content, "id": document.id})


def _told_by_the_name(document: Document) -> list[Location]:
    """Where a file gives what its name says already: its `id`, or the `source` of a statement."""
    return [at for at in document.positions if at == ("id",) or _is_source_of_statement(at)]


def _is_source_of_statement(at: Location) -> bool:
    return len(at) == 3 and at[0] in ("figures", "facts", "trends") and at[2] == "source"


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


def collect(models: Iterable[BaseModel]) -> Knowledge:
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
            case _:
                raise TypeError(f"not a knowledge document: {type(model).__name__}")
    return Knowledge(
        tuple(sorted(sources, key=lambda source: source.id)),
        tuple(sorted(roles, key=lambda role: role.id)),
        vocabulary,
    )
