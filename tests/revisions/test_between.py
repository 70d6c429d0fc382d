"""Whatever another admin does at whatever moment of a look at the files, neither edit is lost."""

from collections.abc import Generator
from contextlib import contextmanager
from itertools import count
from threading import Thread, get_ident

import pytest
from sqlalchemy import Connection, Engine, Pool, event

from knowledge.revisions import Applied, Proposal
from tests.revisions.conftest import Restart
from tests.revisions.machine import ALEX, MAYA, Machine
from tests.revisions.small_content import ANALYST, PAY, SMALL, pay, role

MOMENTS = range(1, 9)
"""A look lets go of the database so often at the most."""


@contextmanager
def interrupted(moment: int, machine: Machine, other: Machine) -> Generator[list[int]]:
    """As this thread lets go of the database for the n-th time, another admin changes the pay.

    And another thread of this process serves it at once.
    """
    moments, looking, done = count(1), get_ident(), list[int]()
    running = list[Thread]()

    def let_go(_connection: object, _record: object) -> None:
        if get_ident() == looking and not done and next(moments) == moment:
            done.append(moment)
            other.change_in_slack(PAY, pay(110_000))
            # Where this thread serves the next revision itself, the other one waits for it.
            refreshing = Thread(target=machine.knowledge.refresh)
            refreshing.start()
            refreshing.join(0.1)
            running.append(refreshing)

    event.listen(Pool, "checkin", let_go)
    try:
        yield done
    finally:
        event.remove(Pool, "checkin", let_go)
        for thread in running:
            thread.join()


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_same_document(machine: Machine, restart: Restart, moment: int) -> None:
    other = restart(machine)
    machine.edit(PAY, pay(105_000))
    with interrupted(moment, machine, other) as done:
        synced = machine.sync.sync()
    past = [machine.desk.difference_of(one.number) for one in machine.desk.history(9)]
    assert len(past) == machine.number
    if not done:
        assert machine.text(PAY) == pay(105_000)
    elif synced.published is None:
        assert machine.text(PAY) == pay(110_000)
        (conflict,) = machine.sync.sync().clashing
        assert (conflict.file_text, conflict.current_text) == (pay(105_000), pay(110_000))
    else:
        # The file was first: the admin saw it, or else would have been told that it moved.
        assert synced.published == 2
        assert machine.text(PAY) == pay(110_000)


@pytest.mark.parametrize("moment", MOMENTS)
def test_another_document(machine: Machine, restart: Restart, moment: int) -> None:
    other = restart(machine)
    machine.edit(ANALYST, role("Looks deep into things."))
    with interrupted(moment, machine, other) as done:
        synced = machine.sync.sync()
    assert synced.published is not None
    assert synced.clashing == ()
    now = {**SMALL, ANALYST: role("Looks deep into things.")}
    assert machine.serves() == ({**now, PAY: pay(110_000)} if done else now)


def test_a_draft_that_is_discarded_while_it_is_applied(machine: Machine, restart: Restart) -> None:
    """Whoever is told that it is discarded will not see it applied."""
    other, applying, discarded = restart(machine), get_ident(), list[bool]()
    proposal = machine.desk.propose(ALEX, {PAY: pay(105_000)}, "Newer")
    assert isinstance(proposal, Proposal)
    discarding = Thread(
        target=lambda: discarded.append(other.desk.discard(proposal.draft.id, MAYA))
    )

    def about_to(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if get_ident() == applying and statement.startswith("INSERT INTO revisions "):
            discarding.start()
            discarding.join(0.5)

    event.listen(Engine, "before_cursor_execute", about_to)
    try:
        applied = machine.desk.apply(proposal.draft.id, ALEX)
    finally:
        event.remove(Engine, "before_cursor_execute", about_to)
    discarding.join()
    assert isinstance(applied, Applied)
    assert discarded == [False]
