"""What Slack sends us, typed; only the fields that we read. And what our own buttons carry."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from knowledge.curating import ExportRequest, LookRequest, RevisionRequest, TemplateRequest
from knowledge.digest.subscription import (
    PauseRequest,
    SimpleRequest,
    SubscribeRequest,
    UndoRequest,
)
from knowledge.query import (
    AreasQuery,
    CompareQuery,
    Offer,
    OfferTerms,
    Reading,
    RoleQuery,
    SalaryQuery,
    TrendsQuery,
    WholeQuery,
)


class Payload(BaseModel):
    """Slack adds fields as it likes, and leaves them out: those that we do not know are ignored.

    What may be absent is read as empty; what an answer rests on is asked for where it is needed.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")


class SlashCommand(Payload):
    """A slash command's form body (`command` is the name as installed, with its slash)."""

    command: str = ""
    text: str = ""
    team_id: str = ""
    channel_id: str = ""
    channel_name: str = ""
    user_id: str = ""
    trigger_id: str = ""
    response_url: str = ""


class Reference(Payload):
    """A user, a team or a channel; of these, Slack gives a channel's name."""

    id: str = ""
    name: str = ""


class SlackFile(Payload):
    """A file that was shared. Where Slack does not let the bot have it, much of this is empty."""

    id: str = ""
    name: str = ""
    url_private_download: str = ""
    mode: str = ""
    """`hosted`, `snippet` …; `external`, `tombstone` and `hidden_by_limit` have no content in Slack."""
    is_external: bool = False
    file_access: str = ""
    """`visible`; `check_file_info` asks for a call of files.info (Slack Connect); else why it is denied."""


class Container(Payload):
    """Where something was clicked: a message (which may be private) or a view."""

    type: str = ""
    message_ts: str = ""
    channel_id: str = ""
    is_ephemeral: bool = False
    view_id: str = ""


class Option(Payload):
    """A chosen option."""

    value: str = ""


class ClickedElement(Payload):
    """What was clicked."""

    action_id: str = ""
    block_id: str = ""
    value: str = ""
    selected_option: Option = Option()
    action_ts: str = ""

    @property
    def chosen(self) -> str:
        """What the click asks: the value of the button, or of the option that was chosen."""
        return self.selected_option.value or self.value


class FormState(Payload):
    """`view.state.values` of Slack: block id → action id → what was entered."""

    values: Mapping[str, Mapping[str, Mapping[str, Any]]] = Field(
        default_factory=dict[str, Mapping[str, Mapping[str, Any]]]
    )


class View(Payload):
    """A modal or the Home tab, as Slack sends it along."""

    id: str = ""
    type: str = ""
    private_metadata: str = ""
    state: FormState = FormState()
    blocks: tuple[dict[str, Any], ...] = ()

    def entered(self, name: str) -> str:
        """What was entered or chosen in a field; empty where nothing was."""
        entry = self._entry(name)
        chosen: Mapping[str, Any] = entry.get("selected_option") or {}
        picked = (
            entry.get("selected_time")
            or entry.get("selected_conversation")
            or entry.get("selected_user")
        )
        return _keepable(str(chosen.get("value") or picked or entry.get("value") or "")).strip()

    def chosen(self, name: str) -> tuple[str, ...]:
        """The values of all options that were chosen in a field."""
        options: list[Mapping[str, Any]] = self._entry(name).get("selected_options") or []
        return tuple(str(option["value"]) for option in options if option.get("value"))

    def files(self, name: str) -> tuple[SlackFile, ...]:
        """The files that were given in a field."""
        return tuple(SlackFile.model_validate(one) for one in self._entry(name).get("files") or ())

    def _entry(self, name: str) -> Mapping[str, Any]:
        entries = self.state.values.get(name, {})
        return next(iter(entries.values()), dict[str, Any]())


