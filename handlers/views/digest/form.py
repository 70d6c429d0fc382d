"""The digest's form: when, where, and what about."""

from collections.abc import Sequence
from typing import Any

from slackblocks import (
    CheckboxGroup,
    ConversationFilter,
    ConversationSelectMenu,
    ExternalMultiSelectMenu,
    InputBlock,
    StaticMultiSelectMenu,
    TimePicker,
)
from slackblocks.blocks import Block

from handlers.views.digest.words import PART_NAMES
from handlers.views.elements import MAX_OPTIONS, option, plain
from handlers.views.forms import field, menu, search
from handlers.views.view import form
from handlers.views.words import ViewContext
from knowledge.digest.schedule import DAYS, Schedule
from knowledge.digest.subscription import DIGEST_PARTS, Focus

DIGEST_FORM_SENT = "digest_form"
CHANNEL, WEEKDAY, AT, ZONE = "digest_channel", "digest_weekday", "digest_at", "digest_zone"
ROLES, TOPICS, PARTS, QUIET = "digest_roles", "digest_topics", "digest_parts", "digest_quiet"

MAX_HINT = 150


def digest_form_view(
    context: ViewContext, schedule: Schedule, focus: Focus, metadata: str, *, with_channel: bool
) -> dict[str, Any]:
    """The form, filled with what holds so far; `metadata` comes back with the submission.

    Where it was opened from no channel, it asks for one; without one it is for its reader alone.
    """
    zone = search(ZONE, "Type a city or a zone", (schedule.zone, schedule.zone))
    blocks: list[Block] = [
        *([_channel_field()] if with_channel else []),
        field(WEEKDAY, "Day", _weekday_menu(schedule.weekday), optional=False),
        field(AT, "Time", TimePicker(AT, f"{schedule.at:%H:%M}"), optional=False),
        field(ZONE, "Time zone", zone, optional=False),
        field(ROLES, "Roles that come first", _roles_menu(context, focus.roles)),
        *_topics_field(context, focus.topics),
        field(PARTS, "What stands in it", _parts_boxes(focus), optional=False),
        field(QUIET, "Weeks without news", _quiet_box(quiet=focus.quiet)),
    ]
    return form("Weekly digest", blocks, "Save", DIGEST_FORM_SENT, metadata)


def _channel_field() -> InputBlock:
    select = ConversationSelectMenu(
        CHANNEL,
        filter=ConversationFilter(include=["public", "private"]),
        placeholder=plain("Your direct messages with me", MAX_HINT),
    )
    return field(CHANNEL, "Channel (leave it empty for yourself alone)", select)


def _weekday_menu(weekday: int):
    days = {str(number): name for number, name in enumerate(DAYS)}
    return menu(WEEKDAY, days, str(weekday))


def _roles_menu(context: ViewContext, roles: Sequence[str]) -> ExternalMultiSelectMenu:
    known = [context.library.roles[id] for id in roles if id in context.library.roles]
    chosen = [option(role.name, role.id) for role in known[:MAX_OPTIONS]]
    return ExternalMultiSelectMenu(
        ROLES,
        min_query_length=0,
        initial_options=chosen or None,
        placeholder=plain("Type a name or an alias: mle, data eng …", MAX_HINT),
    )


def _topics_field(context: ViewContext, topics: Sequence[str]) -> list[InputBlock]:
    """The topics that there are; where they are too many for a menu, the chosen ones stay in it."""
    known = [id for id in topics if id in context.library.trends]
    ids = list(dict.fromkeys((*known, *context.library.topics)))[:MAX_OPTIONS]
    if not ids:
        return []
    offered = {id: option(context.library.topic_name(id), id) for id in ids}
    select = StaticMultiSelectMenu(
        TOPICS,
        options=list(offered.values()),
        initial_options=[offered[id] for id in known if id in offered] or None,
        placeholder=plain("All alike", MAX_HINT),
    )
    return [field(TOPICS, "Topics that come first", select)]


def _parts_boxes(focus: Focus) -> CheckboxGroup:
    offered = {part: option(PART_NAMES[part].capitalize(), part) for part in DIGEST_PARTS}
    chosen = [offered[part] for part in DIGEST_PARTS if part in focus.parts]
    return CheckboxGroup(PARTS, list(offered.values()), chosen)


def _quiet_box(*, quiet: bool) -> CheckboxGroup:
    box = option("Post nothing in a week in which nothing changed", QUIET)
    return CheckboxGroup(QUIET, [box], [box] if quiet else None)
