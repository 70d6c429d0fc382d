"""Requests that no client library would make: refused, or answered as what they are, and survived."""

import json
import socket
import time
from contextlib import closing, suppress

import pytest

from tests.bot.served import FORM, Served, form, seconds_ago, signed
from tests.hostile.wire import (
    BODY,
    PRIVATE,
    Headers,
    assert_discreet,
    assert_well,
    connected,
    genuine,
    request,
    sent,
    statuses,
)

LENGTH = ("Content-Length", str(len(BODY)))
JSON = "application/json"


def right() -> list[tuple[str, str | bytes]]:
    """Headers that are right for `BODY` now: what was signed as these tests were read may be too old."""
    return list(signed(BODY).items())


def only_answer(said: bytes) -> int:
    """The one status that came back; 0 where the connection was ended without a word."""
    found = statuses(said)
    assert len(found) <= 1, said
    return found[0] if found else 0


def test_what_is_genuine_is_answered(served: Served) -> None:
    assert statuses(sent(served, genuine())) == [200]


@pytest.mark.parametrize(
    "more",
    [
        [("X-Slack-Signature", "v0=" + "0" * 64)],
        [("X-Slack-Signature", "")],
        [("X-Slack-Request-Timestamp", seconds_ago(1))],
        [("x-slack-signature", "v0=" + "0" * 64), ("x-slack-request-timestamp", "0")],
    ],
    ids=["a second signature", "an empty second", "a second moment", "two of each"],
)
@pytest.mark.parametrize("first", [True, False], ids=["behind", "before"])
def test_two_signatures_are_not_twice_as_good(
    served: Served, more: Headers, *, first: bool
) -> None:
    headers = [*right(), *more] if first else [*more, *right()]
    said = sent(served, request([*headers, LENGTH], BODY))
    # Whichever of two counts, a wrong one beside the right one is never let in as genuine by luck:
    # the answer is that to one of the two.
    assert only_answer(said) in (200, 400, 401)
    assert_well(served)


def test_two_wrong_signatures_make_no_right_one(served: Served) -> None:
    wrong = ("X-Slack-Signature", "v0=" + "0" * 64)
    now = ("X-Slack-Request-Timestamp", seconds_ago(0))
    assert only_answer(sent(served, request([wrong, wrong, now, now, LENGTH], BODY))) in (400, 401)


@pytest.mark.parametrize(
    "header",
    [
        (b"X-Slack-Signature", b"v0=\x00" + b"0" * 63), (b"X-Slack-Signature", b"v0=\xff" + b"0" * 63),
        (b"X-Slack-Signature", "v0=é".encode()), (b"X-Slack-Signature", b"v0=" + b"0" * 300_000),
        (b"X-Slack-Request-Timestamp", b"17\x0000000000"), (b"X-Slack-Request-Timestamp", b"\xb2"),
        (b"X-Slack-Signature\x00", b"v0="), (b"X-\xff", b"1"), (b"", b"1"), (b"a b", b"1"), (b"X-A", b"\x7f"),
    ],
    ids=lambda header: ascii(b": ".join(header)[:30]),
)  # fmt: skip
def test_odd_bytes_in_headers_let_nobody_in(served: Served, header: tuple[bytes, bytes]) -> None:
    name = header[0].lower()
    others = [one for one in right() if one[0].lower().encode() != name]
    said = sent(served, request([*others, header, LENGTH], BODY))
    assert only_answer(said) in (
        (400, 401, 431, 0) if name.startswith(b"x-slack") else (200, 400, 0)
    )
    assert b"Traceback" not in said
    assert_well(served)


