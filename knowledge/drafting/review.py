"""A review: what a text states, and what a person decided about each statement. All of it is pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from knowledge.drafting.article import Article
from knowledge.drafting.values import (
    MOST_IN_LINE,
    Values,
    clipped,
    lacking,
    told_apart,
    unknown_names,
    values_of,
)
from knowledge.editing.writing import Value, lines_of
from knowledge.fields import SourceKind
from knowledge.library import Library
from knowledge.pay.statement import Statement

Decision = Literal["open", "taken", "left"]

PAID = (None, "offered", "advertised")
"""Whose pay is evidence of what a job pays; what people had, want or tell of others is looked at."""

MAX_LABEL = 28


@dataclass(frozen=True, slots=True)
class About:
    """What a source is, as its file says it; `is_confirmed` once a person has seen it."""

    id: str
    title: str
    label: str
    kind: SourceKind = "article"
    publisher: str = ""
    year: int | None = None
    url: str = ""
    license: str = ""
    verified: str = ""
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A statement, the values with which it would be kept, and what was decided.

    `unsure` names what a person should look at before it is kept; `unknown` are names that the
    vocabulary lacks, each with its field.
    """

    statement: Statement
    values: Values
    unsure: tuple[str, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    decision: Decision = "open"

    @property
    def lacks(self) -> tuple[str, ...]:
        """What has to be filled in before it can be taken."""
        return lacking(self.statement.kind, self.values)

    @property
    def is_sure(self) -> bool:
        """Whether it can be taken as it is, along with others."""
        return not (self.unsure or self.unknown or self.lacks)


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that a text states, in its order."""

    about: About
    items: tuple[Item, ...]

    @property
    def taken(self) -> tuple[Item, ...]:
        """What goes into the draft."""
        return tuple(item for item in self.items if item.decision == "taken")

    @property
    def sure(self) -> tuple[int, ...]:
        """The places of those that are open and can be taken together."""
        return tuple(
            place
            for place, item in enumerate(self.items)
            if item.decision == "open" and item.is_sure
        )


@dataclass(frozen=True, slots=True)
class KeptReview:
    """A review as it is kept: who began it, and when."""

    id: str
    made_at: datetime
    author: str
    review: Review


def begin(library: Library, about: About, statements: Iterable[Statement]) -> Review:
    """A review in which nothing is decided."""
    items = (
        Item(
            one,
            values_of(library, one),
            (*one.doubts, *(() if one.whose in PAID else ("whose",))),
            unknown_names(library, one),
        )
        for one in statements
    )
    return Review(about, tuple(items))


def take(review: Review, places: Iterable[int]) -> Review:
    """The same with statements taken; those that lack something stay as they are."""
    return _decided(
        review, places, lambda item: item if item.lacks else replace(item, decision="taken")
    )


def leave(review: Review, place: int) -> Review:
    """The same with a statement left out."""
    return _decided(review, [place], lambda item: replace(item, decision="left"))


def change(review: Review, place: int, values: Values) -> Review:
    """The same with a statement taken as a person filled it in, who has then seen all of it.

    Its quote stays; so do further roles, of which a form shows the first.
    """

    def filled_in(item: Item) -> Item:
        before = item.values
        kept = {name: before[name] for name in ("quote",) if name in before}
        if before.get("roles", [])[:1] == values.get("roles"):
            kept["roles"] = before["roles"]
        changed = replace(item, values={**values, **kept}, unsure=(), unknown=())
        return replace(changed, decision="open" if changed.lacks else "taken")

    return _decided(review, [place], filled_in)


def tell(review: Review, about: About) -> Review:
    """The same with what a person says that the source is."""
    return replace(review, about=about)


def _decided(review: Review, places: Iterable[int], decide: Callable[[Item], Item]) -> Review:
    wanted = frozenset(places)
    items = (decide(one) if place in wanted else one for place, one in enumerate(review.items))
    return replace(review, items=tuple(items))


def about_of(article: Article, today: date) -> About:
    """What an article says of itself, read today; a person confirms it, and fills in the rest."""
    title = clipped(article.title or "", MOST_IN_LINE)
    return About(
        id=slug(title),
        title=title,
        label=clipped(title, MAX_LABEL),
        publisher=clipped(article.publisher or article.author or "", MOST_IN_LINE),
        year=article.year,
        url=article.url or "",
        license=clipped(article.license or "", MOST_IN_LINE),
        verified=today.isoformat(),
    )


def slug(text: str, most: int = 60) -> str:
    """Words as an id: `pay-at-brightfen-labs`; empty where there is no word in Latin letters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = "-".join(re.findall(r"[a-z0-9]+", plain))
    return made if len(made) <= most else made[: most + 1].rpartition("-")[0] or made[:most]


def source_path(review: Review) -> str:
    """The document that the draft makes."""
    return f"sources/{review.about.id}.yaml"


def source_text(review: Review) -> str:
    """What was taken, as a source's file."""
    figures = told_apart(one.values for one in review.taken if one.statement.kind == "pay")
    facts = [one.values for one in review.taken if one.statement.kind == "market"]
    about = review.about
    document: dict[str, Value] = {
        "title": about.title,
        "label": about.label,
        "kind": about.kind,
        "publisher": about.publisher or None,
        "url": about.url or None,
        "license": about.license or None,
        "year": about.year,
        "verified": about.verified or None,
        "roles": _roles([*figures, *facts]),
        "figures": figures,
        "facts": _with_ids(facts),
    }
    lines = [
        line
        for key, value in document.items()
        if value not in (None, []) or key == "roles"
        for line in lines_of(key, value, 0, None)
    ]
    return "\n".join(["# yaml-language-server: $schema=../schema/source.json", *lines]) + "\n"


def _roles(kept: Sequence[Values]) -> list[str]:
    return list(dict.fromkeys(role for values in kept for role in values.get("roles", ())))


def _with_ids(facts: Sequence[Values]) -> list[Values]:
    """Facts with an id each, made of their words."""
    ids: list[str] = []
    for values in facts:
        made = slug(str(values.get("statement", "")), 40) or "number"
        same = sum(id == made or id.rpartition("-")[0] == made for id in ids)
        ids.append(f"{made}-{same + 1}" if same else made)
    return [{"id": id, **values} for id, values in zip(ids, facts, strict=True)]
