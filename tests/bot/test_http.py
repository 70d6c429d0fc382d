"""The real server on a real port: what Slack sends is answered, and nothing else gets in."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from bot.offline import Loopback, offline_deps, open_loopback
from bot.settings import Settings
from knowledge.library import Library
from tests.bot.served import (
    FORM,
    SECRET,
    TOKEN,
    Answer,
    Served,
    form,
    seconds_ago,
    serving,
    signed,
)
from tests.conftest import begun_settings

LINES = [
    "/salary mle senior", "/role data engineer", "/compare mle vs de", "/trends", "/salary help",
    "/acme-salary ai engineer", "/salary zanzibar", "/role mle <!channel> & “quotes” 🙂",
    "/trends payload", "/salary",
]  # fmt: skip
BODY = form("/salary mle")
PRIVATE = "zanzibarian"


@pytest.fixture(scope="module")
def in_process(settings: Settings, library: Library) -> Loopback:
    """The same app in this process, with the same clock."""
    return open_loopback(settings, offline_deps(lambda: library, date.today))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A bot that all of these tests talk to."""
    folder = tmp_path_factory.mktemp("served")
    with serving(folder, ROLECALL_DATA=str(begun_settings(folder / "data").rolecall_data)) as bot:
        yield bot


def test_it_says_that_it_lives(served: Served) -> None:
    assert served.send("GET", "/healthz") == Answer(200, '{"status": "ok"}')


@pytest.mark.parametrize("line", LINES)
def test_a_command_has_the_same_answer_as_in_process(
    served: Served, in_process: Loopback, line: str
) -> None:
    answer = served.ask(line)
    assert answer.status == 200
    assert json.loads(answer.body) == in_process.ask(line)


def test_many_at_once_each_get_their_own_answer(served: Served, in_process: Loopback) -> None:
    lines = LINES * 8
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(served.ask, lines))
    expected = {line: in_process.ask(line) for line in LINES}
    assert [json.loads(answer.body) for answer in answers] == [expected[line] for line in lines]


@pytest.mark.parametrize(
    "timestamp",
    [
        "abc", "", " ", "nan", "inf", "1e9", "-5", "+5", "0", "1_000", "0x10", "12.5", "١٢٣٤٥٦٧٨٩٠", "²",
        "9" * 30, "9" * 5_000, "null", "1700000000, 1700000000",
    ],
    ids=lambda timestamp: ascii(timestamp[:12]),
)  # fmt: skip
def test_a_moment_that_is_none_is_refused(served: Served, timestamp: str) -> None:
    assert served.post(BODY, signed(BODY, timestamp)).status == 401


@pytest.mark.parametrize("seconds", [302, 3_600, 86_400, -330, -86_400])
def test_a_request_from_another_time_is_refused(served: Served, seconds: int) -> None:
    assert served.post(BODY, signed(BODY, seconds_ago(seconds))).status == 401


@pytest.mark.parametrize("seconds", [240, -240])
def test_a_clock_may_be_a_little_off(served: Served, seconds: int) -> None:
    assert served.post(BODY, signed(BODY, seconds_ago(seconds))).status == 200


@pytest.mark.parametrize(
    "signature", ["", "v0=", "v0=00", "v1=" + "0" * 64, "0" * 64, "v0=" + "é" * 64, "v0=" + "0" * 64]
)  # fmt: skip
def test_a_wrong_signature_is_refused(served: Served, signature: str) -> None:
    headers = {**signed(BODY), "X-Slack-Signature": signature.encode()}
    assert served.post(BODY, headers).status == 401


def test_another_apps_signature_is_refused(served: Served) -> None:
    assert served.post(BODY, signed(BODY, secret="another")).status == 401


def test_a_signature_holds_for_its_own_body_and_moment_alone(served: Served) -> None:
    headers = signed(BODY, seconds_ago(5))
    assert served.post(BODY, headers).status == 200
    assert served.post(BODY + b"&a=b", headers).status == 401
    later = {**headers, "X-Slack-Request-Timestamp": seconds_ago(4)}
    assert served.post(BODY, later).status == 401


