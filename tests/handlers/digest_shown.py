"""A digest as Slack gets it, and what is in it; every message is checked on the way."""

from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest

from handlers.views.digest import digest_message
from handlers.views.digest.thread import digest_details
from handlers.views.formatting import Message
from handlers.views.words import ViewContext
from knowledge.digest.compose import compose
from knowledge.digest.edition import Brief, Digest, News, NewsItem
from knowledge.digest.subscription import Focus
from knowledge.library import Library
from tests.knowledge.incoming import incoming, measured, move, story
from tests.knowledge.small_world import past_of
from tests.payloads import assert_slack_takes, without_our_markup

DAY = date(2026, 11, 23)
LAST = date(2026, 11, 16)


def message(digest: Digest, library: Library, digest_id: str = "d1", prefix: str = "") -> Message:
    """The message, once Slack took it and its thread."""
    context = ViewContext(library, digest.day, prefix)
    made = digest_message(digest, context, digest_id)
    thread = digest_details(digest, context, "U0MAYA")
    for each in (made, *([thread] if thread else [])):
        assert_slack_takes(without_our_markup(each.payload()))
    return made


def thread(digest: Digest, library: Library) -> Message:
    """Its thread, where it has one."""
    made = digest_details(digest, ViewContext(library, digest.day), "U0MAYA")
    assert made is not None
    return made


def details(digest: Digest, library: Library) -> str:
    """The thread's text."""
    return unescape(thread(digest, library).text)


def buttons(made: Message) -> dict[str, tuple[str, str]]:
    """Labels of buttons: what each asks or sends, and its action id."""
    rows = [block["elements"] for block in made.blocks if block["type"] == "actions"]
    elements: list[dict[str, Any]] = [one for row in rows for one in row if one["type"] == "button"]
    return {one["text"]["text"]: (one["value"], one["action_id"]) for one in elements}


def options(made: Message) -> dict[str, str]:
    """Labels of what can be chosen from menus, and what each asks."""
    rows = [block["elements"] for block in made.blocks if block["type"] == "actions"]
    menus = [one for row in rows for one in row if one["type"] == "static_select"]
    return {one["text"]["text"]: one["value"] for menu in menus for one in menu["options"]}


def lines(made: Message) -> list[str]:
    """The text's lines, as they are read aloud."""
    return unescape(made.text).split("\n")


@pytest.fixture(scope="module")
def first(library: Library) -> Digest:
    """A channel's first digest, without feeds."""
    return compose(library, Brief("C1", DAY, Focus(roles=("data-engineer",))))


@pytest.fixture(scope="module")
def living(library: Library) -> tuple[Digest, Library]:
    """A digest of a week in which much came in, and the knowledge that it is of."""
    moves = measured(
        move("mlops", 9.1, 23.0, statement="MLOps: 14 of 61 posts in the week to 22 Nov, 9% → 23%")
    )
    after = past_of(library, [*library.sources.values(), moves])
    stories = incoming(
        story("a", "f0", "f1", "f2", topics=["mlops"]),
        story("b", "f3", topics=["edge-computing"]),
        story("c", "f4", roles=["data-engineer"]),
    )
    brief = Brief("C1", DAY, Focus(roles=("data-engineer",)), incoming=stories, had=(("x",),))
    return compose(after, brief), after


def with_news(digest: Digest, *items: NewsItem) -> Digest:
    """The same digest in a week with this news, of which two are shown before the thread."""
    return replace(
        digest,
        news=News(LAST, items),
        changes=min(2, len(items)),
        order=(*(["changes"] if items else []), *(p for p in digest.order if p != "changes")),
    )
