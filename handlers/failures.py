"""Failures: what a person is told where no handler answers, one fails, or there is too much to do."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from handlers.deps import Deps, SlackClient
from handlers.errors import UnavailableError, apology, error_code, log_failure, log_unheard
from handlers.middleware import INTERACTIONS, IncompleteError, request_kind
from handlers.turn import own_dm
from handlers.views.modal import answer_view
from handlers.views.mrkdwn import Paragraph, escape
from knowledge.commands import COMMANDS

JSON: dict[str, str | Sequence[str]] = {"content-type": "application/json"}


def private(text: str) -> dict[str, str]:
    """A text that only the person who asked sees."""
    return {"response_type": "ephemeral", "text": text}


def in_acknowledgement(body: Mapping[str, Any], text: str) -> BoltResponse | None:
    """The acknowledgement that says something; None where Slack shows nothing of one.

    A command shows its text, and a form shows it at its first field and stays open with what was
    entered.
    """
    if body.get("command"):
        return _acknowledged(private(text))
    field = _first_field(body) if body.get("type") == "view_submission" else None
    if field is not None:
        return _acknowledged({"response_action": "errors", "errors": {field: text}})
    return None


def answer_in_words(deps: Deps, request: BoltRequest, text: str) -> BoltResponse:
    """Tell the person something by the door that they came through, or else in direct messages.

    A status of 404, for which Slack shows its warning sign, is for when nobody says who they are. Of
    an event nobody hears. Raises `BusyError` where there is too much to do already.
    """
    body = request.body
    at_once = in_acknowledgement(body, text)
    if at_once is not None:
        return at_once
    if "event" in body:
        return BoltResponse(status=200)
    match body.get("type"):
        case "view_submission":
            view = answer_view((Paragraph((text,)),))
            return _acknowledged({"response_action": "update", "view": view})
        case "block_suggestion":
            return _acknowledged({"options": []})
        case "view_closed":
            return BoltResponse(status=200)
        case _:
            return _answered_later(deps, request, text)


def _answered_later(deps: Deps, request: BoltRequest, text: str) -> BoltResponse:
    body, client = request.body, cast("SlackClient", request.context.client)
    url, user = _text(body, "response_url"), _text(body.get("user"), "id")
    if not url and not user:
        by_person = body.get("type") in (None, *INTERACTIONS)
        return BoltResponse(status=404 if by_person else 200)

    def work() -> None:
        if url:
            deps.respond(url, {**private(text), "replace_original": False})
        else:
            to = own_dm(client, user)
            client.chat_postMessage(channel=to, text=text, blocks=[], thread_ts=None)

    deps.background(work, log_unheard)
    return BoltResponse(status=200)


def _acknowledged(body: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, headers=JSON, body=body)


def _text(holder: object, name: str) -> str:
    """A text of a payload that no model could read; empty where it is none."""
    value = cast("dict[str, Any]", holder).get(name) if isinstance(holder, dict) else None
    return value if isinstance(value, str) else ""


def _first_field(body: Mapping[str, Any]) -> str | None:
    """The block id of a form's first field; None where it has none to be filled in."""
    view = cast("Mapping[str, Any]", body.get("view") or {})
    blocks = cast("list[Mapping[str, Any]]", view.get("blocks") or [])
    fields = [block.get("block_id") for block in blocks if block.get("type") == "input"]
    return next((field for field in fields if isinstance(field, str)), None)


TRIGGER_SECONDS = 3.0
"""Slack: a trigger_id opens a view within three seconds. Later there is no use in trying."""

BUSY = "I'm overloaded and didn't start this, so nothing was changed. Please try again in a minute."

TOO_LATE = "I was too slow to open this: Slack allows three seconds. Please try again."


class BusyError(Exception):
    """Nothing of what was asked for was begun, nor will it be."""


def came_too_late(error: Exception) -> bool:
    """Whether Slack no longer let a view be opened, because its three seconds were over."""
    return error_code(error) == "expired_trigger_id"


def busy_answer(request: BoltRequest) -> BoltResponse:
    """The acknowledgement that says so, as far as Slack shows one.

    A click that is not answered with 200 gets Slack's warning sign, and an event is delivered
    again (Slack: at once, after a minute and after five).
    """
    told = in_acknowledgement(request.body, BUSY)
    return told or BoltResponse(status=503, headers=JSON, body=private(BUSY))


UNRECOGNIZED = (
    "I don't recognize this button, menu item, or form: it may come from an older version of "
    "Rolecall. Nothing was changed. Please ask again with a command, or message me."
)

OTHER_COMMAND = "I don't have a command {typed}. I answer to {commands}."


def register(app: App, deps: Deps) -> None:
    """Answer what nobody listens to, and any failure of a listener."""
    app.error(Failures(deps).answer)


class Failures:
    """Answers instead of listeners."""

    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    def answer(self, error: Exception, request: BoltRequest) -> BoltResponse:
        """Tell the person what is the matter; of what nobody expected, only its reference in the log."""
        try:
            return self._answer(error, request)
        except BusyError:
            return busy_answer(request)

    def _answer(self, error: Exception, request: BoltRequest) -> BoltResponse:
        match error:
            case BusyError():
                return busy_answer(request)
            case BoltUnhandledRequestError():
                words = _unrecognized(request)
            case IncompleteError():
                words = str(error)
            case _:
                words = apology(log_failure(error, "request", request_kind(request.body)))
        return answer_in_words(self._deps, request, words)


def _unrecognized(request: BoltRequest) -> str:
    typed = request.body.get("command")
    if not isinstance(typed, str):
        return UNRECOGNIZED
    names = [f"/{command.name}" for command in COMMANDS]
    return OTHER_COMMAND.format(
        typed=escape(typed), commands=f"{', '.join(names[:-1])}, and {names[-1]}"
    )


def unavailable_words(error: UnavailableError) -> str:
    """What a member is told: why, what still works, and what to do."""
    done = (
        "I can't tell whether this was done. Please check in a minute before you try again."
        if error.unsure
        else "Nothing was changed. Please try again in a minute."
    )
    return (
        f"I can't reach my database right now ({error}). "
        f"Questions about roles and pay still work. {done}"
    )
