"""Where a long job post says what it is about: its title, its places, its years of experience.

A post names many roles, places and numbers that are not its own: colleagues, other offices, the
company's age. So only the lines that speak of the job itself are read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.commands import QUESTIONS_BY_NAME
from knowledge.library import Library
from knowledge.lookalikes import take_lookalikes
from knowledge.offers.post_titles import LINE_WORDS, RUNNING_TEXT, any_role, read_title
from knowledge.query import Misread, Query, SalaryQuery, YearsAsked
from knowledge.reading import Found, Reader, shown
from knowledge.words import Word, normalise, plain, words
from knowledge.years import take_years

FIRST_LINES = 3
MOST_LABELLED = 5
MOST_VALUE = 200


@dataclass(frozen=True, slots=True)
class PostRead:
    """What a post says of its job; `used` are the words that say it."""

    title: Query | Misread | None
    levels: tuple[str, ...]
    years: tuple[YearsAsked, ...]
    places: tuple[str, ...]
    companies: tuple[str, ...]
    used: tuple[str, ...]


def read_post(library: Library, text: str) -> PostRead:
    """Read a post from which the amounts of pay are already taken out."""
    text = _NO_PLACE.sub(" ", text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    title, title_line, query = read_title(library, text, lines)
    if query is None:
        query, title = any_role(library, text)
    head = Reader(library, QUESTIONS_BY_NAME["salary"], title_line)
    levels = _in_words(head, "levels") or _labelled(library, lines, _LEVEL_LABEL, "levels")
    if isinstance(query, SalaryQuery):
        levels = {**dict.fromkeys(query.filters.levels, ""), **levels}
    places = _places(library, text, lines, title_line)
    years, years_typed = _years(text)
    companies = _companies(library, [*lines[:FIRST_LINES], title_line])
    title = title.strip(" -,:")
    used = [title, *levels.values(), *places.values(), years_typed, *companies.values()]
    return PostRead(
        query,
        tuple(levels),
        years,
        library.narrowest(tuple(places)),
        tuple(companies),
        tuple(word for word in dict.fromkeys(used) if word and not _is_in(word, title)),
    )


def _is_in(word: str, title: str) -> bool:
    return word != title and " ".join(normalise(word)) in " ".join(normalise(title))


def _in_words(reader: Reader, kind: str) -> dict[str, str]:
    """What a reader found of one kind, and the words that say it."""
    words_of: dict[str, str] = {}
    for found in sorted(reader.found, key=lambda found: found.start):
        if found.meaning.kind == kind:
            words_of.setdefault(found.meaning.id, _typed(reader.typed, found))
    return words_of


def _typed(typed: Sequence[Word], found: Found) -> str:
    return shown(typed[found.start : found.end])


def _labelled(
    library: Library, lines: Sequence[str], label: re.Pattern[str], kind: str
) -> dict[str, str]:
    found: dict[str, str] = {}
    labelled = [match for line in lines if (match := label.match(line)) is not None]
    for match in labelled[:MOST_LABELLED]:
        found |= _in_words(
            Reader(library, QUESTIONS_BY_NAME["salary"], match["value"][:MOST_VALUE]), kind
        )
    return found


def _places(library: Library, text: str, lines: Sequence[str], title_line: str) -> dict[str, str]:
    """The places of the job: labelled or in the heading, else where it says "in …" or "for …"."""
    found = _labelled(library, lines, _PLACE_LABEL, "places")
    headings = [
        line
        for line in lines[:FIRST_LINES]
        if len(line.split()) <= LINE_WORDS and not RUNNING_TEXT.search(line)
    ]
    for line in dict.fromkeys([title_line, *headings]):
        found |= _in_words(Reader(library, QUESTIONS_BY_NAME["salary"], line), "places")
    if not found:
        found = _after_preposition(library, words(text))
    found.pop("worldwide", None)
    return found


def _after_preposition(library: Library, typed: Sequence[Word]) -> dict[str, str]:
    book = library.phrase_book(("places",))
    found: dict[str, str] = {}
    for place, word in enumerate(typed):
        before = [other.typed for other in typed[max(0, place - 3) : place]]
        if not _says_where(before):
            continue
        match = book.longest_at(typed, place)
        if match is not None and word.typed not in ("us", "it", "the"):
            found.setdefault(match[1][0].id, shown(typed[place : place + match[0]]))
    return found


def _says_where(before: Sequence[str]) -> bool:
    while before and before[-1] in ("the", "our", "downtown", "central", "greater", "sunny"):
        before = before[:-1]
    return bool(before) and before[-1] in ("in", "near", "around", "from", "at", "for", "fully")


def _years(text: str) -> tuple[tuple[YearsAsked, ...], str]:
    """The first years of experience that are asked for, and the words that say so."""
    for sentence in re.split(r"[\n;•]|[.!?](?=\s)", text):
        if not (_EXPERIENCE.search(sentence) or _STARTS_WITH_NUMBER.match(sentence)):
            continue
        rest, _ = take_lookalikes(plain(sentence))
        _, years = take_years(rest)
        if years:
            return years[:1], str(years[0])
    return (), ""


def _companies(library: Library, lines: Sequence[str]) -> dict[str, str]:
    """The company that hires: "at …", "join …", "… is hiring"; not one whose product is used."""
    book = library.phrase_book(("companies",))
    found: dict[str, str] = {}
    for line in lines:
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


_PLACE_LABEL = re.compile(
    r"(?:[^\w\n]*[📍🌍🌎🌏🏢][^\w\n]*(?:locations?\s*[:=])?"
    r"|\W*(?:job\s+)?(?:locations?|based(?: in)?|office|where|place|standort|arbeitsort|ort|lieu"
    r"|ubicaci[oó]n|sede)\s*[:=-])\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_LEVEL_LABEL = re.compile(
    r"\W*(?:(?:experience|job|seniority)\s+)?(?:level|seniority|grade)\s*[:=-]\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"\b(?:us|u\.s\.|uk|eu|european|american)?\s*"
    r"(?:eastern|pacific|central|mountain|east coast|west coast)?\s+"
    r"(?:time ?zones?|time\b|business hours|citizens?\w*|work authori[sz]ation|visas?)"
    r"|\b(?:no|not|non)[- ](?:fully )?remote\b|\bremote\s*[:-]?\s*(?:no|not possible)\b"
    r"|\bnot a remote\b",
    re.IGNORECASE,
)
"""Words that name a place and say nothing of where the job is: time zones, permits, "no remote"."""

_EXPERIENCE = re.compile(
    r"\b(?:experience|exp|yoe|experiencia|erfahrung|expérience|hiring)\b|at least|minimum",
    re.IGNORECASE,
)
_STARTS_WITH_NUMBER = re.compile(r"\W*\d")
