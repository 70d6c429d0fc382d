"""What a command loads: it starts in a fraction of a second, without what only others need."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import COMMANDS

HEAVY = {
    "alembic",
    "apscheduler",
    "bot.doctor",
    "bot.mcp",
    "bot.playground",
    "falcon",
    "feedparser",
    "granian",
    "handlers.curation.command",
    "handlers.digests.command",
    "handlers.drafting.reading",
    "httpcore",
    "knowledge.digest.compose",
    "knowledge.feeds.measured",
    "knowledge.offers.reading",
    "knowledge.pay.reader",
    "lxml",
    "prometheus_client",
    "psycopg",
    "pypdf",
    "pythonjsonlogger",
    "rapidfuzz",
    "handlers.mcp",
    "slack_bolt",
    "sqlalchemy",
    "sqlalchemy.dialects.postgresql",
    "trafilatura",
    "watchfiles",
    "yaml",
}
"""What takes long to load."""

TELL = "; import json, sys; sys.stderr.write('\\n' + json.dumps(sorted(sys.modules)))"


def loaded_by(program: str) -> set[str]:
    """The heavy things that are loaded when a program ends."""
    done = subprocess.run(
        [sys.executable, "-c", program + TELL], capture_output=True, text=True, check=True
    )
    return HEAVY.intersection(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    ("commands", "needed"),
    [
        (("check", "export", "schema", "import", "mcp"), {"yaml"}),
        (("ask",), {"slack_bolt"}),
        (("run",), set[str]()),
        (("pull",), {"prometheus_client", "sqlalchemy"}),
    ],
)
def test_a_command_loads_no_more_than_it_needs(commands: tuple[str, ...], needed: set[str]) -> None:
    # Together they load what each of them does.
    assert loaded_by(f"import {', '.join(COMMANDS[command] for command in commands)}") <= needed


def test_an_answer_needs_neither_database_nor_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROLECALL_DATA", str(tmp_path))
    asking = "from bot.cli.asking import ask; ask(['{}'], standalone_mode=False)"
    # The first one reads the files into the store.
    assert loaded_by(asking.format("/salary mle")) == {"slack_bolt", "yaml"}
    assert loaded_by(asking.format("/salary mle")) == {"slack_bolt"}
    offer = loaded_by(asking.format("/salary check mle 150k"))
    assert offer == {"knowledge.offers.reading", "knowledge.pay.reader", "slack_bolt"}


ROOMS = {"handlers.curation.command", "handlers.digests.command", "handlers.drafting.reading"}


def test_whatever_is_no_question_is_loaded_when_it_is_first_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROLECALL_DATA", str(tmp_path))
    asking = "from bot.cli.asking import ask; ask(['{}'], standalone_mode=False)"
    assert loaded_by(asking.format("/role mle")) & ROOMS == set()
    assert loaded_by(asking.format("/knowledge help")) >= ROOMS


def test_what_reads_documents_of_others_is_never_loaded_by_who_has_them_read() -> None:
    reading = "from bot.reading.documents import Articles; from bot.fetching.fetcher import Fetcher; Articles(Fetcher())"
    assert loaded_by(f"{reading}.at('http://localhost')") == {"httpcore", "yaml"}
    assert loaded_by(reading) == {"yaml"}


def test_what_reads_feeds_is_never_loaded_by_who_has_them_read() -> None:
    visiting = "from bot.feeds.visiting import *; from bot.fetching.fetcher import Fetcher"
    feed = "Feed(id='f', name='F', kind='feed', address='http://localhost/')"
    assert loaded_by(f"{visiting}; visit(Fetcher(), {feed}, Validators())") == {"httpcore"}
    assert loaded_by(visiting) == set()


def test_the_process_that_reads_a_feed_loads_no_more_than_it_needs() -> None:
    # Pydantic would take it as long to start as all the rest.
    reading = "import sys; import bot.reading.feeds, bot.reading.xml_feeds; assert 'pydantic' not in sys.modules"
    assert loaded_by(reading) == {"feedparser"}


def test_the_server_starts_with_what_answers_questions_and_looks_for_work() -> None:
    needed = {"apscheduler", "falcon", "granian", "prometheus_client", "slack_bolt", "sqlalchemy"}
    # Granian brings watchfiles along.
    assert loaded_by("import bot.transport.http") == {*needed, "watchfiles", "yaml"}


def test_memory_is_set_up_before_the_server_that_uses_it_is_loaded() -> None:
    assert "granian" not in loaded_by(f"import {COMMANDS['run']}")


def test_tables_that_are_up_to_date_need_no_migrations(tmp_path: Path) -> None:
    opening = (
        "from bot.state.database import open_database; "
        f"open_database('sqlite:///{tmp_path}/state.db').close()"
    )
    assert "alembic" in loaded_by(opening)
    assert "alembic" not in loaded_by(opening)
