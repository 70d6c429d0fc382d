"""The state database when a process is killed while it writes."""

from sqlalchemy import text

from bot.state.follows import Follows
from tests.state.conftest import Open
from tests.state.processes import killed_while
from tests.state.test_database import roles_of_maya


def test_what_a_killed_process_had_written_can_be_read(url: str, opened: Open) -> None:
    kept = killed_while("follow_on", url, after_lines=15)
    database = opened(url)
    # The last write may have been kept without the process having come to say so.
    assert roles_of_maya(database)[: len(kept)] == kept
    assert len(roles_of_maya(database)) <= len(kept) + 1
    Follows(database).follow("T0TEAM", "U0MAYA", "data-engineer", 1)
    assert roles_of_maya(database)[-1] == "data-engineer"
    if url.startswith("sqlite"):
        with database.connect() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
