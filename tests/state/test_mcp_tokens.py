"""Tokens of assistants: shown once, kept as digests, gone when they are revoked."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.state.database import Database
from bot.state.mcp_tokens import PREFIX, McpTokens, NamedToken
from bot.state.tables import MCP_TOKENS
from tests.state.conftest import START


@pytest.fixture
def tokens(database: Database, clock: Callable[[], datetime]) -> McpTokens:
    return McpTokens(database, clock)


def added(tokens: McpTokens, name: str) -> str:
    token = tokens.add(name)
    assert token is not None
    return token


def test_a_token_tells_its_name(tokens: McpTokens) -> None:
    token = added(tokens, "laptop")
    assert token.startswith(PREFIX)
    assert tokens.whose(token) == "laptop"
    for wrong in ("", "laptop", token[:-1], token + "x", token.upper(), PREFIX):
        assert tokens.whose(wrong) is None


def test_nothing_of_it_is_kept_but_its_digest(tokens: McpTokens, database: Database) -> None:
    token = added(tokens, "laptop")
    with database.connect() as connection:
        (row,) = connection.execute(select(MCP_TOKENS)).all()
    assert token.removeprefix(PREFIX) not in str(row)
    assert len(row.digest) == 64


def test_a_name_stands_for_one(tokens: McpTokens) -> None:
    first = added(tokens, "laptop")
    assert tokens.add("laptop") is None
    assert tokens.whose(first) == "laptop"


def test_they_are_listed_by_name(tokens: McpTokens) -> None:
    added(tokens, "script")
    added(tokens, "laptop")
    assert [one.name for one in tokens.every()] == ["laptop", "script"]
    assert tokens.every()[1] == NamedToken("script", START)


def test_a_revoked_token_is_none_at_once(tokens: McpTokens) -> None:
    token, other = added(tokens, "laptop"), added(tokens, "script")
    assert tokens.revoke("laptop")
    assert not tokens.revoke("laptop")
    assert (tokens.whose(token), tokens.whose(other)) == (None, "script")
    assert tokens.whose(added(tokens, "laptop")) == "laptop"
