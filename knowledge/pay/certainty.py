"""When what a sentence says of a sum is certain: each of its words belongs to that sum, and to no other one."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.library import Library
from knowledge.pay.about import LEVEL, company_in, level_in, title_in, year_in
from knowledge.pay.experience import years_in
from knowledge.pay.money import Money
from knowledge.pay.parts import PERIOD
from knowledge.pay.statement import Statement
from knowledge.pay.sums import statistics_in
from knowledge.pay.where import first_place

Read = Callable[[str], object]
MOST_PLACES = 3
MOST_JOINING = 12
"""What joins two sums has no more characters: " and about "."""
SEVERAL = "several"

_HERE = re.compile(
    r"\b(?:here|there(?! (?:is|are|was|were))|this (?:city|state|country|region|market)|the (?:city|state|country|region|capital)"
    r"|hier|dort|dabei|aquí|allí|ahí|ici|aqui)\b",
    re.IGNORECASE,
)
_THEY = re.compile(
    r"\b(?:they|their|these|those|this (?:role|position|job|profession|title|group)|the (?:role|position|job|profession|former|latter|others?)"
    r"|it|its|such|he|she|him|her|sie|diese\w*|ellos|ellas|eles|elas|ils|elles)\b",
    re.IGNORECASE,
)
"""Words that stand for what a sentence before has named."""
_THAT = re.compile(
    r"\W*(?:that|this|which|das|dies|eso|esto)\s(?:is|works?|comes?|equals?|means?|translates?|amounts?|sind|ist|entspricht|equivale)\b",
    re.IGNORECASE,
)
"""How a sentence begins that tells the figure before once more."""
_FIGURE = re.compile(
    r"\b(?:that|this|the) (?:figure|number|amount|sum|total|value)\b", re.IGNORECASE
)
_OF_EMPLOYERS = re.compile(
    r"\b(?:US|U\.S\.|UK|EU|[A-Z]\w+an|[A-Z]\w+ish|foreign|overseas)(?:-based)?\s(?:\w+\s)?(?:firms?|companies|company|employers?|clients?|startups?)\b"
)
"""A place that is the employers', wherever the people are."""
_NO_YEAR_OF_PAY = re.compile(
    r"\b(?:since|until|till|before|after|by|through|beg[au]n (?:in|on)|started in|founded in|established in|launched in|born in|back to"
    r"|seit|bis|desde|hasta|depuis)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_UNKNOWN_PLACE = re.compile(
    r"\b(?:in|near|across|throughout|outside|within|em|en)\s(?:the\s)?(?P<name>(?-i:[A-ZÀ-Ý])[\w'À-ÿ-]+(?:\s(?-i:[A-ZÀ-Ý])[\w'À-ÿ-]+)*)",
    re.IGNORECASE,
)
_UNKNOWN_COMPANY = re.compile(
    r"\b(?:[Aa]t|[Bb]ei|[Cc]hez)\s(?P<name>[A-Z][\w&.'-]+)(?!\s?\d)"
    r"|\b(?P<payer>[A-Z][\w&'-]+),?(?: [\w ]{2,20},)? (?:pays|offers|paid|offered|zahlt|paga|paie)\b"
)
_NO_NAME = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|q[1-4]|ai|ml|tech|data|it|python|java|usd|eur|gbp"
    r"|summer|winter|spring|fall|cloud|english|deutschland|durchschnitt|jahr|monat|schnitt|addition|software|machine|deep|h[12]|sql)\b.*",
    re.IGNORECASE,
)
_PART_OF_PEOPLE = re.compile(
    r"(?:\b(?:a (?:quarter|third|fifth)|half|most|the majority|many|some|ein viertel|ein drittel|die hälfte|la mitad|un cuarto|metade)\s(?:of|der|de|aller)\b"
    r"|\d\s?(?:%|percent|per cent|prozent)\s(?:of|der|de|earn|make|report)\b)",
    re.IGNORECASE,
)
"""How a sentence says that its sums are some people's bounds: "39 % of them earn below …"."""
_INDUSTRY = re.compile(
    r"\b\w+(?:branche|sektor)\b|\b(?:in|within) (?:the )?(?:\w+ ){1,2}(?:industry|sector)\b",
    re.IGNORECASE,
)
"""The first of two levels that are told as one: "Principal/Staff"."""
_LIST_GAP = 40
"""Words between two sums of one list are no more characters."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says of one thing for each of its sums, and whether that is certain."""

    values: Sequence[object]
    is_certain: Sequence[bool]


