"""What the cells of a spreadsheet name: roles, levels, places, companies, industries."""

from collections.abc import Iterable
from functools import cached_property

from knowledge.grammar import parse
from knowledge.library import Library
from knowledge.query import Reading, SalaryFilters, SalaryQuery
from knowledge.vocabulary import VocabularyKind
from knowledge.wording import nearly, quoted
from knowledge.words import normalise

MOST_SUGGESTED = 40
"""Different names for which the one that is probably meant is looked for; each takes about ten milliseconds."""

_CALLED: dict[str, str] = {
    "levels": "level",
    "places": "place",
    "companies": "company",
    "industries": "industry",
}


class Names:
    """Looks names up to the letter, each once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[tuple[str, str], dict[str, str] | str] = {}
        self._suggested = 0

    def role_cells(self, title: str) -> dict[str, str]:
        """The role that a title names, the level in it, and the title. Raises `ValueError` where it names none."""
        key = "roles", title
        if key not in self._known:
            self._known[key] = self._role_of(title) or self._problem(
                "role", title, self._role_names()
            )
        return self._found(key)

    def id_of(self, kind: VocabularyKind, name: str) -> str:
        """The one thing that a name stands for. Raises `ValueError` where it is none, or several."""
        key = kind, name
        if key not in self._known:
            meant = self._library.phrase_book((kind,)).exact(" ".join(normalise(name)))
            self._known[key] = (
                {"id": meant[0].id}
                if len({one.id for one in meant}) == 1
                else self._problem(
                    _CALLED[kind],
                    name,
                    (
                        one
                        for term in self._library.terms(kind)
                        for one in (term.name, *term.aliases)
                    ),
                )
            )
        return self._found(key)["id"]

    @cached_property
    def _words(self) -> frozenset[str]:
        """Every word in a name of a role or a level: a title with another one names no role to the letter."""
        names = (*self._library.named("roles"), *self._library.named("levels"))
        return frozenset(word for one in names for phrase in one.phrases for word in phrase.split())

    def name_of(self, role: str) -> str:
        """A role's name."""
        return self._library.roles[role].name

    def knows_most(self, kind: VocabularyKind, names: set[str]) -> bool:
        """Whether at least half of some names stand for something."""
        book = self._library.phrase_book((kind,))
        return 2 * sum(bool(book.exact(" ".join(normalise(name)))) for name in names) >= len(names)

    def _found(self, key: tuple[str, str]) -> dict[str, str]:
        found = self._known[key]
        if isinstance(found, str):
            raise ValueError(found)  # noqa: TRY004 — the cell is wrong, not its type
        return found

    def _role_of(self, title: str) -> dict[str, str] | None:
        # Most titles of a payroll are of other jobs, and to read one takes milliseconds.
        if any(len(word) > 1 and word not in self._words for word in normalise(title)):
            return None
        query = parse(self._library, "salary", title)
        if not isinstance(query, SalaryQuery) or query.reading != Reading():
            return None
        levels = query.filters.levels
        if query.filters != SalaryFilters(levels=levels) or len(levels) > 1:
            return None
        cells = {"role": query.role}
        if normalise(title) != normalise(self._library.roles[query.role].name):
            cells["title"] = title
        return {**cells, "level": levels[0]} if levels else cells

    def _role_names(self) -> list[str]:
        return [one for role in self._library.roles.values() for one in (role.name, *role.aliases)]

    def _problem(self, called: str, name: str, known: Iterable[str]) -> str:
        self._suggested += 1
        meant = nearly(name, known) if self._suggested <= MOST_SUGGESTED else ""
        return f"no {called} {quoted(name)}{meant}"
