"""Views of a subscription: its state, its form, and a digest that cannot reach its channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.views.buttons import ask_digest, digest_form
from handlers.views.digest.words import (
    WHAT_IT_IS,
    change_actions,
    moment_of,
    run_line,
    schedule_line,
    unmute_menus,
    when_parts,
    where,
    why_line,
)
from handlers.views.formatting import MESSAGE, Message, build_message
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Bullets,
    Channel,
    Heading,
    Line,
    Note,
    Paragraph,
    Part,
    Person,
)
from handlers.views.words import ViewContext, count
from knowledge.digest.subscription import (
    Outcome,
    PastDigest,
    SimpleRequest,
    Subscription,
)

MINUTE, HOUR = 60, 3_600

OUTCOMES: dict[Outcome, str] = {
    "waiting": "on its way",
    "sent": "posted",
    "quiet": "skipped: nothing was new",
    "missed": "missed: it couldn't be posted within 48 hours",
    "unknown": "may have been posted: Slack doesn't let me check",
    "failed": "refused by Slack",
    "cancelled": "canceled",
}


@dataclass(frozen=True, slots=True)
class Feedback:
    """What readers thought of a subscription's last digests."""

    useful: int
    not_useful: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A subscription in a list; without feedback for those who are no admins.

    Of an `unseen` one, whose channel the reader cannot be seen in, only that it waits is told.
    """

    subscription: Subscription
    feedback: Feedback | None = None
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class DigestList:
    """The subscriptions that someone may see, as far as they are shown.

    `more` are not shown for want of room, `unseen` because of who may see their channels.
    """

    shown: tuple[Listed, ...]
    more: int = 0
    unseen: int = 0


def no_digest_parts(context: ViewContext, *, personal: bool) -> tuple[Part, ...]:
    """No digest yet: what one is, and how to get it."""
    actions = (
        digest_form("Subscribe…", context, primary=True),
        ask_digest("Preview", SimpleRequest("preview"), context, number=1),
    )
    return (
        Heading("You have no digest yet" if personal else "No digest here yet"),
        Paragraph((WHAT_IT_IS,)),
        Note(("Or type ", context.command("digest", "subscribe monday 9:00"))),
        Actions("digest", actions),
    )


def state_parts(
    subscription: Subscription,
    past: Sequence[PastDigest],
    now: datetime,
    context: ViewContext,
    *,
    may_change: bool,
    is_admin: bool,
) -> tuple[Part, ...]:
    """A conversation's digest: when, with what, by whom, and how the last ones went."""
    preview = ask_digest("Preview", SimpleRequest("preview"), context, number=1)
    looking = Actions("digest", (preview, *unmute_menus(subscription, context)))
    return (
        Heading("Your digest" if subscription.is_personal else "This channel's digest"),
        *when_parts(subscription, now, context),
        Note(("Set up by ", Person(subscription.subscriber))),
        *_past_parts(subscription, past, "Recent digests", is_admin=is_admin),
        change_actions(subscription, now, context) if may_change else looking,
    )


def history_parts(
    subscription: Subscription, past: Sequence[PastDigest], *, is_admin: bool
) -> tuple[Part, ...]:
    """What became of the last weeks."""
    heading = Heading("Recent digests")
    if not past:
        return (heading, Paragraph(("None have been due yet.",)))
    return (heading, *_past_parts(subscription, past, None, is_admin=is_admin))


def ended_history_parts(
    subscription: Subscription, past: Sequence[PastDigest], context: ViewContext, *, is_admin: bool
) -> tuple[Part, ...]:
    """The same of a digest that someone unsubscribed, and how to get it back."""
    back: Line = (
        "This digest was unsubscribed. To get it back: ",
        context.command("digest", "subscribe"),
    )
    return (*history_parts(subscription, past, is_admin=is_admin), Note(back))


def list_parts(digests: DigestList, now: datetime, *, is_admin: bool) -> tuple[Part, ...]:
    """Every subscription that someone may see."""
    parts = (
        Heading("Digests in this workspace" if is_admin else "Your digests"),
        listed_part(digests, now),
    )
    if is_admin:
        return parts
    return (*parts, Note(("The ones you set up, and this channel's. Admins see all.",)))


def listed_part(digests: DigestList, now: datetime) -> Part:
    """A line for each, and how many more there are."""
    lines = [listed_line(one, now) for one in digests.shown]
    if digests.more:
        lines.append((f"… and {digests.more:,} more",))
    if digests.unseen:
        few = digests.unseen == 1
        channel = "its channel" if few else "their channels"
        lines.append((
            f"{count(digests.unseen, 'digest')} {'is' if few else 'are'} not shown: ",
            f"I can't see you in {channel}",
        ))  # fmt: skip
    if not lines:
        return Paragraph(("None yet.",))
    return Bullets(tuple(lines), if_cut="Type /digest in a channel to see its own")


def listed_line(one: Listed, now: datetime) -> Line:
    """Where, when, by whom; for admins what its readers thought."""
    subscription = one.subscription
    if one.unseen:
        return (*where(subscription), "  Not active: ", *why_line(subscription.unreachable or ""))
    by: Line = (" · by ", Person(subscription.subscriber))
    return (
        *where(subscription), "  ", Bold(schedule_line(subscription.schedule)), " · ",
        *run_line(subscription, now),
        *(() if subscription.is_personal else by),
        *((f" · {feedback_words(one.feedback)}",) if one.feedback else ()),
    )  # fmt: skip


def feedback_words(feedback: Feedback) -> str:
    """`3 useful, 1 not useful`."""
    return f"{feedback.useful} useful, {feedback.not_useful} not useful"


def _past_parts(
    subscription: Subscription, past: Sequence[PastDigest], heading: str | None, *, is_admin: bool
) -> tuple[Part, ...]:
    if not past:
        return ()
    lines = tuple(_past_line(subscription, one, is_admin=is_admin) for one in past)
    return (Bullets(lines, heading),)


def _past_line(subscription: Subscription, one: PastDigest, *, is_admin: bool) -> Line:
    late = f", {_lateness(one.late)}" if one.late is not None else ""
    told = f" · {feedback_words(Feedback(one.useful, one.not_useful))}" if is_admin else ""
    return (moment_of(one.slot.at, subscription), f"  {OUTCOMES[one.outcome]}{late}{told}")


def _lateness(seconds: float) -> str:
    if seconds <= -MINUTE:
        return "sent early on request"
    if seconds < MINUTE:
        return "on time"
    if seconds < HOUR:
        return f"{count(int(seconds // MINUTE), 'minute')} late"
    return f"{count(int(seconds // HOUR), 'hour')} late"


def gone_message(channel: str, code: str) -> Message:
    """To a subscriber: the channel cannot be posted to, and the digest pauses."""
    what: Line = ("The digest in ", Channel(channel), " is paused. ", *why_line(code))
    return build_message([Paragraph((*what, " Nothing is lost."))], MESSAGE)


def unknown_message(channel: str) -> Message:
    """To an admin: whether a digest arrived cannot be found out."""
    line: Line = (
        "Slack dropped the connection while I was posting the digest in ", Channel(channel),
        ", and I can't read there to see whether it arrived. So that no one gets it twice, I won't ",
        "post it again. The next one comes as planned.",
    )  # fmt: skip
    return build_message([Paragraph(line)], MESSAGE)


def failed_message(channel: str, code: str) -> Message:
    """To an admin: Slack refuses a digest for a reason that time will not mend."""
    line: Line = (
        "Slack refused the digest in ", Channel(channel), f" ({code}), so this week has ",
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
