"""Reading that areas are asked for in an order: "highest-paying metros", "where … earn most", "most jobs"."""

import re

from knowledge.commands import PAYING, RANKING
from knowledge.query import AreaOrder
from knowledge.words import plain, words

_AREAS = frozenset(
    "metro metros metropolitan city cities area areas place places location locations town towns".split()
)
_JOBS = frozenset("job jobs position positions employment".split())
_BY_JOBS = re.compile(
    r"\bmost (?P<between>(?:\w+ ){0,5}?)(?:jobs?|positions|employment)\b|\bby (?:number of )?(?:jobs|employment)\b"
)
_BY_PAY = re.compile(
    r"\b(?:metros?|cities|areas|places) by (?:median |base )?(?:pay|salary|wage)\b"
)
_HOW_MANY = re.compile(r"\btop (?:\d+|five|ten|twenty)\b")
_IN_ORDER = frozenset("number by".split())


def area_order(text: str) -> AreaOrder | None:
    """By what a text orders areas; None where it asks for nothing of the kind."""
    said = " ".join(word.typed for word in words(text))
    by_jobs = _BY_JOBS.search(said)
    # "Most lucrative jobs" are no number of jobs.
    if by_jobs and not {*(by_jobs["between"] or "").split()} & (PAYING | RANKING):
        return "jobs"
    typed = {*said.split()}
    asks_where = typed & _AREAS or ("where" in typed and typed & PAYING)
    return "pay" if _BY_PAY.search(said) or (typed & RANKING and asks_where) else None


def without_order(text: str) -> str:
    """The text without the words that ask for an order of areas."""
    dropped = RANKING | _AREAS | _JOBS | _IN_ORDER
    left = words(_HOW_MANY.sub(" ", plain(text)))
    return " ".join(word.typed for word in left if word.typed not in dropped)
