"""Statements of a post or an offer as those of its jobs: whose pay it is, and what the job says."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.library import Library
from knowledge.pay.about import About, level_in
from knowledge.pay.job import Job, job_at
from knowledge.pay.naming import named
from knowledge.pay.parts import BENEFITS, STIPEND
from knowledge.pay.statement import Statement, Whose
from knowledge.pay.where import place_in

_OFFER = re.compile(
    r"\b(?:(?:got|have|received|receive|accept(?:ed)?|evaluat\w+|given|had|negotiat\w+) (?:\w+ ){0,3}offers?"
    r"|offer details|offer valuation|years of experience\s*[:|]|yoe|title ?/ ?level|prior (?:salary|experience)"
    r"|(?:previous|current|prior|present|existing|offered) (?:ctc|tc|comp\w*|package|org\w*|salary)|tier[ -]?\d|total ctc"
    r"|interview experience|(?:joining|retention|perf(?:ormance)?) bonus|esops?|sign[- ]?on|my ask|counter[- ]?offer|(?:offer|compensation)(?= *(?:\n|\|)))\b",
    re.IGNORECASE,
)
"""What people say of an offer of their own."""
_AD = re.compile(
    r"\b(?:we(?:'|’)?(?:re| are) (?:hiring|looking|seeking|recruiting)|responsibilities|apply (?:now|here|at|via)|our team"
    r"|join us|job description|vacancy|notice period:? ?(?:immediate|max)|hiring)\b",
    re.IGNORECASE,
)
_SALARY = re.compile(
    r"\b(?:salary|salaries|salários?|salarial|salaris|salaires?|salarios?|sueldos?|fixed|wynagrodzeni[ae]|lương)\b"
    r"|gehalt|gehälter|月薪|薪水|薪资",
    re.IGNORECASE,
)
_BASE = re.compile(
    r"\b(?:base|basic|fixed(?![- ](?:term|contract|price|scope))|fixo)\b", re.IGNORECASE
)
_A_YEAR = re.compile(r"\bctc\b|\b(?:1st|first|2nd|second) year\b|\byear [12]\b", re.IGNORECASE)
_YEARLY = re.compile(r"lpa\b|\b(?:p\.?\s?a|annum|years?|yearly|annual(?:ly)?)\b", re.IGNORECASE)
_GRANT_YEARS = re.compile(
    r"[^\n]{0,40}?(?<!\d)(?P<years>[1-6])[- ]?(?:years?|yrs?)\b", re.IGNORECASE
)
MOST_LABEL = 60
"""A label stands within so many characters before its sum."""
MOST_BEHIND = 25


def of_its_jobs(
    library: Library, found: Sequence[Statement], text: str, jobs: Sequence[Job]
) -> list[Statement]:
    """The statements about pay, each with what its job says of itself."""
    usual = _usual_whose(text)
    jobs = [named(library, job) for job in jobs]
    titles: dict[str, set[str]] = {}
    for one in found:
        if one.title is not None:
            titles.setdefault(one.quote, set()).add(one.title)
    own = [
        _of_its_job(one, text, jobs, usual, keeps_title=len(titles.get(one.quote, ())) > 1)
        for one in found
        if one.kind == "pay" and not _is_a_count(one, text) and not _is_benefit(one, text)
    ]
    places = [_place_beside(library, one, text) for one in own]
    if len(set(places)) < 2 or None in places:
        return own
    return [replace(one, place=place) for one, place in zip(own, places, strict=True)]


def _place_beside(library: Library, one: Statement, text: str) -> str | None:
    """The place for which alone a sum is given: in its line, or in the label above it."""
    before = text[max(0, one.start - 2 * MOST_LABEL) : one.start].split("\n")
    lines = [
        line for line in (re.sub(r"[*_#|]", " ", line) for line in before) if line.strip(" :-–")
    ]
    for line in lines[-1:]:
        words = _SALARY.sub(
            " ", re.sub(r"\b(?:range|pay|base|compensation)\b", " ", line, flags=re.IGNORECASE)
        )
        place = place_in(library, " ".join(words.split()).strip(" :-–—"))
        if place is not None:
            return place
    return None


_PIECE = re.compile(r"\s[-–—|·]\s")
_NEXT = re.compile(r"[+,;|\n]|[.!?]\s|\b(?:plus|and)\b")
"""Where something else begins behind a sum."""


def _is_benefit(one: Statement, text: str) -> bool:
    """Whether words for a benefit stand right beside the sum, and none for pay."""
    before = re.split(r"\n|[.!?]\s", text[max(0, one.start - 2 * MOST_LABEL) : one.start])[-1]
    before = next((piece for piece in reversed(_PIECE.split(before)) if piece.strip()), "")
    behind = _NEXT.split(text[one.end : one.end + MOST_BEHIND], maxsplit=1)[0]
    if (
        _SALARY.search(before)
        or _BASE.search(before)
        or STIPEND.search(before)
        or one.component in ("total", "signing")
    ):
        return False
    return BENEFITS.search(before) is not None or BENEFITS.search(behind) is not None


def _usual_whose(text: str) -> Whose:
    """Whose the pay of a text's own job is: an offer's where people tell of theirs, else an ad's."""
    offers = {match[0].casefold() for match in _OFFER.finditer(text)}
    ads = {match[0].casefold() for match in _AD.finditer(text)}
    return "offered" if len(offers) > len(ads) else "advertised"