def _places(library: Library, text: str) -> Iterator[str]:
    """The places that words name, those of one address ("Austin, Texas") once."""
    for _ in range(MOST_PLACES):
        place = first_place(library, text)
        if place is None:
            return
        yield place
        text = text[text.index(place) + len(place) :]
        while (more := re.match(r",\s(?=[A-Z])", text)) is not None:
            next_one = first_place(library, text[more.end() : more.end() + 30])
            if next_one is None or not text.startswith(next_one, more.end()):
                break
            text = text[more.end() + len(next_one) :]


def _statistic(words: str) -> object:
    """The statistic that words name; `SEVERAL` where they name more."""
    found = statistics_in(words)
    return SEVERAL if len(found) > 1 else next(iter(found), None)


def _matched(between: Sequence[str], values: Sequence[object], *, is_scope: bool) -> _Said:
    """Which value is which sum's: one before all, or as many as there are sums, each right before or right behind its own."""
    count = len(values) - 1
    said = [at for at, value in enumerate(values) if value is not None]
    if not said:
        return _Said([None] * count, [True] * count)
    if (
        values[0] is not None
        and values[0] != SEVERAL
        and all(values[at] in (None, values[0]) for at in said)
    ):
        # The same is said again.
        said, values = [0], [values[0], *[None] * count]
    if SEVERAL in values:
        return _Said([None] * count, [False] * count)
    if len(said) == count:
        gap = next(at for at, value in enumerate(values) if value is None)
        return _Said(
            [values[at] if at < gap else values[at + 1] for at in range(count)], [True] * count
        )
    if said == [0]:
        near = [
            is_scope or all(len(words) < _LIST_GAP for words in between[1 : at + 1])
            for at in range(count)
        ]
        return _Said([values[0]] * count, near)
    return _Said([None] * count, [False] * count)


def _is_range_with_middle(values: Sequence[object], sums: Sequence[Money]) -> bool:
    """Whether a range is followed by what lies within it: "from €50k to €70k, with a median of €58k"."""
    if (
        len(sums) != 2
        or values[0] is not None
        or values[1] in (None, SEVERAL)
        or values[2] is not None
    ):
        return False
    wide, narrow = sums
    return (
        wide.low != wide.high
        and narrow.low == narrow.high
        and None not in (wide.low, wide.high, narrow.low)
    )


