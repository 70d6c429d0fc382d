"""A slash command as Slack would send it, signed, through the whole app in this process."""

import json
import secrets
import time
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from pydantic import SecretStr
from slack_bolt import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.app import build_app
from bot.incoming import FORM, Incoming
from bot.settings import Settings
from handlers.deps import Deps
from handlers.replies import command_line


@dataclass(frozen=True, slots=True)
class Loopback:
    """The app with a secret of its own, and nobody on the other side: no token, no network."""

    incoming: Incoming
    signer: SignatureVerifier

    def ask(self, line: str) -> dict[str, Any]:
        """Send a line such as `/salary mle senior`; gives the JSON that Slack would receive.

        Empty where the answer comes after the acknowledgement: there is nobody here to get it.
        Raises `LookupError` where the line begins with no command of ours.
        """
        command, _, text = line.strip().partition(" ")
        if command_line(command) is None:
            raise LookupError(command)
        form = {
            "command": command if command.startswith("/") else f"/{command}",
            "text": text,
            "team_id": "T0LOCAL",
            "channel_id": "C0LOCAL",
            "user_id": "U0LOCAL",
            "trigger_id": "local",
            "response_url": "http://127.0.0.1:9/none",
        }
        answer = self.send(urlencode(form, errors="replace"), FORM)
        return cast("dict[str, Any]", json.loads(answer.body or "{}"))

    def send(self, body: str, content_type: str) -> BoltResponse:
        """Sign a body, and send it."""
        timestamp = str(int(time.time()))
        headers = {
            "content-type": content_type,
            "x-slack-request-timestamp": timestamp,
            "x-slack-signature": self.signer.generate_signature(timestamp=timestamp, body=body),
        }
        return self.incoming.answer(body.encode(), cast("dict[str, str]", headers))


def open_loopback(settings: Settings, deps: Deps) -> Loopback:
    """The whole app under a made-up secret."""
    secret = secrets.token_hex(16)
    private = settings.model_copy(
        update={
            "slack_signing_secret": SecretStr(secret),
            "slack_bot_token": SecretStr("xoxb-local"),
        }
    )
    return Loopback(Incoming(build_app(private, deps).dispatch, secret), SignatureVerifier(secret))
