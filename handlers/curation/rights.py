"""Who may change what; and what a button or a form is about: a document and one thing in it."""

from collections.abc import Iterable

from pydantic import BaseModel

from handlers.deps import Deps
from handlers.payloads import View
from handlers.placing import Parts
from handlers.turn import Turn
from handlers.views.curation.drafts import refused_parts
from knowledge.files import is_table
from knowledge.library import Library
from knowledge.model import Figure, Role, Source


def is_admin(turn: Turn, deps: Deps) -> bool:
    """Whether the person may do everything; asks Slack, so it belongs after the acknowledgement."""
    return deps.admins.include(turn.client, turn.user)


def may_keep(turn: Turn, deps: Deps, paths: Iterable[str]) -> bool:
    """Whether the person is an admin, or the owner of all these documents."""
    library = deps.library()
    owners = {owner_of(library, path) for path in paths}
    return owners == {turn.user} or is_admin(turn, deps)


def refused(deps: Deps, owner: str | None = None) -> Parts:
    """What others are told, with who may."""
    return refused_parts(deps.admins.people, owner)


def document(library: Library, path: str) -> Role | Source | None:
    """The role or the source that a document holds or has its table in; None for a vocabulary, or for none."""
    folder, _, name = path.partition("/")
    id = name.removesuffix(".csv" if is_table(path) else ".yaml")
    match folder:
        case "roles":
            return library.roles.get(id)
        case "sources":
            return library.sources.get(id)
        case _:
            return None


def owner_of(library: Library, path: str) -> str | None:
    """Who keeps a document; None for nobody."""
    found = document(library, path)
    return found.owner if found else None


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
