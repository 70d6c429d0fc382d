"""A small app that uses everything of Slack that the playground stands in for."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import falcon
from falcon import Request, Response
from slack_bolt import App
from slack_bolt.adapter.falcon import SlackAppResource
from slack_sdk import WebClient

from bot.playground.server import Playground, serve_wsgi
from tests.playground.made import actions, button, everything, form, modal, option, words

SECRET = "a-secret"
TOKEN = "xoxb-playground"
SCOPES = """
    app_mentions:read channels:history channels:join channels:read chat:write commands files:write
    groups:history groups:read im:history im:read im:write usergroups:read users:read
"""
CHANNEL_EVENTS = """
    channel_archive channel_unarchive channel_deleted channel_left
    group_archive group_unarchive group_deleted group_left
    member_joined_channel member_left_channel
""".split()

MANIFEST: dict[str, Any] = {
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": name, "description": name[1:], "usage_hint": "[text]"}
            for name in "/echo /public /silent /broken /slow /later /plain /form /toolong".split()
        ],
        "shortcuts": [
            {"name": "Read this", "type": "message", "callback_id": "read_this"},
            {"name": "Anywhere", "type": "global", "callback_id": "anywhere"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES.split()}},
    "settings": {
        "interactivity": {"is_enabled": True},
        "event_subscriptions": {
            "bot_events": ["app_mention", "message.im", "app_home_opened", *CHANNEL_EVENTS]
        },
    },
}

Handler = Callable[..., None]


@dataclass
class Heard:
    """Everything that reached the app, as bodies, oldest first."""

    bodies: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    headers: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def last(self) -> dict[str, Any]:
        """What came last."""
        return self.bodies[-1]


def open_form(ack: Any, client: Any, body: dict[str, Any]) -> None:
    """Open the form before acknowledging."""
    client.views_open(trigger_id=body["trigger_id"], view=form())
    ack()


def later(ack: Any, respond: Any) -> None:
    """Answer over the response URL."""
    ack()
    respond(text="First", blocks=[words("First"), actions(button("replace"))])


def broken() -> None:
    """Fail."""
    raise RuntimeError("on purpose")


def replace(ack: Any, respond: Any) -> None:
    """Put something else in the message's place."""
    respond(text="Replaced", blocks=[words("Replaced")], replace_original=True)
    ack()


def delete(ack: Any, respond: Any) -> None:
    """Take the message away."""
    respond(delete_original=True)
    ack()


SAID_TO: dict[str, dict[str, Any]] = {
    "nobody": {"response_action": "errors", "errors": {"name": "Nobody is not a name"}},
    "nowhere": {"response_action": "errors", "errors": {"other": "No such input"}},
    "update": {"response_action": "update", "view": modal(words("Updated"))},
    "push": {"response_action": "push", "view": modal(words("Pushed"))},
    "wrong": {"response_action": "push", "view": modal(words(""))},
    "clear": {"response_action": "clear"},
}


def greet(ack: Any, view: dict[str, Any]) -> None:
    """Answer a submitted form by the name in it."""
    name = view["state"]["values"]["name"]["name"]["value"]
    ack(**SAID_TO.get(name, {}))


def suggest(ack: Any, body: dict[str, Any]) -> None:
    """Offer colors."""
    colors = ["red", "green", "grey"]
    ack(options=[option(color) for color in colors if body["value"] in color])


def mention(event: dict[str, Any], say: Any) -> None:
    """Answer in the thread."""
    say(text=f"You said {event['text']}", thread_ts=event.get("thread_ts", event["ts"]))


def direct(event: dict[str, Any], say: Any) -> None:
    """Answer people, and not oneself."""
    if "bot_id" not in event:
        say(text=f"Heard: {event['text']}")


def home(client: Any, event: dict[str, Any]) -> None:
    """Publish a Home tab."""
    view = {"type": "home", "blocks": [words("Welcome"), actions(button("press"))]}
    client.views_publish(user_id=event["user"], view=view)


def echo(ack: Any, command: dict[str, Any]) -> None:
    """Say it again, with everything to click."""
    ack(text=command["text"], blocks=everything())


def public(ack: Any, command: dict[str, Any]) -> None:
    """Say it again, to everyone."""
    ack(text=command["text"], response_type="in_channel")


def answering(*said: Any, **more: Any) -> Handler:
    """A listener that acknowledges with these words."""

    def answer(ack: Any) -> None:
        ack(*said, **more)

    return answer


COMMANDS: dict[str, Handler] = {
    "/echo": echo,
    "/public": public,
    "/silent": answering(),
    "/broken": broken,
    "/later": later,
    "/form": open_form,
    "/plain": answering("plain words"),
    "/toolong": answering(text="x", blocks=[words("x" * 3_001)]),
}


def build(playground: Playground, heard: Heard) -> App:
    """The app."""
    app = App(
        signing_secret=SECRET,
        client=WebClient(token=TOKEN, base_url=playground.api_url),
        process_before_response=True,
        ignoring_self_events_enabled=False,
    )
    # Bolt leaves the type of its decorators open.
    listen = cast("Any", app)

    def remember(req: Any, body: dict[str, Any], next: Callable[[], None]) -> None:
        heard.bodies.append(body)
        heard.headers.append({name: values[0] for name, values in req.headers.items()})
        next()

    def slow(ack: Any) -> None:
        heard.released.wait()
        ack()

    listen.use(remember)
    for name, handler in {**COMMANDS, "/slow": slow}.items():
        listen.command(name)(handler)
    for name in ("press", "pick", "color"):
        listen.action(name)(answering())
    listen.action("open")(open_form)
    listen.action("replace")(replace)
    listen.action("delete")(delete)
    for name in ("color", "colors"):
        listen.options(name)(suggest)
    listen.shortcut("read_this")(open_form)
    listen.view("form")(greet)
    listen.view_closed("form")(answering())
    listen.event("app_mention")(mention)
    listen.event("message")(direct)
    listen.event("app_home_opened")(home)
    for name in CHANNEL_EVENTS:
        listen.event(name)(answering())
    return app


@contextmanager
def served(playground: Playground) -> Generator[Heard]:
    """The app, served and connected."""
    heard = Heard()
    wsgi: falcon.App[Request, Response] = falcon.App()
    wsgi.add_route("/slack/events", SlackAppResource(build(playground, heard)))
    app = serve_wsgi(wsgi)
    playground.connect(f"{app.url}/slack/events")
    try:
        yield heard
    finally:
        heard.released.set()
        app.stop()
