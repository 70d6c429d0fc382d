"""Every view there is, given hostile texts wherever it takes one: nothing of them becomes markup.

The views are found, not listed: one that is added tomorrow is held to it as well.
"""

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any, cast, get_args

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

import handlers.views
from handlers.placing import shared_payload
from handlers.views.formatting import MESSAGE, PLAIN_MESSAGE, Message, build_message
from handlers.views.modal import answer_view
from handlers.views.mrkdwn import Part
from tests.handlers.anything import anything, arguments, hints_of, texts
from tests.payloads import strings

View = Callable[..., Any]

PARTS = get_args(Part)
SHOWN = {
    Message,
    dict[str, Any],
    list[dict[str, Any]],
    tuple[Part, ...],
    Part,
    *PARTS,
    *(tuple[one, ...] for one in PARTS),
}
"""What a view gives; whatever else stands in its module only serves one of these."""

OUR_MARKUP = re.compile(
    r"<(?:[@#][^<>]*|!date\^\d+\^\{date_short_pretty\} at \{time\}\|[^<>]*"
    r"|https?://[^\s<>|/]+\.example[^\s<>|]*\|[^<>]*)>"
)
"""Members, channels, moments and links, which are escaped within; the hostile texts have a link to no `.example`."""

ENTITIES = ("&amp;", "&lt;", "&gt;")
AS_TYPED = {"initial_value", "initial_user", "value", "private_metadata"}
"""What an input is filled with is plain, and what a click sends nobody sees."""


def views() -> Iterator[View]:
    """Every public function of the package that gives something to show."""
    found = pkgutil.walk_packages(handlers.views.__path__, "handlers.views.")
    for name in ("handlers.views", *(module.name for module in found)):
        module = import_module(name)
        for function in vars(module).values():
            is_public = inspect.isfunction(function) and not function.__name__.startswith("_")
            if is_public and function.__module__ == name and gives(function) in SHOWN:
                yield function


def gives(function: View) -> Any:
    """What a function returns, if it returns anything."""
    hint = hints_of(function).get("return")
    return next((one for one in get_args(hint) if one in SHOWN), hint)


VIEWS = {
    f"{view.__module__.removeprefix('handlers.views')}.{view.__name__}": view for view in views()
}


def payloads(shown: Any) -> Iterator[dict[str, Any]]:
    """What Slack receives of what a view gives, wherever it is shown."""
    match shown:
        case Message():
            yield shown.payload()
        case dict():
            yield cast("dict[str, Any]", shown)
        case None:
            return
        case list():
            yield {"blocks": shown}
        case tuple():
            parts = cast("Sequence[Part]", shown)
            yield build_message(parts, MESSAGE).payload()
            yield build_message(parts, PLAIN_MESSAGE).payload()
            yield answer_view(parts)
        case part:
            yield from payloads((part,))


def as_shown(value: Any) -> Any:
    """A payload without what is not shown as a text."""
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value).items()
        return {key: as_shown(inner) for key, inner in fields if key not in AS_TYPED}
    if isinstance(value, list):
        return [as_shown(inner) for inner in cast("list[Any]", value)]
    return value


def assert_escaped(payload: dict[str, Any]) -> None:
    """Nothing is markup but our own, nothing is escaped twice, and nothing is linked by itself."""
    for text in strings(as_shown(payload)):
        rest = OUR_MARKUP.sub("", text)
        assert "<" not in rest, text
        assert ">" not in rest, text
        for entity in ENTITIES:
            rest = rest.replace(entity, "")
        assert "&" not in rest, text
        assert not any(f"&amp;{entity[1:]}" in text for entity in ENTITIES), text
    for mrkdwn in markdowns(payload):
        assert mrkdwn.get("verbatim") is True, mrkdwn


def markdowns(value: Any) -> Iterator[dict[str, Any]]:
    """Every text that Slack reads as markup: it must not look for names and links of its own."""
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        if fields.get("type") == "mrkdwn":
            yield fields
        for inner in fields.values():
            yield from markdowns(inner)
    elif isinstance(value, list):
        for inner in cast("list[Any]", value):
            yield from markdowns(inner)


@pytest.mark.parametrize("name", VIEWS)
@given(data=st.data())
@examples(max_examples=examples().max_examples // 10, deadline=None,
          suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
def test_nothing_hostile_gets_out(name: str, data: st.DataObject) -> None:
    for payload in payloads(VIEWS[name](**data.draw(arguments(VIEWS[name])))):
        assert_escaped(payload)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
@given(data=st.data())
@examples(max_examples=examples().max_examples // 2, deadline=None)
def test_every_part_is_escaped_on_every_surface(part: Any, data: st.DataObject) -> None:
    for payload in payloads(data.draw(anything(part))):
        assert_escaped(payload)


@given(texts, texts)
def test_nothing_hostile_is_shared(user: str, said: str) -> None:
    shared = shared_payload({"text": "", "blocks": []}, f"{user} {said}", f"/role {said}", "")
    assert_escaped(shared)


def test_every_room_of_the_package_has_some() -> None:
    rooms = {view.__module__ for view in VIEWS.values()}
    assert len(VIEWS) > 60
    assert {"handlers.views", "handlers.views.home", "handlers.views.digest"} < rooms
    assert any(room.startswith("handlers.views.curation.") for room in rooms)


def test_it_would_be_noticed() -> None:
    for text in ("<!channel>", "R&D", "a > b", "<http://x|y>", "&amp;lt;"):
        with pytest.raises(AssertionError):
            assert_escaped({"text": text})
    with pytest.raises(AssertionError):
        assert_escaped({"text": "", "blocks": [{"type": "mrkdwn", "text": "@channel"}]})
