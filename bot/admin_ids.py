"""Who is told what only an admin can mend: those whom the settings name, else the workspace's admins."""

import logging
import time
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any, cast

from slack_sdk import WebClient

from bot.unreachable import in_words

log = logging.getLogger(__name__)

REMEMBERED_SECONDS = 3_600
PER_PAGE = 200
MOST_PAGES = 50
"""A workspace of ten thousand is read through for its admins, once an hour at the most."""


class AdminIds:
    """The user ids of the admins; `named` are ids of members and of user groups."""

    def __init__(
        self, client: WebClient, named: frozenset[str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._client: Any = client
        self._named = named
        self._clock = clock
        self._lock = Lock()
        self._known: tuple[float, tuple[str, ...]] | None = None

    def __call__(self) -> tuple[str, ...]:
        """Everybody, in no special order; empty where Slack does not say."""
        with self._lock:
            if self._known is None or self._clock() - self._known[0] > REMEMBERED_SECONDS:
                try:
                    self._known = (self._clock(), tuple(dict.fromkeys(self._ask())))
                except Exception as error:  # noqa: BLE001 — every way in which a network fails
                    log.warning("nobody knows who the admins are: %s", in_words(error))
                    return ()
            return self._known[1]

    def _ask(self) -> Iterator[str]:
        for id in sorted(self._named):
            if id.startswith("S"):
                found = self._client.usergroups_users_list(usergroup=id)
                yield from cast("list[str]", found["users"])
            else:
                yield id
        if not self._named:
            yield from self._workspace_admins()

    def _workspace_admins(self) -> Iterator[str]:
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            page = self._client.users_list(limit=PER_PAGE, cursor=cursor)
            for member in cast("list[dict[str, Any]]", page["members"]):
                rights = member.get("is_admin") or member.get("is_owner")
                if rights and not member.get("deleted") and not member.get("is_bot"):
                    yield str(member["id"])
            metadata = cast("dict[str, str]", page.get("response_metadata") or {})
            cursor = metadata.get("next_cursor")
            if not cursor:
                return
