"""Numbers about the job market in a sentence: how much it grows, and which share of it something has."""

import re
from collections.abc import Iterator, Sequence

from knowledge.pay.about import About
from knowledge.pay.around import around_sums, nearest
from knowledge.pay.context import Context
from knowledge.pay.money import Money
from knowledge.pay.parts import MARKET
from knowledge.pay.statement import Statement
from knowledge.pay.structure import Piece

OF_THE_MARKET = re.compile(
    r"\b(?:jobs?|openings?|vacanc(?:y|ies)|postings?|listings?|employment|demand|hiring|roles?|positions?|salaries|salary|pay|wages?|workers|market"
    r"|hires|candidates|salarios?|sueldos?|vacantes|empleo|ofertas)(?!\w)",
    re.IGNORECASE,
)


def read_percentages(
    percents: Sequence[Money], passage: Piece, text: str, read: About, context: Context
) -> Iterator[Statement]:
    """Percentages about the job market; never sure, for a sentence says in many ways what they measure."""
    if not percents or not OF_THE_MARKET.search(text):
        return
    for one in around_sums(text, percents):
        found = [(d, kind) for kind, words in MARKET if (d := nearest(words, one)) is not None]
        if not found:
            continue
        yield Statement(
            kind="market",
            quote=passage.text[: len(text)],
            start=passage.start + one.money.start,
            end=passage.start + one.money.end,
            low=one.money.low,
            high=one.money.high,
            statistic=min(found)[1],
            unit="%",
            section=context.section(passage.start),
            doubts=("statistic",),
        ).of(read)


_COUNT = re.compile(
    r"(?P<based>\b(?:based on|analy[sz]\w+(?: of)?|sample of|survey of|reviewed|scanned|across|in)\s)?"
    r"(?P<before>\b(?:more than|over|at least|exceed(?:s|ed|ing)?|up to|nearly|almost|about|around|roughly|some|approximately|~)\s)?"
    r"(?<![\w$€£₹.,-])(?P<number>\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d{1,2})?(?=\s?(?:k|m|thousand|million)\b)|\d{2,9}|(?:one|two|three|four|five|ten)(?=\s(?:million|thousand)))"
    r"(?:\s?(?P<scale>k|m|thousand|million)\b)?(?P<plus>\+)?"
    r"\s(?P<words>(?:[\w/-]+\s){0,4}?)(?:jobs?|openings?|vacanc(?:y|ies)|positions|postings|roles|job (?:ads|listings))(?!\w)",
    re.IGNORECASE,
)
_LOSS = re.compile(
    r"\b(?:loss of|lost|losing|cut|cutting|shed|shedding|fewer|eliminat\w+)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}


def read_counts(passage: Piece, text: str, read: About, context: Context) -> Iterator[Statement]:
    """How many jobs a sentence counts; never sure, for it may be a sample of them, or somebody's only."""
    for match in _COUNT.finditer(text):
        typed = match["number"].casefold()
        value = float(_WORDS.get(typed) or typed.replace(",", "")) * _SCALES.get(
            (match["scale"] or "").casefold(), 1
        )
        if match["based"] or (not match["scale"] and 1900 <= value <= 2100):
            continue
        before = (match["before"] or "").strip().casefold()
        is_lost = _LOSS.search(text[max(0, match.start() - 40) : match.start()]) is not None
        value = -value if is_lost else value
        is_open = (
            before in ("more than", "over", "at least")
            or before.startswith("exceed")
            or match["plus"] is not None
        )
        yield Statement(
            kind="market",
            quote=passage.text[: len(text)],
            start=passage.start + match.start(),
            end=passage.start + match.end(),
            low=None if before == "up to" else value,
            high=None if is_open else value,
            open_ended=is_open,
            approximate=before
            in ("nearly", "almost", "about", "around", "roughly", "some", "approximately", "~"),
            statistic="count",
            unit="jobs",
            section=context.section(passage.start),
            doubts=("statistic",),
        ).of(read)
