"""Real requests to replay: members of the playground do everything once, and the app's door is watched."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from benchmarks.load.editing import IN_SLACK, edited
from benchmarks.load.stand_in import APOLOGY
from bot.background import ThreadBackground
from bot.delivery.poster import Timing
from bot.playground.clock import MovableClock
from bot.playground.demo import start_demo
from bot.playground.records import Message, View, elements
from bot.playground.seed import ALEX, MAYA, SAM
from bot.playground.server import Playground
from bot.settings import Settings
from bot.transport.http import build_wsgi
from bot.world import World, build_world

Json = dict[str, Any]

DATA_JOBS = "C0DATA"
MAYAS_DM, ALEXS_DM = "D0MAYA", "D0ALEX"

SHOWN = (
    "/salary mle senior sf", "/salary ml developer senior", "/role mle", "/role engineer",
    "/compare mle vs data engineer", "/trends mlops",
    "/salary check Senior ML Engineer, Austin, base $150k-$185k", "/salary frontend developer",
)  # fmt: skip
"""Answers under each of which everything is clicked."""

NOT_CLICKED = ("unsubscribe", "send now", "pause", "resume")
"""What would end the digest that the others are about, or post it again and again."""

OWN_MESSAGE = "event own message"
HANDED_IN = "event file_share"
WITHOUT_EFFECT = (OWN_MESSAGE, HANDED_IN)
"""What the bot says may reach it again; and what it answers outside of a thread has no name of its own."""

EFFECTS = ("response_url", "views.open", "views.push", "views.update", "views.publish")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request that the app got, and what it was answered; `effect` is the call that came of it."""

    kind: str
    body: str
    is_json: bool
    answer: str
    effect: str

    @property
    def payload(self) -> Json:
        """The interaction or the event; a command's fields."""
        return _payload(self.body, is_json=self.is_json)


class Door:
    """The app with everything noted that goes in and out."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self.heard: list[tuple[str, bool, str]] = []

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Pass a request on."""
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        answer = b"".join(self._app(environ, start))
        is_json = str(environ.get("CONTENT_TYPE")).startswith("application/json")
        self.heard.append((body.decode(), is_json, answer.decode()))
        return [answer]


class AtOnce(ThreadBackground):
    """No background: what comes of a request has come when it is answered, or it fails."""

    def __call__(
        self,
        work: Callable[[], object],
        apologize: Callable[[str], object],  # noqa: ARG002 — a failure ends the rehearsal
        within: float | None = None,  # noqa: ARG002 — nothing is late here
    ) -> None:
        """Do the work here and now."""
        work()


def rehearse(settings: Settings) -> list[Exchange]:
    """What members and an admin do, each thing once; leaves the data folder with that state."""
    worlds: list[World] = []
    doors: list[Door] = []

    def wsgi(private: Settings, clock: MovableClock) -> WSGIApplication:
        world = build_world(private, AtOnce(), clock, Timing(between_posts=0))
        worlds.append(world)
        doors.append(Door(build_wsgi(private, world.deps)))
        return doors[-1]

    demo = start_demo(settings, wsgi, port=0)
    try:
        actors = Actors(demo.playground, worlds[0], doors[0])
        actors.ask()
        actors.use_forms()
        actors.have_digests()
        actors.talk()
        actors.go_home()
        actors.keep_knowledge()
        return actors.exchanges
    finally:
        demo.stop()
        worlds[0].stop()


