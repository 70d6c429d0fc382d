"""Jobs of their own within a text, each from the line that names it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.library import Library
from knowledge.pay.experience import years_in
from knowledge.pay.heads import is_title, read_head, title_and_level
from knowledge.pay.job import Job
from knowledge.pay.job_words import MONEY
from knowledge.pay.labelled import MOST_LINE, Line, cleaned, first, labelled

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
        for job in named:
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


def jobs_with_sums(library: Library, text: str, lines: Sequence[Line]) -> Iterator[Job]:
    """The parts of lines that name a job and its pay: `Staff Engineer (Berlin): €90k`."""
    for line in lines:
        for start, end, part in _parts(text, line):
            sum_at = MONEY.search(part)
            if sum_at is None:
                continue
            head = read_head(library, part)
            title = re.sub(r"\s*\([^()]*\)$", "", head.title or "")
            if title and title in part[: sum_at.start()]:
                yield Job(start, end, title, head.level, years_in(part), head.place)


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
