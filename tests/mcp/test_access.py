"""Who may ask over MCP: whom Slack or a token vouches for, and nobody else hears a word."""

import re
from typing import Any

import pytest
from falcon.testing import TestClient

from bot.mcp import AT_ONCE
from tests.mcp.asking import Endpoint, call, request, signature
from tests.mcp.conftest import Town

ASKED = {"role": "mle"}
LIST = request("tools/list")


def assert_refused(town: Town, body: bytes, headers: dict[str, str]) -> None:
    """401, and not a word."""
    answer = town.mcp.post(body, headers)
    assert (answer.status, answer.text) == (401, "")
    assert answer.headers["www-authenticate"] == "Bearer"


def maya(town: Town, **other: object) -> dict[str, Any]:
    return {"user_id": "U0MAYA", "team_id": town.mcp.team, **other}


def test_what_slack_signs_is_answered(town: Town) -> None:
    told = town.mcp.member_asks("find_pay", **ASKED)
    assert told["structuredContent"]["answer"]["kind"] == "pay"
    assert told["_meta"]["slack"]["blocks"]


@pytest.mark.parametrize("body", [LIST, request("initialize", {}), b"{", b"\xff", b""])
def test_what_nobody_signed_is_refused(town: Town, body: bytes) -> None:
    assert_refused(town, body, {})
    assert_refused(town, body, {"X-Slack-Signature": "v0=00", "X-Slack-Request-Timestamp": "1"})


def test_what_is_forged_is_refused(town: Town) -> None:
    body = call("find_pay", ASKED, maya(town))
    assert_refused(town, body, signature(body, "another"))
    assert_refused(town, body, signature(body + b" ", town.mcp.secret))


@pytest.mark.parametrize("seconds", [302, 86_400, -330])
def test_what_is_stale_is_refused(town: Town, seconds: int) -> None:
    assert_refused(town, LIST, signature(LIST, town.mcp.secret, seconds))


@pytest.mark.parametrize(
    "other",
    [
        {"team_id": "T0OTHER"}, {"team_id": None}, {"team_id": ""}, {"team_id": 5}, {"team_id": ["T"]},
        {"user_id": None}, {"user_id": ""}, {"user_id": {"a": 1}},
    ],
)  # fmt: skip
def test_another_team_and_nobody_in_particular_are_refused(
    town: Town, other: dict[str, Any]
) -> None:
    body = call("find_pay", ASKED, maya(town, **other))
    assert_refused(town, body, signature(body, town.mcp.secret))


def test_without_a_word_of_who_asks_slack_is_refused(town: Town) -> None:
    body = call("find_pay", ASKED)
    assert_refused(town, body, signature(body, town.mcp.secret))


def test_a_token_lets_in_until_it_is_revoked(town: Town) -> None:
    token = town.tokens.add("laptop")
    assert token is not None
    given = {"Authorization": f"Bearer {token}"}
    told = town.mcp.post(call("find_pay", ASKED), given).result
    assert told["structuredContent"]["answer"]["kind"] == "pay"
    assert "_meta" not in told
    assert (
        town.mcp.post(LIST, {"Authorization": f"bearer  {token}".replace("  ", " ")}).status == 200
    )
    assert town.tokens.revoke("laptop")
    assert_refused(town, LIST, given)


@pytest.mark.parametrize(
    "value", ["", "Bearer", "Bearer ", "Basic abc", "Bearer wrong", "Bearer " + "x" * 5_000, "Bearer a b"]
)  # fmt: skip
def test_what_is_no_token_is_refused_even_where_slack_signed(town: Town, value: str) -> None:
    assert_refused(town, LIST, {**signature(LIST, town.mcp.secret), "Authorization": value})


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("localhost:3000", None, 200), ("127.0.0.1", None, 200), ("[::1]:80", None, 200),
        ("rolecall.example.org", "https://rolecall.example.org", 200), ("localhost", "http://localhost:6274", 200),
        ("evil.example", None, 403), ("localhost.evil.example", None, 403), ("", None, 403),
        ("localhost", "https://evil.example", 403), ("localhost", "null", 403), ("localhost", "", 403),
        ("localhost", "http://[", 403), ("evil.example", "http://localhost", 403),
    ],
)  # fmt: skip
def test_other_hosts_and_other_sites_pages_are_refused(
    town: Town, host: str, origin: str | None, status: int
) -> None:
    headers = signature(LIST, town.mcp.secret) | ({} if origin is None else {"Origin": origin})
    answer = town.mcp.post(LIST, headers, host=host)
    assert answer.status == status
    assert status == 200 or answer.text == ""