class Actors:
    """The people of the playground, and what came of what they did."""

    def __init__(self, slack: Playground, world: World, door: Door) -> None:
        self.exchanges: list[Exchange] = []
        self._slack = slack
        self._world = world
        self._door = door

    def ask(self) -> None:
        """Type questions, and click everything under their answers."""
        for line in SHOWN:
            before = self._typed(line)
            for action_id, value in _clickable(before):
                self._click(self._typed(line), action_id, value)
        self._do(lambda: self._slack.slash(MAYA.id, DATA_JOBS, "/salary"))
        self._do(lambda: self._slack.slash(MAYA.id, DATA_JOBS, "/role help"))
        self._close()

    def use_forms(self) -> None:
        """Fill in the forms that answers lead to."""
        self._click(self._typed("/salary ml developer senior"), "filter")
        form = self._form()
        for field, typed in (("role", "mle"), ("place", "new york"), ("company", "goo")):
            self._do(
                lambda field=field, typed=typed: self._slack.suggest(MAYA.id, form, field, typed)
            )
        self._do(lambda: self._slack.submit(MAYA.id, form.id, {}))
        self._click(self._typed(SHOWN[6]), "edit_offer")
        form = self._form()
        self._do(lambda: self._slack.submit(MAYA.id, form.id, {}))
        self._close()
        self._click(self._typed("/role mle"), "report")
        form = self._form()
        note = {"report_note": {"report_note": "The second line is out of date"}}
        self._do(lambda: self._slack.submit(MAYA.id, form.id, note))
        self._close()
        posts = self._slack.workspace.messages(DATA_JOBS)
        job = next(one for one in posts if "hiring" in one.text)
        self._do(lambda: self._slack.shortcut(MAYA.id, DATA_JOBS, job.ts, "check_pay"))
        self._close()

    def have_digests(self) -> None:
        """Subscribe a channel, look at it in every way, and say what one thinks of a digest."""
        self._typed("/digest subscribe mondays at 9am Berlin time")
        state = self._typed("/digest")
        for action_id, value in _clickable(state):
            if not any(word in value for word in NOT_CLICKED):
                self._click(self._typed("/digest"), action_id, value)
        form = self._form()
        for field, typed in (("digest_zone", "london"), ("digest_roles", "ml")):
            self._do(
                lambda field=field, typed=typed: self._slack.suggest(MAYA.id, form, field, typed)
            )
        self._do(lambda: self._slack.submit(MAYA.id, form.id, {}))
        for text in ("preview", "history", "list", "help", "what"):
            self._typed(f"/digest {text}")
        self._do(lambda: self._slack.slash(MAYA.id, MAYAS_DM, "/digest subscribe friday 16:00"))
        self._slack.slash(MAYA.id, DATA_JOBS, "/digest send now")
        self._world.delivery.round()
        posted = self._slack.workspace.messages(DATA_JOBS)
        digest = next(one for one in posted if "digest_useful" in dict(_clickable(one)))
        for action_id in ("digest_useful", "digest_not_useful"):
            self._click(digest, action_id)

    def talk(self) -> None:
        """Write to the bot, mention it, and let it hear who comes into a channel."""
        first = self._slack.say(MAYA.id, MAYAS_DM, "hello")
        thread = first.messages[-1].ts
        for text in (
            "what does a senior mle make in nyc?",
            "role data engineer",
            "digest",
            "knowledge",
        ):
            self._do(lambda text=text: self._slack.say(MAYA.id, MAYAS_DM, text, thread))
        self._do(lambda: self._slack.say(MAYA.id, DATA_JOBS, "@rolecall salary mle"))
        self._slack.kick(ALEX.id, DATA_JOBS, SAM.id)
        self._do(lambda: self._slack.invite(ALEX.id, DATA_JOBS, SAM.id))

    def go_home(self) -> None:
        """Open the Home tab, search, and click everything in it."""
        followed = self._typed("/role mle")
        self._click(followed, "follow:ml-engineer")
        self._do(lambda: self._slack.open_home(MAYA.id))
        home = self._slack.workspace.home(MAYA.id)
        if home is None:
            raise LookupError("no Home tab")
        for action_id, value in _clickable(home):
            if action_id.startswith("ask"):
                self._click(home, action_id, value)
                self._close()
        self._do(lambda: self._slack.click(MAYA.id, home, "search", value="data engineer"))
        self._close()
        there = self._slack.workspace.messages(DATA_JOBS, MAYA.id)
        self._click(next(one for one in there if one.ts == followed.ts), "unfollow:ml-engineer")

    def keep_knowledge(self) -> None:
        """Ask for the knowledge's state, as a member and as an admin; hand a file in, and apply it."""
        self._typed("/knowledge")
        for text in ("", "history", "stale", "conflicts", "reports", "help"):
            self._do(lambda text=text: self._slack.slash(ALEX.id, DATA_JOBS, f"/knowledge {text}"))
        file = self._slack.attach(Path(IN_SLACK).name, edited(IN_SLACK, 1).encode())
        self._do(lambda: self._slack.say(ALEX.id, ALEXS_DM, "", files=[file]))
        (*_, proposal) = self._slack.workspace.messages(ALEXS_DM)
        self._do(lambda: self._slack.click(ALEX.id, proposal, "knowledge_apply"))

    def _typed(self, line: str) -> Message:
        self._do(lambda: self._slack.slash(MAYA.id, DATA_JOBS, line))
        mine = [one for one in self._slack.workspace.messages(DATA_JOBS, MAYA.id) if one.bot]
        return mine[-1]

    def _click(self, place: Message | View, action_id: str, value: str = "") -> None:
        # The same question may stand in two rows of a page: a role among all, and among those followed.
        row, element = next(
            (block["block_id"], one)
            for block in place.blocks
            for one in elements(block)
            if one["action_id"] == action_id and value in ("", one.get("value", value))
        )
        if element["type"] == "external_select":
            options = self._do(
                lambda: self._slack.suggest(MAYA.id, place, action_id, "data")
            ).options
            self._do(
                lambda: self._slack.click(MAYA.id, place, action_id, selected_option=options[0])
            )
        elif element["type"] == "button":
            given = value or None
            self._do(
                lambda: self._slack.click(MAYA.id, place, action_id, value=given, block_id=row)
            )
        else:
            option = element["options"][0]["value"]
            self._do(lambda: self._slack.click(MAYA.id, place, action_id, selected_option=option))

    def _form(self) -> View:
        return self._slack.workspace.views(MAYA.id)[-1]

    def _close(self) -> None:
        self._slack.workspace.surfaces.clear(MAYA.id)

    def _do(self, act: Callable[[], Any]) -> Any:
        calls, heard = len(self._slack.workspace.log), len(self._door.heard)
        outcome = act()
        if not outcome.ok:
            raise RuntimeError(outcome.error or str(outcome.errors))
        methods = [
            call.method for call in self._slack.workspace.log[calls:] if call.outcome == "ok"
        ]
        effect = next((one for one in methods if one in (*EFFECTS, "chat.postMessage")), "")
        for body, is_json, answer in self._door.heard[heard:]:
            if APOLOGY in answer:
                raise RuntimeError(f"not answered: {body[:500]}")
            kind = _kind(_payload(body, is_json=is_json))
            came = "" if kind in WITHOUT_EFFECT else effect
            self.exchanges.append(Exchange(kind, body, is_json, answer, came))
        return outcome


def _payload(body: str, *, is_json: bool) -> Json:
    if is_json:
        return cast("Json", json.loads(body))
    fields = dict(parse_qsl(body, keep_blank_values=True))
    return cast("Json", json.loads(fields["payload"])) if "payload" in fields else fields


def _clickable(place: Message | View) -> list[tuple[str, str]]:
    """(action id, value) of everything that asks us; a link asks nobody."""
    return [
        (str(one["action_id"]), str(one.get("value", "")))
        for block in place.blocks
        for one in elements(block)
        if "url" not in one and one["type"] != "plain_text_input"
    ]


def _kind(payload: Json) -> str:
    """What sort of request it is, in the words of the table that the load prints."""
    match payload:
        case {"command": command}:
            return str(command)
        case {"type": "block_actions", "actions": [action]}:
            return f"click {str(action['action_id']).partition(':')[0]}"
        case {"type": "view_submission", "view": view}:
            return f"form {view['callback_id']}"
        case {"type": "block_suggestion", "action_id": action_id}:
            return f"options {action_id}"
        case {"type": "event_callback", "event": event}:
            return (
                OWN_MESSAGE if "bot_id" in event else f"event {event.get('subtype', event['type'])}"
            )
        case _:
            return str(payload["type"])
