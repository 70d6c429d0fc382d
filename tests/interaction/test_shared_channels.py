"""A channel that is shared with another workspace: what is done there belongs to ours.

Slack names the other workspace in forms that are sent there, and in events.
"""

import io
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from slack_sdk.signature import SignatureVerifier

from bot.playground.seed import TEAM_ID
from bot.settings import Settings
from tests.interaction.conftest import (
    ALEX,
    DATA_JOBS,
    MAYA,
    MAYAS_DM,
    Town,
    Way,
    eventually,
    shown,
)
from tests.interaction.digests import digest, form_of, heading, labelled, said

OTHER = "T0OTHER"


def from_there(body: str) -> str:
    """What Slack sends, as it comes from the other workspace."""
    if body.startswith("{"):
        return json.dumps({**json.loads(body), "team_id": OTHER})
    form = parse_qs(body, keep_blank_values=True)
    if "payload" not in form:
        return body
    payload: dict[str, Any] = json.loads(form["payload"][0])
    if payload["type"] != "view_submission":
        return body
    view = {**payload["view"], "team_id": OTHER, "app_installed_team_id": TEAM_ID}
    payload |= {"team": {"id": OTHER, "domain": "other"}, "view": view}
    return urlencode({"payload": json.dumps(payload)})


@dataclass
class Shared:
    """The app, to which Slack sends all that people do as done in the other workspace."""

    app: WSGIApplication
    secret: str

    def __call__(self, environ: WSGIEnvironment, answer: StartResponse) -> Iterable[bytes]:
        body = from_there(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode())
        timestamp = str(int(time.time()))
        signature = SignatureVerifier(self.secret).generate_signature(
            timestamp=timestamp, body=body
        )
        changed = {
            "wsgi.input": io.BytesIO(body.encode()),
            "CONTENT_LENGTH": str(len(body.encode())),
            "HTTP_X_SLACK_REQUEST_TIMESTAMP": timestamp,
            "HTTP_X_SLACK_SIGNATURE": signature,
        }
        return self.app({**environ, **changed}, answer)


@pytest.fixture
def way() -> Way:
    """All that people do comes from the other workspace."""

    def shared(app: WSGIApplication, settings: Settings) -> WSGIApplication:
        assert settings.slack_signing_secret is not None
        return Shared(app, settings.slack_signing_secret.get_secret_value())

    return shared


def test_a_digest_that_is_set_up_there_is_the_channels_only_one(town: Town) -> None:
    state = digest(town)
    town.clicks(state, labelled(state, "Subscribe…"))
    assert town.slack.submit(MAYA, form_of(town).id, {}).ok
    eventually(lambda: "is set up" in heading(town.answers()[-1]))
    assert "Mondays at 09:00" in said(digest(town))
    assert said(digest(town, "list", user=ALEX)).count("Mondays at 09:00") == 1


def test_a_channel_that_is_archived_there_is_noticed(town: Town) -> None:
    digest(town, "subscribe")
    assert town.slack.archive(ALEX, DATA_JOBS).ok
    arrives(town, lambda: any("archived" in said(one) for one in town.answers(MAYAS_DM)))


def test_the_home_tab_is_ones_own_there_too(town: Town) -> None:
    card = town.types("/role data engineer")
    town.clicks(card, "follow:data-engineer")
    eventually(lambda: "Unfollow" in shown(town.answers()[-1]))
    town.slack.open_home(MAYA)
    eventually(lambda: town.slack.workspace.home(MAYA) is not None)
    home = town.slack.workspace.home(MAYA)
    assert home is not None
    assert "nothing new since you last looked" in shown(home)


def arrives(town: Town, check: Callable[[], bool]) -> None:
    """Wait for what comes by way of the outbox."""

    def delivered() -> bool:
        town.delivery.round()
        return check()

    eventually(delivered)
