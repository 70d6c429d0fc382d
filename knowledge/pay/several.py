"""Jobs of their own within a text, each from the line that names it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.library import Library
from knowledge.pay.experience import years_in
from knowledge.pay.heads import is_title, read_head, title_and_level
from knowledge.pay.job import Job
from knowledge.pay.job_words import JOB_NOUN, MONEY
from knowledge.pay.labelled import MOST_LINE, Line, cleaned, first, labelled
from knowledge.pay.parts import PAY
from knowledge.pay.where import is_known_place, place_in

OFFER_HEADING = re.compile(
    r"^\W*(?:offer|option|company|job)\s*(?:#?\s?\d|[A-D])\b\W*(?P<rest>.*)$", re.IGNORECASE
)


def several_jobs(lines: Sequence[Line], named: Sequence[Job], main: Job) -> Iterator[Job]:
    """Jobs of their own within a text, each from the line that names it."""
    offers = [line for line in lines if OFFER_HEADING.match(line.text) and line.is_short]
    if len(offers) > 1:
        yield from _offers(lines, offers, main)
        return
    if len({job.title for job in named}) > 1:
        for job in [*named, *_listed_beside(lines, named)]:
            years, place = job.years or main.years, job.place or main.place
            yield replace(job, years=years, place=place, company=main.company)
    yield from _below_titles(lines, main)


def _offers(lines: Sequence[Line], offers: Sequence[Line], main: Job) -> Iterator[Job]:
    given = list(labelled(lines))
    for at, line in enumerate(offers):
        stop = offers[at + 1].start if at + 1 < len(offers) else main.end
        inside = [one for one in given if line.start <= lines[one.line].start < stop]
        match = OFFER_HEADING.match(line.text)
        rest = match["rest"].strip(" -–—:()") if match is not None else ""
        generic = re.search(
            r"\b(?:startup|mnc|based|product|service|sized?|company)\b", rest, re.IGNORECASE
        )
        title = first(inside, "title")
        yield replace(
            main,
            start=line.start,
            end=stop,
            title=re.split(r"\s*\(", title)[0] if title else None,
            level=first(inside, "level"),
            place=first(inside, "place") or main.place,
            company=first(inside, "company") or (None if generic or not rest else rest),
        )


def _parts(text: str, line: Line) -> Iterator[tuple[int, int, str]]:
    """A line's parts between slashes, where each states money; else the line."""
    raw = text[line.start : line.end]
    pieces = re.split(r"(\s/\s)", raw)
    if len(raw) > MOST_LINE or sum(MONEY.search(piece) is not None for piece in pieces) < 2:
        yield line.start, line.end, line.text
        return
    start = line.start
    for piece in pieces:
        yield start, start + len(piece), cleaned(piece)
        start += len(piece)


_OPENED = re.compile(r"\s*\([^()]*$")
"""Brackets that hold a sum as well: `Product Manager (remote, $90,000)`."""


def jobs_with_sums(library: Library, text: str, lines: Sequence[Line]) -> Iterator[Job]:
    """The parts of lines that name a job and its pay: `Staff Engineer (Berlin): €90k`."""
    for line in lines:
        for start, end, part in _parts(text, line):
            sum_at = MONEY.search(part)
            if sum_at is None:
                continue
            before = part[: sum_at.start()]
            if not JOB_NOUN.search(before):
                continue
            bare = _OPENED.sub("", before).rstrip(" \t:=–—|-")
            inner = place_in(library, before[len(bare) :].strip(" (,:=–—|-"))
            head = read_head(library, bare)
            whole = read_head(library, part)
            if whole.place is not None and not is_known_place(library, whole.place):
                whole = replace(whole, place=None)
            head = head | whole
            title = re.sub(r"\s*\([^()]*\)$", "", head.title or "")
            if title and title in before:
                yield Job(start, end, title, head.level, years_in(part), inner or head.place)


_LISTED = re.compile(r"(?P<title>[A-Z][\w &/,+'-]{2,50}?)\s?[-–—:=]\s?(?=\W{0,2}\d)")


def _listed_beside(lines: Sequence[Line], named: Sequence[Job]) -> Iterator[Job]:
    """Lines of a list of jobs whose names have no word for a job: `Quality Assurance - $45k`."""
    starts = {job.start for job in named}
    for before, line, behind in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        before = before if before is not None and before.end == line.start else None
        behind = behind if behind is not None and behind.start == line.end else None
        is_listed = (before is not None and before.start in starts) or (
            behind is not None and behind.start in starts
        )
        match = _LISTED.match(line.text) if is_listed and line.start not in starts else None
        if match is not None and MONEY.search(line.text) and not PAY.search(match["title"]):
            starts.add(line.start)
            yield Job(line.start, line.end, match["title"].strip())


def _below_titles(lines: Sequence[Line], main: Job) -> Iterator[Job]:
    """Headings that are titles, each with money below it before the next one."""
    titles = [
        line
        for line in lines
        if (line.is_heading or line.is_item) and is_title(line.text) and not MONEY.search(line.text)
    ]
    blocks = [
        (line, titles[at + 1].start if at + 1 < len(titles) else main.end)
        for at, line in enumerate(titles)
    ]
    paid = [
        (line, stop)
        for line, stop in blocks
        if any(line.start < one.start < stop and MONEY.search(one.text) for one in lines)
    ]
    if len(paid) > 1:
        for line, stop in paid:
            title = title_and_level(line.text)[0]
            yield replace(main, start=line.start, end=stop, title=title, level=None)
