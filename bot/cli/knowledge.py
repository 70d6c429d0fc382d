"""Commands about the knowledge files."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from bot.cli.choice import OneOf
from bot.cli.opening import (
    library_or_exit,
    settings_or_exit,
    written_or_exit,
)
from bot.cli.output import data
from bot.settings import CONTENT
from handlers.views.words import count
from knowledge.check import FOLDERS
from knowledge.export import EXPORT_KINDS, ExportKind, csv_lines, export_lines
from knowledge.export_occupations import occupations_text
from knowledge.store import check_folder
from knowledge.templates import SCHEMAS, schema_text

ContentPath = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("path", type=ContentPath, required=False)
@click.option("--format", "style", type=OneOf(["text", "json"]), default="text")
def check(path: Path | None, style: str) -> None:
    """Check knowledge files: every problem with its file, line and column.

    PATH is a content folder or one file in it; by default, the content that is served. Exits
    with 1 if there is an error (warnings alone don't count).
    """
    root, only = _root_of(path or settings_or_exit().rolecall_content)
    documents, knowledge, problems = check_folder(root)
    if only is not None:
        problems = [one for one in problems if only in (one.path, *one.also)]
    if style == "json":
        data(json.dumps([asdict(problem) for problem in problems], ensure_ascii=False) + "\n")
    else:
        for problem in problems:
            click.echo(str(problem))
        errors = sum(problem.severity == "error" for problem in problems)
        figures = sum(len(source.figures) for source in knowledge.sources)
        figures += sum(table.figures for table in knowledge.tables)
        click.echo(
            f"{count(len(documents), 'file')}: {count(len(knowledge.roles), 'role')}, "
            f"{count(len(knowledge.sources), 'source')}, {count(figures, 'figure')}; "
            f"{count(errors, 'error')}, {count(len(problems) - errors, 'warning')}",
            err=True,
        )
    if any(problem.severity == "error" for problem in problems):
        raise SystemExit(1)


def _root_of(path: Path) -> tuple[Path, str | None]:
    """The content folder that a path means, and the one file in it if it means one."""
    if path.is_dir():
        return path, None
    path = path.resolve()
    if path.parent.name not in FOLDERS:
        folders = ", ".join(f"{folder}/" for folder in FOLDERS)
        raise click.ClickException(f"{path.name} is not directly in one of {folders}")
    root = path.parent.parent
    return root, path.relative_to(root).as_posix()


@click.command()
@click.option("--kind", type=OneOf(EXPORT_KINDS), help="What to print; figures by default.")
@click.option(
    "--format",
    "style",
    type=OneOf(["jsonl", "csv", "json-ld"]),
    default="jsonl",
    show_default=True,
    help="JSON Lines, a spreadsheet's CSV, or schema.org Occupations with the pay that fits.",
)
@click.option("--quotes", is_flag=True, help="With the sources' own words, which are theirs.")
def export(kind: ExportKind | None, style: str, *, quotes: bool) -> None:
    """Print everything of one kind, in a stable order."""
    if style == "json-ld":
        if kind is not None:
            raise click.UsageError("--format json-ld prints roles with their pay: leave out --kind")
        if quotes:
            raise click.UsageError("--format json-ld has no place for --quotes")
        data(occupations_text(library_or_exit(settings_or_exit())))
        return
    kind = kind or "figures"
    if style == "jsonl":
        for line in export_lines(library_or_exit(settings_or_exit()), kind, quotes=quotes):
            data(f"{line}\n")
    elif kind == "roles":
        raise click.UsageError("roles don't fit in rows: use --format jsonl or json-ld")
    elif kind == "occupations":
        raise click.UsageError("occupations don't fit in rows: use --format jsonl")
    else:
        for line in csv_lines(library_or_exit(settings_or_exit()), kind, quotes=quotes):
            data(line)


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 if out of date.")
def schema(*, only_check: bool) -> None:
    """Write the JSON Schemas that editors use for the knowledge files."""
    stale = [name for name in SCHEMAS if _schema_on_disk(name) != schema_text(name)]
    for name in stale:
        if only_check:
            click.echo(f"schema/{name} is out of date: run `rolecall schema`")
        else:
            with written_or_exit():
                (CONTENT / "schema" / name).write_text(schema_text(name), encoding="utf-8")
            click.echo(f"wrote schema/{name}")
    if stale and only_check:
        raise SystemExit(1)


def _schema_on_disk(name: str) -> str | None:
    path = CONTENT / "schema" / name
    return path.read_text(encoding="utf-8") if path.exists() else None
