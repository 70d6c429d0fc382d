"""Occupation files: which came and went, and what is told of their tasks."""

from collections.abc import Iterator

from knowledge.difference.documents import paired
from knowledge.difference.edits import Change, Edit, Subject, field_changes, reordered
from knowledge.library import Library
from knowledge.occupations import Occupation

_FIELDS = ("name", "code", "source", "tools", "titles")


def occupation_edits(before: Library, after: Library) -> Iterator[Edit]:
    """Every occupation that was added or removed, and every other difference in one."""
    pairs = paired(
        {one.id: one.name for one in before.occupations.values()},
        {one.id: one.name for one in after.occupations.values()},
    )
    for id in pairs.came:
        one = after.occupations[id]
        yield Edit(_path(id), "occupation", Change("added", one.name, None, _tasks(one)))
    for id in pairs.gone:
        one = before.occupations[id]
        yield Edit(_path(id), "occupation", Change("removed", one.name, _tasks(one), None))
    for old, new in pairs.same:
        was, now = before.occupations[old], after.occupations[new]
        if was != now:
            yield from _edits_of(was, now)


def _edits_of(was: Occupation, now: Occupation) -> Iterator[Edit]:
    path = _path(now.id)
    changes: list[tuple[Subject, Change]] = [
        *(("detail", change) for change in field_changes("", was, now, _FIELDS)),
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


def _path(id: str) -> str:
    return f"occupations/{id}.yaml"
