"""Who is let in: exactly what Slack signed, for this body, at about this time.

Four lines: the timestamp, the signature, the content type, the body. `NOW`, with seconds added or
taken off, is a moment near this one; `SIGN` is the right signature of what is sent.
"""

import hashlib
import hmac
import re
import time
from datetime import date
from typing import Any, cast

from falcon.testing import StartResponseMock, create_environ
from pydantic import SecretStr

from bot.offline import offline_deps
from bot.settings import CONTENT, Settings
from bot.transport.http import build_wsgi
from knowledge.library import Library
from knowledge.store import check_folder
from tests.fuzz.target import Target

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = re.compile(rb"NOW([+-]\d{1,9})?")
MOST_OFF = 300
"""Slack: seconds for which a signature holds."""

FORM = "application/x-www-form-urlencoded"

LIBRARY = Library(check_folder(CONTENT)[1], "fuzz")
WSGI = build_wsgi(
    Settings.model_construct(
        slack_signing_secret=SecretStr(SECRET),
        slack_bot_token=SecretStr("xoxb-fuzz"),
        slack_api_url="offline://",
    ),
    offline_deps(lambda: LIBRARY, lambda: date(2026, 11, 21)),
)


def right_signature(timestamp: bytes, body: bytes) -> bytes:
    """Slack: `v0=` and the HMAC-SHA256 of `v0:{timestamp}:{body}`, in hexadecimal."""
    signed = b"v0:" + timestamp + b":" + body
    return b"v0=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest().encode()


def is_genuine(timestamp: bytes, signature: bytes, body: bytes, now: int) -> bool:
    """Whether Slack may have sent this: told here anew, and not by what is tested."""
    if not re.fullmatch(rb"[0-9]{1,15}", timestamp) or abs(now - int(timestamp)) > MOST_OFF:
        return False
    return signature == right_signature(timestamp, body)


def status_of(timestamp: bytes, signature: bytes, content_type: bytes, body: bytes) -> int:
    """Send it as the server hands it over; bytes in headers are Latin-1 there (PEP 3333)."""
    environ: dict[str, Any] = create_environ(
        "/slack/events", method="POST", headers={"content-type": FORM}, body=body
    )
    environ["CONTENT_TYPE"] = content_type.decode("latin-1")
    environ["HTTP_X_SLACK_REQUEST_TIMESTAMP"] = timestamp.decode("latin-1")
    environ["HTTP_X_SLACK_SIGNATURE"] = signature.decode("latin-1")
    start = StartResponseMock()
    answer = b"".join(cast("Any", WSGI)(environ, start))
    assert b"Traceback" not in answer
    assert SECRET.encode() not in answer
    return int(str(start.status)[:3])


def check(data: bytes) -> None:
    """Nothing but what is genuine gets in, and everything that is."""
    timestamp, signature, content_type, body = (*data.split(b"\n", 3), b"", b"", b"")[:4]
    now = int(time.time())
    timestamp = NOW.sub(lambda moment: str(now + int(moment[1] or 0)).encode(), timestamp, count=1)
    if signature == b"SIGN":
        signature = right_signature(timestamp, body)
    status = status_of(timestamp, signature, content_type, body)
    assert status < 500, status
    # The clock may have moved on between the two.
    genuine = {is_genuine(timestamp, signature, body, at) for at in (now, int(time.time()))}
    if genuine == {True}:
        assert status != 401
    elif genuine == {False}:
        assert status in (400, 401, 413), status


def seeds() -> list[bytes]:
    """What is genuine, and what is so but for one thing."""
    body = b"command=%2Fsalary&text=mle&team_id=T1&user_id=U1"
    right = right_signature(b"1700000000", body)
    first_lines = [
        (b"NOW", b"SIGN"), (b"NOW-299", b"SIGN"), (b"NOW+299", b"SIGN"), (b"NOW-302", b"SIGN"),
        (b"NOW+302", b"SIGN"), (b"1700000000", right), (b"NOW", right), (b"NOW", b"v0="), (b"NOW", b""),
        (b"", b"SIGN"), (b" 1700000000", b"SIGN"), (b"1e9", b"SIGN"), (b"-5", b"SIGN"),
        (b"\xb2", b"SIGN"), (b"9" * 400, b"SIGN"), (b"1_700_000_000", b"SIGN"), (b"NOW", b"v1=" + right[3:]),
        (b"NOW", b"\xe9" * 67), (b"NOW", right.upper()), (b"NOW,1700000000", b"SIGN"),
        (b" NOW", b"SIGN"), (b"+NOW", b"SIGN"), (b"NOW\t", b"SIGN"), (b"NOW.0", b"SIGN"), (b"0NOW", b"SIGN"),
    ]  # fmt: skip
    bodies = [body, b"", b"{", b"[1]", b"5", b"payload=", b"payload=[]", b"\xff\xfe", b"\x00",
              b'{"type": "url_verification", "challenge": "abc"}']  # fmt: skip
    types = [FORM.encode(), b"application/json", b"", b"multipart/form-data; boundary=x"]
    return [
        b"\n".join((*lines, content_type, some))
        for lines in first_lines
        for content_type, some in [*((types[0], one) for one in bodies[:3]), (types[1], bodies[-1])]
    ] + [b"\n".join((b"NOW", b"SIGN", kind, one)) for kind in types for one in bodies]


def pieces() -> list[str]:
    """What stands in such a request."""
    return ["NOW", "NOW-", "NOW+3", "SIGN", "v0=", "v1=", "SIGN,v0=", FORM, "application/json", "payload=",
            "0x", "1e9", "+", "-", "_", " ", "\t", "\r", "\x00", "²", "٣", "nan", "[", "{", "null"]  # fmt: skip


TARGET = Target(check, seeds, pieces, most_bytes=2_000)
