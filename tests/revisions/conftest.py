"""Fixtures: machines with a folder of knowledge files each, on one database of either kind."""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest

from tests.revisions.machine import Machine, open_machine, write
from tests.revisions.small_content import SMALL
from tests.state.conftest import Open
from tests.state.conftest import clock as clock
from tests.state.conftest import database as database
from tests.state.conftest import new_postgres as new_postgres
from tests.state.conftest import opened as opened
from tests.state.conftest import spare_postgres as spare_postgres
from tests.state.conftest import sqlite_url as sqlite_url
from tests.state.conftest import url as url

NewMachine = Callable[[Mapping[str, str]], Machine]
"""A machine whose image holds these files."""

Restart = Callable[[Machine], Machine]
"""A machine's process anew, on the folders that it left."""


@pytest.fixture
def restart(url: str, opened: Open, clock: Callable[[], datetime]) -> Restart:
    """Start a process on the same folders and the same database."""
    return lambda machine: open_machine(opened(url), machine.content, machine.data, clock)


@pytest.fixture
def new_machine(
    url: str, opened: Open, tmp_path: Path, clock: Callable[[], datetime]
) -> NewMachine:
    """Start one more machine on the same database."""
    numbers = count(1)

    def make(texts: Mapping[str, str]) -> Machine:
        folder = tmp_path / f"machine-{next(numbers)}"
        write(folder / "content", texts)
        return open_machine(opened(url), folder / "content", folder / "data", clock)

    return make


@pytest.fixture
def machine(new_machine: NewMachine) -> Machine:
    """The first machine; its folder was looked at."""
    machine = new_machine(SMALL)
    assert machine.sync.sync().published is None
    return machine