@pytest.mark.parametrize("header", ["X-Slack-Signature", "X-Slack-Request-Timestamp"])
def test_an_unsigned_request_is_refused(served: Served, header: str) -> None:
    headers = signed(BODY)
    del headers[header]
    assert served.post(BODY, headers).status == 401


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[1]", b'{"authorizations": 5}', b"payload={", b"[" * 100_000]
)
def test_an_unsigned_body_is_not_even_read(served: Served, body: bytes) -> None:
    headers = {**signed(body), "Content-Type": "application/json", "X-Slack-Signature": "v0=00"}
    assert served.post(body, headers).status == 401


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
def test_only_posting_is_allowed(served: Served, method: str) -> None:
    assert served.send(method, "/slack/events", headers=signed(b"")).status == 405


def test_there_is_nothing_elsewhere(served: Served) -> None:
    assert served.send("GET", "/").status == 404
    assert served.send("POST", "/slack", BODY, signed(BODY)).status == 404


CHECKS = [b"ssl_check=1", b"ssl_check=1&token=abc", b"token=abc&ssl_check=1"]


@pytest.mark.parametrize("body", CHECKS)
def test_slack_may_check_the_certificate_without_a_signature(served: Served, body: bytes) -> None:
    assert served.post(body, {"Content-Type": FORM}) == Answer(200, "")
    assert served.send("GET", f"/slack/events?{body.decode()}") == Answer(200, "")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"ssl_check=0", FORM), (b"ssl_check=11", FORM), (b"xssl_check=1", FORM), (b"ssl_check", FORM),
        (b"command=%2Frole&text=a%26ssl_check=1", FORM), (b"text=ssl_check=1", FORM),
        (b'{"text": "a&ssl_check=1&b"}', "application/json"), (b"ssl_check=1", "text/plain"),
    ],
)  # fmt: skip
def test_nothing_else_goes_without_one(served: Served, body: bytes, content_type: str) -> None:
    assert served.post(body, {"Content-Type": content_type}).status == 401


@pytest.mark.parametrize("query", ["", "?ssl_check=0", "?ssl_check", "?text=ssl_check=1"])
def test_nothing_else_can_be_got(served: Served, query: str) -> None:
    assert served.send("GET", f"/slack/events{query}").status == 405


def test_a_signed_message_may_speak_of_the_check(served: Served) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "a&ssl_check=1&b"}).encode()
    answer = served.post(body, signed(body, content_type="application/json"))
    assert json.loads(answer.body) == {"challenge": "a&ssl_check=1&b"}


def test_a_body_beyond_a_megabyte_is_too_large(served: Served) -> None:
    # It is refused for its announced length: the bytes need not even be sent.
    announced = {**signed(b""), "Content-Length": "1000001"}
    assert served.post(b"", announced).status == 413


def test_a_long_body_below_that_is_answered(served: Served) -> None:
    body = form("/role mle") + b"&response_url=" + b"x" * 900_000
    assert served.post(body, signed(body)).status == 200


@pytest.mark.parametrize("body", [b"\xff\xfe", BODY + b"\xc3", b"text=\xe9"])
def test_a_body_that_is_not_utf8_is_refused(served: Served, body: bytes) -> None:
    assert served.post(body, signed(body)).status == 400


@pytest.mark.parametrize(
    "content_type", ["", "application/json", "text/plain", "multipart/form-data", "\t", "é"]
)
def test_another_content_type_breaks_nothing(served: Served, content_type: str) -> None:
    headers = {**signed(BODY), "Content-Type": content_type.encode()}
    assert served.post(BODY, headers).status < 500


@pytest.mark.parametrize("body", [b"{", b'{"type":', b"payload={", b"payload=", b"{}", b"", b"&=&"])
@pytest.mark.parametrize("content_type", [FORM, "application/json"])
def test_a_signed_body_without_sense_breaks_nothing(
    served: Served, body: bytes, content_type: str
) -> None:
    assert 400 <= served.post(body, signed(body, content_type=content_type)).status < 500


def test_bytes_that_are_no_text_are_answered_as_a_question(served: Served) -> None:
    body = b"command=%2Frole&text=mle+%FF%FE&team_id=T1&user_id=U1"
    answer = served.post(body, signed(body))
    assert answer.status == 200
    assert json.loads(answer.body)["text"].startswith("Machine Learning Engineer")


def test_a_command_that_is_not_ours_is_told_so(served: Served) -> None:
    answer = served.ask("/weather<!channel> berlin")
    assert answer.status == 200
    told = json.loads(answer.body)
    assert told["response_type"] == "ephemeral"
    assert "/weather&lt;!channel&gt;" in told["text"]
    assert "/role, /salary" in told["text"]


def test_it_ends_when_told_and_has_kept_every_secret(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with serving(tmp_path_factory.mktemp("discreet")) as served:
        body = form(f"/salary {PRIVATE} 41 yrs")
        for headers in (
            signed(body),
            signed(body, seconds_ago(400)),
            signed(body, secret="another"),
            signed(body, "soon"),
            signed(body, content_type="application/json"),
        ):
            served.post(body, headers)
        for line in (f"/weather {PRIVATE}", f"/role {PRIVATE} payload", f"/trends {PRIVATE}"):
            served.ask(line)
        for odd in (f'{{"text": "{PRIVATE}', f"payload={PRIVATE}", f"text={PRIVATE}"):
            served.post(odd.encode(), signed(odd.encode()))
        assert served.send("GET", f"/slack/events?text={PRIVATE}").status == 405
        assert served.end() == 0
        said = served.log.read_text(encoding="utf-8")
    assert f":{served.port}" in said
    for private in (SECRET, TOKEN, PRIVATE, "Traceback"):
        assert private not in said
