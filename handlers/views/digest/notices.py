"""What people are told, in a direct message, when a digest cannot reach its channel."""

from collections.abc import Mapping
from typing import Any

from handlers.views.blocks import MESSAGE
from handlers.views.digest.words import why_line
from handlers.views.message import Message, build_message
from handlers.views.parts import Channel, Line, Paragraph, Person


def gone_message(channel: str, code: str) -> Message:
    """To a subscriber: the channel cannot be posted to, and the digest pauses."""
    what: Line = ("The weekly digest in ", Channel(channel), " is paused. ", *why_line(code))
    return build_message([Paragraph((*what, " Nothing is lost."))], MESSAGE)


def unknown_message(channel: str) -> Message:
    """To an admin: whether a digest arrived cannot be found out."""
    line: Line = (
        "Slack dropped the connection while I was posting the weekly digest in ", Channel(channel),
        ", and I can't read there to see whether it arrived. So that no one gets it twice, I won't ",
        "post it again. The next one comes as planned.",
    )  # fmt: skip
    return build_message([Paragraph(line)], MESSAGE)


def failed_message(channel: str, code: str) -> Message:
    """To an admin: Slack refuses a digest for a reason that time will not mend."""
    line: Line = (
        "Slack refused the weekly digest in ", Channel(channel), f" ({code}), so this week has ",
        "none. The next one comes as planned; what Slack said is in the log.",
    )  # fmt: skip
    return build_message([Paragraph(line)], MESSAGE)


def passed_on_message(person: str, payload: Mapping[str, Any]) -> Message:
    """To an admin: a direct message for someone who cannot get one any more."""
    line: Line = ("This is for ", Person(person), ", who can't be reached here anymore:")
    whom = build_message([Paragraph(line)], MESSAGE)
    (block,) = whom.blocks
    blocks = ({**block, "block_id": "whom"}, *payload["blocks"])
    return Message(f"{whom.text}\n{payload['text']}", blocks)
