"""Who may change the knowledge: admins all of it, owners what they keep. Asked anew every time."""

from collections.abc import Iterable

from handlers.deps import Deps
from handlers.results import Parts
from handlers.turn import Turn
from handlers.views.curation.words import refused_parts
from knowledge.library import Library
from knowledge.model import Role, Source


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
    """The role or the source that a document holds; None for a vocabulary, or where there is none."""
    folder, _, name = path.partition("/")
    id = name.removesuffix(".yaml")
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
