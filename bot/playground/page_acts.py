"""`POST /playground/<act>`: what the person before the page does."""

import json
from collections.abc import Callable
from typing import cast

import falcon
from falcon import Request, Response

from bot.playground.clock import JUMPS
from bot.playground.limits.checks import mapping
from bot.playground.people import People
from bot.playground.people.containers import NothingThereError
from bot.playground.people.outcomes import Outcome
from bot.playground.records import Json


class PageActs:
    """Does what is asked in a person's name, and answers what they are to be told."""

    def __init__(self, people: People) -> None:
        self._people = people

    def on_post(self, request: Request, response: Response, what: str) -> None:
        """One act."""
        # Another site's page could post a plain form here; JSON it cannot, without our leave.
        if not (request.content_type or "").startswith("application/json"):
            raise falcon.HTTPUnsupportedMediaType
        acts: dict[str, Callable[[Json], Outcome]] = {
            "say": self._say,
            "click": self._click,
            "suggest": self._suggest,
            "submit": self._submit,
            "close": self._close,
            "shortcut": self._shortcut,
            "open_home": self._open_home,
            "clock": self._clock,
        }
        if what not in acts:
            raise falcon.HTTPNotFound
        try:
            asked = mapping(cast("object", json.loads(request.bounded_stream.read())))
            outcome = acts[what](asked or {})
        except (ValueError, KeyError, TypeError) as error:
            raise falcon.HTTPBadRequest(description=str(error)) from error
        except NothingThereError as error:
            outcome = Outcome(ok=False, error=str(error))
        response.media = _told(outcome, with_options=what == "suggest")

    def _say(self, asked: Json) -> Outcome:
        return self._people.say(
            asked["user"], asked["channel"], asked["text"], asked.get("thread_ts")
        )

    def _click(self, asked: Json) -> Outcome:
        return self._people.click(
            asked["user"],
            asked["container"],
            asked["action_id"],
            block_id=asked.get("block_id"),
            value=asked.get("value"),
            selected_option=asked.get("selected_option"),
            state=mapping(asked.get("state")),
        )

    def _suggest(self, asked: Json) -> Outcome:
        return self._people.suggest(
            asked["user"],
            asked["container"],
            asked["action_id"],
            asked["query"],
            block_id=asked.get("block_id"),
        )

    def _submit(self, asked: Json) -> Outcome:
        return self._people.submit(asked["user"], asked["view_id"], asked.get("values") or {})

    def _close(self, asked: Json) -> Outcome:
        return self._people.close(asked["user"], asked["view_id"])

    def _shortcut(self, asked: Json) -> Outcome:
        return self._people.shortcut(
            asked["user"], asked["channel"], asked["ts"], asked["callback_id"]
        )

    def _open_home(self, asked: Json) -> Outcome:
        return self._people.open_home(asked["user"])

    def _clock(self, asked: Json) -> Outcome:
        if asked["to"] not in JUMPS:
            raise ValueError(f"no jump {asked['to']}")
        return self._people.move_clock(asked["user"], asked["to"])


def _told(outcome: Outcome, *, with_options: bool) -> Json:
    told: Json = {"ok": outcome.ok}
    if outcome.error:
        told["error"] = outcome.error
    if outcome.errors:
        told["errors"] = dict(outcome.errors)
    if with_options and outcome.ok:
        told["options"] = list(outcome.options)
    return told
