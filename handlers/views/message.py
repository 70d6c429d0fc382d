"""A message: Block Kit, and the plain text of the same content."""

from collections.abc import Iterator, Mapping, Sequence
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


def message_of_view(blocks: Sequence[dict[str, Any]]) -> Message:
    """What a view of ours shows, as a message: its texts are escaped and short enough already."""
    text = "\n".join(text for block in blocks for text in _texts(block))
    return Message(text, tuple(blocks))


def _texts(block: Mapping[str, Any]) -> Iterator[str]:
    match block:
        case {"type": "header" | "section", "text": {"text": str(text)}}:
            yield text
        case {"type": "context", "elements": [*elements]}:
            yield from (str(one.get("text", "")) for one in elements)
        case _:
            return


def build_message(parts: Sequence[Part], surface: Surface) -> Message:
    """The message for some parts, shortened where Slack would refuse it."""
    return Message(plain_text(parts), tuple(build_blocks(parts, surface)))
