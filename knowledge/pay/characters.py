"""A text in plain characters, every one at its place, without what only marks how it looks."""

import re
import unicodedata

_STYLED = {
    chr(code): plain
    for code in range(0x1D400, 0x1D800)
    if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1 and plain.isascii()
}
"""Letters and digits in bold or script type, as posts have them in place of marks."""

_ONE_TO_ONE = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u2002\u2003\u200a\u3000", " "),
        **dict.fromkeys("’‘ʼ`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("～∼≈", "~"),
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **_STYLED,
        "＄": "$", "￥": "¥", "￡": "£", "，": ";", "、": ",", "〜": "~", "．": ".", "％": "%", "＋": "+", "／": "/", "\t": " ",
    }
)  # fmt: skip


_PLAIN_TYPE = str.maketrans(_STYLED)


def plain_characters(text: str) -> str:
    """The text with one plain character for each that is written in several ways."""
    return text.translate(_ONE_TO_ONE)


_HIDDEN = re.compile(
    r"<(?P<tag>script|style|svg)\b(?:(?!<(?P=tag)\b).){0,20000}?</(?P=tag)\s*>|<!--(?:(?!<!--).){0,5000}?-->|!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)"
    r"|(?<=\])\([^()\s]{1,500}\)|https?://[^\s)>\]\"']{1,500}",
    re.DOTALL | re.IGNORECASE,
)
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_MARKS = re.compile(r"[*_~`]{2,3}|(?<!\w)[*_`](?=\S)|(?<=\S)[*_`](?!\w)|\\(?=[$~*_|<>\[\]()#+.!-])")
_ESCAPED = re.compile(r"\\u(?P<code>[0-9a-fA-F]{4})|\\n(?![a-z])")
"""Characters and ends of lines as JSON and logs write them, in texts that are copied from there."""
_ENTITY = re.compile(r"&(?:nbsp|amp|euro|pound|yen|ndash|mdash|#8211|#8212|#36|lt|gt);")
_ENTITIES = {
    "nbsp": " ", "amp": "&", "euro": "€", "pound": "£", "yen": "¥", "ndash": "-", "mdash": "-",
    "#8211": "-", "#8212": "-", "#36": "$", "lt": "<", "gt": ">",
}  # fmt: skip


def blanked(match: re.Match[str]) -> str:
    """Blanks in place of what a pattern found; ends of lines stay."""
    return re.sub(r"[^\n]", " ", match[0])


def _entity(match: re.Match[str]) -> str:
    return _ENTITIES[match[0][1:-1]].ljust(len(match[0]))


def _unescaped(match: re.Match[str]) -> str:
    code = match["code"]
    said = "\n" if code is None else plain_characters(chr(int(code, 16)))
    return (said if said.isprintable() or said == "\n" else " ").ljust(len(match[0]))


def unescaped(text: str) -> str:
    """The text with what JSON escapes and letters in plain type, every character at its place."""
    if not text.isascii():
        text = text.translate(_PLAIN_TYPE)
    return _ESCAPED.sub(_unescaped, text) if "\\" in text else text


def bare(text: str) -> str:
    """The text in plain characters without links' targets, marks of emphasis and tags, which become blanks.

    A tilde that says "about" stays, and so does every line's end.
    """
    text = plain_characters(unescaped(text))
    text = _ENTITY.sub(_entity, _HIDDEN.sub(blanked, text))
    return _MARKS.sub(blanked, text)


def without_tags(text: str) -> str:
    """The text with blanks for its tags, everything else at its place."""
    return TAG.sub(blanked, text)
