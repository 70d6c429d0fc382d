"""What comes back from a form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.payloads import View


def entered(text: str) -> str:
    """What is read of a text that was typed into a field."""
    state = {"values": {"note": {"note": {"type": "plain_text_input", "value": text}}}}
    return View.model_validate({"id": "V1", "state": state}).entered("note")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("cut \ud83d short", "cut \ufffd short"),
        ("\udc4d alone", "\ufffd alone"),
        ("two halves \ud83d\udc4d", "two halves 👍"),
        ("nothing\0there", "nothing\ufffdthere"),
        ("👍🏽 é 机", "👍🏽 é 机"),
    ],
)
def test_what_no_database_keeps_as_text_is_replaced(typed: str, read: str) -> None:
    assert entered(typed) == read


@given(st.text(st.characters(categories=["Cs"]) | st.sampled_from("\0a👍\n"), max_size=20))
def test_any_text_can_be_kept(typed: str) -> None:
    read = entered(typed)
    assert "\0" not in read
    assert read.encode().decode() == read
