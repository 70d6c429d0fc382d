"""An environment that is a little off: a machine's odd time zone, a secret with a line's end behind it."""

from pathlib import Path

import pytest

from tests.bot.served import SECRET, TOKEN, Served, form, serving, signed
from tests.conftest import begun_settings

BEHIND_UTC = "<-03>3"
"""A zone as POSIX spells it, which has no name: containers without zone files are given such."""


def rounds(bot: Served) -> str:
    """What is measured of the rounds in which digests are delivered."""
    answer = bot.send("GET", "/metrics")
    return next(
        line for line in answer.body.splitlines() if line.startswith("rolecall_seconds_without")
    )


@pytest.mark.parametrize("zone", [BEHIND_UTC, "Mars/Olympus"])
def test_digests_do_not_ask_for_the_machines_time_zone(tmp_path: Path, zone: str) -> None:
    data = str(begun_settings(tmp_path / "data").rolecall_data)
    with serving(tmp_path, ROLECALL_DATA=data, TZ=zone) as bot:
        assert bot.ask("/salary mle").status == 200
        assert float(rounds(bot).split()[-1]) < 90
        assert bot.end() == 0
    assert "Traceback" not in bot.log.read_text(encoding="utf-8")


def test_a_secret_from_a_file_may_end_its_line(tmp_path: Path) -> None:
    data = str(begun_settings(tmp_path / "data").rolecall_data)
    secrets = {"SLACK_SIGNING_SECRET": f"{SECRET}\n", "SLACK_BOT_TOKEN": f" {TOKEN}\r\n"}
    with serving(tmp_path, ROLECALL_DATA=data, **secrets) as bot:
        body = form("/salary mle")
        assert bot.post(body, signed(body)).status == 200
