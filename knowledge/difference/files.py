"""Role, occupation and feed files: which came and went, and what differs in one."""

from collections.abc import Iterator

from knowledge.difference.documents import line_changes, paired
from knowledge.difference.edits import Change, Edit, Subject, field_changes, reordered
from knowledge.feeds.model import KIND_NAMES, Feed
from knowledge.fields import SECTIONS
from knowledge.library import Library
from knowledge.model import Role
from knowledge.occupations import Occupation

_ROLE_FIELDS = tuple(f for f in Role.model_fields if f not in ("summary", "sections"))


def role_edits(before: Library, after: Library) -> Iterator[Edit]:
    """Every role that was added or removed, and every other difference in a role."""
    pairs = paired(
        {role.id: role.name for role in before.roles.values()},
        {role.id: role.name for role in after.roles.values()},
    )
    for id in pairs.came:
        figures = _figures(after.number_of_figures(id))
        change = Change("added", after.roles[id].name, None, figures)
        yield Edit(_role_path(id), "role", change, role=id)
    for id in pairs.gone:
        figures = _figures(before.number_of_figures(id))
        change = Change("removed", before.roles[id].name, figures, None)
        yield Edit(_role_path(id), "role", change, role=id)
    for old, new in pairs.same:
        if before.roles[old] != after.roles[new]:
            yield from _in_role(before, before.roles[old], after, after.roles[new])


def _in_role(before: Library, was: Role, after: Library, now: Role) -> Iterator[Edit]:
    kinds: tuple[tuple[Subject, Iterator[Change]], ...] = (
        ("detail", field_changes("", was, now, _ROLE_FIELDS)),
        ("line", line_changes(before, was, after, now)),
        ("detail", _beside_the_lines(was, after, now)),
    )
    for subject, changes in kinds:
        for change in changes:
            yield Edit(_role_path(now.id), subject, change, now.name, now.id)


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


def _role_path(id: str) -> str:
    return f"roles/{id}.yaml"


_OCCUPATION_FIELDS = ("name", "code", "source", "tools", "titles")


def occupation_edits(before: Library, after: Library) -> Iterator[Edit]:
    """Every occupation that was added or removed, and every other difference in one."""
    pairs = paired(
        {one.id: one.name for one in before.occupations.values()},
        {one.id: one.name for one in after.occupations.values()},
    )
    for id in pairs.came:
        one = after.occupations[id]
        yield Edit(_occupation_path(id), "occupation", Change("added", one.name, None, _tasks(one)))
    for id in pairs.gone:
        one = before.occupations[id]
        yield Edit(
            _occupation_path(id), "occupation", Change("removed", one.name, _tasks(one), None)
        )
    for old, new in pairs.same:
        was, now = before.occupations[old], after.occupations[new]
        if was != now:
            yield from _in_occupation(was, now)


def _in_occupation(was: Occupation, now: Occupation) -> Iterator[Edit]:
    path = _occupation_path(now.id)
    changes: list[tuple[Subject, Change]] = [
        *(("detail", change) for change in field_changes("", was, now, _OCCUPATION_FIELDS)),
        *_task_changes(was, now),
    ]
    if not changes and was.tasks != now.tasks:
        changes.append(("detail", reordered("tasks")))
    yield from (Edit(path, subject, change, now.name) for subject, change in changes)


def _task_changes(was: Occupation, now: Occupation) -> Iterator[tuple[Subject, Change]]:
    old, new = ({task.id: task for task in one.tasks} for one in (was, now))
    for id, task in new.items():
        if id not in old:
            yield "task", Change("added", f"task {id}", None, task.text)
            continue
        if old[id].text != task.text:
            yield "task", Change("changed", f"task {id}", old[id].text, task.text)
        for change in field_changes(f"task {id}", old[id], task, ("supplemental",)):
            yield "detail", change
    for id, task in old.items():
        if id not in new:
            yield "task", Change("removed", f"task {id}", task.text, None)


def _tasks(occupation: Occupation) -> str:
    number = len(occupation.tasks)
    return f"{number} task{'' if number == 1 else 's'}"


def _occupation_path(id: str) -> str:
    return f"occupations/{id}.yaml"


_FEED_FIELDS = tuple(key for key in Feed.model_fields if key not in ("id", "enabled"))


def feed_edits(before: Library, after: Library) -> Iterator[Edit]:
    """Every feed that was added or removed, and every other difference in one."""
    # It brings what edits YAML along.
    from knowledge.feeds.writing import feed_path

    pairs = paired(
        {one.id: one.name for one in before.feeds.values()},
        {one.id: one.name for one in after.feeds.values()},
    )
    for id in pairs.came:
        one = after.feeds[id]
        yield Edit(feed_path(id), "feed", Change("added", _feed_title(one), None, _told(one)))
    for id in pairs.gone:
        one = before.feeds[id]
        yield Edit(feed_path(id), "feed", Change("removed", _feed_title(one), _told(one), None))
    for old, new in pairs.same:
        was, now = before.feeds[old], after.feeds[new]
        if was.enabled != now.enabled:
            said = "turned on" if now.enabled else "paused"
            yield Edit(feed_path(new), "feed", Change("changed", _feed_title(now), "", said))
        for change in field_changes("", was, now, _FEED_FIELDS):
            yield Edit(feed_path(new), "detail", change, _feed_title(now))


def _feed_title(feed: Feed) -> str:
    return f"Feed {feed.name}"


def _told(feed: Feed) -> str:
    what = " ".join(filter(None, (KIND_NAMES[feed.kind], feed.board or feed.address)))
    return f"{what}, {'on' if feed.enabled else 'off'}"
