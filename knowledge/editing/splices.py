"""Pieces of a text that are put in the place of others, and the proof that it reads as asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.editing.nodes import EditError, Page, line_break, line_end, read
from knowledge.editing.writing import same


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """A piece of the text and what is to stand there instead."""

    start: int
    end: int
    new: str = ""


def spliced(page: Page, splices: Sequence[Splice], expected: object) -> str:
    """The text with the pieces put in. Raises `EditError` where it does not read as expected."""
    text = page.text
    for splice in sorted(splices, reverse=True):
        text = text[: splice.start] + splice.new + text[splice.end :]
    try:
        as_asked = same(read(text), expected)
    except EditError as error:
        raise EditError(f"This cannot be written. {error}") from error
    if not as_asked:
        raise EditError("This cannot be changed in place: edit the file by hand.")
    return text


def lines_behind(text: str, end: int, lines: Sequence[str]) -> Splice:
    """Whole lines behind the line in which something ends."""
    newline = line_break(text)
    if end > 0 and text[end - 1] == "\n":  # a block scalar that keeps its last line breaks
        return Splice(end, end, "".join(line + newline for line in lines))
    eol = line_end(text, end)
    return Splice(eol, eol, "".join(newline + line for line in lines))
