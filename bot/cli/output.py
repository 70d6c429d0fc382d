"""How commands print: to the byte for programs, and to every terminal for people."""

import codecs
import sys
import unicodedata
from io import TextIOWrapper

import click

PLAINLY = "rolecall.plainly"
"""The name of the error handler of a stream that writes what it does not know in plain letters."""

PLAIN = {
    "–": "-", "—": "-", "−": "-", "·": "-", "•": "*", "→": "->", "←": "<-", "×": "x", "≥": ">=", "≤": "<=",
    "“": '"', "”": '"', "‘": "'", "’": "'", "✓": "+", "✗": "x", "€": "EUR ", "£": "GBP ", "¥": "JPY ",
}  # fmt: skip


def data(text: str) -> None:
    """Print what programs read, to the byte: a stream of text would turn line ends into the machine's."""
    click.echo(text.encode(), nl=False)


def know_every_letter() -> None:
    """Let standard output and error write every text, whatever the terminal's encoding."""
    codecs.register_error(PLAINLY, _plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=PLAINLY)


def _plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(letter: str) -> str:
    """A letter in ASCII: without its accents, or by its name. Amounts must not lose their currency."""
    if letter in PLAIN:
        return PLAIN[letter]
    known = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return known or letter.encode("ascii", "namereplace").decode()
