"""What a long job post says it is about: its title, its places, its years of experience.

A post names many roles, places and numbers that are not its own: colleagues, other offices, the
company's age. So only the lines that speak of the job itself are read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.commands import QUESTIONS_BY_NAME
from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.matching import Found
from knowledge.query import HelpQuery, Misread, Query, SalaryQuery, Unclear, YearsAsked
from knowledge.reading import Reader
from knowledge.words import Word, normalise, plain, shown, words
from knowledge.years import take_lookalikes, take_years

TITLE_LINES = 6
TITLE_WORDS = 8
LINE_WORDS = 15
"""A longer line is running text and no heading."""


def read_title(
    library: Library, text: str, lines: Sequence[str]
) -> tuple[str, str, Query | Misread | None]:
    """The job's title, the line or sentence it stands in, and what role it names."""
    first: tuple[str, str, Query | Misread | None] = ("", "", None)
    for title, around in _titles(text, lines):
        query = parse(library, "salary", title)
        if isinstance(query, Unclear) and query.about == "place":
            query = query.choices[0].query
        if isinstance(query, HelpQuery):
            continue
        if isinstance(query, SalaryQuery):
            return title, around, query
        several = isinstance(query, Unclear) and " and " in query.typed
        if several or not first[0]:
            first = title, around, query
    return first if first[0] else _part_of_title(library, lines)


def _part_of_title(
    library: Library, lines: Sequence[str]
) -> tuple[str, str, Query | Misread | None]:
    """The first line where it is a part of a role's name, such as "Senior Machine Learning"."""
    for line in lines[:1]:
        for piece in _PIECE.split(line):
            query = parse(library, "salary", piece)
            if isinstance(query, Unclear):
                return piece.strip(), line, query
    return "", "", None


def _titles(text: str, lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What may be the job's title, likeliest first, with the line or sentence around it."""
    for line in lines:
        labelled = _TITLE_LABEL.match(line)
        if labelled is not None and _JOB_NOUN.search(labelled["value"]):
            yield _PIECE.split(labelled["value"])[0].strip(), labelled["value"]
            return
    found = False
    for line in lines[:TITLE_LINES]:
        for sentence in _SENTENCE.split(line):
            for match in _HIRING.finditer(sentence):
                if _JOB_NOUN.search(match["title"]):
                    yield match["title"].strip(), _around(line, sentence)
                    found = True
            for piece in _PIECE.split(sentence):
                bare = words(piece)
                if (
                    len(bare) <= TITLE_WORDS
                    and _JOB_NOUN.search(piece)
                    and not RUNNING_TEXT.search(piece)
                ):
                    yield piece.strip(), _around(line, sentence)
                    found = True
    if not found:
        for match in _HIRING.finditer(text):
            if _JOB_NOUN.search(match["title"]):
                yield match["title"].strip(), match["title"]


def _around(line: str, sentence: str) -> str:
    return line if len(line.split()) <= LINE_WORDS else sentence


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


_TITLE_LABEL = re.compile(
    r"\W*(?:(?:open|new)\s+)?(?:job\s+)?(?:title|role|position|job|vacancy|opening|stelle|puesto|"
    r"poste|offre|oferta)\s*[:=]\s*(?P<value>\S.*)$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?](?=\s|$)|[;•]")
_PIECE = re.compile(r"\s[|·@/]\s|\s-{1,2}\s|[()\[\]:|]|\s(?:in|at|near|for)\s", re.IGNORECASE)
_HIRING = re.compile(
    r"\b(?:hiring(?: for)?|looking for|searching for|seeking|recruiting|recruit|need|"
    r"(?:offer|opening|interview|role|position|vacancy|job|join(?:ing)?(?: us)?|work(?:ing)?|apply"
    r"|hired) (?:for|as|of))\s+"
    r"(?:(?:an?|our|the|your|next|new|first|another|two|three|several|multiple|more)\s+)*"
    r"(?P<title>[^\n,.;:!?()|]{2,80}?)"
    r"(?=\s+(?:to|who|with|in|at|for|that|on|based|from|position|role|job|opening)\b"
    r"|[,.;:!?()|\n]|\s-|$)",
    re.IGNORECASE,
)
_JOB_NOUN = re.compile(
    r"\b(?:engineers?|eng|developers?|dev|programmers?|scientists?|analysts?|architects?|managers?|"
    r"designers?|researchers?|administrators?|consultants?|specialists?|leads?|"
    r"directors?|heads?|officers?|interns?|technicians?|strategists?|recruiters?|writers?|nurses?|"
    r"barbers?|baristas?|drivers?|teachers?|accountants?|associates?|representatives?|executives?|"
    r"coordinators?|assistants?|mle|swe|sre|dba|ingenieur\w*|entwickler\w*|ing[eé]nieur\w*|"
    r"ingenier[oa]s?|desarrollador\w*|analista|d[eé]veloppeu\w+|ingegnere)\b",
    re.IGNORECASE,
)
RUNNING_TEXT = re.compile(
    r"\b(?:join|work|works|build|builds|help|helps|want|love|loves|are|is|we|we're|you|you'll|"
    r"our|your|will|reports?|alongside|lead a)\b",
    re.IGNORECASE,
)
"""Words of sentences; a heading or a title has none of them."""


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
            typed = _typed(reader.typed, found)
            words_of |= {m.id: typed for m in found.meanings if m.id not in words_of}
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
            words = shown(typed[place : place + match[0]])
            found |= {meaning.id: words for meaning in match[1] if meaning.id not in found}
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
