"""Texts of any kind: what they state of pay stands where it is said to stand, and is read one way."""

from bot.settings import CONTENT
from knowledge.library import Library
from knowledge.pay.reader import read_pay
from knowledge.store import check_folder
from tests.fuzz.target import Target
from tests.pay.test_reader import ARTICLES, MARKS, ODDITIES, OTHER_MONEY, assert_places

LIBRARY = Library(check_folder(CONTENT)[1], "fuzz")


def check(data: bytes) -> None:
    """Read a text."""
    text = data.decode(errors="replace")
    read = read_pay(LIBRARY, text)
    assert read == read_pay(LIBRARY, text)
    assert_places(text, read.statements)
    for money in read.other_money:
        assert 0 <= money.start < money.end <= len(text)


def seeds() -> list[bytes]:
    """Articles, odd ways of writing, and other money."""
    return [text.encode() for text in (*ARTICLES, *ODDITIES, *OTHER_MONEY)]


def pieces() -> list[str]:
    """Amounts, words that speak of them, and marks of structure."""
    return MARKS


TARGET = Target(check, seeds, pieces, most_bytes=4_000)
