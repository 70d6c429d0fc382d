"""Everything that Slack sends about the keeping of the knowledge.

Not in the package's `__init__`: `handlers.deps` draws on `handlers.curation.deps`.
"""

from slack_bolt import App

from handlers.curation import clicks, command
from handlers.curation.edits import Edits
from handlers.curation.menus import EditMenus
from handlers.curation.ownership import Ownership
from handlers.curation.reporting import Reporting
from handlers.curation.room import curation_room
from handlers.deps import Deps
from handlers.replies import Replies


def register(app: App, deps: Deps, replies: Replies) -> None:
    """Listen to all of it."""
    room = curation_room(deps, replies)
    command.register(app, deps, room.scene, room.desk)
    clicks.register(app, deps, room)
    room.uploads.register(app)
    Edits(deps, room.scene, room.rights, room.drafts).register(app)
    EditMenus(deps, room.scene).register(app)
    Ownership(deps, room.scene, room.rights).register(app)
    Reporting(deps, replies, room.scene, room.rights).register(app)
