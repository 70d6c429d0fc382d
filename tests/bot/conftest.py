"""Fixtures: the command line, as an admin has it in a terminal."""

import pytest

from tests.bot.command_line import CommandLine


@pytest.fixture(scope="session")
def rolecall(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    """The command line in an empty folder; what one test leaves there, the next may find."""
    return CommandLine(tmp_path_factory.mktemp("terminal"))
