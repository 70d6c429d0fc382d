"""Rolecall itself in the playground: over real HTTP, signed, with its own manifest."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pydantic import SecretStr

from bot.playground.server import Playground, serve_wsgi
from bot.transport.http import build_wsgi
from bot.world import build_world
from tests.conftest import offline_settings
from tests.playground.sample import SECRET, TOKEN


@dataclass(frozen=True)
class Rolecall:
    """The product, and the workspace that it is installed in."""

    playground: Playground
    app_url: str


@pytest.fixture(scope="module")
def rolecall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rolecall]:
    """The whole product, served."""
    tmp_path = tmp_path_factory.mktemp("rolecall")
    playground = Playground.start(SECRET)
    settings = offline_settings(tmp_path).model_copy(
        update={
            "slack_signing_secret": SecretStr(SECRET),
            "slack_bot_token": SecretStr(TOKEN),
            "slack_api_url": playground.api_url,
        }
    )
    app = serve_wsgi(build_wsgi(settings, build_world(settings).deps))
    app_url = f"{app.url}/slack/events"
    playground.connect(app_url)
    yield Rolecall(playground, app_url)
    app.stop()
    playground.stop()


@pytest.mark.parametrize(
    "line",
    [
        "/role ml engineer",
        "/role help",
        "/role nothing of the sort",
        "/salary mle senior",
        "/salary machine lerning enginer base",
        "/compare ml engineer vs data engineer",
        "/trends mlops",
    ],
)
def test_slack_takes_every_answer(rolecall: Rolecall, line: str) -> None:
    answer = rolecall.playground.slash("U0MAYA", "C0RANDOM", line)
    assert answer.error == ""
    assert answer.message.ephemeral_for == "U0MAYA"
    assert answer.message.text


def test_another_secret_is_turned_away(rolecall: Rolecall) -> None:
    forger = Playground.start("another-secret")
    forger.connect(rolecall.app_url)
    answer = forger.slash("U0MAYA", "C0RANDOM", "/salary mle")
    forger.stop()
    assert (answer.ok, answer.status) == (False, 401)
