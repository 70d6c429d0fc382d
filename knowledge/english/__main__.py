"""`python -m knowledge.english` makes the list of words again, out of the package `wordfreq`."""

from importlib import import_module
from itertools import islice
from typing import Any, cast

from knowledge.english import LIST, MOST


def main() -> None:
    """Write the list: letters alone, as the words of a question are compared ("don't" is "dont")."""
    # Installed for this alone: see the group `english` in pyproject.toml.
    wordfreq = cast("Any", import_module("wordfreq"))
    by_frequency = (word.replace("'", "") for word in wordfreq.iter_wordlist("en"))
    words = dict.fromkeys(word for word in by_frequency if word.isascii() and word.isalpha())
    LIST.write_text("".join(f"{word}\n" for word in islice(words, MOST)), encoding="ascii")


if __name__ == "__main__":
    main()
