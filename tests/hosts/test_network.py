"""Hosts that are cut off from their database, and a database that is started anew, under load."""

import time
from collections.abc import Callable, Generator, Sequence
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from knowledge.library import Library
from tests.chaos.verdict import Verdict, judge
from tests.hosts.estate import OUT_OF_REACH, Estate, estate_of
from tests.hosts.load import Asked, questions
from tests.hosts.machines import Machine, eventually
from tests.hosts.network import Host
from tests.runs import SAW

CUT_SECONDS = 14
DOWN_SECONDS = 6
"""Both longer than it takes to notice."""

IN_STEP_WITHIN = 120
"""Seconds after which a host that reaches the database will never serve what was published; how long it
took is told at the end."""

DELIVERED_WITHIN = 240
"""A message whose last word to the database was lost is looked for after 75 seconds, and one that a
lost host had in hand is free after 120."""

Cut = Callable[[Host, Host], Callable[[], None]]
"""Cut a host off from the database; gives what ends that."""


@pytest.fixture
def estate(namespaces: None, tmp_path: Path, short: bool, library: Library) -> Generator[Estate]:
    """Everything, up and ready."""
    with estate_of(60 if short else 400, tmp_path, library) as estate:
        yield estate


def both_ways(db: Host, host: Host) -> Callable[[], None]:
    """Nothing arrives any more, on either side."""
    host.lose(db)
    db.lose(host)

    def end() -> None:
        host.find(db)
        db.find(host)

    return end


def answers_only(db: Host, host: Host) -> Callable[[], None]:
    """What the host says arrives, and is done; it hears nothing of it."""
    db.lose(host)
    return lambda: db.find(host)


class Story:
    """What happens, and how long each thing took."""

    def __init__(self, estate: Estate) -> None:
        self._estate = estate
        self._editions = count(1)
        self.told: list[str] = []
        self.weeks: dict[str, Sequence[str]] = {}
        self.losses = dict.fromkeys((one.host.namespace for one in estate.machines), 0)

    def publish(self, where: Machine, seen_by: Sequence[Machine]) -> tuple[str, str]:
        """Edit a role's file on one host; gives the role and the words that others see then."""
        words = f"Edition {next(self._editions)}."
        where.edit(words)
        self._in_step(where.role, words, seen_by)
        return where.role, words

    def cut(self, who: Machine, cut: Cut, channels: Sequence[str]) -> None:
        """Cut a host off in the midst of delivering, and publish meanwhile."""
        estate = self._estate
        self._deliver_some(channels)
        begun = time.monotonic()
        end = cut(estate.db, who.host)
        self._is_told(who)
        others = [one for one in estate.machines if one is not who]
        role, words = self.publish(others[0], others)
        assert not estate.shows(who, role, words), "it was not cut off"
        time.sleep(max(0.0, begun + CUT_SECONDS - time.monotonic()))
        end()
        self._in_step(role, words, estate.machines)
        self._delivered()

    def restart(self, channels: Sequence[str]) -> None:
        """Stop the database in the midst of delivering, for a while."""
        estate = self._estate
        self._deliver_some(channels)
        estate.postgres.stop()
        begun = time.monotonic()
        for one in estate.machines:
            self._is_told(one)
        time.sleep(max(0.0, begun + DOWN_SECONDS - time.monotonic()))
        estate.start_database()
        self._delivered()

    def _deliver_some(self, channels: Sequence[str]) -> None:
        before = self._estate.sent()
        self.weeks.update(self._estate.make_due(channels))
        eventually(lambda: self._estate.sent() > before + len(channels) // 10)

    def _is_told(self, who: Machine) -> None:
        begun = time.monotonic()
        said = self._estate.asks_for_notes(who)
        assert OUT_OF_REACH in said, said
        self.losses[who.host.namespace] += 1
        self._note("somebody is told that the notes are out of reach", begun)

    def _in_step(self, role: str, words: str, machines: Sequence[Machine]) -> None:
        begun = time.monotonic()
        for one in machines:
            eventually(partial(self._estate.shows, one, role, words), IN_STEP_WITHIN)
        self._note(f"{len(machines)} hosts serve what was published", begun)

    def _delivered(self) -> None:
        begun = time.monotonic()
        eventually(self._estate.all_delivered, DELIVERED_WITHIN)
        self._note("every digest is delivered", begun)

    def _note(self, what: str, begun: float) -> None:
        self.told.append(f"{what}: {time.monotonic() - begun:.1f} s")


def test_nothing_is_lost_or_doubled_and_questions_are_answered(
    estate: Estate, short: bool, record_property: Callable[[str, object], None]
) -> None:
    one, two, three = estate.machines
    story = Story(estate)
    phases: list[Callable[[Sequence[str]], None]] = [
        partial(story.cut, two, both_ways),
        story.restart,
    ]
    if not short:
        phases += [
            partial(story.cut, three, answers_only),
            partial(story.cut, one, both_ways),
            story.restart,
        ]
    channels = estate.slack.channels
    with questions([each.address for each in estate.machines]) as asked:
        try:
            story.publish(one, estate.machines)
            for number, phase in enumerate(phases):
                phase(channels[number :: len(phases)])
            story.publish(three, estate.machines)
        finally:
            told = [*story.told, *map(_told, asked)]
            record_property(SAW, "\n".join(f"    {line}" for line in told))
    for each in asked:
        assert each.failed == []
    assert judge(estate.slack.workspace, estate.database, story.weeks, {}) == Verdict()
    assert {each.revision for each in estate.machines} == {estate.newest_revision()}
    for each in estate.machines:
        losses = story.losses[each.host.namespace]
        assert each.log.count("is unreachable") == losses, each.log
        assert each.log.count("is back after") == losses, each.log
        assert "Traceback" not in each.log
        assert "failed ref=" not in each.log


def _told(asked: Asked) -> str:
    within = ", ".join(
        f"{share:.1%} within {asked.slower_than(share) * 1_000:.0f} ms" for share in (0.5, 0.99)
    )
    slowest = f"the slowest after {asked.slowest * 1_000:.0f} ms"
    return f"{asked.address}: {len(asked.asks):,} questions, {within}, {slowest}"