def _keepable(text: str) -> str:
    """The text without what no database keeps: half of a character (an emoji cut in two), and NUL."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\ufffd")


class Interaction(Payload):
    """What every click, form and shortcut says: who, in which workspace, and where to answer."""

    type: str = ""
    user: Reference = Reference()
    team: Reference = Reference()
    response_url: str = ""


class Click(Interaction):
    """A `block_actions` payload."""

    channel: Reference = Reference()
    container: Container = Container()
    view: View | None = None
    trigger_id: str = ""
    actions: tuple[ClickedElement, ...] = (ClickedElement(),)

    @property
    def element(self) -> ClickedElement:
        """The element that was clicked; Slack sends one at a time."""
        return self.actions[0]

    @property
    def team_id(self) -> str:
        """The workspace."""
        return self.team.id

    @property
    def channel_id(self) -> str:
        """The conversation of the message that was clicked in; empty in a view."""
        return self.channel.id or self.container.channel_id

    @property
    def is_in_view(self) -> bool:
        """Whether a modal or the Home tab was clicked in, and not a message."""
        return self.view is not None or self.container.type == "view"

    @property
    def modal_id(self) -> str:
        """The modal that was clicked in; empty in the Home tab and in a message."""
        if self.view is None or self.view.type != "modal":
            return ""
        return self.view.id or self.container.view_id

    @property
    def is_private(self) -> bool:
        """Whether only who clicked sees the message: ephemeral, or in their DM with us."""
        return self.container.is_ephemeral or self.channel_id.startswith("D")

    @property
    def key(self) -> str:
        """The same for every delivery of one click, different for each click."""
        moment = self.element.action_ts or self.trigger_id
        return f"click:{self.team_id}:{self.user.id}:{self.element.action_id}:{moment}"


class Shortcut(Interaction):
    """A `message_action` payload, with the message that the shortcut was chosen on."""

    trigger_id: str = ""
    message: Mapping[str, Any] = Field(default_factory=dict[str, Any])


class FormPayload(Interaction):
    """A `view_submission` or `view_closed` payload."""

    view: View = View()


class MenuPayload(Interaction):
    """A `block_suggestion` payload: `value` is what has been typed so far."""

    action_id: str = ""
    value: str = ""
    view: View = View()


class Event(Payload):
    """What we read of an event, of any of the types that we listen to."""

    type: str = ""
    channel: str = ""
    user: str = ""
    ts: str = ""
    event_ts: str = ""
    thread_ts: str = ""
    text: str = ""
    channel_type: str = ""

    @property
    def is_in_dm(self) -> bool:
        """Whether it is in direct messages; of a mention there Slack does not say so."""
        return self.channel_type == "im" or self.channel.startswith("D")


class Envelope(Payload):
    """What every event comes in: its workspace, and an id that redeliveries share."""

    team_id: str = ""
    event_id: str = ""
    event: Event = Event()


ClickedDigest = SimpleRequest | PauseRequest | SubscribeRequest | UndoRequest
ClickedKnowledge = LookRequest | RevisionRequest | ExportRequest | TemplateRequest
Clickable = WholeQuery | ClickedDigest | ClickedKnowledge
"""What a click asks, or a form is about: typed, so that nothing has to be read again."""

_TYPES: Mapping[str, type[Clickable]] = {
    "role": RoleQuery, "salary": SalaryQuery, "areas": AreasQuery, "compare": CompareQuery, "trends": TrendsQuery,
    "offer": Offer, "digest": SimpleRequest, "pause": PauseRequest, "subscribe": SubscribeRequest,
    "undo": UndoRequest, "knowledge": LookRequest, "revision": RevisionRequest,
    "export": ExportRequest, "template": TemplateRequest,
}  # fmt: skip
_NAMES = {kind: name for name, kind in _TYPES.items()}


@cache
def _adapter(name: str) -> TypeAdapter[Clickable]:
    """How values of a name are read and written; made at the first one, for it takes its time."""
    return TypeAdapter(_TYPES[name])


WHAT, PREFIX = "q", "as"
_SHORT = {
    "role": "r", "roles": "rs", "sections": "s", "filters": "f", "levels": "l", "years": "y",
    "places": "p", "companies": "c", "company_kinds": "k", "industries": "i", "components": "m",
    "statistics": "x", "topics": "ts", "words": "w", "terms": "o", "amounts": "a", "typed": "t",
    "low": "lo", "high": "hi", "open_ended": "up", "currency": "cy", "period": "pd",
    "component": "cp", "reading": "rd", "corrections": "rc", "read_as": "ra", "unknown": "ru",
    "suggestion": "sg", "unused": "rn", "verb": "v", "span": "sp", "weekday": "d", "at": "h",
    "zones": "z", "zone_typed": "zt", "parts": "ps", "quiet": "qt", "for_me": "me",
    "guessed": "g", "channel": "ch", "version": "vs", "number": "n", "why": "wy", "style": "st",
    "kind": "kd", "name": "nm", "whole": "al", "by": "b", "within": "wi",
}  # fmt: skip
"""Every field under a short name: an option's value has 150 characters."""
_LONG = {short: long for long, short in _SHORT.items()}

MOST_CARRIED = 3_000
"""Slack: characters of a form's metadata; a button holds 2,000."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a value of ours says: what is asked, and under which prefix commands are installed."""

    what: Clickable | None
    prefix: str = ""


def carry(what: Clickable | None, prefix: str = "") -> str:
    """The value of a button, of an option, or of a form's metadata: compact JSON without spaces.

    (With one, it might be a command's line to a release that knows only those.)
    """
    found: dict[str, Any] = {}
    if what is not None:
        name = _NAMES[type(what)]
        dumped = _adapter(name).dump_python(_bare(what), mode="json", exclude_defaults=True)
        found = {WHAT: name, **_renamed(dumped, _SHORT)}
    if prefix:
        found[PREFIX] = prefix
    return json.dumps(found, separators=(",", ":"), sort_keys=True).replace(" ", "\\u0020")


def carried(value: str) -> Carried | None:
    """What a value says; None where it is none of ours: an older release's line, or made up."""
    if not value.startswith("{") or len(value) > MOST_CARRIED:
        return None
    try:
        found = cast("dict[str, Any]", json.loads(value))
        name, prefix = found.pop(WHAT, None), str(found.pop(PREFIX, ""))
        what = None if name is None else _adapter(name).validate_python(_renamed(found, _LONG))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return Carried(what, prefix)


def _bare(what: Clickable) -> Clickable:
    """A question without how its text was read: who clicks has typed nothing."""
    match what:
        case Offer(role, terms):
            amounts = tuple(
                replace(one, typed="") if one.currency else one for one in terms.amounts
            )
            return Offer(role, OfferTerms(amounts, terms.filters), what.whole)
        case RoleQuery() | SalaryQuery() | AreasQuery() | CompareQuery() | TrendsQuery():
            return replace(what, reading=Reading())
        case _:
            return what


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """JSON with every field under its other name. Raises KeyError for a field that is none."""
    match value:
        case dict():
            fields = cast("dict[str, object]", value)
            return {names[name]: _renamed(one, names) for name, one in fields.items()}
        case list():
            return [_renamed(one, names) for one in cast("list[object]", value)]
        case _:
            return value
