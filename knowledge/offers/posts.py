"""What a long job post says it is about, in the vocabulary's words: role, levels, years, places.

A post names many roles, places and numbers that are not its own: colleagues, other offices, the
company's age. So what its job says of itself (`knowledge.pay.jobs`) comes first; only where that is
silent, places and companies are taken from sentences that say where somebody works.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.commands import QUESTIONS_BY_NAME
from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.pay.jobs import Job
from knowledge.query import HelpQuery, Misread, Query, SalaryQuery, Unclear, YearsAsked
from knowledge.reading import Reader
from knowledge.words import Word, normalise, plain, shown, words
from knowledge.years import take_lookalikes, take_years


@dataclass(frozen=True, slots=True)
class PostRead:
    """What a post says of its job; `used` are the words that say it."""

    title: Query | Misread | None
    levels: tuple[str, ...]
    years: tuple[YearsAsked, ...]
    places: tuple[str, ...]
    companies: tuple[str, ...]
    used: tuple[str, ...]


def read_post(library: Library, text: str, job: Job | None) -> PostRead:
    """Read what a post says of one of its jobs; None where it is told as no post is."""
    title = (job.title if job else None) or ""
    query = _role(library, title)
    if query is None:
        query, title = any_role(library, text)
    levels = _ids(library, title, "levels")
    if isinstance(query, SalaryQuery):
        levels = {**dict.fromkeys(query.filters.levels, ""), **levels}
    places, companies, years = dict[str, str](), dict[str, str](), tuple[YearsAsked, ...]()
    if job is not None:
        levels = levels or _ids(library, job.level or "", "levels")
        places = _ids(library, job.place or "", "places") | _ids(library, title, "places")
        companies = _ids(library, job.company or "", "companies")
        years = (
            take_years(take_lookalikes(plain(f"{job.years} years of experience"))[0])[1]
            if job.years
            else ()
        )
    places = places or _where(library, words(_NO_PLACE.sub(" ", text)))
    places.pop("worldwide", None)
    companies = companies or _companies(library, text)
    title = title.strip(" -,:")
    used = [title, *levels.values(), *places.values(), *map(str, years[:1]), *companies.values()]
    return PostRead(
        query,
        tuple(levels),
        years[:1],
        library.narrowest(tuple(places)),
        tuple(companies),
        tuple(word for word in dict.fromkeys(used) if word and not _is_in(word, title)),
    )


def _role(library: Library, title: str) -> Query | Misread | None:
    """The role that a title names, its places aside; None where there is no title."""
    query = parse(library, "salary", title) if title else None
    if isinstance(query, Unclear) and query.about == "place":
        return query.choices[0].query
    return None if isinstance(query, HelpQuery) else query


def any_role(library: Library, text: str) -> tuple[Query | Misread | None, str]:
    """The role that a text without a title names, where it names a single one; else all of them."""
    book = library.phrase_book(("roles",))
    typed = words(text)
    found: dict[str, str] = {}
    place = 0
    while place < len(typed):
        match = book.longest_at(typed, place)
        if match is not None and (match[0] > 1 or len(typed[place].form) > 2):
            found.setdefault(match[1][0].id, shown(typed[place : place + match[0]]))
        place += match[0] if match else 1
    if not found:
        return None, ""
    named = " and ".join(library.roles[role].name for role in found)
    return parse(library, "salary", named), ", ".join(found.values())


def _is_in(word: str, title: str) -> bool:
    return word != title and " ".join(normalise(word)) in " ".join(normalise(title))


MOST_VALUE = 200


def _ids(library: Library, value: str, kind: str) -> dict[str, str]:
    """What a value names of one kind, and the words that say it."""
    reader = Reader(library, QUESTIONS_BY_NAME["salary"], _NO_PLACE.sub(" ", value[:MOST_VALUE]))
    words_of: dict[str, str] = {}
    for found in sorted(reader.found, key=lambda found: found.start):
        if found.meaning.kind == kind:
            typed = shown(reader.typed[found.start : found.end])
            words_of |= {m.id: typed for m in found.meanings if m.id not in words_of}
    return words_of


def _where(library: Library, typed: Sequence[Word]) -> dict[str, str]:
    """The places behind "in", "near", "for" and the like."""
    book = library.phrase_book(("places",))
    found: dict[str, str] = {}
    for place, word in enumerate(typed):
        before = [other.typed for other in typed[max(0, place - 3) : place]]
        if not _says_where(before):
            continue
        match = book.longest_at(typed, place)
        if match is not None and word.typed not in ("us", "it", "the"):
            words = shown(typed[place : place + match[0]])
            found |= {meaning.id: words for meaning in match[1] if meaning.id not in found}
    return found


def _says_where(before: Sequence[str]) -> bool:
    while before and before[-1] in ("the", "our", "downtown", "central", "greater", "sunny"):
        before = before[:-1]
    return bool(before) and before[-1] in ("in", "near", "around", "from", "at", "for", "fully")


FIRST_LINES = 3


def _companies(library: Library, text: str) -> dict[str, str]:
    """The company that hires: "at …", "join …", "… is hiring"; not one whose product is used."""
    book = library.phrase_book(("companies",))
    found: dict[str, str] = {}
    for line in [line for line in text.splitlines() if line.strip()][:FIRST_LINES]:
        typed = words(line.replace("@", " at "))
        for place in range(len(typed)):
            match = book.longest_at(typed, place)
            if match is None:
                continue
            before = typed[place - 1].typed if place else ""
            behind = [word.typed for word in typed[place + match[0] : place + match[0] + 2]]
            if before in ("at", "join", "joining", "company", "for") or (
                behind[:1] == ["is"] and behind[1:] in (["hiring"], ["looking"], ["growing"])
            ):
                found.setdefault(match[1][0].id, shown(typed[place : place + match[0]]))
    return found


_NO_PLACE = re.compile(
    r"\b(?:us|u\.s\.|uk|eu|european|american)?\s*"
    r"(?:eastern|pacific|central|mountain|east coast|west coast)?\s+"
    r"(?:time ?zones?|time\b|business hours|citizens?\w*|work authori[sz]ation|visas?)"
    r"|\b(?:u\.s\.|us|uk)\s+(?:economy|product|based|company|market)\b"
    r"|\b(?:no|not|non)[- ](?:fully )?remote\b|\bremote\s*[:-]?\s*(?:no|not possible)\b"
    r"|\bnot a remote\b",
    re.IGNORECASE,
)
"""Words that name a place and say nothing of where the job is: time zones, permits, "no remote"."""
