"""A message: Block Kit, and the plain text of the same content."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handlers.views.blocks import Surface, build_blocks
from handlers.views.parts import Part
from handlers.views.text import plain_text


@dataclass(frozen=True, slots=True)
class Message:
    """A message for Slack: `text` says everything that `blocks` say, for those who hear it."""

    text: str
    blocks: tuple[dict[str, Any], ...]

    def payload(self) -> dict[str, Any]:
        """What Slack receives as a private answer."""
        return {
            "response_type": "ephemeral",
            "text": self.text,
            "blocks": list(self.blocks),
        }


def build_message(parts: Sequence[Part], surface: Surface) -> Message:
    """The message for some parts, shortened where Slack would refuse it."""
    return Message(plain_text(parts), tuple(build_blocks(parts, surface)))