@pytest.mark.parametrize(
    "headers",
    [
        [("Content-Length", "-1")], [("Content-Length", "abc")], [("Content-Length", "9" * 30)],
        [("Content-Length", "5, 6")], [("Content-Length", "0x10")], [("Content-Length", " ")],
        [LENGTH, ("Content-Length", "5")],
        [LENGTH, ("Transfer-Encoding", "gzip")], [("Transfer-Encoding", "chunked, identity")],
    ],
    ids=str,
)  # fmt: skip
def test_a_length_that_is_none_is_refused(served: Served, headers: Headers) -> None:
    said = sent(served, request([*right(), *headers], BODY))
    # (What follows a length that is taken for none is read as one more request, and refused as such.)
    assert set(statuses(said)) <= {400, 401, 413, 501}
    assert_well(served)


def test_a_length_beside_chunks_smuggles_nothing_in(served: Served) -> None:
    hidden = b"0\r\n\r\n" + genuine()
    headers = [*right(), ("Content-Length", str(len(hidden))), ("Transfer-Encoding", "chunked")]
    assert len(statuses(sent(served, request(headers, hidden)))) <= 2
    assert_well(served)


@pytest.mark.parametrize("missing", [1, len(BODY) - 1])
def test_a_body_shorter_than_announced_is_never_taken_for_whole(
    served: Served, missing: int
) -> None:
    with closing(connected(served)) as connection:
        connection.sendall(request([*right(), LENGTH], BODY[:-missing]))
        # What came later is answered, so what is whole would be by now.
        assert_well(served)
        # Nothing is still to come: until this is said, the bot waits for the rest.
        connection.shutdown(socket.SHUT_WR)
        said = b""
        with suppress(ConnectionError):
            while got := connection.recv(65_536):
                said += got
    assert 200 not in statuses(said)
    assert_well(served)


def test_a_body_longer_than_announced_is_another_request(served: Served) -> None:
    said = sent(served, request([*right(), ("Content-Length", str(len(BODY) - 1))], BODY))
    assert set(statuses(said)) <= {400, 401}
    assert statuses(said)[0] == 401


@pytest.mark.parametrize("size", [1_000_001, 10_000_000, 2**40])
def test_a_body_too_large_is_refused_before_it_is_sent(served: Served, size: int) -> None:
    assert (
        only_answer(sent(served, request([*right(), ("Content-Length", str(size))], b"x"))) == 413
    )


def in_chunks(body: bytes, size: int) -> bytes:
    """A body as some tunnels hand it on: in chunks, with no length before them."""
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(f"{len(one):x}\r\n".encode() + one + b"\r\n" for one in pieces) + b"0\r\n\r\n"


CHUNKED = ("Transfer-Encoding", "chunked")


@pytest.mark.parametrize("size", [1, 7, len(BODY)])
def test_what_is_genuine_is_answered_in_chunks_as_well(served: Served, size: int) -> None:
    whole = sent(served, genuine())
    said = sent(served, request([*right(), CHUNKED], in_chunks(BODY, size)))
    assert statuses(said) == [200]
    assert said.partition(b"\r\n\r\n")[2] == whole.partition(b"\r\n\r\n")[2]


def test_chunks_that_come_slowly_are_one_body(served: Served) -> None:
    with closing(connected(served)) as connection:
        connection.sendall(request([*right(), CHUNKED]))
        for piece in (BODY[:5], BODY[5:]):
            time.sleep(0.2)
            connection.sendall(in_chunks(piece, len(piece)).removesuffix(b"0\r\n\r\n"))
        connection.sendall(b"0\r\n\r\n")
        assert statuses(connection.recv(65_536)) == [200]


def test_two_bodies_in_chunks_are_two_requests(served: Served) -> None:
    one = request([*right(), CHUNKED], in_chunks(BODY, 7))
    assert statuses(sent(served, one + one, answers=2)) == [200, 200]


@pytest.mark.parametrize("extra", [0, 1])
def test_chunks_are_taken_up_to_the_same_size(served: Served, extra: int) -> None:
    body = form("/salary mle") + b"&x="
    body += b"x" * (1_000_000 - len(body) + extra)
    said = sent(served, request([*signed(body).items(), CHUNKED], in_chunks(body, 65_536)))
    assert only_answer(said) == (413 if extra else 200)
    assert_well(served)


