"""The title of the job in a long post, and the role that it names."""

import re
from collections.abc import Iterator, Sequence

from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.query import HelpQuery, Misread, Query, SalaryQuery, UnclearRole
from knowledge.reading import shown
from knowledge.words import words

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
        if isinstance(query, HelpQuery):
            continue
        if isinstance(query, SalaryQuery):
            return title, around, query
        several = isinstance(query, UnclearRole) and " and " in query.typed
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
            if isinstance(query, UnclearRole):
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
