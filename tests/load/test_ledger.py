"""The load run's judge: what it takes for right, for turned away and for a failure."""

import json

import pytest

from benchmarks.load.client import Answer
from benchmarks.load.ledger import Ledger
from benchmarks.load.requests import Request, Template
from benchmarks.load.stand_in import APOLOGY, Seen
from handlers.failures import BUSY

SHAPE = frozenset({"response_type", "text", "blocks"})
RIGHT = json.dumps({"response_type": "ephemeral", "text": "MLE", "blocks": []})
SORRY = json.dumps({"response_type": "ephemeral", "text": f"{APOLOGY} …", "blocks": []})
TOO_MUCH = json.dumps({"response_type": "ephemeral", "text": BUSY})
AT_FIELD = json.dumps({"response_action": "errors", "errors": {"role": BUSY}})


def answer(
    body: str = RIGHT, status: int = 200, seconds: float = 0.1, *, planned: float = 0, key: str = ""
) -> Answer:
    template = Template(
        "/salary", "", is_json=False, shape=SHAPE, effect="response_url" if key else ""
    )
    return Answer(Request(template, "", key), planned, seconds, status, body)


@pytest.fixture
def ledger() -> Ledger:
    """A run in which Slack is well."""
    ledger = Ledger()
    ledger.begin("well", 0, well=True, after=0)
    return ledger


def test_what_was_rehearsed_is_right(ledger: Ledger) -> None:
    ledger.answered(answer())
    assert ledger.failed == 0
    assert len(ledger.tallies[-1].seconds) == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [(SORRY, 200), (RIGHT, 500), ("", 200), ("TimeoutError", 0), (TOO_MUCH, 200), (AT_FIELD, 200)],
)
def test_everything_else_has_failed(ledger: Ledger, body: str, status: int) -> None:
    ledger.answered(answer(body, status))
    assert ledger.failed == 1


@pytest.mark.parametrize(("body", "status"), [(TOO_MUCH, 200), (TOO_MUCH, 503), (AT_FIELD, 200)])
def test_turning_away_is_no_failure_while_slack_is_not_well(body: str, status: int) -> None:
    ledger = Ledger()
    ledger.begin("silent", 0, well=False, after=0)
    ledger.answered(answer(body, status))
    ledger.begin("well", 10, well=True, after=5)
    ledger.answered(answer(body, status, planned=14))
    assert [tally.turned_away for tally in ledger.tallies] == [1, 1]
    assert ledger.failed == 0
    ledger.answered(answer(body, status, planned=16))
    assert ledger.failed == 1


def test_an_apology_fails_even_while_slack_is_not_well() -> None:
    ledger = Ledger()
    ledger.begin("silent", 0, well=False, after=0)
    ledger.answered(answer(SORRY))
    assert ledger.failed == 1


def test_a_late_acknowledgement_is_counted(ledger: Ledger) -> None:
    ledger.answered(answer(seconds=3.1))
    assert ledger.tallies[-1].over == 1


def test_effects_are_in_time_late_or_sorry(ledger: Ledger) -> None:
    for key in ("a", "b", "c", "d"):
        ledger.answered(answer(key=key))
    ledger.seen(Seen("a", 1, ""))
    ledger.seen(Seen("b", 9, ""))
    ledger.seen(Seen("c", 1, "sorry"))
    tally = ledger.tallies[-1]
    assert (tally.effects, tally.in_time, tally.late, tally.sorry, tally.never) == (4, 1, 1, 1, 1)
    assert ledger.failed == 1
    ledger.close()
    assert ledger.failed == 2


def test_what_slack_loses_while_it_is_not_well_is_no_failure(ledger: Ledger) -> None:
    ledger.answered(answer(key="under way"))
    ledger.begin("silent", 1, well=False, after=0)
    ledger.answered(answer(key="never"))
    ledger.close()
    assert ledger.failed == 0


def test_what_its_trigger_was_too_short_for_is_counted_apart(ledger: Ledger) -> None:
    """Whether that is a failure depends on the machine: see `passed`."""
    ledger.answered(answer(key="a"))
    ledger.seen(Seen("a", 4, "too late"))
    assert (ledger.tallies[-1].sorry, ledger.tallies[-1].too_late) == (1, 1)
    ledger.close()
    assert ledger.failed == 0
