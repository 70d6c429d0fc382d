"""Wording that all views of a digest's subscription share: when, where, with what in it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.views.buttons import ask_digest, digest_form, mute_menu
from handlers.views.mrkdwn import (
    Actions,
    Bold,
    Channel,
    Code,
    Confirm,
    Line,
    Menu,
    Moment,
    Note,
    Paragraph,
    Part,
    Person,
)
from handlers.views.words import ViewContext, listed
from knowledge.digest.grammar.subscribing import feed_name
from knowledge.digest.subscription import (
    DAYS,
    DIGEST_PARTS,
    UNTIL_RESUMED,
    WEEK,
    DigestPart,
    Focus,
    MuteRequest,
    PauseRequest,
    Schedule,
    SimpleRequest,
    Subscription,
)
from knowledge.library import Library

PART_NAMES: dict[DigestPart, str] = {
    "stories": "stories of the week",
    "moves": "what has moved",
    "pay": "news of pay",
    "changes": "what changed here",
    "contrast": "two sources that differ",
    "number": "a market number",
    "tip": "something to ask",
}

WHAT_IT_IS = (
    "At most seven lines: the week's stories from your feeds, what has measurably moved, news of pay, "
    "what changed here, two sources that differ, and something to ask. Every line keeps its source, "
    "and nothing is told twice."
)

INVITE = "/invite @Rolecall"


def schedule_words(schedule: Schedule) -> str:
    """`Mondays at 09:00, Europe/Berlin`."""
    return f"{_days(schedule)} at {schedule.at:%H:%M}, {schedule.zone}"


def schedule_line(schedule: Schedule) -> str:
    """The same where a line begins with it."""
    said = schedule_words(schedule)
    return f"{said[:1].upper()}{said[1:]}"


def short_schedule(schedule: Schedule) -> str:
    """`Mondays 09:00 Berlin`."""
    return f"{_days(schedule)} {schedule.at:%H:%M} {_place(schedule.zone)}"


def _days(schedule: Schedule) -> str:
    """`Mondays`, `every second Monday`, `the first Monday of the month`."""
    day = DAYS[schedule.weekday]
    match schedule.how_often:
        case "weekly":
            return f"{day}s"
        case "biweekly":
            return f"every second {day}"
        case "monthly":
            return f"the first {day} of the month"


def _place(zone: str) -> str:
    """`New York` of America/New_York. (In Etc/GMT+5 the sign is POSIX's: five hours behind UTC.)"""
    area, _, place = zone.rpartition("/")
    if area == "Etc" and place.startswith(("GMT+", "GMT-")):
        return f"UTC{'-' if '+' in place else '+'}{place[4:]}"
    return place.replace("_", " ")


def schedule_change(before: Schedule, after: Schedule) -> str | None:
    """`Fridays 16:00 London → Thursdays 16:00 London`; None where they are the same."""
    if before == after:
        return None
    was, now = short_schedule(before), short_schedule(after)
    if was == now:  # of two zones with one name
        was, now = schedule_words(before), schedule_words(after)
    return f"{was} → {now}"


def focus_changes(before: Focus, after: Focus, context: ViewContext) -> list[str]:
    """What is different in it, each before → after."""
    pairs = zip(_focus_words(before, context), _focus_words(after, context), strict=True)
    return [f"{name}: {was} → {now}" for (name, was), (_, now) in pairs if was != now]


def _focus_words(focus: Focus, context: ViewContext) -> tuple[tuple[str, str], ...]:
    library = context.library
    roles = [library.roles[id].name if id in library.roles else id for id in focus.roles]
    topics = [library.topic_name(id) for id in focus.topics]
    everything = set(focus.parts) == set(DIGEST_PARTS)
    parts = "everything" if everything else listed([PART_NAMES[part] for part in focus.parts])
    return (
        ("Roles first", listed(roles) or "none"),
        ("Topics first", listed(topics) or "none"),
        ("Includes", parts),
        ("Weeks without news", "no post" if focus.quiet else "a short post"),
        ("Muted", listed(muted_names(focus, library)) or "nothing"),
    )


def muted_names(focus: Focus, library: Library) -> list[str]:
    """What is muted, by name: feeds, then topics."""
    feeds = [feed_name(library, feed) for feed in focus.muted_feeds]
    return feeds + [library.topic_name(topic) for topic in focus.muted_topics]


def moment_of(at: datetime, subscription: Subscription) -> Moment:
    """A moment for readers; where their zone is not known, in the subscription's."""
    return Moment(at.astimezone(ZoneInfo(subscription.schedule.zone)))


def run_line(subscription: Subscription, now: datetime) -> Line:
    """When the next one comes, or why none does."""
    if subscription.unreachable is not None:
        return ("Not active: I can't post there right now",)
    until = subscription.paused_until
    if until is None or not subscription.is_paused(now):
        return ("Next: ", moment_of(subscription.next_run, subscription))
    if until >= UNTIL_RESUMED:
        return ("Paused until someone resumes it",)
    return (
        "Paused until ", moment_of(until, subscription),
        "; next: ", moment_of(subscription.next_run, subscription),
    )  # fmt: skip


def when_parts(subscription: Subscription, now: datetime, context: ViewContext) -> tuple[Part, ...]:
    """Day, hour, zone, next run, focus, and what to do where nothing can be posted."""
    parts: list[Part] = [
        Paragraph((Bold(schedule_line(subscription.schedule)),)),
        Paragraph(run_line(subscription, now)),
    ]
    if subscription.unreachable is not None:
        parts.append(Paragraph(why_line(subscription.unreachable)))
    parts += [Note((line,)) for line in focus_lines(subscription.focus, context)]
    return tuple(parts)


def why_line(reason: str) -> Line:
    """Why nothing can be posted, and what someone can do about it."""
    match reason:
        case "not_in_channel":
            return (
                "I'm not in the channel, so I can't post there: type ", Code(INVITE),
                " in it. The subscription waits until then.",
            )  # fmt: skip
        case "channel_not_found":
            return (
                "I can't see the channel: it's private and I'm not in it, or it was deleted. ",
                "If it's private, type ", Code(INVITE),
                " in it. The subscription waits until then.",
            )  # fmt: skip
        case "is_archived":
            return ("The channel is archived. The digest resumes when it's unarchived.",)
        case _:
            return (f"Slack refuses messages there ({reason}). The subscription waits.",)


def focus_lines(focus: Focus, context: ViewContext) -> list[str]:
    """What comes first, what stands in it, and whether quiet weeks are left out."""
    library = context.library
    roles = [library.roles[id].name for id in focus.roles if id in library.roles]
    lines: list[str] = []
    if roles:
        lines.append(f"Roles first: {listed(roles)}")
    if focus.topics:
        lines.append(f"Topics first: {listed([library.topic_name(id) for id in focus.topics])}")
    if set(focus.parts) != set(DIGEST_PARTS):
        lines.append(f"Includes: {listed([PART_NAMES[part] for part in focus.parts])}")
    if focus.quiet:
        lines.append("Weeks without news are skipped")
    muted = muted_names(focus, library)
    if muted:
        lines.append(f"Muted: {listed(muted)}")
    return lines


def unmute_menus(subscription: Subscription, context: ViewContext) -> tuple[Menu, ...]:
    """What is muted, each to hear of again; none where nothing is."""
    focus, library = subscription.focus, context.library
    requests = (
        *(MuteRequest(feeds=(feed,), undo=True) for feed in focus.muted_feeds),
        *(MuteRequest(topics=(topic,), undo=True) for topic in focus.muted_topics),
    )
    named = zip((f"Unmute {name}" for name in muted_names(focus, library)), requests, strict=True)
    return (mute_menu("Unmute…", named, context),) if requests else ()


def where(subscription: Subscription) -> Line:
    """The conversation that it is posted to."""
    if subscription.is_personal:
        return ("Direct messages of ", Person(subscription.subscriber))
    return (Channel(subscription.channel_id),)


def change_actions(subscription: Subscription, now: datetime, context: ViewContext) -> Actions:
    """Everything that may be done with a subscription, for who may."""
    place = "you" if subscription.is_personal else "this channel"
    really = Confirm(
        "Unsubscribe?",
        f"This ends the digest for {place}. Past digests stay.",
        "Unsubscribe",
        "Keep it",
    )
    pause = (
        ask_digest("Resume", SimpleRequest("resume"), context, number=2)
        if subscription.is_paused(now)
        else ask_digest("Pause 1 week", PauseRequest(WEEK), context, number=2)
    )
    return Actions(
        "digest",
        (
            digest_form("Change…", context),
            ask_digest("Preview", SimpleRequest("preview"), context, number=1),
            pause,
            ask_digest("Send now", SimpleRequest("send now"), context, number=3),
            ask_digest(
                "Unsubscribe", SimpleRequest("unsubscribe"), context, number=4, confirm=really
            ),
            *unmute_menus(subscription, context),
        ),
    )
