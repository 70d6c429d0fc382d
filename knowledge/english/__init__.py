"""The commonest words of English: what is one of them is no slip of the pen.

Names are found with slips in them, and "interest" is one letter away from Pinterest. A list of how
often words are used tells the two apart, as misspellings are rare.
"""

from functools import cache
from pathlib import Path

from knowledge.words import singular

LIST = Path(__file__).with_name("words.txt")
"""One word a line, the commonest first; `NOTICE.md` says where they are from and under what licence."""

MOST = 30_000
"""Fewer would leave out words such as "iceland"; beyond, misspellings are as common as words."""


def is_english(word: str) -> bool:
    """Whether a word in lower case, or what it is the plural of, is a common one."""
    return word in commonest_words() or singular(word) in commonest_words()


@cache
def commonest_words() -> frozenset[str]:
    """The words of the list, read when they are first needed."""
    return frozenset(LIST.read_text(encoding="ascii").split())
