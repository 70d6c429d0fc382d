"""App Home: search, the directory, roles that I follow and what changed of them, a short guide."""

import logging
from typing import Any, cast

from slack_bolt import Ack, App
from slack_sdk.errors import SlackApiError

from handlers.deps import Deps, FollowedRole, SlackClient
from handlers.payloads import Click
from handlers.replies import Asked, Replies
from handlers.showing import Stage
from handlers.views.home import SEARCH, Followed, home_view
from knowledge.changes import role_changes, role_state
from knowledge.conversation import understand
from knowledge.library import Library

log = logging.getLogger(__name__)


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

    def opened(self, body: dict[str, Any], event: dict[str, Any], client: SlackClient) -> None:
        """Publish the tab for whoever opened it."""
        if event.get("tab", "home") != "home":
            return
        team, user = str(body.get("team_id", "")), str(event["user"])
        self._deps.background(lambda: self._publish(client, team, user), _unheard)

    def search(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Answer what is typed into the search field, in a modal."""
        ack()
        click = Click.model_validate(body)
        typed = (click.element.value or "").strip()
        if not typed:
            return
        said = understand(self._deps.library(), typed)
        question = Asked(said.command or "role", said.text)

        def work() -> None:
            if self._deps.once.first(click.key):
                self._stage.show(click, client, question)

        self._deps.background(work, _unheard)

    def _publish(self, client: SlackClient, team: str, user: str) -> None:
        library = self._deps.library()
        followed = [
            self._look(library, one)
            for one in self._deps.follows.of(team, user)
            if one.role_id in library.roles
        ]
        view = home_view(
            self._replies.context(library), tuple(followed), is_admin=_is_admin(client, user)
        )
        client.views_publish(user_id=user, view=view)
        for one in followed:
            if one.changes:
                seen = role_state(library, one.role.id)
                self._deps.follows.mark_seen(team, user, one.role.id, seen)

    def _look(self, library: Library, one: FollowedRole) -> Followed:
        changes = role_changes(one.seen, role_state(library, one.role_id))
        return Followed(library.roles[one.role_id], changes)


def _is_admin(client: SlackClient, user: str) -> bool:
    """Whether somebody administers the workspace; nobody does where Slack does not say."""
    try:
        found: dict[str, Any] = client.users_info(user=user).data
    except SlackApiError as error:
        log.warning("users.info refused: %s", cast("Any", error.response).get("error"))
        return False
    person: dict[str, Any] = found.get("user", {})
    return bool(person.get("is_admin") or person.get("is_owner"))


def _unheard(text: str) -> None:
    # The Home tab has no place for a private message; the failure stands in the log.
    log.warning("a failure on the Home tab could not be told: %s", text)
