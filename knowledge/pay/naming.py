"""Titles and companies of posts without what stands by them and is no part of the name."""

import re
from dataclasses import replace

from knowledge.library import Library
from knowledge.pay.about import LEVEL
from knowledge.pay.job import Job
from knowledge.pay.job_words import JOB_NOUN
from knowledge.pay.where import is_known_place, place_in

_SYMBOLS = re.compile(r"[^\w\s.,:;/&+#'’()|@$%!?*-]+")
"""Emoji and other signs between words."""

_BEFORE_TITLE = re.compile(
    r"^(?:\W*(?:\d{1,2}\s+)?(?:vagas?(?: de| para)?|role|current role|position|job title|title|contract|permanent|full[- ]?time|part[- ]?time"
    r"|remote|urgent(?:ly)?|hiring|we(?:'|’)re hiring|opening|job|stelle(?:nangebot)?|we are looking for an?|oportunidade)\b[:\s-]*)+",
    re.IGNORECASE,
)
_BEHIND_TITLE = re.compile(
    r"\s*(?:\((?:[^()]*\d[^()]*|remote|hybrid|on-?site|m/[wf]/d|f/m/d|w/m/d|all genders|equivalent[^()]*)\)?"
    r"|\((?=[^)]*$).*|\bjob listing|\brole|\bposition|\bopening|[!:]+)\s*$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r":?\s*\bhttps?://\S+")
_BEFORE_COMPANY = re.compile(
    r"^(?:(?:received|got|have|offer|an|the|a|from|at|join|about|company|with|by)\s+)+(?=\S)",
    re.IGNORECASE,
)
_BEHIND_COMPANY = re.compile(
    r"\s+(?:comp(?:ensation)?|offer|interview|salary|is hiring|hiring|careers|jobs|team)\b.*$",
    re.IGNORECASE,
)


def named(library: Library, job: Job) -> Job:
    """A job whose title and company are names alone."""
    title = _title(library, job.title) if job.title else None
    company = _company(job.company) if job.company else None
    level = job.level
    if title and level is None:
        level = _level(title) or _grade(title)
    return replace(job, title=title, level=level, company=company)


def _title(library: Library, title: str) -> str:
    bare = " ".join(_SYMBOLS.sub(" ", _ADDRESS.sub(" ", title)).split())
    bare = _BEFORE_TITLE.sub("", bare) or bare
    for _ in range(3):
        bare = _BEHIND_TITLE.sub("", bare).strip(" -–—,|/")
    head, dash, tail = bare.rpartition(" - ")
    place = re.sub(r"\(.*?\)", "", tail).strip()
    if dash and JOB_NOUN.search(head) and (_is_place(library, place) or LEVEL.fullmatch(place)):
        bare = head
    return bare if JOB_NOUN.search(bare) else title


def _is_place(library: Library, words: str) -> bool:
    place = place_in(library, words)
    return place is not None and is_known_place(library, place)


def _company(company: str) -> str:
    bare = _BEFORE_COMPANY.sub("", " ".join(_SYMBOLS.sub(" ", company).split()))
    return _BEHIND_COMPANY.sub("", bare).strip(" -–—,|") or company


_LEVELS = re.compile(
    rf"(?:founding|lead|{LEVEL.pattern})(?:\s?[/–-]\s?(?:{LEVEL.pattern}))*", re.IGNORECASE
)


def _level(title: str) -> str | None:
    """The levels that a title names: `Staff/Senior AI Engineer`."""
    match = re.search(
        r"(?<=\()(?:[A-Z\d]+ [Ll]evel|[Ll]evel [A-Z\d]+)(?=\))", title
    ) or _LEVELS.search(title)
    return match[0].strip() if match else None


def _grade(title: str) -> str | None:
    match = re.search(r"\b(?:(?:I{2,3}|IV|L\d{1,2}|(?<=[\s-])[1-5])$|SDE ?-?\d\b)", title)
    return match[0] if match else None
