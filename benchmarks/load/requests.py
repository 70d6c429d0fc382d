"""Rehearsed requests made new again and again, in the mix in which members send them."""

import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, cycle
from random import Random
from typing import Any, cast
from urllib.parse import quote_plus, urlencode

from benchmarks.load.rehearsal import Exchange
from benchmarks.questions import HARD, MIX, Question, made_new
from bot.playground.seed import MAYA

KEY, MEMBER, SLACK, MOMENT, DRAFT = (
    "KEYKEYKEY",
    "MEMBERMEMBER",
    "SLACKSLACK",
    "MOMENTMOMENT",
    "DRAFTS",
)
"""What stands in a template for an id of its own, who acts, Slack's address, the time, a draft."""

UNIQUE = frozenset({
    "action_ts", "event_id", "event_ts", "hash", "message_ts", "root_view_id", "thread_ts",
    "trigger_id", "ts", "view_id",
})  # fmt: skip
"""Fields in which Slack never says the same twice."""

MEMBERS = 2_000

OF_ONE_MEMBER = ("/digest", "click digest_ask", "click digest_form", "form digest_form")
"""What only who subscribed a channel may do."""

WEIGHTS: Mapping[str, float] = {
    "a question again": 34, "a new question": 12, "a hard question": 4,
    "/salary": 2, "/role": 2, "/compare": 1, "/trends": 1, "/digest": 2, "/knowledge": 1,
    "click ask": 6, "click ask_more": 2, "click compare_with": 2, "click follow": 1,
    "click unfollow": 1, "click share": 1, "click filter": 1.5, "click report": 0.5,
    "click edit_offer": 0.5, "click search": 0.5, "click digest_ask": 1, "click digest_form": 0.5,
    "click digest_useful": 1, "click digest_not_useful": 0.5,
    "options role": 2.5, "options place": 2, "options company": 1.5, "options compare_with": 2,
    "options digest_zone": 1, "options digest_roles": 1,
    "form salary_filter": 2, "form offer_check": 1, "form digest_form": 0.5,
    "form report_sent": 0.02, "message_action": 0.5,
    "event app_home_opened": 1.5, "event message": 1, "event app_mention": 1,
    "event own message": 1, "event member_joined_channel": 1,
}  # fmt: skip
"""How much there is of each kind; what a day of a workspace looks like, in about a hundred requests.

Reports are few: each is told to every admin, to whom Slack takes one message a second.
"""


@dataclass(frozen=True, slots=True)
class Template:
    """A request but for its key and who sends it; `shape` are the fields of a right answer."""

    kind: str
    body: str
    is_json: bool
    shape: frozenset[str]
    effect: str

    @classmethod
    def of(cls, exchange: Exchange, slack_url: str) -> "Template":
        """What is left of a request once all that was its own is taken out."""
        payload = json.dumps(_unnamed(exchange.payload))
        payload = re.sub(
            r"http://127\.0\.0\.1:\d+/response/\w+", f"{SLACK}/response/{KEY}", payload
        )
        payload = re.sub(r"http://127\.0\.0\.1:\d+/files/\w+", f"{SLACK}/files/{KEY}", payload)
        payload = re.sub(r'(opened_at\\*":\s*\\*")[^"\\]+', rf"\g<1>{MOMENT}", payload)
        if exchange.kind not in OF_ONE_MEMBER:
            payload = payload.replace(MAYA.id, MEMBER)
        payload = payload.replace(SLACK, slack_url)
        if exchange.is_json:
            body = payload
        elif exchange.kind.startswith("/"):
            body = urlencode(json.loads(payload))
        else:
            body = urlencode({"payload": payload})
        return cls(exchange.kind, body, exchange.is_json, _shape(exchange.answer), exchange.effect)

    def filled(self, key: str, member: str, **more: str) -> "Request":
        """The request itself; `more` are other texts to take the place of what they name."""
        body = self.body.replace(KEY, key).replace(MEMBER, member)
        body = body.replace(MOMENT, quote_plus(datetime.now(UTC).isoformat()))
        for name, text in more.items():
            body = body.replace(name, text)
        return Request(self, body, member if self.effect == "views.publish" else key)


@dataclass(frozen=True, slots=True)
class Request:
    """One request; `effect_key` is under what name what comes of it is known."""

    template: Template
    body: str
    effect_key: str


class Mix:
    """All that members do, without end."""

    def __init__(self, exchanges: Sequence[Exchange], slack_url: str) -> None:
        self._keys = (f"{int(time.time())}.{number:06}" for number in count(1))
        self._chance = Random(6)  # noqa: S311 — the same in every run
        self.templates: dict[str, list[Template]] = {}
        for exchange in exchanges:
            template = Template.of(exchange, slack_url)
            self.templates.setdefault(template.kind, []).append(template)
        self._question = self._asking()
        self._again, self._hard = cycle(MIX), cycle(HARD)
        self._new = cycle([made_new(question) for question in MIX])
        missing = [kind for kind in WEIGHTS if kind[0] != "a" and kind not in self.templates]
        if missing:
            raise LookupError(f"not rehearsed: {missing}")

    def __iter__(self) -> Iterator[Request]:
        """Each request is another one."""
        kinds, weights = list(WEIGHTS), list(WEIGHTS.values())
        while True:
            for kind in self._chance.choices(kinds, weights, k=1_000):
                yield self._one(kind)

    def fill(self, template: Template, **more: str) -> Request:
        """A request of a kind that is not in the mix."""
        return template.filled(next(self._keys), self._member(), **more)

    def _one(self, kind: str) -> Request:
        match kind:
            case "a question again":
                return self._ask(next(self._again))
            case "a new question":
                return self._ask(next(next(self._new)))
            case "a hard question":
                return self._ask(next(self._hard))
            case _:
                return self.fill(self._chance.choice(self.templates[kind]))

    def _ask(self, question: Question) -> Request:
        command, text = question
        return self.fill(self._question[command], TEXTTEXT=quote_plus(text))

    def _asking(self) -> dict[str, Template]:
        """A command of each kind with another text; each is answered at once, with blocks."""
        asking: dict[str, Template] = {}
        for command in ("salary", "role", "compare", "trends"):
            one = next(one for one in self.templates[f"/{command}"] if not one.effect)
            body = re.sub(r"(?<=&text=)[^&]*", "TEXTTEXT", one.body)
            asking[command] = Template(one.kind, body, one.is_json, one.shape, "")
        return asking

    def _member(self) -> str:
        return f"U0L{self._chance.randrange(MEMBERS):05}"


def _shape(answer: str) -> frozenset[str]:
    return frozenset(json.loads(answer)) if answer.startswith("{") else frozenset()


def _unnamed(value: object, name: str = "") -> Any:
    """The same with a placeholder for everything that is said only once."""
    if isinstance(value, dict):
        fields = cast("dict[str, object]", value)
        found = {name: _unnamed(one, name) for name, one in fields.items()}
        if found.get("action_id") == "knowledge_apply":
            found["value"] = DRAFT
        return {**found, "id": KEY} if name == "view" else found
    if isinstance(value, list):
        return [_unnamed(one) for one in cast("list[object]", value)]
    if name in UNIQUE and isinstance(value, str):
        return KEY
    return value
