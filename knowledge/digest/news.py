"""What changed in the knowledge between two digests: figures, roles and sources, not wording.

What a channel knew at its last digest is kept as text. An edit of an amount keeps a figure's key; an
edit of what tells figures apart gives it another, and is then seen by the words that it is shown in.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.changes import Change, figure_lines
from knowledge.digest.edition import News, NewsItem
from knowledge.library import Library

Kind = Literal["figure", "role", "source"]


def knowledge_state(library: Library) -> dict[str, str]:
    """Everything whose change is news, under keys that outlive an edit.

    `source/<id>` holds a source's label and title, `role/<id>` a role's name, and
    `figure/<role>/<id>` three lines: the role's name, what the figure is about, the stated amount.
    """
    state = {f"source/{s.id}": f"{s.label}\n{s.title}" for s in library.sources.values()}
    for role in library.roles.values():
        state[f"role/{role.id}"] = role.name
        for id, lines in figure_lines(library, role.id):
            state[f"figure/{role.id}/{id}"] = f"{role.name}\n{lines}"
    return state


def news_between(before: Mapping[str, str], after: Mapping[str, str], since: date) -> News:
    """What is different in `after`, two results of `knowledge_state`.

    Changed amounts come first, then new figures, new roles, new sources, and what is gone. Figures
    that came or went together with their role or source are told by its item alone.
    """
    moved = _moved(before, after)
    origins = {key: key for key in after if key in before} | moved
    kept = set(origins.values())
    came = _Arrivals.of(key for key in after if key not in origins)
    gone = _Arrivals.of(key for key in before if key not in kept)
    items = [
        *_changed(before, after, origins),
        *came.figures(after, "added"),
        *came.wholes("role", after, "added"),
        *came.wholes("source", after, "added"),
        *gone.figures(before, "removed"),
        *gone.wholes("role", before, "removed"),
        *gone.wholes("source", before, "removed"),
    ]
    return News(since, tuple(items))


def _moved(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The old key of what reads the same under a new one; figures may differ in their amounts."""
    gone = [key for key in before if key not in after]
    came = [key for key in after if key not in before]
    moved: dict[str, str] = {}
    same: Callable[[str], str]
    for same in (str, _without_amount):
        taken = set(moved.values())
        waiting: defaultdict[tuple[str, str], deque[str]] = defaultdict(deque)
        for key in gone:
            if key not in taken:
                waiting[_kind(key), same(before[key])].append(key)
        for key in came:
            fitting = waiting.get((_kind(key), same(after[key]))) if key not in moved else None
            if fitting:
                moved[key] = fitting.popleft()
    return moved


def _without_amount(text: str) -> str:
    """What a figure is about; the text itself where it is no figure's."""
    lines = text.split("\n")
    return "\n".join(lines[:2]) if len(lines) > 2 else text


def _changed(
    before: Mapping[str, str], after: Mapping[str, str], origins: Mapping[str, str]
) -> Iterator[NewsItem]:
    for key, origin in origins.items():
        if _kind(key) == "figure":
            what, said = _figure(after[key])
            was = _figure(before[origin])[1]
            if was != said:
                yield NewsItem("figure", Change("changed", what, was, said), _role_of(key))


@dataclass(frozen=True, slots=True)
class _Arrivals:
    """What stands on one side only: what came, or what went."""

    keys: tuple[str, ...]
    roles: frozenset[str]
    sources: frozenset[str]
    figures_with: Counter[str]
    """How many of the figures are of each role and each source among the keys."""

    @classmethod
    def of(cls, keys: Iterable[str]) -> "_Arrivals":
        keys = tuple(keys)
        roles = frozenset(key for key in keys if _kind(key) == "role")
        sources = frozenset(key for key in keys if _kind(key) == "source")
        owners = Counter(
            owner
            for key in keys
            if _kind(key) == "figure"
            for owner in (f"role/{_role_of(key)}", f"source/{_source_of(key)}")
        )
        return cls(keys, roles, sources, owners)

    def figures(
        self, texts: Mapping[str, str], kind: Literal["added", "removed"]
    ) -> Iterator[NewsItem]:
        """The figures whose role and source stand on both sides."""
        for key in self.keys:
            if _kind(key) == "figure":
                role, source = _role_of(key), _source_of(key)
                if f"role/{role}" not in self.roles and f"source/{source}" not in self.sources:
                    yield NewsItem("figure", _change(kind, *_figure(texts[key])), role)

    def wholes(
        self, kind: Literal["role", "source"], texts: Mapping[str, str],
        change: Literal["added", "removed"],
    ) -> Iterator[NewsItem]:  # fmt: skip
        """Roles or sources, each with the number of its figures."""
        for key in self.keys:
            if _kind(key) == kind:
                number = self.figures_with[key]
                figures = f"{number or 'no'} figure{'' if number == 1 else 's'}"
                yield NewsItem(kind, _change(change, texts[key].partition("\n")[0], figures))


def _change(kind: Literal["added", "removed"], what: str, said: str) -> Change:
    return Change(kind, what, *((None, said) if kind == "added" else (said, None)))


def _figure(text: str) -> tuple[str, str]:
    """What a figure is about, its role first; and the amount."""
    role, subject, amount = text.split("\n")
    return f"{role} · {subject}", amount


def _kind(key: str) -> str:
    return key.partition("/")[0]


def _role_of(figure: str) -> str:
    return figure.split("/")[1]


def _source_of(figure: str) -> str:
    return figure.split("/")[2].partition(":")[0]