def settled(
    library: Library, found: Sequence[Statement], text: str, start: int, sums: Sequence[Money]
) -> list[Statement]:
    """The statements of a sentence, each with what is said of it alone; what may be another's is doubtful.

    `text` is the sentence, `start` where it stands, and `sums` are all in it, be they pay or not.
    """
    ends = [money.end for money in sums]
    between = [
        text[a:b]
        for a, b in zip([0, *ends], [*(money.start for money in sums), len(text)], strict=True)
    ]
    number = {start + money.start: at for at, money in enumerate(sums)}
    settled = list(found)
    readers: Sequence[tuple[str, Read, bool]] = (
        ("title", title_in, True), ("level", level_in, False), ("years", years_in, False),
        ("place", lambda words: first_place(library, words), True), ("year", year_in, True),
        ("company", lambda words: company_in(library, words), True), ("statistic", _statistic, False),
    )  # fmt: skip
    for name, read, is_scope in readers:
        values = [read(words) for words in between]
        said = _matched(between, values, is_scope=is_scope)
        if name == "statistic" and _is_range_with_middle(values, sums):
            said = _Said([None, values[1]], [True, True])
        for at, one in enumerate(settled):
            value = said.values[number[one.start]]
            if not said.is_certain[number[one.start]]:
                settled[at] = _doubting(one, name)
            elif len(sums) > 1 and value is not None and getattr(one, name) != value:
                settled[at] = replace(one, **{name: value})
    periods = [PERIOD.search(words) is not None for words in between]
    if (
        len(sums) > 1
        and sum(periods) == 1
        and periods[-1]
        and any(len(words) > MOST_JOINING for words in between[1:-1])
    ):
        settled = [
            one if one.end == start + ends[-1] else _doubting(one, "period") for one in settled
        ]
    settled = list(map(_with_its_level, settled))
    if any(len(set(_places(library, words))) > 1 for words in between):
        settled = [_doubting(one, "place") for one in settled]
    levels = {match[0].casefold() for match in LEVEL.finditer(text)}
    is_behind = len(sums) == 1 and level_in(between[0]) is None and level_in(between[1]) is not None
    if len(levels) > len(sums) or (is_behind and title_in(between[0]) is not None):
        settled = [one if one.level is None else _doubting(one, "level") for one in settled]
    if len(sums) > 1 and len({one.component for one in settled}) > 1:
        settled = [_doubting(one, "component") if one.component is None else one for one in settled]
    if _PART_OF_PEOPLE.search(text):
        settled = [_doubting(one, "statistic") for one in settled]
    if _INDUSTRY.search(text):
        settled = [_doubting(one, "industry") if one.industry is None else one for one in settled]
    told = " ".join(map(_told_by, settled)).casefold()
    return [_referring(library, one, text, one.start - start, told) for one in settled]


def _with_its_level(one: Statement) -> Statement:
    """A statement whose title has no other level than its own: of "principal engineers: …; staff: …" the second one's."""
    named = LEVEL.match(one.title) if one.title and one.level else None
    if named is None or one.level is None or one.title is None or LEVEL.search(one.level) is None:
        return one
    rest = one.title[named.end() :].strip(" -/")
    is_another = named[0].casefold().rstrip("s") != one.level.casefold().rstrip("s")
    return replace(one, title=rest) if is_another and rest else one


def _referring(library: Library, one: Statement, text: str, at: int, told: str) -> Statement:
    """A statement, doubtful where a word of its sentence stands for something that is said elsewhere or isn't known."""
    before = text[:at]
    if _THAT.match(text) or (_FIGURE.search(before) and one.statistic is None):
        one = _doubting(one, "statistic")
    if _HERE.search(before) and first_place(library, text) is None:
        one = _doubting(one, "place")
    if _THEY.search(before) and title_in(text) is None:
        one = _doubting(one, "title")
    if (
        one.year is not None
        and (place := text.find(str(one.year))) >= 0
        and _NO_YEAR_OF_PAY.search(text[:place])
    ):
        one = _doubting(one, "year")
    if _OF_EMPLOYERS.search(text):
        one = _doubting(one, "place")
    names = [
        match["name"]
        for match in _UNKNOWN_PLACE.finditer(text)
        if not _NO_NAME.match(match["name"])
    ]
    if any(not _is_told(name, told) and first_place(library, name) is None for name in names):
        one = _doubting(one, "place")
    names = [match["name"] or match["payer"] for match in _UNKNOWN_COMPANY.finditer(text)]
    if any(
        not _NO_NAME.match(name) and not _is_told(name, told) and first_place(library, name) is None
        for name in names
    ):
        one = _doubting(one, "company")
    return one


def _told_by(one: Statement) -> str:
    return " ".join(filter(None, (one.place, one.company, one.industry, one.title)))


def _is_told(name: str, told: str) -> bool:
    return any(word in told for word in name.casefold().split())


def _doubting(one: Statement, field: str) -> Statement:
    return one if field in one.doubts else replace(one, doubts=(*one.doubts, field))
