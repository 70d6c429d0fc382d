"""The years of experience that a job asks for, as the text writes them."""

import re
from functools import lru_cache

_YEARS = r"(?:years?|yrs?|yoe|y\.?o\.?e|jahr(?:en?)?|ans|années?|años?|anos?|jaar|lat|năm|साल|年)"
_SPAN = r"(?P<span>[~≈+]?\s?\d{1,2}(?:[.,]\d)?(?:\s?\+)?(?:\s?(?:-|–|—|to|bis|a|à|tot|do)\s?\d{1,2}(?:[.,]\d)?)?\s?\+?)"
_ASKED = re.compile(
    rf"(?<![\w$€£₹.,/-]){_SPAN}\s?-?\s?{_YEARS}(?![A-Za-zÀ-ỹ\d_])(?=(?P<behind>[^\n.;•]{{0,90}}))",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LABELLED = re.compile(r"(?<![\w$€£₹])" + _SPAN)
_BEFORE = re.compile(
    r"(?:yoe|years? of exp\w*|experience(?: requirement| required)?|exp)\s*[:=]?\s*(?:of\s)?"
    rf"{_SPAN}(?![\w%])",
    re.IGNORECASE,
)

_IN_BRACKETS = re.compile(rf"\(\s*{_SPAN}\s?{_YEARS}\s*\)", re.IGNORECASE)

_ALONE = re.compile(rf"\W*{_SPAN}\s?-?\s?{_YEARS}\.?\s*(?:$|[:|)=/–—-])", re.IGNORECASE)
"""Years that are a label, or all that is said: `3-5 years: €70k`."""
_WITH = re.compile(r"\b(?:with|having|con|mit|avec|com)\s+(?:\w+\s)?$", re.IGNORECASE)

_EXPERIENCE = re.compile(
    r"\b(?:experience|experienced|exp|yoe|xp|hands-on|erfahrung|berufserfahrung|expérience|experiencia"
    r"|experiência|ervaring|doświadczeni\w*|kinh nghiệm|background|atuando)\b|经验|経験",
    re.IGNORECASE,
)
_IN_A_FIELD = re.compile(
    r"\s?(?:of|in|as|with|using|working|building|writing|developing|designing|shipping|backend"
    r"|frontend|full[- ]?stack)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:next|last|past|previous|coming|first|every|after|within|for the|over the|in the|of our|we have"
    r"|we've|we bring|our|founded|combined|company has|contract|initially|age[ds]?"
    r"|nächsten|letzten|prochaines|próximos|últimos)\s*(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_NO_EXPERIENCE_BEHIND = re.compile(
    r"\s?(?:degree|college|ago|old|later|contract|warranty|vest\w*|cliff|in a row|running|of (?:age|growth|study|service))\b"
    r"|\s?\d{1,3}\s?%|\s?(?:of )?(?:\w+ ){0,3}experience(?: \w+){0,6}, (?:we|(?-i:[A-Z])[\w.&-]+(?: (?-i:[A-Z])[\w.&-]+)? (?:is|are|has)) ",
    re.IGNORECASE,
)


def years_labelled(value: str) -> str | None:
    """The years in a value labelled as such: `5 (excluding an internship)` is 5."""
    match = _LABELLED.search(value[:60])
    if match is not None:
        return _tidy(match["span"])
    return (
        "0" if re.search(r"\b(?:fresher|no experience|none)\b", value[:60], re.IGNORECASE) else None
    )


@lru_cache(maxsize=512)
def years_in(text: str) -> str | None:
    """The first years of experience in running text; goals, grants and a company's age are none."""
    if _NUMBER_OF_YEARS.search(text):
        text = _NUMBER_OF_YEARS.sub(_in_digits, text)
    if not _DIGIT.search(text):
        return None
    alone = _ALONE.match(text)
    if alone is not None:
        return _tidy(alone["span"])
    found = [match for one in (_BEFORE, _IN_BRACKETS) if (match := one.search(text)) is not None]
    for match in _ASKED.finditer(text):
        around = re.split(r"[\n.;•]", text[max(0, match.start() - 160) : match.start()])[-1]
        if _OTHER.search(around) or _NO_EXPERIENCE_BEHIND.match(match["behind"]):
            continue
        said = _EXPERIENCE.search(around) or _EXPERIENCE.search(match["behind"])
        is_open = re.search(r"[+–—-]", match["span"]) and _IN_A_FIELD.match(match["behind"])
        if said or is_open or _WITH.search(around) or match[0].casefold().rstrip().endswith("yoe"):
            found.append(match)
            break
    return _tidy(min(found, key=lambda match: match.start())["span"]) if found else None


_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "fifteen": "15", "twenty": "20", "einem": "1", "ein": "1", "zwei": "2", "drei": "3", "vier": "4", "fünf": "5", "sechs": "6",
    "sieben": "7", "acht": "8", "neun": "9", "zehn": "10", "un": "1", "uno": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5",
    "seis": "6", "siete": "7", "ocho": "8", "diez": "10", "dois": "2", "três": "3", "quatro": "4", "dez": "10", "deux": "2", "trois": "3",
    "quatre": "4", "cinq": "5", "dix": "10",
}  # fmt: skip
_WORD = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_NUMBER_OF_YEARS = re.compile(
    rf"\b(?P<more>(?:more than|over|at least|mehr als|über|mindestens|más de|mais de|plus de)\s)?(?P<less>(?:up to|less than|under|bis zu|weniger als|hasta|menos de|até|moins de)\s)?"
    rf"(?P<low>{_WORD}|\d{{1,2}})(?:\s(?:to|or|bis|a|à|ou)\s(?P<high>{_WORD}|\d{{1,2}}))?(?:\s(?P<open>or more|oder mehr|o más))?"
    rf"(?P<unit>[\s-]{_YEARS}(?!\w))(?P<behind>\s(?:or more|and (?:above|over|up|more)|plus|oder mehr|o más)(?!\w))?",
    re.IGNORECASE,
)
"""A number of years in words, and its bounds: "drei bis sechs Jahren", "more than ten years"."""


def _in_digits(said: re.Match[str]) -> str:
    low, high = (_NUMBERS.get((said[end] or "").casefold(), said[end]) for end in ("low", "high"))
    if high:
        low = f"{low}-{high}"
    elif said["more"] or said["open"] or said["behind"]:
        low = f"{low}+"
    elif said["less"]:
        low = f"0-{low}"
    return f"{low}{said['unit']}"


def _tidy(span: str) -> str:
    return " ".join(span.split())