def test_each_member_and_each_token_has_a_limit_of_their_own(own_town: Town) -> None:
    endpoint: Endpoint = own_town.mcp
    mayas, alexs = (
        call("find_pay", ASKED, maya(own_town, user_id=user)) for user in ("U0MAYA", "U0ALEX")
    )
    # A few more than at once, for the clock goes on.
    answers = [endpoint.from_slack(mayas) for _ in range(AT_ONCE * 3)]
    assert [one.status for one in answers[:AT_ONCE]] == [200] * AT_ONCE
    limited = next(one for one in answers if one.status == 429)
    assert (limited.text, int(limited.headers["retry-after"])) == ("", 1)
    assert endpoint.from_slack(alexs).status == 200
    token = own_town.tokens.add("script")
    given = {"Authorization": f"Bearer {token}"}
    assert {endpoint.post(LIST, given).status for _ in range(AT_ONCE * 3)} == {200, 429}


def test_what_is_asked_is_measured_and_what_is_refused_is_counted(own_town: Town) -> None:
    client: Any = TestClient(own_town.mcp.app)

    def counted(line: str) -> float:
        found = re.search(
            rf"^{re.escape(line)} (\S+)$", client.simulate_get("/metrics").text, re.MULTILINE
        )
        return float(found[1]) if found else 0.0

    of_pay = 'rolecall_answer_seconds_count{kind="mcp find_pay",status="200"}'
    unsigned = 'rolecall_refused_total{why="unsigned"}'
    before = counted(of_pay), counted(unsigned)
    own_town.mcp.member_asks("find_pay", **ASKED)
    own_town.mcp.post(LIST, {})
    assert (counted(of_pay), counted(unsigned)) == (before[0] + 1, before[1] + 1)


def test_what_is_asked_and_not_found_is_among_the_gaps(own_town: Town) -> None:
    own_town.mcp.member_asks("look_up_role", role="barber shop manger")
    own_town.world.background.close(10)
    (gap,) = own_town.world.deps.gaps.most(own_town.mcp.team, 9)
    assert (gap.asked, gap.requested) == (1, 0)


def test_nothing_of_a_request_stands_in_the_log(
    own_town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    token = own_town.tokens.add("laptop")
    own_town.mcp.post(
        call("find_pay", {"role": "zanzibarian"}), {"Authorization": f"Bearer {token}"}
    )
    own_town.mcp.post(
        call("find_pay", {"role": "zanzibarian"}), {"Authorization": "Bearer zanzibarian"}
    )
    own_town.mcp.member_asks("check_offer", offer="$123,321 zanzibarian")
    for private in ("zanzibarian", "123,321", str(token), own_town.mcp.secret):
        assert private not in caplog.text


def test_get_and_delete_are_no_ways_to_ask(town: Town) -> None:
    client: Any = TestClient(town.mcp.app)
    for method in ("GET", "DELETE"):
        answer = client.simulate_request(method, "/mcp", headers={"Host": "localhost"})
        assert (answer.status_code, answer.headers["allow"], answer.text) == (405, "POST", "")


def test_a_workspace_that_cannot_be_asked_for_is_no_reason_to_let_in(own_town: Town) -> None:
    body = call("find_pay", ASKED, maya(own_town))
    own_town.slack.stop()
    answer = own_town.mcp.from_slack(body)
    assert (answer.status, answer.text) == (503, "")