def test_chunks_are_signed_as_a_whole(served: Served) -> None:
    longer = in_chunks(BODY + b"&a=b", 7)
    assert only_answer(sent(served, request([*right(), CHUNKED], longer))) == 401
    broken = in_chunks(BODY[:-1], len(BODY)).removesuffix(b"0\r\n\r\n") + b"zz\r\n"
    assert 200 not in statuses(sent(served, request([*right(), CHUNKED], broken)))


@pytest.mark.parametrize("chunk", [1, 1_000, 65_536])
def test_ten_megabytes_in_chunks_are_not_taken(served: Served, chunk: int) -> None:
    size = min(10_000_000, chunk * 20_000)
    piece = f"{chunk:x}\r\n".encode() + b"x" * chunk + b"\r\n"
    chunks = piece * (size // chunk) + b"0\r\n\r\n"
    said = sent(served, request([*right(), ("Transfer-Encoding", "chunked")], chunks))
    assert set(statuses(said)) <= {400, 401, 411, 413}
    assert_well(served)


@pytest.mark.parametrize(
    "chunks", [b"zz\r\n", b"-1\r\nx\r\n", b"f" * 40 + b"\r\n", b"5;" + b"a" * 99_999]
)
def test_chunks_that_are_none_are_refused(served: Served, chunks: bytes) -> None:
    said = sent(served, request([*right(), ("Transfer-Encoding", "chunked")], chunks), quiet=0.2)
    assert 200 not in statuses(said)
    assert_well(served)


def test_very_many_and_very_long_headers_are_refused(served: Served) -> None:
    many = [(f"X-{number}", "1") for number in range(5_000)]
    assert set(statuses(sent(served, request([*right(), *many, LENGTH], BODY)))) <= {400, 431}
    long = [("X-Long", "x" * 2_000_000)]
    assert set(statuses(sent(served, request([*right(), *long, LENGTH], BODY)))) <= {400, 431}
    assert_well(served)


@pytest.mark.parametrize(
    "start",
    [
        "POST /slack/events/ HTTP/1.1", "POST /slack/../slack/events HTTP/1.1",
        "POST /slack/%65vents%00 HTTP/1.1", "POST /" + "a" * 60_000 + " HTTP/1.1", "POST * HTTP/1.1",
        "OPTIONS /slack/events HTTP/1.1", "TRACE /slack/events HTTP/1.1", "PATCH /slack/events HTTP/1.1",
        "CONNECT evil.example:443 HTTP/1.1", "post /slack/events HTTP/1.1", "PRI * HTTP/2.0",
        "POST /slack/events HTTP/9.9", "POST /slack/events", "GET /healthz/../../etc/passwd HTTP/1.1",
        "POST /healthz HTTP/1.1", "DELETE /metrics HTTP/1.1",
    ],
    ids=lambda start: start[:40],
)  # fmt: skip
def test_other_ways_lead_nowhere(served: Served, start: str) -> None:
    said = sent(served, request([*right(), LENGTH], BODY, start))
    assert not [status for status in statuses(said) if status == 200 and "OPTIONS" not in start]
    assert not [status for status in statuses(said) if status >= 500 and status not in (501, 505)]
    assert_well(served)


@pytest.mark.parametrize(
    "data",
    [
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00\x00\x00\x04\x00\x00\x00\x00\x00" * 200,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x07" * 500,
        b"\x00" * 100_000, b"\r\n" * 50_000, b"SSH-2.0-OpenSSH_9.9\r\n", b"GET /\r\n\r\n", b"\xff" * 4_000,
    ],
    ids=["HTTP/2", "TLS", "NULs", "empty lines", "SSH", "HTTP/0.9", "noise"],
)  # fmt: skip
def test_other_languages_are_not_spoken(served: Served, data: bytes) -> None:
    assert set(statuses(sent(served, data, quiet=0.2))) <= {400, 431, 505}
    assert_well(served)


def test_what_comes_in_one_piece_is_answered_one_by_one(served: Served) -> None:
    first, second = form("/salary mle"), form("/role mle")
    said = sent(served, genuine(first) + genuine(second), answers=2)
    assert statuses(said) == [200, 200]
    assert said.index(b"salary") < said.rindex(b"HTTP/1.1 200")


def test_what_stands_behind_a_request_is_not_answered_as_one(served: Served) -> None:
    said = sent(served, genuine() + b"\x00\xffnothing at all\r\n\r\n")
    assert statuses(said) in ([200], [200, 400])
    forged = genuine().replace(b"v0=", b"v0=0")
    assert statuses(sent(served, genuine() + forged, answers=2)) == [200, 401]
    assert_well(served)


def test_an_old_client_is_answered_and_let_go(served: Served) -> None:
    said = sent(served, genuine().replace(b"HTTP/1.1", b"HTTP/1.0", 1))
    assert statuses(said) == [200]


@pytest.mark.parametrize(
    "content_type",
    [
        f"{FORM}; charset=utf-8", f"{FORM}; charset=utf-16", f"{FORM};charset=x", FORM.upper(), "",
        "multipart/form-data; boundary=x", "text/html", "application/octet-stream", "x" * 5_000,
    ],
    ids=lambda name: name[:40],
)  # fmt: skip
def test_a_command_under_another_content_type(served: Served, content_type: str) -> None:
    headers = signed(BODY, content_type=content_type)
    answer = served.post(BODY, headers)
    # Bolt goes by the body's first letter; what Slack signed is answered, whatever it is called.
    assert answer.status == 200
    assert json.loads(answer.body)["response_type"] == "ephemeral"


@pytest.mark.parametrize("content_type", [JSON, f"{JSON}; charset=utf-8", FORM, "", "text/plain"])
def test_an_event_under_another_content_type(served: Served, content_type: str) -> None:
    body = b'{"type": "url_verification", "token": "t", "challenge": "abc"}'
    answer = served.post(body, signed(body, content_type=content_type))
    assert (answer.status, json.loads(answer.body)) == (200, {"challenge": "abc"})


MULTIPART = (
    b'--x\r\nContent-Disposition: form-data; name="command"\r\n\r\n/salary\r\n'
    b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
    + PRIVATE.encode()
    + b"\r\n--x--\r\n"
)


@pytest.mark.parametrize(
    "body", [MULTIPART, b'{"command": "/salary", "text": 5}', b"\x1f\x8b\x08\x00"]
)
def test_another_kind_of_body_is_no_command(served: Served, body: bytes) -> None:
    for content_type in (FORM, JSON, "multipart/form-data; boundary=x"):
        status = served.post(body, signed(body, content_type=content_type)).status
        assert 400 <= status < 500 or (status == 200 and body.startswith(b"{"))


@pytest.mark.parametrize(
    "body",
    [
        b"5", b"[1]", b'"x"', b"null", b"true", b"payload=[]", b"payload=5", b"payload=null", b"payload=%22x%22",
        b'{"authorizations": 5}', b'{"authorizations": [[]]}', b'{"type": "event_callback", "event": []}',
        b'{"type": "view_submission", "view": {}}', b'{"type": "block_actions", "actions": []}',
        b'{"type": ["block_actions"]}', b'{"type": "block_actions", "user": 5, "team": 7}',
        b"[" * 100_000, b'{"a":' * 100_000, b'{"authorizations": [' * 5_000,
    ],
    ids=lambda body: ascii(body[:40]),
)  # fmt: skip
@pytest.mark.parametrize("content_type", [JSON, FORM])
def test_json_of_another_shape_is_refused_or_apologised_for(
    served: Served, body: bytes, content_type: str
) -> None:
    answer = served.post(body, signed(body, content_type=content_type))
    assert answer.status in (200, 400, 404)
    assert "Traceback" not in answer.body


def test_nothing_of_all_that_stands_in_the_log(served: Served) -> None:
    assert_well(served)
    assert_discreet(served)
