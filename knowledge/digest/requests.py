"""What can be asked of `/digest`, and how a line is read."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Literal

from knowledge.digest.subscription import DigestPart
from knowledge.query import Reading


@dataclass(frozen=True, slots=True)
class SubscribeRequest:
    """Subscribe, or change what is subscribed: what is None or empty was not said, and stays.

    `zones` holds the IANA zones that a name of several may mean: one where it is clear.
    `for_me`: it is to come to the person who asks, in their direct messages. `guessed`: a day, an
    hour or a zone was read out of a word that is none.
    """

    weekday: int | None = None
    at: time | None = None
    zones: tuple[str, ...] = ()
    zone_typed: str = ""
    roles: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    parts: tuple[DigestPart, ...] = ()
    quiet: bool | None = None
    for_me: bool = False
    guessed: bool = False
    reading: Reading = field(default_factory=Reading)

    @property
    def left_out(self) -> bool:
        """Whether something was said of which nothing came."""
        return bool(self.reading.unknown or self.reading.unused)


@dataclass(frozen=True, slots=True)
class PauseRequest:
    """Pause for a while; None: until it is resumed."""

    span: timedelta | None = None
    reading: Reading = field(default_factory=Reading)


SimpleVerb = Literal[
    "show", "unsubscribe", "resume", "list", "preview", "send now", "history", "help"
]


@dataclass(frozen=True, slots=True)
class SimpleRequest:
    """Something that needs nothing more than its verb."""

    verb: SimpleVerb
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class UnclearRequest:
    """No verb was understood; `suggestion` is a line that was probably meant."""

    typed: str
    suggestion: str | None = None


DigestRequest = SubscribeRequest | PauseRequest | SimpleRequest | UnclearRequest
