"""What posts are about: the topics and the roles that their titles and summaries name."""

from collections.abc import Iterator
from functools import lru_cache

from knowledge.feeds.phrases import NamesInText
from knowledge.library import Library
from knowledge.words import forms_of

LEAST_LETTERS = 4
"""Letters of a role's name that is one word; a shorter one, such as DE or DS, is as often something else."""

FIELDS = {"engineer": "engineering", "scientist": "science"}
"""How a role's work is called, by the last word of its name: what is told of data engineering is of its people."""


def topics_in(library: Library, title: str, summary: str) -> tuple[str, ...]:
    """The topics that a post names, in the order in which it does, each once."""
    return _named(_topic_names(library), title, summary)


def roles_in(library: Library, title: str, summary: str) -> tuple[str, ...]:
    """The roles that a post names, by name, alias or field."""
    return _named(_role_names(library), title, summary)


def _named(names: NamesInText, title: str, summary: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*names.within(title), *names.within(summary))))


@lru_cache(maxsize=2)
def _topic_names(library: Library) -> NamesInText:
    return NamesInText(
        (name, term.id) for term in library.terms("topics") for name in term.names_in_text
    )


@lru_cache(maxsize=2)
def _role_names(library: Library) -> NamesInText:
    return NamesInText.any_case(_called(library))


def _called(library: Library) -> Iterator[tuple[str, str]]:
    for role in library.roles.values():
        for name in (role.name, *role.aliases):
            first, _, last = name.rpartition(" ")
            if first or len(name) >= LEAST_LETTERS:
                yield name, role.id
            if first and (field := FIELDS.get("".join(forms_of(last)))):
                yield f"{first} {field}", role.id
