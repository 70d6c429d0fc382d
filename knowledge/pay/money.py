"""Sums of money in running text: `$150-180k`, `150.000 €`, `25-30 lakh`, `up to 200k`, `$172,654+`.

Only what the text says is read, in plain characters (see `structure.bare`); which sum is pay, and for what, is
told elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from knowledge.pay.currency_signs import CODE, SIGN, currency_of
from knowledge.pay.other_numbers import without_other_numbers

SCALES = {
    "k": 1_000, "thousand": 1_000, "grand": 1_000, "tsd": 1_000, "mil": 1_000, "tys": 1_000, "tr": 1_000_000,
    "lakh": 100_000, "lac": 100_000, "lpa": 100_000, "l": 100_000,
    "crore": 10_000_000, "cr": 10_000_000, "万": 10_000, "w": 10_000,
    "milhões": 1_000_000, "milhão": 1_000_000, "millones": 1_000_000, "millionen": 1_000_000, "mln": 1_000_000, "mrd": 1_000_000_000,
    "t": 1_000, "m": 1_000_000, "mm": 1_000_000, "mn": 1_000_000, "mio": 1_000_000, "million": 1_000_000,
    "trillion": 1_000_000_000_000, "tn": 1_000_000_000_000, "b": 1_000_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip
INDIAN_SCALES = frozenset({"lakh", "lac", "lpa", "l", "crore", "cr"})

MOST_APART = 10
"""Two sums of which one is more than this many times the other are no range."""


MOST_APART_IN_WORDS = 50
"""The same where a word joins them: "from $6,000 to $196,000"."""


LEAST_OF_A_RANGE = 10
"""A lower number without any sign of money is no lower end before a sum with a sign."""


@dataclass(frozen=True, slots=True)
class Money:
    """One sum or range in a text, from `start` up to `end`.

    `currency` is an ISO code, `$` for a dollar sign that names no country, or None. `scale` is the
    word behind the number ("k", "lakh"), empty where there is none.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    open_ended: bool = False
    currency: str | None = None
    scale: str = ""
    percent: bool = False
    approximate: bool = False

    @property
    def top(self) -> float:
        """The larger end that is given."""
        return max(end for end in (self.low, self.high) if end is not None)

    def times(self, factor: float) -> "Money":
        """The same sum with both ends multiplied."""
        low = None if self.low is None else _multiply(self.low, factor)
        high = None if self.high is None else _multiply(self.high, factor)
        return replace(self, low=low, high=high)


_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=256)
def find_money(text: str) -> Sequence[Money]:
    """Every number that may be money, and every percentage, in the order of the text."""
    if not _DIGIT.search(text):
        return ()
    masked = _PLUS_WITHIN.sub(r"\1\2+", without_other_numbers(text))
    text = _PLUS_WITHIN.sub(r"\1\2+", text)
    percents = [
        Money(m.start(), m.end(), _number(m["low"]), _number(m["high"] or m["low"]), percent=True)
        for m in _PERCENT.finditer(masked)
    ]
    masked = _PERCENT.sub(lambda m: " " * len(m[0]), masked)
    sums = _joined(masked, list(_single_sums(masked)))
    return sorted([*percents, *(_bounded(text, one) for one in sums)], key=lambda s: s.start)


