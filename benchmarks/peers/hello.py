"""Bare Bolt for Python with its defaults: a hello to every command, on the port that is given.

It has the server that we use: Bolt's own, which is for development, answers one request at a time.
"""

import os
import sys
from typing import Any

from granian.constants import Interfaces
from granian.server import Server
from slack_bolt import Ack, App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.authorization import AuthorizeResult


def wsgi() -> SlackRequestHandler:
    """The app; all that it is told is who it is, which it would ask Slack."""
    app = App(
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        authorize=lambda: AuthorizeResult(
            enterprise_id=None, team_id=None, bot_token="xoxb-benchmark"
        ),
    )
    for name in ("role", "salary", "compare"):
        # Bolt leaves the type of its decorators open.
        command: Any = app.command(f"/{name}")  # pyright: ignore[reportUnknownMemberType]
        command(hello)
    return SlackRequestHandler(app)


def hello(ack: Ack) -> None:
    """All that it says."""
    ack("Hello")


if __name__ == "__main__":
    Server("hello:wsgi", factory=True, port=int(sys.argv[1]), interface=Interfaces.WSGI).serve()
