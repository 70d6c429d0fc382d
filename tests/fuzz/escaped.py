"""That nothing in a payload is markup but what we mean to be."""

import re
from typing import Any

from tests.payloads import strings

BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")


def assert_escaped(payload: dict[str, Any]) -> None:
    """Fail where a text that is shown holds one of Slack's three control characters."""
    for text in strings(payload):
        assert "<" not in text, text
        assert ">" not in text, text
        assert not BARE_AMPERSAND.search(text), text
