"""Knowledge that nobody has written: as much of it as wanted, in whatever characters are wanted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from bot.settings import CONTENT
from knowledge.commands import QUESTIONS
from knowledge.crosscheck import Knowledge
from knowledge.documents import check_documents, read_documents
from knowledge.feeds.model import Feed
from knowledge.fields import SECTIONS
from knowledge.model import Role, Source
from knowledge.occupations import Occupation
from knowledge.vocabulary import Vocabulary, VocabularyKind

Say = Callable[[int], str]
"""Text of at most so many characters."""

LINE, PROSE, LABEL, TASK = 200, 900, 28, 110


@dataclass(frozen=True)
class Amounts:
    """How much of everything there is."""

    roles: int = 3
    sources: int = 2
    figures: int = 12
    bullets: int = 2
    facts: int = 2
    trends: int = 2
    year: int | None = 2024


def plain(characters: int) -> str:
    """Unremarkable text."""
    return ("Some words that say nothing much " * 30)[:characters].strip()


def made_up(amounts: Amounts, say: Say = plain) -> Knowledge:
    """Knowledge of so much; the first role has all the figures, and each is found as `r0`, `r1` …"""
    roles = [_role(number, amounts, say) for number in range(amounts.roles)]
    sources = [_source(number, amounts, say) for number in range(amounts.sources)]
    occupations = tuple(_occupations(amounts, say))
    return Knowledge(
        tuple(sources),
        tuple(roles),
        _vocabulary(say),
        occupations=occupations,
        feeds=tuple(_feeds(say)),
    )


def _role(number: int, amounts: Amounts, say: Say) -> Role:
    cited = [f"s{source}" for source in range(amounts.sources)]
    bullets = [
        {"text": say(LINE), "sources": cited, "group": say(LINE) if place % 3 else None}
        for place in range(amounts.bullets)
    ]
    return Role.model_validate({
        "id": f"r{number}",
        "name": say(LINE),
        "aliases": [f"r{number}", f"Role {number}"],
        "family": "ai",
        "related": [f"r{other}" for other in range(amounts.roles) if other != number][:9],
        "summary": say(PROSE),
        "summary_sources": cited,
        "occupations": [] if number else [{"occupation": "o", "code": CODE, "source": "s0"}],
        "sections": dict.fromkeys(SECTIONS, bullets) if bullets else {},
    })  # fmt: skip


CODE = "15-2051.01"


def _occupations(amounts: Amounts, say: Say) -> Iterator[Occupation]:
    """The one under which the first role is listed."""
    if amounts.bullets:
        number = range(1, amounts.bullets + 1)
        yield Occupation.model_validate({
            "id": "o0",
            "name": say(LINE),
            "code": CODE,
            "source": "s0",
            "tasks": [
                {"id": id, "text": say(TASK), "supplemental": id % 2 == 0} for id in number
            ],
            "tools": [say(LINE) for _ in number],
            "titles": [say(LINE) for _ in number],
        })  # fmt: skip


def _feeds(say: Say) -> Iterator[Feed]:
    """One that is on and one that is off, a job board and a blog."""
    address = f"https://blog.example/{say(LINE).replace(' ', '')}"
    yield Feed(id="e0", name=say(LINE), kind="lever", board="acme", enabled=True)
    yield Feed(id="e1", name=say(LINE), kind="feed", address=address, topics=("mlops",))


def _source(number: int, amounts: Amounts, say: Say) -> Source:
    return Source.model_validate({
        "id": f"s{number}",
        "title": say(LINE),
        "label": say(LABEL),
        "kind": "survey",
        "publisher": say(LINE),
        "attribution": say(PROSE),
        "year": amounts.year,
        "roles": [f"r{role}" for role in range(amounts.roles)],
        "figures": _figures(amounts.figures // amounts.sources, number, amounts.year, say),
        "facts": [
            {
                "id": f"f{fact}", "statement": say(LINE), "values": [fact], "unit": say(LINE),
                "section": say(LINE), "topics": ["job-growth", "pay-mix"], "roles": ["r0"],
            }
            for fact in range(amounts.facts)
        ],
        "trends": [
            {
                "topic": f"t{trend}", "name": say(LINE), "statement": say(LINE),
                "section": say(LINE),
            }
            for trend in range(amounts.trends)
        ],
        "mentions": [
            {
                "title": say(LINE), "aliases": ["Beekeeper"], "statement": say(LINE),
                "section": say(LINE), "near": ["r0"],
            }
        ],
    })  # fmt: skip


LEVELS = (None, "entry", "mid", "senior")
PLACES = (None, "united-states", "new-york-city", "san-francisco", "austin")
STATISTICS = (None, "range", "mean", "median", "p90")
COMPONENTS = ("base", "total", "bonus", "unspecified")
PERIODS = ("year", "year", "year", "month", "hour")


def _figures(count: int, source: int, year: int | None, say: Say) -> list[dict[str, object]]:
    shapes = list(product(LEVELS, PLACES, STATISTICS, COMPONENTS))
    return [
        _figure(number, source, year, say, *shapes[number % len(shapes)]) for number in range(count)
    ]


def _figure(
    number: int, source: int, year: int | None, say: Say, level: str | None, place: str | None,
    statistic: str | None, component: str,
) -> dict[str, object]:  # fmt: skip
    low = 50_000 + 1_000 * (number % 90) + 20_000 * source
    high = None if number % 7 == 0 else low + (0 if number % 3 else 9_500.5)
    return {
        "role": "r0", "title": say(LINE) if number % 2 else None, "statistic": statistic,
        "component": component, "low": None if number % 5 == 0 and high else low, "high": high,
        "open_ended": number % 7 == 0, "approximate": number % 4 == 0,
        "currency": ("USD", "CHF", "EUR")[number % 11 % 3], "period": PERIODS[number % 5],
        "level": level, "place": place, "company": "google" if number % 13 == 0 else None,
        "company_kind": "startups" if number % 17 == 0 else None,
        "industry": "finance" if number % 19 == 0 else None,
        "years_min": number % 9 if number % 6 == 0 else None,
        "years_max": 10 + number % 9 if number % 12 == 0 else None,
        "year": year, "section": say(LINE),
    }  # fmt: skip


@cache
def _real_vocabulary() -> Mapping[VocabularyKind, Vocabulary]:
    texts, _ = read_documents(CONTENT)
    terms = {path: text for path, text in texts.items() if path.startswith("vocabulary/")}
    return check_documents(terms)[1].vocabulary


def _vocabulary(say: Say) -> Mapping[VocabularyKind, Vocabulary]:
    """The real terms, found by what they are called, and shown under names of the made-up kind."""
    if say is plain:
        return _real_vocabulary()
    return {
        kind: Vocabulary(
            id=kind,
            terms=tuple(
                term.model_copy(update={"name": say(LINE), "aliases": (term.name, *term.aliases)})
                for term in vocabulary.terms
            ),
        )
        for kind, vocabulary in _real_vocabulary().items()
    }


def every_question(knowledge: Knowledge) -> Sequence[str]:
    """Questions that reach every kind of answer there is, and every section of a role."""
    last = f"r{len(knowledge.roles) - 1}"
    sections = [term.name for term in _real_vocabulary()["sections"].terms]
    return [
        "/role r0", f"/role {last}", *(f"/role r0 {section}" for section in sections),
        f"/role r0 {' '.join(sections[:4])}", f"/role {last} skills certifications",
        "/salary r0", f"/salary {last}", "/salary r0 senior", "/salary r0 junior austin bonus",
        "/salary r0 sf google 4 years median", "/salary r0 equity", f"/salary {last} nyc total",
        "/salary r0 lead boston retail 40 years p10", "/salary r0 or r1", "/salary", "/salary role",
        "/compare r0 vs r1", f"/compare r0 vs {last}", "/compare r0 vs r1 vs r2 vs r0", "/compare r0",
        "/compare r0 vs zanzibar", "/trends", "/trends r0", f"/trends {last}", "/trends t0",
        "/trends job growth", "/trends zanzibar", "/trends words", "/trends mlops",
        f"/role {knowledge.roles[0].name}", f"/salary {knowledge.roles[-1].name} senior",
        *(f"/{command.name} zanzibar" for command in QUESTIONS),
        *(f"/{command.name} beekeeper" for command in QUESTIONS), "/compare r0 vs beekeeper vs r1",
        *(f"/{command.name} help" for command in QUESTIONS),
    ]  # fmt: skip
