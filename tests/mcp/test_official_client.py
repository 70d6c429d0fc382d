"""The official Python client, in each of its modes, against the server as it runs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from tests.mcp.running import Running, running_bot

MODES = ["auto", "legacy", "2026-07-28"]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running_bot(tmp_path_factory.mktemp("mcp")) as found:
        yield found


def assert_pay(told: Any) -> None:
    """What the client got is the answer."""
    assert not told.is_error
    assert (
        told.structured_content["answer"]["official"][0][0]["amounts"]["median"]["amount"]
        == 170_110
    )
    assert "$177,177–$189,477+" in told.content[0].text


@pytest.mark.parametrize("mode", MODES)
def test_with_a_token(running: Running, mode: str) -> None:
    from tests.mcp.official_client import told_with_token

    assert_pay(told_with_token(running.url, running.token, mode))


@pytest.mark.parametrize("mode", MODES)
def test_as_slack(running: Running, mode: str) -> None:
    from tests.mcp.official_client import told_slack

    told = told_slack(running.url, mode)
    assert_pay(told)
    assert told.meta["slack"]["blocks"]


@pytest.mark.parametrize("mode", MODES)
def test_as_a_desktop_client_starts_it(settings: Settings, tmp_path: Path, mode: str) -> None:
    from tests.mcp.official_client import told_on_a_desktop

    assert_pay(told_on_a_desktop(settings.rolecall_data, tmp_path, mode))
