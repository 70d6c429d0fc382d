"""Views of what there is: a conversation's digest, those of a workspace, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.views.buttons import ask_digest, digest_form
from handlers.views.digest.words import (
    WHAT_IT_IS,
    change_actions,
    moment_of,
    run_line,
    schedule_words,
    when_parts,
    where,
    why_line,
)
from handlers.views.parts import (
    Actions,
    Bold,
    Bullets,
    Heading,
    Line,
    Note,
    Paragraph,
    Part,
    Person,
)
from handlers.views.words import ViewContext, count
from knowledge.digest.subscription import Outcome, PastDigest, Subscription

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
        ask_digest("Preview", "preview", context, number=1),
    )
    return (
        Heading("You have no weekly digest yet" if personal else "No weekly digest here yet"),
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
    preview = Actions("digest", (ask_digest("Preview", "preview", context, number=1),))
    return (
        Heading("Your weekly digest" if subscription.is_personal else "Weekly digest"),
        *when_parts(subscription, now, context),
        Note(("Set up by ", Person(subscription.subscriber))),
        *_past_parts(subscription, past, "Recent digests", is_admin=is_admin),
        change_actions(subscription, now, context) if may_change else preview,
    )


def history_parts(
    subscription: Subscription, past: Sequence[PastDigest], *, is_admin: bool
) -> tuple[Part, ...]:
    """What became of the last weeks."""
    heading = Heading("Recent digests")
    if not past:
        return (heading, Paragraph(("None have been due yet.",)))
    return (heading, *_past_parts(subscription, past, None, is_admin=is_admin))


def list_parts(digests: DigestList, now: datetime, *, is_admin: bool) -> tuple[Part, ...]:
    """Every subscription that someone may see."""
    parts = (
        Heading("Weekly digests in this workspace" if is_admin else "Your weekly digests"),
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
        *where(subscription), "  ", Bold(schedule_words(subscription.schedule)), " · ",
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
