"""Who is an admin: of this workspace, as Slack says; of Rolecall, as the settings say."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from math import inf
from typing import Any, Protocol, cast

from slack_sdk.errors import SlackApiError, SlackClientError

from handlers.errors import error_code

log = logging.getLogger(__name__)

GROUP_SECONDS = 300
"""How long a user group's members are taken as they were."""

TOLD_SECONDS = 3_600
"""How long those who are told things are: a workspace of ten thousand may be read through for them."""

PER_PAGE = 200
MOST_PAGES = 50

NO_FULL_MEMBER = ("deleted", "is_bot", "is_stranger", "is_restricted", "is_ultra_restricted")
"""Slack's marks of those who administer nothing, whatever else it says of them."""

HAS_LEFT = ("deleted", "is_bot")
"""Slack's marks of those who read no message."""

RIGHTS = ("is_admin", "is_owner", "is_primary_owner")

User = Mapping[str, Any]
"""Slack's user object, as `users.info` and `users.list` give it."""


class Directory(Protocol):
    """The Web API methods that say who somebody is; slack_sdk's client has them."""

    def auth_test(self) -> Any:
        """To which workspace the token belongs (no scope)."""
        ...

    def users_info(self, *, user: str) -> Any:
        """Who somebody is (scope `users:read`)."""
        ...

    def users_list(self, *, limit: int, cursor: str | None) -> Any:
        """Everybody in the workspace, a page at a time (scope `users:read`)."""
        ...

    def usergroups_users_list(self, *, usergroup: str) -> Any:
        """Who is in a user group (scope `usergroups:read`)."""
        ...


class Admins:
    """Rolecall's admins; `named` are ids of members (`U…`, `W…`) and of user groups (`S…`).

    Whom the settings name by their own id is one, wherever they are from. A user group is changed in
    Slack, by others: of its members those are admins who are full members of this workspace.
    """

    def __init__(self, named: frozenset[str], clock: Callable[[], float] = time.monotonic) -> None:
        self._people = frozenset(id for id in named if not id.startswith("S"))
        self._groups = named - self._people
        self._clock = clock
        self._known: dict[str, tuple[float, tuple[str, ...]]] = {}

    @property
    def people(self) -> tuple[str, ...]:
        """The members whom the settings name, by their ids."""
        return tuple(sorted(self._people))

    def include(self, client: Directory, user: str) -> bool:
        """Whether somebody is one of them, for which Slack is asked each time; not where it refuses.

        Belongs after the acknowledgement. Raises where something else than Slack answers.
        """
        if user in self._people:
            return True
        try:
            person = _user(client, user)
            ids = _ids(person) | {user}
            if ids & self._people:
                return True
            if not is_full_member(person, self.workspace(client)):
                return False
        except SlackApiError as error:
            _take_refusal("who someone is", error)
            return False
        return administers(person) or any(self._are_in(client, g, ids) for g in self._groups)

    def told(self, client: Directory) -> tuple[str, ...]:
        """Who is told what only an admin can do something about; empty where Slack does not say.

        Those whom the settings name, as long as they are there; else the workspace's own admins.
        """
        try:
            return self._once_in(TOLD_SECONDS, "told", lambda: self._to_tell(client))
        except Exception as error:  # noqa: BLE001 — every way in which a network fails
            log.warning("unknown who the admins are: %s", type(error).__name__)
            return ()

    def has_full_member(self, client: Directory, user: str) -> bool:
        """Whether somebody is a full member of the bot's workspace. Raises where Slack refuses."""
        return is_full_member(_user(client, user), self.workspace(client))

    def _to_tell(self, client: Directory) -> tuple[str, ...]:
        there = [id for id in self.people if not _has_left(client, id)]
        for group in sorted(self._groups):
            members = self._members(client, group)
            there += [id for id in members if self.has_full_member(client, id)]
        return tuple(dict.fromkeys(there)) or _listed(client, self.workspace(client))

    def _are_in(self, client: Directory, group: str, ids: frozenset[str]) -> bool:
        try:
            return not ids.isdisjoint(self._members(client, group))
        except SlackApiError as error:
            _take_refusal("who is in a user group", error)
            return False

    def _members(self, client: Directory, group: str) -> tuple[str, ...]:
        def ask() -> tuple[str, ...]:
            return tuple(client.usergroups_users_list(usergroup=group)["users"])

        return self._once_in(GROUP_SECONDS, group, ask)

    def workspace(self, client: Directory) -> str:
        """The workspace of the bot's token, for which Slack is asked once.

        (A payload's may be that of whoever clicked.)
        """
        (id,) = self._once_in(inf, "workspace", lambda: (str(client.auth_test()["team_id"]),))
        return id

    def _once_in(
        self, seconds: float, question: str, ask: Callable[[], tuple[str, ...]]
    ) -> tuple[str, ...]:
        """Slack's answer to a question, for so long taken as it was; a refusal is not remembered.

        (Threads that ask at once may each ask Slack: any of the answers is as good.)
        """
        known = self._known.get(question)
        if known is None or self._clock() - known[0] >= seconds:
            known = self._clock(), ask()
            self._known[question] = known
        return known[1]


def is_full_member(person: User, workspace: str) -> bool:
    """Whether somebody belongs to a workspace, and as more than a guest.

    (Slack: of those with whom a channel is shared `is_stranger` is false. On Enterprise Grid
    `team_id` is any of a person's workspaces, or missing; `enterprise_user.teams` are all of them.)
    """
    teams = _enterprise(person).get("teams") or (person.get("team_id"),)
    return workspace in teams and not any(person.get(mark) for mark in NO_FULL_MEMBER)


def administers(person: User) -> bool:
    """Whether somebody administers their workspace, or the organization that it belongs to."""
    return any(
        whose.get(right) is True for whose in (person, _enterprise(person)) for right in RIGHTS
    )


def _enterprise(person: User) -> User:
    found = person.get("enterprise_user")
    return cast("User", found) if isinstance(found, Mapping) else {}


def _ids(person: User) -> frozenset[str]:
    """A person's ids. (Slack: on Enterprise Grid they may have two, and each stands for them.)"""
    return frozenset(str(whose["id"]) for whose in (person, _enterprise(person)) if whose.get("id"))


def _user(client: Directory, user: str) -> User:
    return cast("User", client.users_info(user=user)["user"])


def _has_left(client: Directory, user: str) -> bool:
    """Whether it is known that somebody reads no message any more."""
    try:
        person = _user(client, user)
    except SlackApiError as error:
        return error_code(error) == "user_not_found"
    except (SlackClientError, OSError):
        return False
    return any(person.get(mark) for mark in HAS_LEFT)


def _listed(client: Directory, workspace: str) -> tuple[str, ...]:
    """The workspace's admins."""
    return tuple(
        str(person["id"])
        for person in _everybody(client)
        if is_full_member(person, workspace) and administers(person)
    )


def _everybody(client: Directory) -> Iterator[User]:
    cursor: str | None = None
    for _ in range(MOST_PAGES):
        page: Mapping[str, Any] = client.users_list(limit=PER_PAGE, cursor=cursor).data
        yield from page["members"]
        more: Mapping[str, Any] = page.get("response_metadata") or {}
        cursor = more.get("next_cursor")
        if not cursor:
            return


def _take_refusal(what: str, error: SlackApiError) -> None:
    """Log that Slack does not say something; raise the error where no Slack has answered."""
    code = error_code(error)
    if code is None:
        raise error
    log.warning("Slack doesn't say %s: %s", what, code)
