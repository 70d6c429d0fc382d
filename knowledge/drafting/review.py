"""A review: what a text states, and what a person decided about each statement. All of it is pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from knowledge.drafting.values import (
    MOST_IN_LINE,
    Values,
    clipped,
    lacking,
    unknown_names,
    values_of,
)
from knowledge.editing.writing import Value, lines_of
from knowledge.fields import SourceKind
from knowledge.library import Library
from knowledge.pay.statement import Statement
from knowledge.words import normalise

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
    wanted = frozenset(places)
    return replace(
        review,
        items=tuple(
            replace(item, decision="taken") if place in wanted and not item.lacks else item
            for place, item in enumerate(review.items)
        ),
    )


def leave(review: Review, place: int) -> Review:
    """The same with a statement left out."""
    return _with(review, place, replace(review.items[place], decision="left"))


def change(review: Review, place: int, values: Values) -> Review:
    """The same with a statement taken as a person filled it in, who has then seen all of it."""
    item = replace(review.items[place], values=values, unsure=(), unknown=())
    return _with(review, place, replace(item, decision="open" if item.lacks else "taken"))


def _with(review: Review, place: int, item: Item) -> Review:
    items = review.items
    return replace(review, items=(*items[:place], item, *items[place + 1 :]))


def about_of(
    title: str, url: str, today: date, publisher: str = "", year: int | None = None
) -> About:
    """What is known of a source by itself; a person confirms it."""
    title = clipped(title, MOST_IN_LINE)
    label = clipped(title, MAX_LABEL)
    return About(
        id=slug(title),
        title=title,
        label=label,
        publisher=clipped(publisher, MOST_IN_LINE),
        year=year,
        url=url,
        verified=today.isoformat(),
    )


def slug(text: str, most: int = 60) -> str:
    """Words as an id: `pay-at-brightfen-labs`; empty where there is no word in Latin letters."""
    words = [word for word in normalise(text) if word.isascii() and word.isalnum()]
    kept: list[str] = []
    for word in words:
        if len("-".join([*kept, word])) > most:
            break
        kept.append(word)
    return "-".join(kept)


def source_path(review: Review) -> str:
    """The document that the draft makes."""
    return f"sources/{review.about.id}.yaml"


def source_text(review: Review) -> str:
    """What was taken, as a source's file."""
    figures = [one.values for one in review.taken if one.statement.kind == "pay"]
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
