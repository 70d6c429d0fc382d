"""Views of what was done with a digest, what was refused, and what has to be asked first."""

from collections.abc import Sequence
from datetime import datetime

from handlers.views.buttons import DIGEST_ASK, ask_digest, digest_form, undo_digest
from handlers.views.digest.words import (
    INVITE,
    change_actions,
    focus_changes,
    schedule_change,
    schedule_words,
    short_schedule,
    when_parts,
    where,
    why_line,
)
from handlers.views.formatting import MESSAGE, Message, build_message
from handlers.views.guide import digest_help_parts
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Button,
    Channel,
    Choices,
    Code,
    Heading,
    Line,
    Note,
    Paragraph,
    Part,
    Person,
)
from handlers.views.words import ViewContext
from knowledge.digest.subscription import (
    Focus,
    Schedule,
    SentNow,
    SubscribeRequest,
    Subscription,
    UnclearRequest,
)

UNDO_ROW = "undo"


def subscribed_parts(
    subscription: Subscription,
    before: Subscription | None,
    now: datetime,
    context: ViewContext,
    *,
    zone_assumed: bool = False,
) -> tuple[Part, ...]:
    """Subscribed, or changed: before → after, what holds now, and the way back."""
    if before is None:
        title = "You get a digest" if subscription.is_personal else "The digest is set up"
        said: tuple[Part, ...] = (Heading(title),)
    else:
        said = _changed(before, subscription, context, "Changed")
    parts = [*said, *when_parts(subscription, now, context)]
    if before is not None and not subscription.is_personal:
        parts.append(Note(("Set up by ", Person(subscription.subscriber))))
    if zone_assumed:
        parts.append(
            Note((
                "Slack doesn't say which time zone you're in, so this is UTC. To change it: ",
                context.command("digest", "subscribe in Europe/Berlin"),
            ))
        )  # fmt: skip
    if before is not None and before.version != subscription.version:
        parts.append(Actions(UNDO_ROW, (undo_digest(subscription, context),)))
    return (*parts, change_actions(subscription, now, context))


def announced_message(subscription: Subscription, now: datetime, context: ViewContext) -> Message:
    """To a channel whose digest someone sets up: what comes, since when, and how it is changed."""
    who: Line = (
        Person(subscription.subscriber),
        " set up a digest of roles, pay and trends here.",
    )
    parts = (
        Paragraph(who),
        *when_parts(subscription, now, context),
        Note(("To look at it or change it: ", context.command("digest"))),
    )
    return build_message(parts, MESSAGE)


def _changed(
    before: Subscription, after: Subscription, context: ViewContext, done: str
) -> tuple[Part, ...]:
    when = schedule_change(before.schedule, after.schedule)
    others = focus_changes(before.focus, after.focus, context)
    if when is None and not others:
        return (Heading("This digest is already set up that way"),)
    heading = Heading(done if when is None else f"{done}: {when}")
    return (heading, *(Paragraph((line,)) for line in others))


def undone_parts(
    before: Subscription, subscription: Subscription, now: datetime, context: ViewContext
) -> tuple[Part, ...]:
    """A change was taken back: before → after, and what holds now."""
    return (
        *_changed(before, subscription, context, "Undone"),
        *when_parts(subscription, now, context),
        change_actions(subscription, now, context),
    )


def too_late_parts(
    subscription: Subscription, now: datetime, context: ViewContext
) -> tuple[Part, ...]:
    """A change that is not the last one any more: it is not taken back."""
    return (
        Heading("This can't be undone anymore"),
        Paragraph(("It was already undone, or the digest has changed again since. It is now:",)),
        *when_parts(subscription, now, context),
        change_actions(subscription, now, context),
    )


def changed_by_other_parts(
    subscription: Subscription | None, now: datetime, context: ViewContext
) -> tuple[Part, ...]:
    """Somebody else was faster: what holds now."""
    return (
        Heading("Nothing was changed"),
        Paragraph(("Someone else changed this digest just now. Check it, then try again.",)),
        *_as_it_is(subscription, now, context),
    )


def unread_parts(
    subscription: Subscription, now: datetime, context: ViewContext
) -> tuple[Part, ...]:
    """Nothing that would change anything was read in what was said."""
    return (
        Heading("Nothing was changed"),
        Paragraph(("I didn't find a new day, time or anything else in that. It stays:",)),
        *_as_it_is(subscription, now, context),
    )


def _as_it_is(
    subscription: Subscription | None, now: datetime, context: ViewContext
) -> tuple[Part, ...]:
    if subscription is None:
        return ()
    return (
        *when_parts(subscription, now, context),
        change_actions(subscription, now, context),
    )


def meant_parts(
    before: Subscription | None,
    schedule: Schedule,
    focus: Focus,
    settled: tuple[str, SubscribeRequest],
    context: ViewContext,
) -> tuple[Part, ...]:
    """What was read in a line that was not understood altogether; a line and a request for just that."""
    line, request = settled
    read = short_schedule(schedule)
    was = before.schedule if before else schedule
    others = focus_changes(before.focus if before else Focus(), focus, context)
    return (
        Heading("Did you mean this?"),
        Paragraph((Bold(schedule_change(was, schedule) or read),)),
        *(Paragraph((one,)) for one in others),
        Paragraph(("Nothing was changed yet.",)),
        Choices(
            (Button(read, f"{DIGEST_ASK}:0", context.value(request)),),
            ((context.command("digest", line),),),
        ),
        Actions("digest", (digest_form("Change…" if before else "Choose…", context),)),
    )


