"""The jobs that a post, an offer or a hiring comment is about, and where in the text each stands.

A post names many roles, places and numbers that are not its own: colleagues, other offices, the
company's age. So a job is read from what speaks of it alone: labelled lines, the head of the post,
and sentences that say who is looked for.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.library import Library
from knowledge.pay.asides import Aside, asides_of, is_within
from knowledge.pay.experience import years_in, years_labelled
from knowledge.pay.heads import Head, is_title, read_head, title_and_level
from knowledge.pay.job import Job, job_at
from knowledge.pay.job_words import JOB_NOUN, MONEY, RUNNING_TEXT
from knowledge.pay.labelled import Labelled, Line, first, labelled, lines_of
from knowledge.pay.several import jobs_with_sums, several_jobs
from knowledge.pay.told import told
from knowledge.pay.where import is_known_place, is_remote, place_in

__all__ = ["Job", "job_at", "jobs_of_post", "read_jobs"]

MOST_CHARACTERS = 40_000
FIRST_LINES = 8
LEAST_SIGNS = 2
"""So many signs make a text a post or an offer, else it is about other things."""


def read_jobs(library: Library, text: str) -> tuple[Job, ...]:
    """The jobs of a text in its order, the one of the whole text first; none where it is no post.

    Jobs within it have what they do not say themselves from the whole: see `job_at`.
    """
    lines = lines_of(text[:MOST_CHARACTERS])
    named = list(jobs_with_sums(library, text, lines))
    certain = _stacked(library, lines) is not None or len({job.title for job in named}) > 1
    if not lines or not _is_post(text, lines, list(labelled(lines)), certain=certain):
        return ()
    return _jobs(library, text, lines, named)


def jobs_of_post(library: Library, text: str) -> tuple[Job, ...]:
    """The jobs of a text that is known to be a post or an offer; see `read_jobs`."""
    lines = lines_of(text[:MOST_CHARACTERS])
    return _jobs(library, text, lines, list(jobs_with_sums(library, text, lines))) if lines else ()


def _jobs(
    library: Library, text: str, lines: Sequence[Line], named: Sequence[Job]
) -> tuple[Job, ...]:
    asides = list(asides_of(lines))
    given = list(labelled(lines))
    own = [one for one in given if not is_within(lines[one.line].start, asides)]
    main = _main(library, text, lines, (own, given))
    inner = [replace(_of_section(given, lines, aside), years=main.years) for aside in asides]
    several = list(several_jobs(lines, named, main))
    titles = {job.title for job in several if job.title}
    own = main.title or ""
    if len(titles) > 1 and own not in lines[0].text and any(own.startswith(one) for one in titles):
        main = replace(main, title=None)  # what stands in the head is about all of them
    return (main, *sorted([*inner, *several], key=lambda job: job.start))


# Whether it is a post

_SIGNS = re.compile(
    r"\b(?P<hiring>(?:we\W?(?:re| are)|is|are|i'm|i am|currently|now) (?:\w+ )?(?:hiring|recruiting|looking"
    r" for|seeking|searching for)|hiring[:!]?|looking for|our client|join (?:us|our|the)|to join|apply)\b"
    r"|\b(?P<duties>responsibilities|requirements|qualifications|what you(?:'|’)ll do|about the (?:role|job)"
    r"|the role|must[- ]have|nice[- ]to[- ]have|requisitos|responsabilidades|atribuições|benef[ií]cios|aufgaben"
    r"|deine aufgaben|dein profil|ihr profil|wymagania|vereisten|profil recherché|yêu cầu)\b"
    r"|\b(?P<kind>full[- ]?time|part[- ]?time|permanent|onsite|on-site|contract|vollzeit|clt|pj|freelance|cdi)\b"
    r"|\b(?P<vacancy>vacancy|vaga|vagas|stelle|stellenangebot|puesto|vacature|recruta(?:-se|mos)?|oferta de trabajo|offre d'emploi"
    r"|wir suchen|gesucht|lương|tuyển|nous recherchons|buscamos|estamos (?:contratando|em busca)|contrata|szukamy|tuyển dụng)\b"
    r"|\b(?P<offer>(?:got|have|received|receive|accepted?|evaluate|given) (?:\w+ ){0,3}offers?|offered|offer"
    r" details|new offer|joining bonus|ctc|yoe|lpa|total comp|sign[- ]?on)\b|(?P<chinese>诚聘|招聘|薪水|月薪)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"\b(?:survey|respondents|on average|averages?|median|percentile|according to|salary guide|report"
    r"|salaries (?:in|for|by)|earn between|pays? between|typical(?:ly)?|statistics)\b",
    re.IGNORECASE,
)


def _is_post(text: str, lines: Sequence[Line], given: Sequence[Labelled], *, certain: bool) -> bool:
    against = {match[0].lower() for match in _ARTICLE.finditer(text[:4_000])}
    head = lines[0].text
    points = certain + len({one.field for one in given if not one.loose})
    points += " | " in head and not head.startswith("|")
    points += any(JOB_NOUN.search(line.text) and line.is_short for line in lines[:3])
    least = LEAST_SIGNS + max(0, len(against) - 1) - points
    signs = set[str | None]()
    for match in _SIGNS.finditer(text[:MOST_CHARACTERS]) if least > 0 else ():
        signs.add(match.lastgroup)
        if len(signs) >= least:
            return True
    return least <= 0


def _of_section(given: Sequence[Labelled], lines: Sequence[Line], aside: Aside) -> Job:
    inside = [one for one in given if aside.start <= lines[one.line].start < aside.end]
    return Job(
        aside.start,
        aside.end,
        title=first(inside, "title"),
        level=first(inside, "level"),
        place=first(inside, "place"),
        whose=aside.whose,
    )


# The job of the whole text


def _main(
    library: Library,
    text: str,
    lines: Sequence[Line],
    labels: tuple[Sequence[Labelled], Sequence[Labelled]],
) -> Job:
    """What the labels say, then the head, then values under a heading, then sentences."""
    own, given = labels
    stacked = _stacked(library, lines)
    loose = Head(title=first(own, "title", loose=True), place=first(own, "place", loose=True))
    if loose.place is not None:
        loose = replace(loose, place=_place_value(library, loose.place))
    if loose.title is not None and not is_title(loose.title):
        loose = replace(loose, title=None)
    said = told(library, text)
    head = _labels_head(library, own)
    head = head | (stacked or Head()) | _block(library, lines, given, 2 if stacked else 0)
    if head.place is not None and is_remote(head.place) and loose.place is not None:
        head = replace(head, place=loose.place)
    head = head | loose | said
    years = [one.value for one in given if one.field == "years"]
    labelled_years = next((found for value in years if (found := years_labelled(value))), None)
    return Job(
        0,
        len(text),
        title=head.title if head.title == lines[0].text else _without_company(head),
        level=head.level,
        years=labelled_years or years_in(text[:MOST_CHARACTERS]),
        place=head.place,
        company=head.company,
    )


def _without_company(head: Head) -> str | None:
    """A title behind the company's name is without it: `Acme SDE1`."""
    title, company = head.title, head.company
    if title and company and title.casefold().startswith(f"{company.casefold()} "):
        return title[len(company) :].strip(" -–—:") or title
    return title