def _of_its_job(
    one: Statement, text: str, jobs: Sequence[Job], usual: Whose, *, keeps_title: bool
) -> Statement:
    """A statement with what its job says of itself; of several titles in one sentence it keeps its own."""
    job = job_at(jobs, one.start) or jobs[0]
    told = ("current", "previous", "other", *(("expected",) if usual == "offered" else ()))
    whose = job.whose or (one.whose if one.whose in told else None)
    component = one.component or ("base" if _is_base(one, text) else None)
    period = one.period
    if (
        period is None
        and component == "total"
        and one.currency == "INR"
        and _A_YEAR.search(one.quote)
    ):
        period = "year"
    elif component != "total" and one.currency == "INR" and not _YEARLY.search(one.quote):
        period = None if period == "year" else period
    over_years = one.over_years
    grant = _GRANT_YEARS.match(text, one.end) if component == "equity" else None
    if grant is not None:
        period, over_years = None, float(grant["years"])
    return replace(
        one.of(
            About(
                (one.title if keeps_title else None) or job.title,
                _own_level(one, text)
                or (level_in(one.title) if keeps_title and one.title else job.level),
                job.years,
                job.place,
                job.company,
            )
        ),
        component=component,
        period=period,
        over_years=over_years,
        statistic=None if one.statistic in ("mean", "median") else one.statistic,
        whose=whose or usual,
        doubts=(
            *(doubt for doubt in one.doubts if doubt not in _OF_ITS_JOB),
            *_doubts_of(one, text),
        ),
    )


_OF_ITS_JOB = ("title", "place", "level", "statistic")
"""Fields that the job says, whatever the sentence does."""
_WEIGHTING = re.compile(r"\b[A-Z]\w+[ -](?:weighting|allowance|uplift)\b[^\n]{0,20}$")


def _doubts_of(one: Statement, text: str) -> tuple[str, ...]:
    """The place is doubtful where a sum is another place's: "with a London weighting of £36,000"."""
    return ("place",) if _WEIGHTING.search(text[max(0, one.start - MOST_LABEL) : one.start]) else ()


def _own_level(one: Statement, text: str) -> str | None:
    """The level in brackets right behind a sum: `$90k (junior) - $150k (senior)`."""
    match = re.match(r"\s?\((?P<level>[^()\d]{2,30})\)", text[one.end :])
    return level_in(match["level"]) if match is not None else None


def _is_base(one: Statement, text: str) -> bool:
    """Whether the sum is called the base or fixed right beside it."""
    label = re.split(r"\n|\d|[.!?]\s", text[max(0, one.start - 2 * MOST_LABEL) : one.start])[-1]
    return _BASE.search(f"{label} {text[one.end : one.end + MOST_BEHIND]}") is not None


def _is_a_count(one: Statement, text: str) -> bool:
    """Whether a number in millions without a currency is one of users or months, and no pay."""
    return one.currency is None and re.search(r"\d\s?[MmBb]", text[one.start : one.end]) is not None
