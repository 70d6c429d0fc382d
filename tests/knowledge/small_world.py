"""Knowledge as small as a test of digests needs it: who names which topic, who is paid what."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from knowledge.crosscheck import Knowledge
from knowledge.library import Library
from knowledge.model import Figure, Role, Source


def figure(role: str, low: int, **fields: Any) -> dict[str, Any]:
    """A stated range for a role."""
    return {
        "role": role, "section": "Pay", "statistic": "range", "component": "base", "low": low,
        "high": low + 9_000, "currency": "USD", "period": "year", **fields,
    }  # fmt: skip


def source(
    id: str,
    *,
    topics: Sequence[str] = (),
    figures: Sequence[dict[str, Any]] = (),
    facts: Sequence[str] = (),
    roles: Sequence[str] = ("r0",),
    label: str = "",
    about: Mapping[str, Sequence[str]] | None = None,
) -> Source:
    """A source that names some topics, states some figures and some numbers.

    `about` gives the roles that a topic's trend is about, where they are not all of the source's.
    """
    return Source.model_validate({
        "id": id, "title": f"The report {id}", "label": label or f"Report {id}", "kind": "survey",
        "year": 2026, "roles": list(roles), "figures": list(figures),
        "trends": [
            {
                "topic": topic, "name": f"Name of {topic}", "statement": f"{id} speaks of {topic}",
                "section": "Trends", "roles": list((about or {}).get(topic, ())),
            }
            for topic in topics
        ],
        "facts": [
            {
                "id": fact, "statement": f"{id} counts {fact}", "values": [7], "unit": "percent",
                "section": "Numbers", "topics": [f"about-{fact}"],
            }
            for fact in facts
        ],
    })  # fmt: skip


def role(id: str, *, related: Sequence[str] = (), skills: Sequence[str] = ()) -> Role:
    """A role of which little is written."""
    bullets = [{"text": text, "sources": ["s0"]} for text in skills]
    return Role.model_validate({
        "id": id, "name": f"Role {id}", "family": "ai", "related": list(related),
        "summary": "Does things.", "summary_sources": ["s0"], "sections": {"skills": bullets},
    })  # fmt: skip


def library_of(sources: Sequence[Source], roles: Sequence[Role] = ()) -> Library:
    """The library of some sources and roles, without a vocabulary."""
    return Library(Knowledge(tuple(sources), tuple(roles or [role("r0")]), {}), "small")


NOTHING = Library(Knowledge((), (), {}), "nothing")
"""Knowledge of nothing at all."""


def past_of(
    library: Library, sources: Iterable[Source] | None = None, roles: Iterable[Role] | None = None
) -> Library:
    """A library with other sources or roles, as if it had been like that before."""
    knowledge = Knowledge(
        tuple(library.sources.values() if sources is None else sources),
        tuple(library.roles.values() if roles is None else roles),
        library.naming.vocabulary,
        tuple(table.contents for table in library.tables.of_source.values()),
        library.rows,
        tuple(library.occupations.values()),
        tuple(library.feeds.values()),
    )
    return Library(knowledge, "past", library)


def with_figures(source: Source, figures: Iterable[Figure]) -> Source:
    """A source that states other figures."""
    # A copy would keep what was found of the old ones.
    said = {name: getattr(source, name) for name in Source.model_fields}
    return Source.model_validate({**said, "figures": tuple(figures)})


def one_source(*topics: str) -> Library:
    """A library whose only source names some topics."""
    return library_of([source("s0", topics=topics)])