def _labels_head(library: Library, own: Sequence[Labelled]) -> Head:
    title, level = first(own, "title"), first(own, "level")
    place, company = first(own, "place"), first(own, "company")
    head = Head()
    if title is not None:
        read = read_head(library, title)
        named = read.title or title_and_level(title)[0]
        is_sentence = re.search(r"[.!?](?:\s|\)|$)", title) is not None and not is_title(title)
        head = replace(read, title=None if is_sentence else named, company=None)
    return Head(
        head.title,
        level or head.level,
        _place_value(library, place) if place else head.place,
        company,
    )


def _place_value(library: Library, value: str) -> str | None:
    """A place under a label, without what else its line says."""
    read = place_in(library, value)
    if read is not None:
        return read
    first = re.split(r"\s*[(|;]\s*|\.\s", value)[0].strip()
    if RUNNING_TEXT.search(value) or "，" in value:
        return place_in(library, first)
    return place_in(library, first) or (None if MONEY.search(value) else value.rstrip("."))


def _block(
    library: Library, lines: Sequence[Line], given: Sequence[Labelled], is_read: int
) -> Head:
    """The first lines but those that are read: one in pieces, then a title or a place alone."""
    taken = {one.line for one in given} | {one.line + 1 for one in given if one.loose}
    block = [
        line for at, line in enumerate(lines[:FIRST_LINES]) if at not in taken and at >= is_read
    ]
    if not block:
        return Head()
    is_head = block[0] in lines[:2] or is_title(block[0].text)
    head = read_head(library, block[0].text) if is_head else Head()
    for line in block[1:]:
        if not line.is_short or RUNNING_TEXT.search(line.text):
            continue
        pieces = re.split(r"\s+[·•|]\s+", line.text)
        places = [found for one in pieces if (found := place_in(library, one))]
        if places and is_known_place(library, places[0]):
            head |= Head(place=places[0])
        elif head.title is None and is_title(line.text):
            head |= read_head(library, line.text)
    return head


def _stacked(library: Library, lines: Sequence[Line]) -> Head | None:
    """Title, company and often place, each in its line, with nothing else in their block."""
    title, company, below = [*lines[:3], None, None, None][:3]
    if title is None or company is None or title.end != company.start or title.is_heading:
        return None
    if " | " in title.text or RUNNING_TEXT.search(title.text):
        return None
    if not is_title(title.text) and not title.is_short:
        return None
    place = None
    name, *rest = re.split(r"\s+[·•|]\s+", company.text)
    if not rest and "," in name and place_in(library, name.split(",", 1)[1].strip()):
        name, *rest = name.split(",", 1)
    place = next((found for one in rest if (found := place_in(library, one.strip()))), None)
    if place is None and place_in(library, name) is not None:
        return None
    if not _may_be_company(library, company, name):
        return None
    if place is None and below is not None and below.start == company.end:
        place = place_in(library, below.text)
        if place is None:
            if not below.is_short or "," not in below.text or RUNNING_TEXT.search(below.text):
                return None
            place = below.text
    bare = re.sub(r"\s*\[[^\[\]]*\]", "", title.text)
    return Head(
        bare,
        None,
        place or (read_head(library, title.text).place if is_title(bare) else None),
        name,
    )


_ENDS_SENTENCE = re.compile(r"(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)\.$|[:!?]$")


def _may_be_company(library: Library, line: Line, text: str) -> bool:
    return (
        line.is_short
        and not line.is_heading
        and not line.is_item
        and not _ENDS_SENTENCE.search(text)
        and ": " not in text
        and not MONEY.search(text)
        and not RUNNING_TEXT.search(text)
        and place_in(library, text) is None
        and not is_title(text)
        and text[:1].isalnum()
    )
