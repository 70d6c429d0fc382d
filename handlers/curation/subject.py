"""What a button or a form is about: a role or a source, and the one thing of it."""

from pydantic import BaseModel

from handlers.payloads import View
from knowledge.library import Library
from knowledge.model import Figure, Role, Source


class Subject(BaseModel):
    """A role or a source, and the one thing of it (`target`) once that is chosen."""

    kind: str = "role"
    id: str = ""
    target: str = ""

    @classmethod
    def of(cls, view: View) -> "Subject":
        """What a view is about, as its metadata says."""
        return cls.model_validate_json(view.private_metadata or "{}")

    @classmethod
    def read(cls, value: str) -> "Subject":
        """What a button is about, of its value: `source:ml-engineer-jobs`."""
        kind, _, id = value.partition(":")
        return cls(kind=kind or "role", id=id)

    @property
    def value(self) -> str:
        """What a button about it has for its value."""
        return f"{self.kind}:{self.id}"

    @property
    def path(self) -> str:
        """The document's."""
        return f"{self.kind}s/{self.id}.yaml"


def figure_of(library: Library, id: str) -> Figure | None:
    """A figure by its id; None where there is none such."""
    source = library.sources.get(id.partition(":")[0])
    return next((one for one in source.figures if one.id == id), None) if source else None


def thing_of(library: Library, subject: Subject) -> Role | Source | None:
    """The role or the source that a form is about."""
    known = library.roles if subject.kind == "role" else library.sources
    return known.get(subject.id)
