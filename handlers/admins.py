"""Who may change what others set up: the workspace's admins, and those whom the settings name."""

import logging
import time
from threading import Lock
from typing import Any

from slack_sdk.errors import SlackApiError

from handlers.deps import SlackClient
from handlers.slack_errors import short

log = logging.getLogger(__name__)

REMEMBERED_SECONDS = 300
"""How long a user group's members are taken as they were."""


class Admins:
    """Rolecall's admins; `named` are ids of members (`U…`) and of user groups (`S…`)."""

    def __init__(self, named: frozenset[str]) -> None:
        self._people = frozenset(id for id in named if not id.startswith("S"))
        self._groups = named - self._people
        self._members: dict[str, tuple[float, frozenset[str]]] = {}
        self._lock = Lock()

    @property
    def people(self) -> tuple[str, ...]:
        """The members whom the settings name, by their ids."""
        return tuple(sorted(self._people))

    def known(self, client: SlackClient) -> tuple[str, ...]:
        """Everybody whom the settings name, the members of user groups among them.

        The workspace's own admins are not listed: nobody asked for all its members.
        """
        members = [self._in_group(client, group) for group in self._groups]
        return tuple(sorted(self._people.union(*members)))

    def include(self, client: SlackClient, user: str) -> bool:
        """Whether somebody is one of them; asks Slack, so it belongs after the acknowledgement."""
        return (
            user in self._people
            or any(user in self._in_group(client, group) for group in self._groups)
            or _administers_workspace(client, user)
        )

    def _in_group(self, client: SlackClient, group: str) -> frozenset[str]:
        with self._lock:
            asked_at, members = self._members.get(group, (-REMEMBERED_SECONDS, frozenset[str]()))
        if time.monotonic() - asked_at < REMEMBERED_SECONDS:
            return members
        try:
            found: dict[str, Any] = client.usergroups_users_list(usergroup=group).data
        except SlackApiError as error:
            log.warning("usergroups.users.list failed: %s", short(error))
            return frozenset()
        members = frozenset[str](found.get("users", ()))
        with self._lock:
            self._members[group] = time.monotonic(), members
        return members


def _administers_workspace(client: SlackClient, user: str) -> bool:
    """Whether somebody administers the workspace; nobody does where Slack does not say."""
    try:
        found: dict[str, Any] = client.users_info(user=user).data
    except SlackApiError as error:
        log.warning("users.info failed: %s", short(error))
        return False
    person: dict[str, Any] = found.get("user", {})
    return bool(person.get("is_admin") or person.get("is_owner"))
