"""What the words of a message speak of, before it is known which command they amount to."""

import re
from dataclasses import dataclass, replace
from functools import cache

from knowledge.commands import (
    FILLERS,
    JOBS,
    NARROWING_PAY,
    PAY_GROWTH,
    PAYING,
    QUESTIONS_BY_NAME,
    RANKING,
    STATED_TOPICS,
)
from knowledge.english import is_english
from knowledge.grammar import salary_filters
from knowledge.library import Library
from knowledge.matching import Found
from knowledge.offers.terms import says_amount
from knowledge.query import SalaryFilters
from knowledge.query_text import filter_names
from knowledge.reading import Reader
from knowledge.spelling import WORD_SIMILARITY, Spellings
from knowledge.words import Word, plain, without_codes, words

COMPARING = frozenset(
    "vs versus compare compared comparing comparison difference differ against".split()
)
GROWING = frozenset(
    "growing grow grows grew growth rising rise shrinking shrink declining decline dying booming boom "
    "obsolete needed saturated future outlook demand drying vanishing disappearing slowing cooling dead".split()
)
MOVING = frozenset(
    "growing grow grows grew growth rising rise rises rose falling fall falls fell changed changing "
    "trend trends trending".split()
)
"""What asks of pay how it moves over the years."""

TRENDING = GROWING | frozenset("trend trends trending market".split())

POSTINGS = frozenset("ad ads advert adverts posting postings listing listings".split())
"""What names where a skill or a title is asked for: how often is a number of the market."""

TITLES = frozenset(
    "engineer engineers developer developers scientist scientists analyst analysts architect architects "
    "manager managers researcher researchers administrator consultant specialist".split()
)
"""How titles end: behind one of these words, a topic's name is part of a title."""

PAY_TOPICS = frozenset({PAY_GROWTH, "pay-mix"})
OF_ROLES = frozenset({"negotiation", "learning_resources", "soft_skills", "certifications"})
"""Sections that are meant where they are named, whatever stands next to them."""

VAGUE = frozenset({"experience", "industries", "salary", "overview", "market_demand", "trends"})
"""Sections whose names narrow questions about pay as well, or ask for a trend."""


_HORIZON = re.compile(
    r"\bin (?:the next )?(?:\d+|a few|five|ten|twenty) years?(?: time)?\b|\bin a decade\b"
)
"""When something is asked about the future, those are no years of experience."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a message speaks of: things by their ids, in its order, and the words about them."""

    text: str
    """The message, with slips in the words about pay and trends put right."""
    typed: tuple[Word, ...]
    said: frozenset[str]
    roles: tuple[str, ...]
    filters: SalaryFilters
    sections: tuple[str, ...]
    topics: tuple[str, ...]
    left: tuple[Word, ...]
    """Words that mean nothing here."""
    phrases: tuple[tuple[str, str], ...]
    """What was read as something: the kind, and the words as they stand."""
    unclear: Found | None
    """A city that stands in several states; the filters hold every one of them."""
    is_title: bool
    """Whether a title is named that sources only mention, or a topic's name is part of one: "mlops engineer"."""

    @property
    def narrows(self) -> bool:
        """Whether anything narrows a question about pay."""
        return self.filters != SalaryFilters()

    @property
    def pays(self) -> bool:
        """Whether words of pay are said, or a part of pay or a statistic is named."""
        filters = self.filters
        return bool(self.said & PAYING or filters.components or filters.statistics)

    @property
    def looks_ahead(self) -> bool:
        """Whether it asks how things go on."""
        return bool(self.said & TRENDING) or _HORIZON.search(self.text) is not None


_OFFERED = re.compile(
    r"\b(?:offer(?:ed|s|ing)?|fair|ok(?:ay)?|good|low|decent|enough|lowball|accept|base|rsus?|tc|worth)\b"
)
_BARE_SUM = re.compile(
    r"(?<![\d.,$-])\b[4-9]\d\b(?!\s*(?:%|percent|hours?|hrs?|days?|weeks?|months?|y|years?))"
    r"|(?<![\d.,$-])\b[1-9]\d\d\b(?!\s*(?:%|percent|hours?|days?))"
)
"""A number of two or three digits that may be thousands of pay, and no years of experience."""


_OF_A_PART = re.compile(
    r"(?<![\d.,$-])\b(\d{2,3})(?=\s+(?:base|rsus?|stock|equity|bonus|tc|total)\b)", re.IGNORECASE
)


