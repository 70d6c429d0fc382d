"""What came of something a person did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.dispatch import Reply
from bot.playground.records import Json, Message, View


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the person sees at once, and the app's answer.

    `error` is what the person is told where it failed; `status` and `body` are the app's answer, 0
    and "" where nothing was sent or nothing came back. `messages` and `views` came or changed
    while the app answered, as far as this person sees them.
    """

    ok: bool = True
    error: str = ""
    status: int = 0
    body: Any = ""
    messages: tuple[Message, ...] = ()
    views: tuple[View, ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict[str, str])
    options: tuple[Json, ...] = ()

    @property
    def message(self) -> Message:
        """The only message that came of it.

        Raises ValueError where there is none, or more than one.
        """
        (message,) = self.messages
        return message

    @property
    def view(self) -> View:
        """The last state of the only view that came of it.

        Raises ValueError where there is none, or more than one.
        """
        last = {view.id: view for view in self.views}
        (view,) = last.values()
        return view


def failed(error: str, reply: Reply | None = None, **more: Any) -> Outcome:
    """An outcome that the person is told about."""
    status, body = (reply.status, reply.body) if reply else (0, "")
    return Outcome(ok=False, error=error, status=status, body=body, **more)
