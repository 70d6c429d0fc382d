"""Who may change the knowledge: admins all of it, owners what they keep. Asked anew every time."""

from collections.abc import Iterable

from handlers.deps import Deps, SlackClient
from handlers.views.curation.words import refused_parts
from handlers.views.parts import Part
from knowledge.library import Library
from knowledge.model import Role, Source


class Rights:
    """Asks Slack, so it belongs after the acknowledgement."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self.admins = deps.admins

    def is_admin(self, client: SlackClient, user: str) -> bool:
        """Whether somebody may do everything."""
        return self.admins.include(client, user)

    def may_keep(self, client: SlackClient, user: str, paths: Iterable[str]) -> bool:
        """Whether somebody is an admin, or the owner of all these documents."""
        library = self._deps.library()
        owners = {owner_of(library, path) for path in paths}
        return owners == {user} or self.is_admin(client, user)

    def refused(self, owner: str | None = None) -> tuple[Part, ...]:
        """What others are told, with who may."""
        return refused_parts(self.admins.people, owner)


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
