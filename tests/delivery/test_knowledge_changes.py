"""What changed in the knowledge between two digests stands in the second, before → after."""

from tests.delivery.town import HOUR, Town
from tests.knowledge.content_copy import JOBS


def publish(town: Town, old: str, new: str) -> None:
    """Change a file of the knowledge, as an admin would, through another process."""
    knowledge = town.another_process().knowledge
    text = knowledge.texts()[JOBS]
    assert old in text
    checked = knowledge.check({JOBS: text.replace(old, new, 1)})
    assert not [problem for problem in checked.problems if problem.severity == "error"]
    assert knowledge.publish(checked, author="U0ALEX", origin="files", reason="Newer") is not None
    town.world.knowledge.refresh()


def test_a_changed_figure_stands_in_the_next_digest(town: Town) -> None:
    town.at_the_slot()
    publish(town, "low: 132000", "low: 141000")
    town.at_the_slot()
    first, second = town.digests()
    assert "Changed here" not in first.text
    assert "Changed here" in second.text
    (change,) = [line for line in second.text.splitlines() if "Changed here" in line]
    before, _, after = change.partition("→")
    assert "$132,000" in before
    assert "$141,000" in after
    (details,) = town.thread(second)
    assert "$132,000" in details.text
    assert "$141,000" in details.text


def test_a_change_is_told_once(town: Town) -> None:
    town.at_the_slot()
    publish(town, "low: 132000", "low: 141000")
    town.at_the_slot()
    town.at_the_slot()
    assert "Changed here" not in town.digests()[-1].text


def test_changes_of_a_missed_week_are_not_lost(town: Town) -> None:
    town.at_the_slot()
    publish(town, "low: 132000", "low: 141000")
    town.at_the_slot(late=50 * HOUR)
    publish(town, "low: 141000", "low: 142000")
    town.at_the_slot()
    (change,) = [line for line in town.digests()[-1].text.splitlines() if "Changed here" in line]
    assert ("$132,000" in change, "$141,000" in change, "$142,000" in change) == (True, False, True)
