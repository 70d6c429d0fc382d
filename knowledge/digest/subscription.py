"""A subscription and its schedule, and what can be asked of `/digest`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator

from knowledge.query import Reading

WEEK = timedelta(weeks=1)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""The names of the weekdays; 0 is Monday."""


Frequency = Literal["weekly", "even-weeks", "odd-weeks", "monthly"]
"""Every week; every second one, of which there are two rows; or the first such weekday of a month."""

FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency)

HowOften = Literal["weekly", "biweekly", "monthly"]
"""The same as people say it: with `biweekly`, whichever row of weeks comes first is meant."""

FIRST_OF_MONTH = 7
"""The first of a weekday in a month is not later than this day."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A weekday (0 is Monday) and a time of day, as the clocks of an IANA zone show it, and how often."""

    weekday: int
    at: time
    zone: str
    frequency: Frequency = "weekly"

    @property
    def how_often(self) -> HowOften:
        """The frequency as people say it."""
        match self.frequency:
            case "even-weeks" | "odd-weeks":
                return "biweekly"
            case frequency:
                return frequency

    def has(self, day: date) -> bool:
        """Whether a digest is due in the week whose slot falls on a day."""
        match self.frequency:
            case "weekly":
                return True
            case "monthly":
                return day.day <= FIRST_OF_MONTH
            case row:
                return row == row_of(day)


def row_of(day: date) -> Literal["even-weeks", "odd-weeks"]:
    """Of every second week, the row in which a day lies; a year of 53 weeks breaks neither."""
    weeks = (day.toordinal() - 1) // WEEK.days
    return "odd-weeks" if weeks % 2 else "even-weeks"


DEFAULT_WEEKDAY = 0
DEFAULT_TIME = time(9)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One moment at which a digest is due: in UTC, and the local date that it was set for."""

    at: datetime
    local_date: date

    @property
    def period(self) -> str:
        """The ISO week of the local date, `2026-W48`: a channel gets one digest in each."""
        return period_of(self.local_date)


def period_of(day: date) -> str:
    """The ISO week of a date, as ISO 8601 writes it: `2026-W48`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def local_date(moment: datetime, zone: str) -> date:
    """The date that a calendar in the zone shows at a moment."""
    return moment.astimezone(ZoneInfo(zone)).date()


def slot_on(schedule: Schedule, day: date) -> Slot:
    """The slot of the ISO week in which a day lies.

    A time that the clocks skip is moved forward by as much as they are; of a time that they show
    twice it is the first. (PEP 495: both are what `fold=0` means.)
    """
    monday = day - timedelta(days=day.weekday())
    scheduled = monday + timedelta(days=schedule.weekday)
    local = datetime.combine(scheduled, schedule.at, ZoneInfo(schedule.zone))
    return Slot(local.astimezone(UTC), scheduled)


def slot_after(schedule: Schedule, moment: datetime) -> Slot:
    """The first slot later than a moment."""
    slot = slot_on(schedule, local_date(moment, schedule.zone) - WEEK)
    while slot.at <= moment or not schedule.has(slot.local_date):
        slot = slot_on(schedule, slot.local_date + WEEK)
    return slot


def following(schedule: Schedule, slot: Slot) -> Slot:
    """The next slot after a slot, at the earliest in the next ISO week."""
    after = slot_on(schedule, slot.local_date + WEEK)
    while not schedule.has(after.local_date):
        after = slot_on(schedule, after.local_date + WEEK)
    return after


def made_to_come(schedule: Schedule, how_often: HowOften, now: datetime) -> Schedule:
    """A schedule that comes so often; every second week begins with the next slot, unless it has begun."""
    if schedule.how_often == how_often:
        return schedule
    if how_often != "biweekly":
        return replace(schedule, frequency=how_often)
    first = slot_after(replace(schedule, frequency="weekly"), now)
    return replace(schedule, frequency=row_of(first.local_date))


DigestPart = Literal["stories", "moves", "pay", "changes", "contrast", "number", "tip"]
"""What a digest is made of: stories of the week, what has measurably moved, news of pay, what changed in the
knowledge, two sources that differ, one market number, and something to ask."""

DIGEST_PARTS: tuple[DigestPart, ...] = get_args(DigestPart)

OLDER_PARTS: Mapping[str, tuple[DigestPart, ...]] = {
    "trends": ("stories", "moves"),
    "signal": ("contrast", "number"),
    "spotlight": ("pay",),
}
"""Parts of digests before feeds, and what took the place of each."""