def says_sum(text: str) -> bool:
    """Whether a text names an amount of pay, if only as people say it: "is 140 ok", "210 base"."""
    said = without_codes(plain(text))
    bare = _BARE_SUM.search(said)
    return says_amount(said) or bool(
        bare and (_OFFERED.search(said) or bare[0] == said.strip(" ?!."))
    )


def in_thousands(text: str) -> str:
    """The text with the thousands that stand before a part of pay written out: "210 base + 40 rsu"."""
    return _OF_A_PART.sub(r"\1k", text)


def hear(library: Library, text: str) -> Heard:
    """Hear what a message speaks of."""
    text = _put_right(library, text)
    plain = _HORIZON.sub(" ", text.casefold()) if _HORIZON.search(text.casefold()) else text
    reader = Reader(library, QUESTIONS_BY_NAME["compare"], plain)
    reader.take_misspelt_roles()
    typed = tuple(reader.typed)
    taken = {place for found in reader.found for place in range(found.start, found.end)}
    about, places = _about(library, typed, taken)
    left = [place for place in reader.left if place not in places]
    is_title = any(kind == "topics" and end < len(typed) and typed[end].typed in TITLES
                   for kind, _, _, end in about)  # fmt: skip
    return Heard(
        text=text,
        typed=typed,
        said=frozenset(word.typed for word in words(text)),
        roles=reader.ids("roles"),
        filters=salary_filters(reader),
        sections=tuple(dict.fromkeys((*reader.ids("sections"), *_ids(about, "sections")))),
        topics=_ids(about, "topics"),
        left=tuple(typed[place] for place in left),
        phrases=tuple(
            (
                found.meaning.kind,
                r"\W+".join(re.escape(word.typed) for word in typed[found.start : found.end]),
            )
            for found in reader.found
        ),
        unclear=reader.unclear_place(),
        is_title=is_title or bool(reader.ids("mentions")),
    )


_About = list[tuple[str, str, int, int]]


def _about(library: Library, typed: tuple[Word, ...], taken: set[int]) -> tuple[_About, set[int]]:
    """Sections and topics that are named outside roles and what narrows pay: kind, id, from, to."""
    found: _About = []
    places: set[int] = set()
    for kind, named in (("sections", "sections"), ("topics", STATED_TOPICS)):
        book = library.phrase_book((named,))
        place = 0
        while place < len(typed):
            match = book.longest_at(typed, place)
            end = place + (match[0] if match else 1)
            if match and not taken & set(range(place, end)):
                found.append((kind, match[1][0].id, place, end))
                places.update(range(place, end))
            place = end
    return found, places


def _ids(about: _About, kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for one, id, _, _ in about if one == kind))


def _put_right(library: Library, text: str) -> str:
    """The text with slips in the words about pay and trends put right: "sallary" is salary."""
    for word in words(text):
        form = word.typed
        if len(form) < 4 or not form.isalpha() or is_english(form) or _is_known(library, word):
            continue
        near = _spellings().like([form], WORD_SIMILARITY, limit=1)
        if near:
            text = re.sub(rf"\b{re.escape(form)}\b", near[0][0], text, flags=re.IGNORECASE)
    return text


def _is_known(library: Library, word: Word) -> bool:
    book = library.phrase_book(("roles", STATED_TOPICS, "sections", *NARROWING_PAY))
    return library.role_names.has_word(word.form) or bool(book.exact(word.form))


@cache
def _spellings() -> Spellings:
    return Spellings(
        word for word in PAYING | TRENDING | COMPARING if len(word) > 4 and word != "moneywise"
    )


def filter_words(library: Library, heard: Heard, filters: SalaryFilters) -> tuple[str, ...]:
    """Filters as they can be typed; what is unclear stays as it was said, to be asked about."""
    if heard.unclear is None:
        return filter_names(library, filters)
    several = {meaning.id for meaning in heard.unclear.meanings}
    clear = tuple(place for place in filters.places if place not in several)
    said = heard.typed[heard.unclear.start : heard.unclear.end]
    names = filter_names(library, replace(filters, places=clear))
    return (*names, *(word.typed for word in said))


def content_words(heard: Heard) -> tuple[Word, ...]:
    """Words that are neither understood nor empty of meaning."""
    empty = PAYING | TRENDING | RANKING | JOBS | COMPARING | FILLERS
    return tuple(word for word in heard.left if word.typed not in empty)
