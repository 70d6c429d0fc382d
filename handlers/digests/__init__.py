"""The weekly digest in Slack: its command, its buttons and form, what happens to its channels."""

from slack_bolt import App

from handlers.deps import Deps
from handlers.digests import clicks, command, events, form
from handlers.digests.desk import DigestDesk
from handlers.replies import Replies


def register(app: App, deps: Deps, replies: Replies) -> None:
    """Listen to everything that concerns digests."""
    desk = DigestDesk(deps, replies)
    command.register(app, deps, desk)
    clicks.register(app, deps, desk)
    form.register(app, deps, desk)
    events.register(app, deps)
