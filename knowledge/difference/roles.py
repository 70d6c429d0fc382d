"""Role files: which came and went, and what is written in them."""

from collections.abc import Iterator

from knowledge.difference.documents import line_changes, paired
from knowledge.difference.edits import Change, Edit, Subject, field_changes, reordered
from knowledge.fields import SECTIONS
from knowledge.library import Library
from knowledge.model import Role

_FIELDS = tuple(f for f in Role.model_fields if f not in ("summary", "sections"))


def role_edits(before: Library, after: Library) -> Iterator[Edit]:
    """Every role that was added or removed, and every other difference in a role."""
    pairs = paired(
        {role.id: role.name for role in before.roles.values()},
        {role.id: role.name for role in after.roles.values()},
    )
    for id in pairs.came:
        figures = _figures(after.number_of_figures(id))
        change = Change("added", after.roles[id].name, None, figures)
        yield Edit(_path(id), "role", change, role=id)
    for id in pairs.gone:
        figures = _figures(before.number_of_figures(id))
        change = Change("removed", before.roles[id].name, figures, None)
        yield Edit(_path(id), "role", change, role=id)
    for old, new in pairs.same:
        if before.roles[old] != after.roles[new]:
            yield from _edits_of(before, before.roles[old], after, after.roles[new])


def _edits_of(before: Library, was: Role, after: Library, now: Role) -> Iterator[Edit]:
    kinds: tuple[tuple[Subject, Iterator[Change]], ...] = (
        ("detail", field_changes("", was, now, _FIELDS)),
        ("line", line_changes(before, was, after, now)),
        ("detail", _beside_the_lines(was, after, now)),
    )
    for subject, changes in kinds:
        for change in changes:
            yield Edit(_path(now.id), subject, change, now.name, now.id)


def _beside_the_lines(was: Role, after: Library, now: Role) -> Iterator[Change]:
    for section in SECTIONS:
        if was.sections.of(section) != now.sections.of(section):
            yield from _beside_the_text(after.section_name(section), was, now, section)


def _beside_the_text(name: str, was: Role, now: Role, section: str) -> Iterator[Change]:
    """What differs about lines that read the same: their sources, heading, order and number."""
    old, new = (getattr(role.sections, section) for role in (was, now))
    before, after = {bullet.text: bullet for bullet in old}, {bullet.text: bullet for bullet in new}
    told = False
    for text, bullet in after.items():
        if text in before and before[text] != bullet:
            told = True
            about = f"{name}, “{text}”"
            yield from field_changes(about, before[text], bullet, ("group", "versus", "sources"))
    if not told and [b.text for b in old if b.text in after] != [
        b.text for b in new if b.text in before
    ]:
        yield reordered(name)


def _figures(number: int) -> str:
    return f"{number:,} figure{'' if number == 1 else 's'}"


def _path(id: str) -> str:
    return f"roles/{id}.yaml"
