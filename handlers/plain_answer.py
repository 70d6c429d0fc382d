"""Plain words as the answer to anything that people do, however little of it is understood."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from slack_bolt import BoltRequest, BoltResponse

from handlers.deps import Deps, SlackClient
from handlers.errors import log_unheard
from handlers.incomplete import INTERACTIONS
from handlers.turn import own_dm
from handlers.views.modal import answer_view
from handlers.views.parts import Paragraph

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
