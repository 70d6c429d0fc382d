"""The form of a subscription: when it comes, how often, what comes first in it and what is left out."""

from collections.abc import Sequence
from datetime import date

from handlers.views.digest.words import PART_NAMES
from handlers.views.elements import (
    MAX_OPTIONS,
    MAX_PLACEHOLDER,
    Json,
    checkboxes,
    field,
    form,
    menu,
    menu_many,
    plain,
    search,
    search_many,
)
from handlers.views.words import ViewContext
from knowledge.digest.subscription import (
    DAYS,
    DIGEST_PARTS,
    WEEK,
    Focus,
    Schedule,
    row_of,
)

DIGEST_FORM_SENT = "digest_form"
CHANNEL, WEEKDAY, AT, ZONE = "digest_channel", "digest_weekday", "digest_at", "digest_zone"
FREQUENCY = "digest_frequency"
ROLES, TOPICS, PARTS, QUIET = "digest_roles", "digest_topics", "digest_parts", "digest_quiet"


def digest_form_view(
    context: ViewContext, schedule: Schedule, focus: Focus, metadata: str, *, with_channel: bool
) -> Json:
    """The form, filled with what holds so far; `metadata` comes back with the submission.

    Where it was opened from no channel, it asks for one; without one it is for its reader alone.
    """
    zone = search(ZONE, "Type a city or a zone", (schedule.zone, schedule.zone))
    blocks = [
        *([_channel_field()] if with_channel else []),
        field(WEEKDAY, "Day", _weekday_menu(schedule.weekday), optional=False),
        field(FREQUENCY, "How often", _frequency_menu(schedule, context.today), optional=False),
        field(AT, "Time", _time_picker(schedule), optional=False),
        field(ZONE, "Time zone", zone, optional=False),
        field(ROLES, "Roles to put first", _roles_menu(context, focus.roles)),
        *_topics_field(context, focus.topics),
        field(PARTS, "Include", _parts_boxes(focus), optional=False),
        field(QUIET, "Weeks without news", _quiet_box(quiet=focus.quiet)),
    ]
    return form("Digest", blocks, "Save", DIGEST_FORM_SENT, metadata)


def _channel_field() -> Json:
    select = {
        "type": "conversations_select",
        "action_id": CHANNEL,
        "filter": {"include": ["public", "private"]},
        "placeholder": plain("Your direct messages with me", MAX_PLACEHOLDER),
    }
    return field(CHANNEL, "Channel (leave empty for just you)", select)


def _time_picker(schedule: Schedule) -> Json:
    return {"type": "timepicker", "action_id": AT, "initial_time": f"{schedule.at:%H:%M}"}


def _weekday_menu(weekday: int) -> Json:
    days = {str(number): name for number, name in enumerate(DAYS)}
    return menu(WEEKDAY, days, str(weekday))


def _frequency_menu(schedule: Schedule, today: date) -> Json:
    """Every second week stands in it twice: for the week that it is, and for the next one."""
    this_week, next_week = row_of(today), row_of(today + WEEK)
    offered: dict[str, str] = {
        "weekly": "Every week",
        this_week: "Every second week, counted from this one",
        next_week: "Every second week, counted from next week",
        "monthly": "Once a month, on the first such day",
    }
    return menu(FREQUENCY, offered, schedule.frequency)


def _roles_menu(context: ViewContext, roles: Sequence[str]) -> Json:
    known = [context.library.roles[id] for id in roles if id in context.library.roles]
    chosen = [(role.id, role.name) for role in known]
    return search_many(ROLES, "Type a name or an alias: mle, data eng …", chosen)


def _topics_field(context: ViewContext, topics: Sequence[str]) -> list[Json]:
    """The topics that there are; where they are too many for a menu, the chosen ones stay in it."""
    known = [id for id in topics if id in context.library.trends]
    ids = list(dict.fromkeys((*known, *context.library.topics)))[:MAX_OPTIONS]
    if not ids:
        return []
    offered = {id: context.library.topic_name(id) for id in ids}
    select = menu_many(TOPICS, "No preference", offered, known)
    return [field(TOPICS, "Topics to put first", select)]


def _parts_boxes(focus: Focus) -> Json:
    offered = {part: PART_NAMES[part].capitalize() for part in DIGEST_PARTS}
    chosen = [part for part in DIGEST_PARTS if part in focus.parts]
    return checkboxes(PARTS, offered, chosen)


def _quiet_box(*, quiet: bool) -> Json:
    box = {QUIET: "Skip weeks without news"}
    return checkboxes(QUIET, box, [QUIET] if quiet else [])
