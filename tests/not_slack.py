"""Answers that Slack never gave: of proxies, firewalls and captive portals, or broken on their way."""

import gzip
import json
from collections.abc import Mapping

PRIVATE = "zanzibar-gateway"
"""Stands in every text here: nobody may come to read it."""

PAGE = f"<!DOCTYPE html>\n<html><title>{PRIVATE}</title><h1>Sign in, José</h1></html>\n"

LIMITED = '{"ok": false, "error": "ratelimited"}'


def http(status: int, body: str | bytes = b"", **headers: str) -> bytes:
    """An answer as it stands on the wire; an underscore in a header's name is a hyphen."""
    body = body if isinstance(body, bytes) else body.encode()
    named = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} {PRIVATE}", *(f"{name}: {told}" for name, told in named.items())]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def page(status: int, body: str = PAGE, **headers: str) -> bytes:
    """A page for people."""
    return http(status, body, Content_Type="text/html; charset=utf-8", **headers)


def told(status: int = 200, **fields: object) -> bytes:
    """A JSON object."""
    return http(status, json.dumps({**fields, "by": PRIVATE}))


PAGES: Mapping[str, bytes] = {
    **{f"page {status}": page(status) for status in (200, 403, 404, 407, 429, 502, 503)},
    "empty 200": http(200),
    "empty 204": http(204),
    "empty 403": http(403),
    "login": page(302, Location="/login"),
    "login, kept a POST": page(307, Location="/login"),
    "login on this host": page(302, Location="/api/chat.postMessage"),
    "body cut off": http(200, '{"ok": true, "ch', Content_Length="300"),
    "JSON cut off": http(200, '{"ok": true, "ch'),
}
"""What stands between us and Slack answers in Slack's stead, or the answer breaks off."""

ODD_JSON: Mapping[str, bytes] = {
    **{
        f"JSON {body}": http(200, body)
        for body in ("null", "[]", '["x"]', '""', '"x"', "0", "7", "true", "false", "{}")
    },
    "list 403": http(403, "[]"),
    "text 403": http(403, f'"{PRIVATE}"'),
    "no ok": told(error="forbidden"),
    "no ok 403": told(403, error="forbidden"),
    "ok is null": told(ok=None, error="not_allowed"),
    "ok is 0": told(ok=0, error="not_allowed"),
    'ok is ""': told(ok="", error="not_allowed"),
    'ok is "false"': told(ok="false", error="not_allowed"),
    'ok is "true"': told(ok="true", ts="1.1"),
    "ok is 1": told(ok=1, ts="1.1"),
    "ok 403": told(403, ok=True),
    "ok and nothing": told(ok=True),
    "nulls": told(ok=True, ts=None, channel=None, messages=None),
    "empty": told(ok=True, ts="", channel={"id": ""}, messages=["x"]),
    "numbers": told(ok=True, ts=1.5, channel={"id": 7}, messages=7),
    "no code": told(ok=False),
    **{
        f"code {code!r}": told(403, ok=False, error=code)
        for code in (None, "", 403, ["not_allowed"], {"code": "not_allowed"})
    },
    **{
        f"code {code!r}": told(ok=False, error=code)
        for code in (
            "Access Denied", "FORBIDDEN", "not-allowed", "not_allowed\n", " not_allowed", "café",
            "٣", "a" * 101, PRIVATE,
        )
    },
}  # fmt: skip
"""It is JSON, and yet says nothing that Slack would say."""

ODD_BYTES: Mapping[str, bytes] = {
    "hangs up": b"",
    "not HTTP": b"SSH-2.0-OpenSSH_9.6\r\n",
    "headers cut off": b"HTTP/1.1 200 OK\r\nContent-Ty",
    "not UTF-8": http(200, PAGE.encode("latin-1")),
    "not UTF-8 403": http(403, PAGE.encode("latin-1")),
    "UTF-16": http(200, PAGE.encode("utf-16")),
    "charset unknown": http(200, PAGE, Content_Type=f"text/html; charset={PRIVATE}"),
    "charset unknown 403": http(403, PAGE, Content_Type=f"text/html; charset={PRIVATE}"),
    "gzip": http(200, gzip.compress(PAGE.encode()), Content_Encoding="gzip"),
    "gzip for a file": http(200, gzip.compress(b"{}"), Content_Type="application/gzip"),
    "gzip for a file 403": http(403, gzip.compress(b"{}"), Content_Type="application/gzip"),
    "gzip for a file 201": http(201, gzip.compress(b"{}"), Content_Type="application/gzip"),
    "nested deep": http(200, "[" * 100_000),
    "a number too long": http(200, "9" * 5_000),
    "chunks cut off": http(200, "5\r\n{", Transfer_Encoding="chunked"),
}
"""Not even that."""

NOT_SLACK: Mapping[str, bytes] = {**PAGES, **ODD_JSON, **ODD_BYTES}

RETRY_AFTER: Mapping[str, bytes] = {
    "no Retry-After": http(429, LIMITED),
    **{
        f"Retry-After {value[:40]!r}": http(429, LIMITED, Retry_After=value)
        for value in (
            "", "0", "-5", "0.2", "1.5", "abc", "nan", "inf", "1e9", "²", "30, 60", "9" * 12,
            "9" * 400, "Mon, 23 Nov 2026 09:00:00 GMT",
        )
    },
    "200, no Retry-After": http(200, LIMITED),
}  # fmt: skip
"""Slack slows us down, and it cannot be told for how long."""
