"""A digest as Slack gets it, and what stands in it; every message is checked on the way."""

from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest

from handlers.views.digest import (
    digest_details,
    digest_message,
)
from handlers.views.formatting import Message
from handlers.views.words import ViewContext
from knowledge.digest.compose import compose
from knowledge.digest.edition import Brief, Digest, News, NewsItem
from knowledge.digest.subscription import Focus
from knowledge.library import Library
from tests.payloads import assert_slack_takes

DAY = date(2026, 11, 23)
LAST = date(2026, 11, 16)


def message(digest: Digest, library: Library, digest_id: str = "d1", prefix: str = "") -> Message:
    """The message, once Slack took it and its thread."""
    context = ViewContext(library, digest.day, prefix)
    made = digest_message(digest, context, digest_id)
    for each in (made, digest_details(digest, context)):
        assert_slack_takes(each.payload())
    return made


def details(digest: Digest, library: Library) -> str:
    """The thread's text."""
    return unescape(digest_details(digest, ViewContext(library, digest.day)).text)


def buttons(made: Message) -> dict[str, tuple[str, str]]:
    """Labels of buttons: what each asks or sends, and its action id."""
    rows = [block["elements"] for block in made.blocks if block["type"] == "actions"]
    elements: list[dict[str, Any]] = [button for row in rows for button in row]
    return {one["text"]["text"]: (one["value"], one["action_id"]) for one in elements}


def lines(made: Message) -> list[str]:
    """The text's lines, as they are read aloud."""
    return unescape(made.text).split("\n")


@pytest.fixture(scope="module")
def first(library: Library) -> Digest:
    """A channel's first digest."""
    return compose(library, Brief("C1", DAY, Focus(roles=("data-engineer",))))


def with_news(digest: Digest, *items: NewsItem) -> Digest:
    """The same digest in a week with this news."""
    return replace(digest, news=News(LAST, items))
