"""What a handler answers a turn with; `handlers.placing` shows it where it belongs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from handlers.replies import Asked
from handlers.views.message import Message
from handlers.views.parts import Part

Parts = Sequence[Part]


@dataclass(frozen=True, slots=True)
class Question:
    """The answer to a question, out of the knowledge; `following` as the reader is known to."""

    asked: Asked
    following: frozenset[str] = frozenset()


Shown = Question | Message | Parts
"""What can be shown as a message or in a modal."""


@dataclass(frozen=True, slots=True)
class NextTo:
    """Shown next to the message that was clicked in, which stays."""

    shown: Shown


@dataclass(frozen=True, slots=True)
class Shared:
    """Posted for everyone in the channel, with who shared it."""

    asked: Asked


@dataclass(frozen=True, slots=True)
class Form:
    """A modal to fill in: it opens, over the modal that was clicked in, or takes the form's place.

    `shown` is what a command is answered with behind it.
    """

    view: dict[str, Any]
    shown: Question | None = None


@dataclass(frozen=True, slots=True)
class HomeTab:
    """The Home tab; `published` is done once the person can see it."""

    view: dict[str, Any]
    published: Callable[[], object] = lambda: None


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """What is wrong with a form, at each of its fields."""

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Options:
    """What a menu offers: value and name of each."""

    options: Sequence[tuple[str, str]]


Worked = TypeVar("Worked", covariant=True)

Result = Shown | NextTo | Shared | Form | HomeTab | None
"""What is shown after the acknowledgement; None where there is nothing to show."""


@dataclass(frozen=True, slots=True)
class Later(Generic[Worked]):
    """Work after the acknowledgement; until then a form shows `waiting`, or closes where that is empty."""

    work: Callable[[], Worked]
    waiting: str = ""


Outcome = Result | FieldErrors | Options | Later[Result]
"""What a handler may come to: the last three only in an acknowledgement."""


def finished(outcome: Outcome) -> Result:
    """What an outcome comes to once its work is done; it belongs after the acknowledgement."""
    match outcome:
        case Later(work):
            return work()
        case FieldErrors() | Options():
            raise TypeError(
                "only an acknowledgement says what is wrong with fields, or offers options"
            )
        case _:
            return outcome
