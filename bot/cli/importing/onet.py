"""What changed in O*NET, and which lines of roles rest on it."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click

from bot.cli.importing.common import FILES, WRITE, Content, content_or_exit, few, sheets_or_exit
from bot.cli.opening import written_or_exit
from handlers.views.words import count
from knowledge.files import printable
from knowledge.importing.onet import (
    KindDifference,
    OnetRelease,
    codes_of,
    onet_difference,
    read_onet,
    resting_lines,
    told_tasks,
)
from knowledge.inventory import (
    FOLDER,
    KINDS,
    InventoryError,
    Kind,
    inventory_path,
    inventory_text,
    read_inventory,
)
from knowledge.library import Library

CALLED: dict[Kind, str] = {"task": "task", "title": "alternate title", "tool": "tool"}

CHANGED: dict[Kind, str] = {"task": "reworded", "title": "changed", "tool": "called otherwise"}
"""What is said of those that are still there; a tool is called hot, in demand, or both."""


def _release(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if not re.fullmatch("[0-9]{1,3}[.][0-9]{1,3}", value):
        raise click.BadParameter("write it as O*NET does, such as 30.0")
    return value


@click.command()
@FILES
@click.option("--release", required=True, callback=_release, help="Of O*NET, such as 30.0.")
@WRITE
def onet(files: tuple[Path, ...], release: str, *, write: bool) -> None:
    """Show what changed in O*NET, and which lines of roles rest on it.

    FILES are O*NET's Task Statements, Alternate Titles and Technology Skills, or a zip of the whole
    database; text, CSV or Excel. Only occupations that roles are listed under are compared. With
    --write, the next release is compared with this one.
    """
    content = content_or_exit()
    with sheets_or_exit(files) as sheets:
        new = read_onet(sheets, codes_of(content.library))
    numbers = (
        count(sum(kind == one for _, kind, _ in new.inventory), CALLED[one])
        for one in KINDS
        if one in new.kinds
    )
    click.echo(f"O*NET {release}: {', '.join(numbers)}")
    before = _inventory_before(content, release)
    if before is None:
        click.echo("There is no earlier release to compare with.")
    else:
        for line in _difference_lines(content, before, new):
            click.echo(line)
    path = inventory_path(release)
    if not write:
        click.echo(
            f"Nothing was written. Add --write to compare later releases with this one ({path})."
        )
        return
    missing = [f"{CALLED[kind]}s" for kind in KINDS if kind not in new.kinds]
    if missing:
        raise click.ClickException(f"nothing was written: the files lack {' and '.join(missing)}")
    with written_or_exit():
        (content.folder / FOLDER).mkdir(exist_ok=True)
        (content.folder / path).write_text(
            inventory_text(new.inventory), encoding="utf-8", newline=""
        )
    click.echo(f"wrote {path}")


def _inventory_before(content: Content, release: str) -> str | None:
    """The inventory to compare with: the same release's, else the newest; None where there is none."""
    kept = {
        tuple(map(int, path.stem.split("-"))): inventory_path(path.stem.replace("-", "."))
        for path in (content.folder / FOLDER).glob("*.csv")
        if all(part.isdecimal() for part in path.stem.split("-"))
    }
    same = tuple(map(int, release.split(".")))
    return kept.get(same) or (kept[max(kept)] if kept else None)


def _difference_lines(content: Content, path: str, new: OnetRelease) -> Iterator[str]:
    try:
        before = read_inventory(path, (content.folder / path).read_text(encoding="utf-8"))
    except (InventoryError, UnicodeDecodeError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"cannot read {path}: {error.strerror}") from None
    yield f"Compared with {path}:"
    codes, kept = codes_of(content.library), {code for code, _, _ in before}
    if codes - kept:
        yield f"  not in it, and not compared: {few(sorted(codes - kept))}"
    found = onet_difference(before, new, codes & kept)
    for code, own in groupby(found, key=lambda one: one.code):
        yield f"  {code} {_occupation(content.library, code)}"
        for one in own:
            yield from _lines_of(one, new)
    if not found:
        yield "  nothing changed"
    lines = list(resting_lines(content.library, found))
    if lines:
        yield f"What these {count(len(lines), 'line')} of roles rest on is gone or was reworded:"
    for line in lines:
        yield f"  {line.role}, {line.section}: {line.text}"
    tasks = list(told_tasks(content.library, found))
    if tasks:
        yield "Tasks told in our words that are gone or were reworded:"
    for task in tasks:
        how = "gone" if task.is_gone else "reworded"
        yield f"  {task.path}, {task.id} {how}: {task.text}"


def _lines_of(one: KindDifference, new: OnetRelease) -> Iterator[str]:
    changed = one.changed
    if one.kind == "tool":
        changed = [f"{name} ({new.inventory[one.code, one.kind, name]})" for name in changed]
    for said, names in (("new", one.added), ("gone", one.gone), (CHANGED[one.kind], changed)):
        if names:
            yield f"    {count(len(names), CALLED[one.kind])} {said}: {few(names)}"
        if one.kind == "task" and said != "gone":
            yield from (printable(f"      {name}: {new.tasks[name]}") for name in names)


def _occupation(library: Library, code: str) -> str:
    """The occupation that BLS counts, of which a code is one or a part."""
    terms = library.terms("occupations")
    return next((term.name for term in terms if term.code == code.partition(".")[0]), "")
