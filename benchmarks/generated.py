"""Generated knowledge: the real files, and as many made-up roles and rows beside them as wanted.

A made-up role is named much as a real one is ("Balda Machine Learning Engineer", with three
aliases), so that a question about a real role has many near misses to be told from.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, product

from bot.settings import CONTENT
from knowledge.documents import check_documents, read_documents
from knowledge.files import Document
from knowledge.library import Library
from knowledge.store import check_folder

ROLES_A_FIELD = 2
ROLES_A_SOURCE = 20
FIGURES_A_ROLE = 10

SUBJECTS = (
    "Data", "Machine Learning", "AI", "Platform", "Cloud", "Security", "Analytics", "Robotics",
    "Vision", "Language", "Search", "Network", "Quality", "Reliability", "Product", "Research",
    "Process", "Simulation", "Database", "Hardware", "Energy", "Risk", "Fraud", "Supply Chain",
)  # fmt: skip
TITLES = {
    "Engineer": "eng", "Developer": "dev", "Analyst": "anl", "Scientist": "sci",
    "Manager": "mgr", "Architect": "arch", "Team Lead": "TL", "Administrator": "admin",
    "Consultant": "cons", "Specialist": "spec", "Technician": "tech",
}  # fmt: skip
SECTIONS = ("responsibilities", "skills", "education", "challenges")
BY_LEVEL: tuple[dict[str, object], ...] = (
    {"statistic": "mean", "component": "base"},
    {"statistic": "range", "level": "entry", "years_min": 0, "years_max": 2},
    {"statistic": "range", "level": "mid", "years_min": 3, "years_max": 5},
    {"statistic": "range", "level": "senior", "years_min": 6},
    {"statistic": "mean", "component": "total"},
)
BY_PLACE: tuple[dict[str, object], ...] = (
    {"statistic": "mean", "place": "united-states"},
    {"statistic": "range", "place": "new-york-city"},
    {"statistic": "range", "place": "san-francisco"},
    {"statistic": "range", "place": "austin"},
    {"statistic": "median", "component": "base"},
)


def library_of(roles: int) -> Library:
    """A checked library of the real roles, and made-up ones up to so many."""
    texts = texts_of(roles)
    _, knowledge, problems = check_documents(texts)
    if problems:
        raise ValueError(f"generated knowledge has a problem: {problems[0]}")
    return Library(knowledge, f"{roles} roles")


def texts_of(roles: int, figures: int = FIGURES_A_ROLE, rows: int = 0) -> dict[str, str]:
    """The texts of the knowledge files that come along, and of made-up ones up to so many roles.

    Each made-up role has so many figures, ten of them in each edition of its two sources. A survey's table
    has so many rows, all about made-up roles.
    """
    texts, problems = read_documents(CONTENT)
    if problems:
        raise ValueError(f"cannot read {problems[0]}")
    real = sum(path.startswith("roles/") for path in texts)
    made_up = list(_made_up(max(0, roles - real), figures // FIGURES_A_ROLE))
    for document in made_up:
        # JSON is YAML too.
        texts[document.path] = json.dumps(document.content, ensure_ascii=False)
    return texts | (
        _survey(rows, [one.id for one in made_up if one.folder == "roles"]) if rows else {}
    )


def without_tables() -> Library:
    """The real knowledge as it is without its tables: the figures that stand in YAML alone."""
    examined, knowledge, _ = check_folder(CONTENT)
    return Library(replace(knowledge, tables=(), rows=None), f"{len(examined)} files, no tables")


def _survey(rows: int, roles: Sequence[str]) -> dict[str, str]:
    """A source whose table has so many rows about some roles, each with three percentiles of pay."""
    knowledge = check_folder(CONTENT)[1]
    places = [place.id for place in knowledge.vocabulary["places"].terms]
    industries = [industry.id for industry in knowledge.vocabulary["industries"].terms]
    levels = [level.id for level in knowledge.vocabulary["levels"].terms]
    keys = islice(product(industries, levels, places, roles), rows)
    lines = (
        f"{role},{level},{place},{industry},{20 + number % 400},{low},{low + 10_000},{low + 30_000}"
        for number, (industry, level, place, role) in enumerate(keys)
        if (low := 50_000 + number % 90_000)
    )
    table = "\n".join(["role,level,place,industry,n,p25,median,p75", *lines, ""])
    if table.count("\n") != rows + 1:
        raise ValueError(f"there are only {table.count(chr(10)) - 1} combinations")
    source: dict[str, object] = {
        "title": "A made-up survey",
        "label": "Made-up survey",
        "kind": "survey",
        "market": "united-states",
        "year": 2026,
        "verified": "2026-11-21",
        "roles": [],
        "table": {
            "section": "Pay by role, level, place and industry",
            "component": "base",
            "currency": "USD",
            "period": "year",
            "year": 2026,
        },
    }
    path = "sources/made-up-survey-table"
    return {f"{path}.yaml": json.dumps(source), f"{path}.csv": table}


def _made_up(roles: int, editions: int) -> Iterator[Document]:
    """So many roles, and two sources an edition for every few of them, with five figures a role."""
    names = list(islice(_names(), roles))
    for start in range(0, len(names), ROLES_A_SOURCE):
        group = names[start : start + ROLES_A_SOURCE]
        number = start // ROLES_A_SOURCE
        for name in group:
            yield _role(name, group, number)
        for edition in range(editions):
            of = f"{number}-{edition}" if edition else f"{number}"
            yield _source(f"made-up-guide-{of}", group, BY_LEVEL)
            yield _source(f"made-up-survey-{of}", group, BY_PLACE)


def _names() -> Iterator[tuple[str, str, str]]:
    """(field, subject, title), no two alike: each field has a few roles of its own."""
    kinds = list(product(SUBJECTS, TITLES))
    place = 0
    for field in _fields():
        for _ in range(ROLES_A_FIELD):
            yield field, *kinds[place % len(kinds)]
            # A step that shares no factor with their number: neighbours differ in both.
            place += 31


def _fields() -> Iterator[str]:
    """Thousands of words that can be spoken and mean nothing."""
    syllables = ["".join(parts) for parts in product("BDFGKLMNPRSTV", "aeiou", "lmnrst")]
    endings = ["".join(parts) for parts in product(("d", "k", "st", "v", "z"), "aeo", ("", "n"))]
    for offset in range(len(endings)):
        for index, syllable in enumerate(syllables):
            yield syllable + endings[(index * 7 + offset) % len(endings)]


def _id(name: tuple[str, str, str]) -> str:
    return "-".join(name).lower().replace(" ", "-")


def _role(
    name: tuple[str, str, str], group: Sequence[tuple[str, str, str]], number: int
) -> Document:
    field, subject, title = name
    sources = [f"made-up-guide-{number}"]
    own = group.index(name)
    bullets = {
        section: [
            {
                "text": f"{subject} at {field}, {section.replace('_', ' ')} {line}",
                "sources": sources,
            }
            for line in ("first", "second", "third")
        ]
        for section in SECTIONS
    }
    content: dict[str, object] = {
        "name": f"{field} {subject} {title}",
        "aliases": [
            f"{field} {subject} {TITLES[title]}",
            f"{subject} {title} {field}",
            f"{field} {subject[:2]}{TITLES[title]}",
        ],
        "family": "data-engineering",
        "related": [_id(other) for other in (*group[own + 1 :], *group[:own])[:3]],
        "summary": f"Looks after everything that {field} does with {subject.lower()}.",
        "summary_sources": sources,
        "verified": "2026-11-21",
        "sections": bullets,
    }
    return Document(f"roles/{_id(name)}.yaml", content)


def _source(
    id: str, group: Sequence[tuple[str, str, str]], kinds: Sequence[dict[str, object]]
) -> Document:
    figures: list[dict[str, object]] = []
    for index, name in enumerate(group):
        for step, kind in enumerate(kinds):
            low = 80_000 + 1_000 * index + 12_000 * step
            high = low + (30_000 if kind["statistic"] == "range" else 0)
            figures.append({
                "role": _id(name), "low": low, "high": high, "currency": "USD", "period": "year",
                "year": 2024, "section": "Pay", **kind,
            })  # fmt: skip
    field, subject, _ = group[0]
    fact = {
        "id": "openings",
        "statement": f"{field} has {len(id)}% more openings in {subject.lower()} than a year ago",
        "values": [len(id)],
        "unit": "percent",
        "section": "Market",
        "roles": [_id(group[0])],
    }
    content: dict[str, object] = {
        "title": id.replace("-", " ").capitalize(),
        "label": id.replace("-", " ").capitalize(),
        "kind": "survey",
        "market": "united-states",
        "year": 2024,
        "verified": "2026-11-21",
        "roles": [_id(name) for name in group],
        "figures": figures,
        "facts": [fact],
    }
    return Document(f"sources/{id}.yaml", content)
