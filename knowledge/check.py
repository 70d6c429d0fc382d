"""From plain documents to checked knowledge: every problem of every file in one go."""

from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel, ValidationError

from knowledge.crosscheck import Knowledge, cross_check
from knowledge.explain import model_problems
from knowledge.files import Document, Problem
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
            folders = ", ".join(f"{folder}/" for folder in FOLDERS)
            problems.append(document.problem((), f"must lie directly in one of {folders}"))
            continue
        try:
            typed.append((document, type_document(document, model)))
        except ValidationError as error:
            problems.extend(model_problems(document, model, error))
    knowledge = collect(model for _, model in typed)
    broken = {problem.path for problem in problems if problem.severity == "error"}
    problems.extend(cross_check(knowledge, typed, broken))
    return knowledge, sorted(set(problems))


def type_document(document: Document, model: type[BaseModel] | None = None) -> BaseModel:
    """The typed form of one document; its id is the file's name.

    Raises pydantic's `ValidationError` where the document does not fit its model.
    """
    model = model or FOLDERS[document.folder]
    return model.model_validate({"id": document.id, **document.content})


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