def told_elsewhere(parts: Sequence[Part], channel: str, context: ViewContext) -> tuple[Part, ...]:
    """An answer about a channel, told in another conversation: with its name, and only *Undo* to click.

    That names the channel; whatever else is clicked there means the other conversation's digest.
    """
    rest = tuple(
        part
        for part in parts
        if not isinstance(part, Actions | Choices)
        or (isinstance(part, Actions) and part.name == UNDO_ROW)
    )
    about: Line = ("About ", Channel(channel))
    if channel.startswith("D"):
        about = ("Only you get it, in our direct messages",)
    line: Line = (*about, ". To change it, type ", context.command("digest"))
    return (*rest[:1], Paragraph((*line, " there.")), *rest[1:])


def refused_parts(subscription: Subscription) -> tuple[Part, ...]:
    """Not theirs to change: who may."""
    return (
        Heading("This digest belongs to someone else"),
        Paragraph((
            "It was set up by ", Person(subscription.subscriber), ". They can change it, and so can ",
            "the admins of this workspace and of Rolecall. Nothing was changed.",
        )),
    )  # fmt: skip


def changed_parts(
    title: str, subscription: Subscription, now: datetime, context: ViewContext
) -> tuple[Part, ...]:
    """Paused or resumed: what holds now."""
    return (
        Heading(title),
        *when_parts(subscription, now, context),
        change_actions(subscription, now, context),
    )


def unsubscribed_parts(subscription: Subscription, context: ViewContext) -> tuple[Part, ...]:
    """Ended, and how to begin again."""
    who = "You" if subscription.is_personal else "This channel"
    was: Line = ("It was ", schedule_words(subscription.schedule), ". To get it back: ")
    return (
        Heading("Unsubscribed"),
        Paragraph((f"{who} no longer get{'' if subscription.is_personal else 's'} a digest.",)),
        Note((*was, context.command("digest", "subscribe"))),
    )


def ended_by_other_parts(subscription: Subscription, user: str) -> tuple[Part, ...]:
    """For the subscriber: someone else ended it."""
    return (
        Paragraph((
            Person(user), " ended the digest you set up: ", *where(subscription), ", ",
            schedule_words(subscription.schedule), ".",
        )),
    )  # fmt: skip


def sending_parts(
    subscription: Subscription, became: SentNow | None, now: datetime, context: ViewContext
) -> tuple[Part, ...]:
    """What came of a wish for this week's digest at once; None: it cannot be posted now."""
    heading = Heading("Send this week's digest now")
    if subscription.unreachable is not None:
        return (heading, Paragraph(why_line(subscription.unreachable)))
    match became:
        case "on its way":
            said = "It's on its way. It won't be sent again at its usual time this week."
        case "had this week":
            said = "This week's digest was already sent. The next one comes on its usual day."
        case None:
            said = "The digest is paused. Resume it first."
    return (heading, Paragraph((said,)), change_actions(subscription, now, context))


def wrong_place_parts(context: ViewContext) -> tuple[Part, ...]:
    """A conversation that can have no digest."""
    return (
        Heading("I can't post a digest here"),
        Paragraph((
            "I'm not in this conversation. A digest goes to a channel, or just to you: type ",
            context.command("digest"),
            " in a channel, or in your direct messages with me.",
        )),
    )  # fmt: skip


def unseen_parts(context: ViewContext) -> tuple[Part, ...]:
    """A channel in which Slack does not show the asker: nothing is said of its digest."""
    return (
        Heading("I can't see you in that channel"),
        Paragraph((
            "Only people in a channel see its digest, and Slack doesn't show me that you're in this one. ",
            "If you are, type ", context.command("digest"), " in the channel itself. In a private channel, ",
            "type ", Code(INVITE), " there first, so that the buttons work. Nothing was changed.",
        )),
    )  # fmt: skip


def which_zone_parts(
    typed: str, zones: Sequence[tuple[str, str, SubscribeRequest]], context: ViewContext
) -> tuple[Part, ...]:
    """Several zones go by a name; `zones` are each with the text and the request that settle it."""
    return (
        Heading("Which time zone?"),
        Paragraph((f"“{typed}” could be one of these. Nothing was changed yet.",)),
        Choices(
            tuple(
                Button(zone, f"{DIGEST_ASK}:{number}", context.value(settled))
                for number, (zone, _, settled) in enumerate(zones)
            ),
            tuple((f"{zone}  ", context.command("digest", text)) for zone, text, _ in zones),
        ),
    )


def unclear_parts(request: UnclearRequest, context: ViewContext) -> tuple[Part, ...]:
    """No wish was understood: what may have been meant, and what can be asked."""
    meant: tuple[Part, ...] = ()
    if request.suggestion is not None and request.meant is not None:
        meant = (
            Paragraph(("Did you mean ", context.command("digest", request.suggestion), "?")),
            Actions("meant", (ask_digest("Do that", request.meant, context),)),
        )
    _, *help_parts = digest_help_parts(context)
    return (
        Heading("I didn't understand that"),
        Paragraph((f"“{request.typed}” isn't something I can do with a digest.",)),
        *meant,
        *help_parts,
    )


def rated_parts(*, useful: bool, known: bool) -> tuple[Part, ...]:
    """Thanks for an opinion."""
    if not known:
        return (Paragraph(("I no longer know this digest, so nothing was counted.",)),)
    said = "useful" if useful else "not useful"
    more = "Topics like these come first." if useful else "Other topics come first."
    return (Paragraph((f"Thanks! Counted as {said}. {more}",)),)
