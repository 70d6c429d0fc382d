"""Pay that an ad states in its text, next to what its fields state: what is sure, each sum once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.feeds.ad_pay import doubtful, unit_of
from knowledge.feeds.reading import AdPay
from knowledge.library import Library
from knowledge.pay.context import is_labelled
from knowledge.pay.parts import STATISTICS, SURE_PAY
from knowledge.pay.reader import read_pay
from knowledge.pay.statement import Statement
from knowledge.words import normalise

_MAY_STATE_PAY = re.compile(
    r"[$€£₹¥]|\b[A-Z]{3}\b ?\d|\d ?(?:[A-Z]{3}\b|k\b)|\b(?:salary|pay)\b", re.IGNORECASE
)
"""What no text that states pay is without: reading the others would take a hundred times as long."""

_OF_OTHERS = re.compile(
    "|".join(words.pattern for statistic, words in STATISTICS if statistic in ("mean", "median")),
    re.IGNORECASE,
)
"""An ad that speaks of averages tells what others pay."""

_OF_PAY = re.compile(rf"{SURE_PAY.pattern}|\b(?:pays?|paying|comp|base|rates?)\b", re.IGNORECASE)
_IN_A_HEAD = re.compile(r" \| ")
"""What stands between a company, its job and the pay in the first line of a post."""

_OF_A_RANGE = re.compile(r"[^\w\n]*(?:[A-Z]{2,3}\W?)?\d|.*\brange\b", re.IGNORECASE | re.DOTALL)
"""How a sentence begins, or what it says, that is about the sums alone."""

_OF_A_START = re.compile(
    r"[^\w\n]*(?:th(?:e|is) (?:job|position|role) )?start(?:s|ing) (?:at|from) \W{0,2}(?:[A-Z]{3} ?)?[\d.,k]+(?: ?[A-Z]{3})?"
    r" ?(?:a|an|per|/) ?(?:year|annum|month|week|day|hour)\b(?:[^\w,]*$|,? (?:plus|with|depending|based|and up)\b)",
    re.IGNORECASE,
)
"""A sentence that says where something starts, and not what, can in an ad only be about the job."""

_OF_FRAUD = re.compile(
    r"\bscam|\bfraudsters?\b|\bfraudulent (?:job|offer|recruit|post|message|email)|\bfraud alert\b"
    r"|\b(?:recruit\w*|hiring|job|employment) fraud\b|\bfake (?:job|offer|recruit)|\bimpersonat|\bphishing\b"
    r"|\bin our name\b|\bnever (?:offer|promise)\b|\bnever (?:ask|request|charge)\b[^.\n]{0,40}\b(?:fees?|money|payments?|bank|deposits?)\b",
    re.IGNORECASE,
)
"""A warning of people who pretend to be the employer: what they promise is nobody's pay."""

BEFORE = 160
"""Characters on the same line before a sum in which a warning may begin."""

MOST_WORDS = 300
SAME = 0.005
"""As a share: so near are a sum that prose rounds, such as $168K, and the one of a field."""


def pay_told(library: Library, title: str, stated: Sequence[AdPay], text: str) -> tuple[AdPay, ...]:
    """What an ad's fields state, and what its text states of the same job besides."""
    found = list(stated)
    for pay in _in_prose(library, title, text):
        if not any(_is_same(pay, other) for other in found):
            found.append(pay)
    return tuple(found)


def _in_prose(library: Library, title: str, text: str) -> Iterator[AdPay]:
    if not _MAY_STATE_PAY.search(text):
        return
    whole = text if text.startswith(title) else f"{title}\n\n{text}"
    read = read_pay(library, whole, is_ad=True).statements
    said = [one for one in read if _is_sure(one) and _is_called_pay(one, whole)]
    jobs = {one.title for one in said if one.title}
    words = set(normalise(title))
    for one in said:
        # Of several jobs in one text, only those count that the ad is about.
        if len(jobs) < 2 or (one.title and words & set(normalise(one.title))):
            yield _as_stated(one, whole)


def _is_sure(one: Statement) -> bool:
    """Whether it is pay for the job that is advertised, and nothing about it is doubtful.

    Why a sum can hardly be meant for its period is told by what is stated: see `doubtful`.
    """
    return (
        one.kind == "pay"
        and (one.sure or (one.period is not None and one.doubts == ("period",)))
        and one.whose in (None, "advertised", "offered")
        and one.statistic in (None, "range", "min", "max")
        and one.component != "signing"
        and one.period != "once"
        and one.over_years is None
        and one.currency is not None
    )


def _is_called_pay(one: Statement, whole: str) -> bool:
    """Whether the words for a sum are for pay, and of this job: ads tell of benefits and savings as well."""
    if _OF_OTHERS.search(one.quote) or _is_warned_of(one, whole):
        return False
    if _OF_PAY.search(one.quote) or _IN_A_HEAD.search(one.quote):
        return True
    if one.low is None:
        return False
    is_range = one.low != one.high and one.period is not None
    return (
        is_labelled(whole, one.start)
        or (is_range and _OF_A_RANGE.match(one.quote) is not None)
        or _OF_A_START.match(one.quote) is not None
    )


def _is_warned_of(one: Statement, whole: str) -> bool:
    """Whether a sum is told in a warning of fraud. (One that follows pay on its line is none of it.)"""
    before = whole[max(0, one.start - BEFORE) : one.start].rpartition("\n")[2]
    return _OF_FRAUD.search(before + one.quote) is not None


_SALARY = re.compile(r"\bsalar(?:y|ies)\b|\bgehalt\b|\bsalaires?\b|\bsalarios?\b", re.IGNORECASE)
MOST_LABEL = 120
"""A label stands within so many characters before its sum."""


def _as_stated(one: Statement, whole: str) -> AdPay:
    # What an ad calls the salary is the base, as in schema.org's field.
    said = f"{one.quote} {whole[max(0, one.start - MOST_LABEL) : one.start]}"
    component = one.component or ("base" if _SALARY.search(said) else None)
    pay = AdPay(
        min_value=one.low,
        max_value=one.high,
        currency=one.currency,
        unit=unit_of(one.period),
        words=" ".join(one.quote.split())[:MOST_WORDS],
        stated_in="prose",
        component=component if component and component != "signing" else "unspecified",
        place=one.place,
    )
    return replace(pay, doubtful=doubtful(pay))


def _is_same(one: AdPay, other: AdPay) -> bool:
    return (
        (one.currency == other.currency or other.currency is None)
        and _is_near(one.min_value, other.min_value)
        and _is_near(one.max_value, other.max_value)
    )


def _is_near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one == other
    return abs(one - other) <= SAME * max(one, other)