def newer_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names of parts, with what took their place where an older release named them."""
    return tuple(part for name in names for part in OLDER_PARTS.get(name, (name,)))


def parts_now(names: Iterable[str]) -> tuple[DigestPart, ...]:
    """The parts that are named, by subscriptions and forms of older releases too; others are left out."""
    named = newer_names(names)
    return tuple(part for part in DIGEST_PARTS if part in named)


@dataclass(frozen=True, slots=True)
class Focus:
    """What a channel cares about: it comes first; nothing else is shut out by it.

    `roles` and `topics` are ids, in the order of the channel's interest. With `quiet`, nothing is
    posted where there is no news. What its readers muted is left out: posts of feeds, and whatever is
    about a topic.
    """

    roles: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    parts: tuple[DigestPart, ...] = DIGEST_PARTS
    quiet: bool = False
    muted_feeds: tuple[str, ...] = ()
    muted_topics: tuple[str, ...] = ()

    def muting(self, request: "MuteRequest") -> "Focus":
        """The same with what a request mutes, or mutes no longer."""

        def changed(muted: tuple[str, ...], named: tuple[str, ...]) -> tuple[str, ...]:
            others = tuple(id for id in muted if id not in named)
            return others if request.undo else tuple(dict.fromkeys((*muted, *named)))

        return replace(
            self,
            muted_feeds=changed(self.muted_feeds, request.feeds),
            muted_topics=changed(self.muted_topics, request.topics),
        )


UNTIL_RESUMED = datetime(9000, 1, 1, tzinfo=UTC)
"""The end of a pause that has none."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A digest that is posted to one conversation, as its schedule says.

    `channel_id` is a channel's id or, for a person's own digest, the id of their direct messages
    with the bot. `unreachable` is Slack's word for why nothing can be posted there at the moment
    (`not_in_channel`, `is_archived`, `channel_not_found`), None where it can. `next_slot` is when
    the next one is due. `version` is another one after each change of `schedule` or `focus`.
    """

    id: str
    team_id: str
    channel_id: str
    subscriber: str
    schedule: Schedule
    focus: Focus
    next_slot: Slot
    paused_until: datetime | None = None
    unreachable: str | None = None
    version: str = ""

    @property
    def is_personal(self) -> bool:
        """Whether it goes to a person's direct messages rather than to a channel."""
        return self.channel_id.startswith("D")

    def is_paused(self, now: datetime) -> bool:
        """Whether a pause holds at a moment."""
        return self.paused_until is not None and self.paused_until > now

    @property
    def next_run(self) -> datetime:
        """When the next digest is posted, a pause considered; UTC."""
        if self.paused_until is None or self.paused_until <= self.next_slot.at:
            return self.next_slot.at
        return slot_after(self.schedule, self.paused_until).at


class SubscriptionChangedError(Exception):
    """Somebody else changed a subscription first, so it was left as it is."""


Outcome = Literal["waiting", "sent", "quiet", "missed", "unknown", "failed", "cancelled"]
"""What became of a week's digest: still on its way; posted; skipped: nothing was new; not
posted within 48 hours; perhaps posted, which Slack does not let us see; refused by Slack; taken back
because the channel unsubscribed or paused."""


SentNow = Literal["on its way", "had this week"]
"""What became of a wish for this week's digest at once; the second: the channel has had it."""


@dataclass(frozen=True, slots=True)
class PastDigest:
    """One week of a subscription.

    `id` names it in feedback; `ts` is the message's where it was posted; `late` are the seconds
    between the slot and the message; `useful` and `not_useful` count its readers' feedback.
    """

    id: str
    slot: Slot
    outcome: Outcome
    ts: str | None
    late: float | None
    useful: int
    not_useful: int


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
    parts: Annotated[tuple[DigestPart, ...], BeforeValidator(newer_names)] = ()
    quiet: bool | None = None
    how_often: HowOften | None = None
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


@dataclass(frozen=True, slots=True)
class MuteRequest:
    """Leave posts of feeds, and what is about topics, out of a channel's digests; `undo`: no longer."""

    feeds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    undo: bool = False
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
class UndoRequest:
    """Take back the change that led to a version of a conversation's subscription; only clicked."""

    channel: str
    version: str


@dataclass(frozen=True, slots=True)
class UnclearRequest:
    """No verb was understood; what was probably `meant`, and the line with which people ask for it."""

    typed: str
    suggestion: str | None = None
    meant: "ClearRequest | None" = None


ClearRequest = SubscribeRequest | PauseRequest | MuteRequest | SimpleRequest
DigestRequest = ClearRequest | UnclearRequest
