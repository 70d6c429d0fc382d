"""What each revision of the knowledge said."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.state.database import Database
from bot.state.knowledge_states import has_state, keep_state, state_of
from tests.state.conftest import START


def test_a_revision_is_kept_as_it_was_first_seen(database: Database) -> None:
    with database.begin() as connection:
        assert not has_state(connection, "r1")
        assert state_of(connection, "r1") is None
        keep_state(connection, "r1", {"role:a": "A"}, START)
        keep_state(connection, "r1", {"role:a": "B"}, START)
        keep_state(connection, "r2", {}, START)
    with database.connect() as connection:
        assert has_state(connection, "r1")
        assert state_of(connection, "r1") == {"role:a": "A"}
        assert state_of(connection, "r2") == {}


@given(state=st.dictionaries(st.text(), st.text()))
@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_comes_back(database: Database, state: dict[str, str]) -> None:
    revision = str(hash(frozenset(state.items())))
    with database.begin() as connection:
        keep_state(connection, revision, state, START)
        assert state_of(connection, revision) == state
