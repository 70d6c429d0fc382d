"""What operators see: counts, log lines, and never what is said."""

import logging
import re

import pytest
from falcon.testing import TestClient

from bot.playground.faults import Fault
from tests.delivery.town import HOUR, SETTLED, Town


def counts(town: Town) -> dict[str, float]:
    """What /metrics says, of this process and all that it did before."""
    answer = TestClient(town.app).simulate_get("/metrics")
    assert answer.status_code == 200
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_everything_is_counted(town: Town) -> None:
    before = counts(town)
    faults = town.slack.workspace.faults
    town.at_the_slot(late=HOUR)
    faults.set("chat.postMessage", Fault.store_and_drop(), times=1)
    town.at_the_slot()
    town.pass_time(SETTLED)
    town.round()
    town.at_the_slot(late=50 * HOUR)
    faults.set("chat.postMessage", Fault.refuse("invalid_blocks"), times=1)
    town.at_the_slot()
    after = counts(town)
    grown = {
        name: value - before.get(name, 0)
        for name, value in after.items()
        if re.match(r'rolecall_(?:digest|post)\w+(_total|_count|_bucket\{le="3600.0"\})', name)
    }
    assert {name: value for name, value in grown.items() if value} == {
        "rolecall_digests_due_total": 3,
        "rolecall_digests_missed_total": 1,
        'rolecall_posts_sent_total{kind="digest"}': 2,
        'rolecall_posts_sent_total{kind="details"}': 2,
        'rolecall_posts_sent_total{kind="notice"}': 1,
        "rolecall_posts_adopted_total": 1,
        'rolecall_posts_failed_total{code="invalid_blocks"}': 1,
        "rolecall_digest_lateness_seconds_count": 2,
        'rolecall_digest_lateness_seconds_bucket{le="3600.0"}': 1,
    }


def test_what_was_taken_back_is_not_missed(town: Town) -> None:
    before = counts(town)["rolecall_digests_missed_total"]
    town.slack.workspace.faults.set("chat.postMessage", Fault.drop(), times=1)
    town.at_the_slot()
    town.world.deps.digests.unsubscribe(town.subscription().id)
    town.pass_time(SETTLED)
    town.round()
    town.pass_time(SETTLED)
    town.round()
    assert town.digests() == []
    assert counts(town)["rolecall_digests_missed_total"] == before


def test_no_log_line_holds_what_is_said_or_a_token(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    # All that a deployment logs; `slack_sdk` below that prints whole requests.
    with caplog.at_level(logging.INFO):
        faults = town.slack.workspace.faults
        answers = iter(
            [
                Fault.refuse("invalid_blocks"),
                Fault.rate_limit(1),
                Fault.store_and_drop(),
                Fault.drop(),
                Fault.refuse("fatal_error", status=500),
                Fault.refuse("token_revoked"),
            ]
        )
        faults.choose("chat.postMessage", lambda: next(answers, None))
        for _ in range(8):
            town.at_the_slot()
            town.pass_time(SETTLED)
            town.round()
            town.pass_time(HOUR)
            town.round()
    assert "sent (digest, attempt" in caplog.text
    token = town.settings.slack_bot_token
    assert token is not None
    assert token.get_secret_value() not in caplog.text
    said = {
        line
        for message in town.digests()
        for line in (*message.text.splitlines(), *town.thread(message)[0].text.splitlines())
        if len(line) > 20
    }
    assert len(said) > 50
    assert not [line for line in said if line in caplog.text]
