"""A world without Slack: for questions that are answered in this process alone."""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any, NoReturn, cast

from handlers.admins import Admins
from handlers.deps import CurrentLibrary, Deps, FollowedRole, Today


def offline_deps(library: CurrentLibrary, today: Today = date.today) -> Deps:
    """Everything that a command's answer needs; what comes after it has nowhere to go."""
    nowhere = cast("Any", _NoWorkspace())
    return Deps(
        library=library,
        served=nowhere,
        today=today,
        background=_nowhere,
        respond=_refuse,
        follows=_Nobody(),
        once=_Nobody(),
        digests=nowhere,
        now=lambda: datetime.now(UTC),
        curation=nowhere,
        reports=nowhere,
        files=nowhere,
        tell=nowhere,
        admins=Admins(frozenset()),
    )


def _nowhere(
    work: Callable[[], object], apologize: Callable[[str], object], within: float | None = None
) -> None:
    """No modal can be opened and no message posted: the answer itself is all."""


def _refuse(response_url: str, payload: Mapping[str, Any]) -> None:
    raise ConnectionError("there is no Slack to answer to")


class _Nobody:
    """Nobody follows anything here, and nothing is delivered twice."""

    def follow(self, team: str, user: str, role: str, seen: int) -> None: ...

    def unfollow(self, team: str, user: str, role: str) -> None: ...

    def of(self, team: str, user: str) -> tuple[FollowedRole, ...]:
        return ()

    def mark_seen(self, team: str, user: str, roles: Collection[str], seen: int) -> None: ...

    def first(self, key: str, *, harmless: bool = False) -> bool:
        return True


class _NoWorkspace:
    """What lives in a workspace and its database: nothing of it can be done here."""

    def __call__(self, *_: object) -> NoReturn:
        raise ConnectionError("there is no Slack workspace here")

    def __getattr__(self, name: str) -> NoReturn:
        raise ConnectionError("there is no Slack workspace here")