_NUMBER = r"""
    (?:\d{1,2}(?:,\d{2})+,\d{3}                                # 25,00,000
      |\d{1,3}(?:(?P<mark>[.,'])\d{3}(?!\d))(?:(?P=mark)\d{3}(?!\d))*(?:[.,]\d{1,2}(?!\d))?
      |\d{1,3}(?:[ ]\d{3}(?!\d))+(?![ ]?k(?![^\W\d_]))(?:[.,]\d{1,2}(?!\d))?  # no "Engineer 2 150k"
      |\d{1,12}(?:[.,]\d{1,2}(?!\d))?)
"""
_SINGLE = re.compile(
    rf"""
    (?:(?<![\w\#])|(?=[$€£₹¥])|(?<=[\u4e00-\u9fff]))(?<!\d[.,'])
    (?:(?P<before>(?:{SIGN}|(?:{CODE})(?![^\W\d_]))(?:\s?\$)?)\s?)?
    (?P<number>(?(before)\d{{1,3}}(?:,[ ]000(?!\d))+|(?!))|{_NUMBER})   # "₦175, 000"
    (?:\s?(?P<word>k|thousand|grand|tsd\.?|tys\.?|mil|triệu|tr|lakhs?|lacs?|lpa|crores?|cr
                   |million|millionen|millones|milh(?:ões|ão)|mln|mrd|billion|trillion|tn|mio|mn|mm|bn)(?![^\W\d_])
      |(?P<letter>[mbl]|(?-i:[ ]L))(?!\w)|(?P<man>万|\s?t(?=€|eur\b)|w(?=\+?[\u4e00-\u9fff]|\s?(?:RMB|CNY)\b)))?
    (?:\s?\(?(?P<after>(?:{CODE})s?(?![^\W\d_])|(?:{SIGN})(?!\s?\d)))?
    (?!(?-i:[a-z0-9_])|(?-i:[A-Z](?![a-z]))|[.,]\d|(?![A-Za-z\u4e00-\u9fff])[^\W\d_])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PERCENT = re.compile(
    r"(?<![\w.,])(?P<low>\d{1,3}(?:[.,]\d{1,2})?)"
    r"(?:\s?%?\s?(?:-|to|a)\s?(?P<high>\d{1,3}(?:[.,]\d{1,2})?))?\s?(?:%|percent\b|per cent\b|pct\b|prozent\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:gross|net)?\s*(?:/\s?(?:hr|hour|h|day|week|wk|month|mo|year|yr|annum))?"
    r"\s*(?P<word>-{1,2}|~|to\s?-?|through|up to|until|bis|à|a|al|até|hasta|tot|do|đến|and up to|and|und|y|et|e|en)(?:\s+(?:los|las|os|les)\b)?\s*(?:~\s*)?",
    re.IGNORECASE,
)
_PAIRED_BY_AND = re.compile(r"(?:between|zwischen|entre|tussen)\s+\S{0,3}\s*$", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:negotiat\w+|increas\w+|rais\w+|bump\w*|went|jump\w*|grew|moved|revised?|hiked?|climb\w*|rose|risen|rising|grown|growing|gone|fell|fall(?:en|ing)|dropp\w+|declin\w+|decreas\w+|up|down)\b[^.;\n]{0,40}\bfrom\s*(?:about|around)?\s*$",
    re.IGNORECASE,
)
"""How a text says that one sum became another, and no range: "negotiated from 185k to 210k"."""
_RANGES_FROM = re.compile(r"\brang(?:es|ing|e) (?:is )?from\s*$", re.IGNORECASE)
_UP_TO = re.compile(r"[^.;\d]{0,60}?\b(?:up )?(?P<word>to)\s*", re.IGNORECASE)
"""What may stand within a range that is announced: "ranges from $90,000/year in our lowest market up to $120,000"."""
_AND = frozenset("and und y et e en".split())
_AT_MOST = re.compile(
    r"(?:up ?to|max(?:imum)?\.?(?: of)?|no more than|at most|bis zu|hasta(?: los)?|até|(?:pode )?chegar a|jusqu'à|tot|do|under|below|"
    r"less than|as much as|lên đến|menos de|chegar a(?:té)?|alcanzar(?: hasta)?(?: los)?|up to a max(?:imum)? of|<=?)\s*$",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"(?:from|start(?:s|ing)? (?:at|from)|at least|min(?:imum)?\.?(?: of)?|over|above|more than|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|(?:in )?excess of"
    r"|north of|upwards? of|clear|>=?|ab|über|mehr als|desde(?: los)?|comienzan en|empiezan en|más de|mas de|mais de|a partir de|à partir de|plus de|od)\s*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:about|around|in the (?:region|neighbou?rhood|vicinity) of|(?:of|in|on) the order of|somewhere (?:near|around)|approx(?:imately|\.)?|roughly|circa|ca\.?|c\.|some|nearly|almost|close to|an estimated|~|aprox(?:imadamente|\.)?"
    r"|alrededor de(?: los)?|cerca de|unos|etwa|rund|environ|ungefähr|cca|khoảng)\s*$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\s?\+(?=\s*(?:$|[^\w\s]|\n|per\b|an?\b|annual(?!(?: \w+)? bonus)|year|k\b|lpa\b|usd|eur|gbp|in\b|for\b|base\b|total\b|tc\b|ctc\b|ote\b|cad\b|aud\b|chf\b|pln\b|and\b|or\b|depending|doe\b|gross|at\b|while|with years|salary|range|compared|by\b|on\b|plus\b))(?!\s?[$€£₹¥]?\s?\d)"
    r"|\s(?:and (?:up|above|beyond)|or (?:more|higher|above)|o más|ou mais|und mehr|upwards)\b",
    re.IGNORECASE,
)

_BOUND_BEHIND = re.compile(
    r"\s?(?:(?P<most>以内|以下|max(?:imum)?\b)|(?P<least>起|以上))", re.IGNORECASE
)
_PLUS_WITHIN = re.compile(
    r"(\d)\+(\s?(?:lpa|k|lakhs?|lacs?|l|cr|crores?|m|mn)(?!\w))", re.IGNORECASE
)
"""`60-100+ LPA` is `60-100 LPA+`."""

_CODE_BEHIND = re.compile(rf"\s?(?P<code>{CODE})(?![^\W\d_])", re.IGNORECASE)


_CONVERTED = re.compile(
    r"\s?\((?:approx(?:imately|\.)?|about|around|roughly|ca\.?|circa|or|i\.e\.|equals|~|=|\s){0,4}$",
    re.IGNORECASE,
)


def without_conversions(text: str) -> str:
    """The text without sums in brackets that are the sum before in another currency: "£36,014 ($45,097 USD)"."""
    if "(" not in text or not _DIGIT.search(text):
        return text
    sums = list(_single_sums(text))
    for one, other in pairwise(sums):
        if one.currency and other.currency and one.currency != other.currency:
            between = _CONVERTED.fullmatch(text, one.end, other.start)
            end = other.end + (text[other.end : other.end + 1] == ")")
            if between is not None and text[end - 1] == ")":
                text = f"{text[: one.end]}{' ' * (end - one.end)}{text[end:]}"
    return text


def _single_sums(text: str) -> Iterator[Money]:
    for match in _SINGLE.finditer(text):
        word = (match["word"] or match["letter"] or match["man"] or "").casefold().strip(" .")
        scale = word if word in SCALES else word.rstrip("s")
        scale = "tr" if scale == "triệu" else scale
        currency = currency_of(match["after"]) or currency_of(match["before"])
        if currency in (None, "$"):
            currency = currency_of((match["before"] or "").rstrip("$ ")) or currency
        if scale in INDIAN_SCALES or _INDIAN_GROUPS.fullmatch(match["number"]):
            currency = currency or "INR"
        if scale == "l" and currency != "INR":
            continue
        factor = 1_000_000 if scale == "mil" and currency == "VND" else SCALES.get(scale, 1)
        said = _number(match["number"])
        if scale in INDIAN_SCALES and said >= MOST_LAKHS:
            # "4.075 lakh" has decimals, and an L behind a number in full says nothing.
            decimal = re.fullmatch(r"\d{1,2}\.\d{3}", match["number"])
            said, factor = (float(match["number"]), factor) if decimal else (said, 1)
        value = _multiply(said, factor)
        yield Money(match.start(), match.end(), value, value, currency=currency, scale=scale)


MOST_LAKHS = 1_000
"""More lakhs than this are nobody's pay."""

_INDIAN_GROUPS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")


def _number(text: str) -> float:
    """The value of a number as people group it: `150,000`, `150.000`, `1,50,000`, `62,50`."""
    text = text.replace(" ", "").replace("'", "")
    cents = re.search(r"[.,](\d{1,2})$", text)
    whole = re.sub(r"[.,]", "", text[: cents.start()] if cents else text)
    return float(f"{whole}.{cents[1]}") if cents else float(whole)


def _multiply(value: float, factor: float) -> float:
    # 62.6 times 1,000 is 62,600.00000000001 in binary.
    return round(value * factor, 2)


def _joined(text: str, singles: Sequence[Money]) -> list[Money]:
    """Two neighboring sums that the text writes as one range become one."""
    joined: list[Money] = []
    for one in singles:
        last = joined[-1] if joined else None
        both = _range(text, last, one) if last is not None else None
        if both is not None:
            joined[-1] = both
        else:
            joined.append(one)
    return joined


def _range(text: str, one: Money, other: Money) -> Money | None:
    between = _BETWEEN.fullmatch(text, one.end, other.start)
    if between is None and _RANGES_FROM.search(text[max(0, one.start - 24) : one.start]):
        between = _UP_TO.fullmatch(text, one.end, other.start)
    if (
        between is not None
        and between["word"] == "-"
        and between[0] != "-"
        and one.currency is None
        and not one.scale
        and text[other.start] in "$€£₹¥"
        and one.top < LEAST_OF_A_RANGE
    ):
        return None  # "year 2 - €18k"
    if between is not None and _CHANGED.search(text[max(0, one.start - 60) : one.start]):
        return None
    if between is None or one.low is None or other.low is None or one.low != one.high:
        return None
    if between["word"].casefold() in _AND:
        before = text[max(0, one.start - 20) : one.start]
        if not _PAIRED_BY_AND.search(f"{before.rstrip()} "):
            return None
    named = {end.currency for end in (one, other)} - {None}
    if len(named - {"$"}) > 1 or (len(named) > 1 and "$" not in named):
        return None
    currency = next(iter(named - {"$"}), "$" if named else None)
    low, high = _same_scale(one, other)
    if high < low:
        low, high = high, low
    most = MOST_APART if between["word"].startswith("-") else MOST_APART_IN_WORDS
    if low <= 0 or high / low > most:
        return None
    return Money(one.start, other.end, low, high, currency=currency, scale=other.scale or one.scale)


def _same_scale(one: Money, other: Money) -> tuple[float, float]:
    """Both ends, where a k behind one of them holds for the other too: `$150-180k`."""
    low, high = one.top, other.top
    if (
        other.scale in ("cr", "crore")
        and not one.scale
        and low < 100
        and _multiply(low, SCALES["lakh"]) < high
    ):
        return _multiply(low, SCALES["lakh"]), high
    if (
        low < 1_000 <= 10_000 <= high
        and not (one.scale or other.scale)
        and one.currency == other.currency is not None
    ):
        return (_multiply(low, 1_000), high) if _multiply(low, 1_000) < high else (low, high)
    if other.scale and not one.scale and low < 1_000:
        scaled = _multiply(low, SCALES[other.scale])
        return (scaled if scaled <= high else _multiply(low, 1_000)), high
    if one.scale and not other.scale and high < 1_000:
        return low, _multiply(high, SCALES[one.scale])
    return low, high


def _bounded(text: str, one: Money) -> Money:
    """The sum with what the words around it say of its ends: "up to", "from", a plus behind."""
    before = text[max(0, one.start - 32) : one.start]
    about = _ABOUT.search(before)
    if about is not None and _begins_word(before, about.start()):
        start = one.start - len(before) + about.start()
        one = replace(one, start=start, approximate=True)
        before = text[max(0, start - 24) : start]
    if one.low == one.high:
        at_most = _AT_MOST.search(before)
        # "climbed from about $71,000" has no lower bound.
        is_changed = about or _CHANGED.search(text[max(0, one.start - 60) : one.start])
        at_least = None if is_changed else _AT_LEAST.search(before)
        if at_most and _begins_word(before, at_most.start()):
            start = one.start - len(before) + at_most.start()
            return replace(one, start=start, low=None)
        if at_least and _begins_word(before, at_least.start()):
            start = one.start - len(before) + at_least.start()
            return replace(one, start=start, high=None, open_ended=True)
    if one.low == one.high and (bound := _BOUND_BEHIND.match(text, one.end)) is not None:
        if bound.lastgroup == "most":
            return replace(one, end=bound.end(), low=None)
        return replace(one, end=bound.end(), high=None, open_ended=True)
    plus = _OPEN.match(text, one.end)
    if plus is None:
        return one
    high = None if one.low == one.high else one.high
    behind = _CODE_BEHIND.match(text, plus.end())
    currency = one.currency or (currency_of(behind["code"]) if behind else None)
    end = behind.end() if behind else plus.end()
    return replace(one, end=end, high=high, open_ended=True, currency=currency)


def _begins_word(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum() or not text[place].isalnum()
