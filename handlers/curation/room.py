"""Everything that answers for the knowledge, made once for each place that it is asked from."""

from dataclasses import dataclass

from handlers.curation.desk import KnowledgeDesk
from handlers.curation.drafts import Drafts
from handlers.curation.rights import Rights
from handlers.curation.scene import Scene
from handlers.curation.uploads import Uploads
from handlers.deps import Deps
from handlers.replies import Replies


@dataclass(frozen=True, slots=True)
class CurationRoom:
    """Who may, where it is shown, what becomes of changes, and what is answered."""

    scene: Scene
    rights: Rights
    drafts: Drafts
    desk: KnowledgeDesk
    uploads: Uploads


def curation_room(deps: Deps, replies: Replies) -> CurationRoom:
    """The room of an app."""
    scene, rights = Scene(deps, replies), Rights(deps)
    drafts = Drafts(deps, rights)
    desk = KnowledgeDesk(deps, scene, rights, drafts)
    return CurationRoom(scene, rights, drafts, desk, Uploads(deps, scene, rights, drafts))
