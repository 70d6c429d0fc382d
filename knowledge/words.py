"""Words as people type and paste them, and in the form in which they are compared."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape

_UNSEEN = (
    0x00AD, 0x034F, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
    *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF, *range(0xE0000, 0xE0080),
)  # fmt: skip
"""Zero-width spaces and joiners, direction marks, soft hyphens, variation selectors, tags."""
_GAPS = (*range(0x09), 0x09, *range(0x0E, 0x1C), 0x1F, 0x7F, 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0)
"""Tabs, controls, and letters that show nothing."""
_LINE_ENDS = (0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029)

PLAIN = str.maketrans({
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "…": " ",
    **dict.fromkeys(map(chr, _UNSEEN), ""),
    **dict.fromkeys(map(chr, _GAPS), " "),
    **dict.fromkeys(map(chr, _LINE_ENDS), "\n"),
})  # fmt: skip
"""Phones turn quotes and dashes into typographic ones: read them as the plain keys, and what
nobody sees as what they see."""

_MAYBE_DECORATED = re.compile(r"[^ -~]|[*`~\"'_<&:]|  ")
_SLACK_MARKUP = re.compile(r"<(?P<sign>[@#!]|https?:|mailto:|tel:)(?P<rest>[^<>]*)>")
_EMOJI = re.compile(r"(?<![^\W_]):[\w+'-]+:")
"""An emoji as Slack hands it on, `:+1::skin-tone-4:` too: its name is nothing that was said."""
_MARKS = re.compile(r"[*`~\"]|(?<![^\W_])[_']+|[_']+(?![^\W_])")
_AFTER_A_NAME = " \n,;:"
"""What people write behind the name of whom they speak to: `@Rolecall, unsubscribe`."""
_EDGES = ".,:;!?()[]{}<>'•·"
"""What may stand at the edge of a word and is no part of it."""


def undecorated(text: str) -> str:
    """The text without what surrounds its words and says nothing; every reader begins with it.

    Slack's markup is undone (users, channels and links as <…>, three characters escaped); white
    space, quotes and dashes are plain; what is invisible is gone, and so are the names of emoji, and
    quotes, backticks and asterisks around words. Letter case and lines stay, and so does other punctuation.
    """
    if not _MAYBE_DECORATED.search(text):
        return text.strip().lstrip(_AFTER_A_NAME)
    text = _EMOJI.sub(" ", _SLACK_MARKUP.sub(_named, text))
    text = unescape(text).replace("\r\n", "\n").translate(PLAIN)
    text = _MARKS.sub(" ", unicodedata.normalize("NFKC", text))
    text = re.sub(r" *\n *", "\n", re.sub(r"[^\S\n]+", " ", text))
    return text.strip().lstrip(_AFTER_A_NAME)


def _named(markup: re.Match[str]) -> str:
    """What a person sees of Slack's markup: the name of a user or channel, the words of a link."""
    _, _, label = markup["rest"].partition("|")
    match markup["sign"]:
        case "@" | "#" as sign:
            label = f"{sign}{label.lstrip(sign)}" if label else "#channel" if sign == "#" else ""
        case "!":
            label = "" if markup["rest"].startswith(("here", "channel", "everyone")) else label
        case _:
            pass
    return f" {label} "


def bare(word: str) -> str:
    """A word without the punctuation at its edges: `(monday,` is `monday`."""
    return word.strip(_EDGES)


def first_word(text: str) -> tuple[str, str]:
    """The word that a line begins with, in lower case, and the rest of the line, undecorated."""
    first, *rest = re.split(r"[\s:,;!?]+", _BEFORE_WORDS.sub("", undecorated(text)), maxsplit=1)
    # What closes around the line, as in "(*digest*)", is no rest of it.
    return bare(first).casefold(), rest[0] if any(map(bare, "".join(rest).split())) else ""


_BEFORE_WORDS = re.compile(rf"^(?:[\s/{re.escape(_EDGES)}]|-\s)+")


TOKEN = re.compile(r"[^\W_]+[+#]*|[^\w\s\x00-\x7f]+")


