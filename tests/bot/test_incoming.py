import json
from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.incoming import FORM, UnreadableError, UnsignedError, bolt_request
from bot.offline import Loopback, offline_deps, open_loopback
from bot.settings import Settings
from knowledge.library import Library

JSON = "application/json"
texts = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture
def loopback(library: Library) -> Loopback:
    settings = Settings.model_construct(slack_api_url="http://127.0.0.1:9/")
    return open_loopback(settings, offline_deps(lambda: library, lambda: date(2026, 11, 21)))


@given(st.dictionaries(texts.filter(lambda name: name not in ("", "payload")), texts, min_size=1))
def test_every_form_is_read_as_it_was_written(fields: dict[str, str]) -> None:
    assert bolt_request(urlencode(fields), {"content-type": FORM}).body == fields


@given(st.text(st.sampled_from("ab=&+%0fF2 ;{é\x00"), max_size=30).filter(lambda t: t[:1] != "{"))
def test_a_form_that_slack_does_not_write_is_read_as_others_read_it(body: str) -> None:
    # The standard library is slower, and the measure.
    others = {name: value for name, value in parse_qsl(body, keep_blank_values=True) if name}
    read = {n: v for n, v in bolt_request(body, {"content-type": FORM}).body.items() if n}
    assert read == others


def test_a_field_that_stands_there_twice_counts_as_it_stands_last() -> None:
    assert bolt_request("text=a&text=b", {"content-type": FORM}).body == {"text": "b"}


def test_a_click_is_the_json_in_its_form() -> None:
    body = urlencode({"payload": json.dumps({"type": "block_actions", "actions": []})})
    assert bolt_request(body, {"content-type": FORM}).body["type"] == "block_actions"


@pytest.mark.parametrize(
    "body", ["[1]", "5", "{", "null", "[" * 100_000, "", "payload=[]", "payload="]
)
def test_what_is_no_json_object_cannot_be_read(body: str) -> None:
    content_type = FORM if body.startswith("payload") else JSON
    with pytest.raises(UnreadableError):
        bolt_request(body, {"content-type": content_type})


def test_what_is_not_signed_is_not_answered(loopback: Loopback) -> None:
    with pytest.raises(UnsignedError):
        loopback.incoming.answer(b"command=%2Fsalary&text=mle", {"content-type": FORM})
