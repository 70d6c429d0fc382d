"""Everything that Slack sends about digests.

Not in the package's `__init__`: `handlers.deps` draws on `handlers.digests.deps`.
"""

from slack_bolt import App

from handlers.deps import Deps
from handlers.desk_command import DeskCommand
from handlers.digests import clicks, events, form
from handlers.digests.desk import DigestDesk
from handlers.replies import Replies


def register(app: App, deps: Deps, replies: Replies) -> None:
    """Listen to all of it."""
    desk = DigestDesk(deps, replies)
    DeskCommand(deps, desk.at_once, desk.answer).register(app, "digest")
    clicks.register(app, deps, desk)
    form.register(app, deps, desk)
    events.register(app, deps)
