"""What commands that import share: the content folder, the files that are read, those that are written."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from bot.cli.opening import settings_or_exit, written_or_exit
from knowledge.check import Examined
from knowledge.documents import check_documents, read_documents
from knowledge.files import printable
from knowledge.importing.parts import WorkbookError
from knowledge.importing.sheets import Sheet, sheets_of
from knowledge.library import Library

MOST_NAMES = 8

FILES = click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
WRITE = click.option("--write", is_flag=True, help="Write the files; without it, only look.")


@dataclass(frozen=True, slots=True)
class Content:
    """The content folder as it is: its documents, as texts and as they were read, and the knowledge in them."""

    folder: Path
    documents: Mapping[str, str]
    examined: Sequence[Examined]
    library: Library


def content_or_exit() -> Content:
    """The content folder that is served; prints every problem and exits with 1 where it has errors."""
    folder = settings_or_exit().rolecall_content
    documents, unreadable = read_documents(folder)
    examined, knowledge, problems = check_documents(documents, unreadable)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        for problem in errors:
            click.echo(str(problem), err=True)
        raise click.ClickException("the knowledge files have errors: see `rolecall check`")
    return Content(folder, documents, examined, Library(knowledge, "files"))


def write_or_exit(content: Content, added: Mapping[str, str]) -> None:
    """Write documents to the content folder; prints what is wrong with them and exits with 1 if anything is."""
    documents = {**content.documents, **added}
    _, _, problems = check_documents(documents)
    for problem in problems:
        if problem.path in added or problem.severity == "error":
            click.echo(str(problem), err=True)
    if any(problem.severity == "error" for problem in problems):
        raise click.ClickException("nothing was written: what would be written has errors")
    with written_or_exit():
        for path, text in added.items():
            (content.folder / path).write_text(text, encoding="utf-8", newline="")
            click.echo(f"wrote {path}")


@contextmanager
def sheets_or_exit(files: Sequence[Path]) -> Generator[Iterator[Sheet]]:
    """The sheets of some files; says what is wrong with one and where, and exits with 1."""
    with ExitStack() as opened:

        def sheets() -> Iterator[Sheet]:
            for path in files:
                yield from sheets_of(opened.enter_context(path.open("rb")), path.name)

        try:
            yield sheets()
        except WorkbookError as error:
            raise click.ClickException(str(error)) from None
        except OSError as error:
            message = f"cannot read {error.filename or 'a file'}: {error.strerror}"
            raise click.ClickException(message) from None


def few(names: Sequence[str]) -> str:
    """Some names in one line of text, the first ones alone where they are many."""
    more = len(names) - MOST_NAMES
    return printable(", ".join(names[:MOST_NAMES])) + (f" and {more:,} more" if more > 0 else "")
