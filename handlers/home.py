"""App Home: search, the directory, roles that I follow and what changed of them, a short guide."""

from typing import Any, cast

from slack_bolt import Ack, App

from handlers.asker import Asker
from handlers.busy import TRIGGER_SECONDS
from handlers.deps import Deps, FollowedRole, SlackClient
from handlers.digests.desk import DigestDesk
from handlers.incomplete import NO_WORKSPACE, required
from handlers.payloads import Click, EventEnvelope, Payload
from handlers.replies import Asked, Replies
from handlers.showing import Stage
from handlers.views.guide import digest_help_parts, knowledge_help_parts
from handlers.views.home import SEARCH, Followed, home_view, home_without_notes
from handlers.views.modal import answer_view
from knowledge.changes import role_changes, role_state
from knowledge.conversation import understand
from knowledge.library import Library


class HomeOpened(Payload):
    """An `app_home_opened` event; the app's tab of messages is opened in the same way."""

    user: str = ""
    tab: str = "home"


class HomeEnvelope(EventEnvelope):
    """The event, and what it comes in."""

    event: HomeOpened = HomeOpened()


def register(app: App, deps: Deps, replies: Replies) -> None:
    """Listen to the Home tab being opened and searched."""
    listener = HomeListener(deps, replies)
    untyped = cast("Any", app)
    untyped.event("app_home_opened")(listener.opened)
    untyped.action(SEARCH)(listener.search)


class HomeListener:
    """Publishes the Home tab and answers its search."""

    def __init__(self, deps: Deps, replies: Replies) -> None:
        self._deps = deps
        self._replies = replies
        self._stage = Stage(deps, replies)
        self._desk = DigestDesk(deps, replies)

    def opened(self, body: dict[str, Any], client: SlackClient) -> None:
        """Publish the tab for whoever opened it."""
        envelope = HomeEnvelope.model_validate(body)
        team, user = envelope.team_id, envelope.event.user
        if envelope.event.tab != "home" or not user:
            return
        self._deps.background(
            lambda: self._publish(client, team, user),
            lambda text: self._publish_without_notes(client, user, text),
        )

    def search(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Answer what is typed into the search field, in a modal."""
        ack()
        click = Click.model_validate(body)
        required(click.trigger_id)
        said = understand(self._deps.library(), click.element.value)

        def work() -> None:
            if not self._deps.once.first(click.key, harmless=True):
                return
            if said.command == "digest":
                # A search asks and changes nothing; below, the tab has the digests themselves.
                view = answer_view(digest_help_parts(self._desk.context("")))
                client.views_open(trigger_id=click.trigger_id, view=view)
            elif said.command == "knowledge":
                view = answer_view(
                    knowledge_help_parts(self._replies.context(self._deps.library()))
                )
                client.views_open(trigger_id=click.trigger_id, view=view)
            else:
                self._stage.show(click, client, Asked(said.command or "role", said.text))

        self._deps.background(
            work, lambda text: self._stage.say(click, client, text), TRIGGER_SECONDS
        )

    def _publish(self, client: SlackClient, team: str, user: str) -> None:
        if not team:
            self._publish_without_notes(client, user, NO_WORKSPACE)
            return
        library = self._deps.library()
        followed = [
            self._look(library, one)
            for one in self._deps.follows.of(team, user)
            if one.role_id in library.roles
        ]
        is_admin = self._desk.admins.include(client, user)
        view = home_view(
            self._replies.context(library),
            tuple(followed),
            self._desk.listed(client, Asker(team, user, ""), is_admin=is_admin),
            self._deps.now(),
            is_admin=is_admin,
        )
        client.views_publish(user_id=user, view=view)
        for one in followed:
            if one.changes:
                seen = role_state(library, one.role.id)
                self._deps.follows.mark_seen(team, user, one.role.id, seen)

    def _publish_without_notes(self, client: SlackClient, user: str, why: str) -> None:
        """What is known without asking anybody, where the rest of the tab cannot be had."""
        view = home_without_notes(self._replies.context(self._deps.library()), why)
        client.views_publish(user_id=user, view=view)

    def _look(self, library: Library, one: FollowedRole) -> Followed:
        changes = role_changes(one.seen, role_state(library, one.role_id))
        return Followed(library.roles[one.role_id], changes)
