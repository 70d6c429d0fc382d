"""What the load run's report takes for held up by Slack, on a machine of any speed."""

from array import array

from benchmarks.load.ledger import Tally
from benchmarks.load.report import held_up


def tally(name: str, *seconds: float) -> Tally:
    return Tally(name, array("d", seconds))


ONE_BY_ONE = tally("one by one", 0.005)


def test_acknowledgements_that_wait_for_slack_are_held_up() -> None:
    assert held_up([ONE_BY_ONE, tally("well", 0.01, 0.02, 9), tally("silent", 0.01, 10, 10)]) == [
        "silent"
    ]


def test_some_that_come_late_are_reported_only() -> None:
    assert (
        held_up([ONE_BY_ONE, tally("well", 0.01, 0.02, 9), tally("silent", 0.01, 0.02, 10)]) == []
    )


def test_a_machine_that_is_slow_all_the_time_holds_up_nothing() -> None:
    assert held_up([ONE_BY_ONE, tally("well", 1, 2, 3), tally("silent", 4, 5, 6)]) == []
