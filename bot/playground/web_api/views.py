"""views.* and blocks.validate: modals and the Home tab."""

import re
from typing import Any

from bot.playground.limits import Refusal, refusal, view_refusal
from bot.playground.payloads import view_json
from bot.playground.records import Json, View
from bot.playground.web_api.call import ApiError, Call, Method, missing
from bot.playground.workspace import TicketError

MOST_STACKED = 3
"""Slack: a modal and two over it."""


def open_(call: Call) -> Json:
    """views.open: a modal for the person whose interaction gave the trigger."""
    body = _body(call, "modal")
    return _answer(call, call.workspace.surfaces.open(_exchanged(call), body))


def push(call: Call) -> Json:
    """views.push: a modal over the one that is open."""
    body = _body(call, "modal")
    user = _exchanged(call)
    if len(call.workspace.views(user)) >= MOST_STACKED:
        raise ApiError("push_limit_reached")
    return _answer(call, call.workspace.surfaces.push(user, body))


def update(call: Call) -> Json:
    """views.update: something else in a modal that is open."""
    surfaces = call.workspace.surfaces
    view_id, external_id = call.arguments.text("view_id"), call.arguments.text("external_id")
    if not (view_id or external_id):
        raise missing("view_id")
    named = [
        view
        for view in surfaces.all()
        if (view.id == view_id if view_id else view.body.get("external_id") == external_id)
    ]
    if not named:
        raise ApiError("not_found")
    body = _body(call, named[0].type, named[0])
    _same_hash(call, named[0])
    return _answer(call, surfaces.revise(named[0], body))


def publish(call: Call) -> Json:
    """views.publish: a person's Home tab."""
    user = call.user("user_id")
    if not call.workspace.installation.has_home:
        raise ApiError("not_enabled")
    body = _body(call, "home", call.workspace.home(user.id))
    old = call.workspace.home(user.id)
    if old:
        _same_hash(call, old)
    return _answer(call, call.workspace.surfaces.publish(user.id, body))


def validate(call: Call) -> Json:
    """blocks.validate: exactly one of blocks, message and view."""
    given = [name for name in ("blocks", "message", "view") if call.arguments.has(name)]
    if len(given) != 1:
        line = "must provide exactly one of `blocks`, `view`, or `message`"
        raise ApiError("invalid_arguments", response_metadata={"messages": [line]})
    if given == ["view"]:
        refused = view_refusal(call.arguments.object("view"))
    elif given == ["message"]:
        refused = refusal((call.arguments.object("message") or {}).get("blocks", []))
    else:
        refused = refusal(call.arguments.given["blocks"])
    if refused:
        raise ApiError("invalid_blocks", errors=[_pointed(line) for line in refused.problems])
    return {}


def _pointed(line: str) -> Json:
    words, _, pointer = line.removesuffix("]").partition(" [json-pointer:")
    return {
        "code": "failed_constraint",
        "message": words,
        "pointer": re.sub(r"^(/view)?/blocks", "", pointer),
    }


def _body(call: Call, kind: str, replaced: View | None = None) -> Json:
    if not call.arguments.has("view"):
        raise missing("view")
    body = call.arguments.object("view")
    refused = view_refusal(body)
    if refused is None and body and body["type"] != kind:
        words = f"unsupported type: {body['type']} [json-pointer:/view/type]"
        refused = Refusal("invalid_arguments", (words,))
    if refused or body is None:
        raise ApiError.of(refused or Refusal("invalid_arguments", ()))
    _unused_external_id(call, body, replaced)
    return body


def _unused_external_id(call: Call, body: dict[str, Any], replaced: View | None) -> None:
    external_id = body.get("external_id")
    others = [
        view for view in call.workspace.surfaces.all() if view.id != (replaced and replaced.id)
    ]
    if external_id and any(view.body.get("external_id") == external_id for view in others):
        raise ApiError("duplicate_external_id")


def _exchanged(call: Call) -> str:
    try:
        trigger = call.arguments.required("trigger_id")
        return call.tickets.exchange(trigger, call.workspace.clock)
    except TicketError as error:
        raise ApiError(error.code) from None


def _same_hash(call: Call, view: View) -> None:
    if call.arguments.text("hash") not in ("", view.hash):
        raise ApiError("hash_conflict")


def _answer(call: Call, view: View) -> Json:
    return {"view": view_json(call.workspace, view)}


METHODS: dict[str, Method] = {
    "views.open": open_,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
    "blocks.validate": validate,
}