def plain(text: str) -> str:
    """The text with typographic characters made plain, compatibility forms folded, lower case.

    White space is folded too: patterns over it would take their time over a screen of spaces.
    """
    # Most names of ours have nothing else.
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKC", text.translate(PLAIN)).casefold()
    return " ".join(folded.split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as typed, and in the form that is compared."""

    typed: str
    form: str
    joined: bool = field(default=False, compare=False)
    """Whether a hyphen joins it to the word before."""
    parted: bool = field(default=False, compare=False)
    """Whether punctuation parts it from the word before, as in "Engineer, Data"."""
    beside: bool = field(default=False, compare=False)
    """Whether a slash or an ampersand sets it beside the word before, as in "MLOps / DevOps"."""


_PARTING = re.compile(r"[^\w\s.'+#-]")
"""What parts words from each other, as a dash between spaces does; no full stop of "Sr." does."""


def words(text: str) -> list[Word]:
    """The words of a text; punctuation and white space fall away, everything else is kept."""
    bare = _without_apostrophes(text)
    if not _may_join_or_part(bare):
        return [Word(found, singular(found)) for found in TOKEN.findall(bare)]
    read: list[Word] = []
    end = 0
    for found in TOKEN.finditer(bare):
        typed = found[0]
        if _is_word(typed):
            gap = bare[end : found.start()]
            joined = gap == "-" and end > 0 and bare[end - 1].isalnum()
            parted = gap not in _CLOSE and ("-" in gap or _PARTING.search(gap) is not None)
            beside = gap.strip() in _BESIDE
            read.append(Word(typed, singular(typed), joined, parted, beside))
            end = found.end()
    return read


def _without_apostrophes(text: str) -> str:
    bare = plain(text)
    return re.sub(r"(?<=\w)'s?\b", "", bare) if "'" in bare else bare


def _may_join_or_part(bare: str) -> bool:
    return "-" in bare or _PARTING.search(bare) is not None


_CLOSE = frozenset({"", " ", "-"})
_BESIDE = frozenset({"/", "&"})


def _is_word(found: str) -> bool:
    # Dashes, quotes and the like of other scripts are punctuation; an emoji or a letter is a word.
    return found[0].isalnum() or any(
        unicodedata.category(character)[0] not in "PZC" for character in found
    )


def normalise(text: str) -> tuple[str, ...]:
    """The compared forms of a text's words: the key under which a name is found."""
    bare = _without_apostrophes(text)
    if _may_join_or_part(bare):
        return tuple(word.form for word in words(text))
    return tuple(map(singular, TOKEN.findall(bare)))


@lru_cache(maxsize=8_192)
def forms_of(written: str) -> tuple[str, ...]:
    """The same of what stands in a knowledge file, most of which stays there from edit to edit."""
    return normalise(written)


def singular(word: str) -> str:
    """A plural's singular by the plainest rules; both sides of a comparison pass through it."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def shouted(text: str) -> frozenset[str]:
    """Short words in capitals, such as IT or US, that are not meant as "it" or "us"."""
    if text.upper() == text:
        return frozenset()
    return frozenset(word.lower() for word in re.findall(r"\b[A-Z]{2,3}\b", text))


_CODE = re.compile(
    r"#[\s:]*(?:[a-z]+-?)?\d[\d-]*|\b(?:job|req|requisition|ref|reference|id|posting)\b[\s:.#-]*(?:[a-z]+-?)?\d{4,}\b"
    r"|\b(?:[a-z]{1,4}|\d{2})-\d{4,}\b"
    r"|(?<![$€£₹\d.,-])\b\d{4,5}[1-9]\b(?![,.]\d|\s*(?:k\b|usd|eur|gbp|dollar|euro|pound|a\s|per\s|/))",
    re.IGNORECASE,
)
"""What numbers a job post: "#23-11203", "JR-10293", "req 20394", and a number that is none of pay.

Pay that people type is round, or has its currency, a comma or a period with it.
"""


def without_codes(text: str) -> str:
    """The text without the numbers by which employers count their job posts."""
    return _CODE.sub(" ", text)


def shown(typed: Sequence[Word]) -> str:
    """Words as they were typed, for an answer to quote."""
    return " ".join(word.typed for word in typed)
