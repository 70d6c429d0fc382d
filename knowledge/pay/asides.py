"""Parts of a post or an offer that are not about its job: what the writer has or had, and what others are paid."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.pay.job_words import MONEY
from knowledge.pay.labelled import Line
from knowledge.pay.several import OFFER_HEADING
from knowledge.pay.statement import Whose

_ASIDE: tuple[tuple[Whose, re.Pattern[str]], ...] = (
    (
        "previous",
        re.compile(
            r"\W*(?:previous|prev|prior|past|last|former|old)\b[\w\s/&'()-]{0,40}\W*", re.IGNORECASE
        ),
    ),
    (
        "current",
        re.compile(
            r"\W*(?:(?:my\s+)?(?:current|present|existing)\b[\w\s/&'()-]{0,40}|(?:my\s+)?background(?: details)?"
            r"|about me|my profile|my details)\W*",
            re.IGNORECASE,
        ),
    ),
    (
        "other",
        re.compile(
            r"\W*(?:levels\.fyi|glassdoor|ambitionbox|payscale|market (?:rates?|data))\b[\w\s/&'().-]{0,40}\W*",
            re.IGNORECASE,
        ),
    ),
)


_ASIDE_LINE: tuple[tuple[Whose, re.Pattern[str]], ...] = (
    (
        "previous",
        re.compile(
            r"(?:my )?(?:previous|prev|prior|past|last|former|old|before)\b(?! year)", re.IGNORECASE
        ),
    ),
    ("current", re.compile(r"(?:my )?(?:current|present|existing)\b", re.IGNORECASE)),
    (
        "expected",
        re.compile(r"(?:my )?(?:expect(?:ed|ation|ing)|ask(?:ing)?|desired)\b", re.IGNORECASE),
    ),
    (
        "other",
        re.compile(
            r"(?:market|levels\.fyi|glassdoor|ambitionbox|payscale|industry)\b", re.IGNORECASE
        ),
    ),
)
_EMPLOYER = re.compile(
    r"\w+ (?:org\w*|company|employer|role|position|job|designation)\b|(?:previous|prev|prior|before|past|last|former|current|present):",
    re.IGNORECASE,
)
_NEXT_JOB = re.compile(
    r"(?:offer\w*|new|company|title|role|position|location|designation)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Aside:
    """A part of a text, and whose pay stands in it."""

    start: int
    end: int
    whose: Whose


def asides_of(lines: Sequence[Line]) -> Iterator[Aside]:
    """Sections and labelled lines about the writer's other jobs."""
    headings = [line for line in lines if line.is_heading or _ends_as_heading(line)]
    ends = [below.start for below in headings[1:]]
    if headings:
        ends.append(_end_of_block(lines, lines.index(headings[-1])))
    sections = [
        Aside(line.start, end, whose)
        for line, end in zip(headings, ends, strict=True)
        for whose, words in _ASIDE
        if words.fullmatch(line.text)
    ]
    yield from sections
    for place, line in enumerate(lines):
        for whose, words in _ASIDE_LINE:
            if words.match(line.text) and line.is_labelled and not is_within(line.start, sections):
                until = line.end
                if _EMPLOYER.match(line.text) and not MONEY.search(line.text):
                    until = _end_of_block(lines, place)
                yield Aside(line.start, until, whose)
                break


def _end_of_block(lines: Sequence[Line], place: int) -> int:
    """Where the lines that follow each other end, or a label begins another job."""
    end = lines[place].end
    for line in lines[place + 1 :]:
        if line.start != end or _NEXT_JOB.match(line.text) or line.is_heading:
            break
        end = line.end
    return end


def _ends_as_heading(line: Line) -> bool:
    return (line.text.endswith(":") and line.is_short) or bool(OFFER_HEADING.search(line.text))


def is_within(place: int, asides: Sequence[Aside]) -> bool:
    """Whether a place of the text is in one of its parts about other jobs."""
    return any(aside.start <= place < aside.end for aside in asides)
