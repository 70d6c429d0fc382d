"""What admins are told: files that are not served, and documents that were edited on both sides."""

from collections.abc import Sequence

from handlers.views.blocks import MESSAGE
from handlers.views.curation.buttons import KEEP_CURRENT, TAKE_FILE
from handlers.views.curation.words import problems_part, revision_line
from handlers.views.message import Message, build_message
from handlers.views.parts import (
    Actions,
    Bold,
    Bullets,
    Button,
    Heading,
    Line,
    Note,
    Paragraph,
    Part,
)
from handlers.views.words import ViewContext, count
from knowledge.files import Problem
from knowledge.revisions import Conflict, Revision

MOST_LINES = 15
MOST_CONFLICTS = 8


def problems_message(problems: Sequence[Problem]) -> Message:
    """To admins: edited files that are not served, with file, line, column and what to write."""
    return build_message(
        (
            Heading(f"Edited files have {count(len(problems), 'problem')}"),
            problems_part(problems),
            Note(("Nothing was changed: the last good knowledge is served until this is mended.",)),
        ),
        MESSAGE,
    )


def mended_message(
    published: int | None, clashing: Sequence[Conflict], context: ViewContext
) -> Message:
    """To admins who were told of problems: the files are fine, and what became of them."""
    line: Line = ("They match what is served, so nothing was published.",)
    if published is not None:
        line = (f"Published as revision {published}.",)
    elif clashing:
        line = (
            "Some were edited in Slack as well: decide which version to take with ",
            context.command("knowledge", "conflicts"),
        )
    return build_message((Heading("The edited files are fine again"), Paragraph(line)), MESSAGE)


def conflict_message(
    conflict: Conflict, difference_lines: Sequence[str], context: ViewContext
) -> Message:
    """To admins: a document was edited as a file and in Slack; which version is to be taken."""
    return build_message(
        (
            Heading("Two edits of one document"),
            *conflict_parts(conflict, difference_lines),
            Note(("Both versions are kept. All that wait: ", context.command("knowledge", "conflicts"))),
        ),
        MESSAGE,
    )  # fmt: skip


def conflict_parts(
    conflict: Conflict, difference_lines: Sequence[str], row: int = 0
) -> tuple[Part, ...]:
    """One conflict: what the file's version would change in the current one, and the choice."""
    what = "was edited as a file and in Slack. "
    if conflict.file_text is None:
        what = "was deleted as a file and edited in Slack. "
    elif conflict.current_text is None:
        what = "was edited as a file and deleted in Slack. "
    line: Line = (
        Bold(conflict.path), f" {what}Revision {conflict.revision} holds the version of Slack. ",
        "The file's would change it so:",
    )  # fmt: skip
    told = [(text,) for text in difference_lines[:MOST_LINES]]
    if len(difference_lines) > MOST_LINES:
        told.append((f"… and {len(difference_lines) - MOST_LINES:,} more",))
    buttons = (
        Button("Take the file's", TAKE_FILE, conflict.id),
        Button("Keep the current", KEEP_CURRENT, conflict.id),
    )
    return (Paragraph(line), Bullets(tuple(told)), Actions(f"conflict:{row}", buttons))


def conflicts_parts(
    told: Sequence[tuple[Conflict, Sequence[str]]], context: ViewContext
) -> tuple[Part, ...]:
    """Everything that waits to be settled."""
    if not told:
        return (Heading("Conflicts"), Paragraph(("There is nothing to settle.",)))
    parts: list[Part] = [Heading(f"{count(len(told), 'conflict')} to settle")]
    for number, (conflict, lines) in enumerate(told[:MOST_CONFLICTS]):
        parts.extend(conflict_parts(conflict, lines, number))
    if len(told) > MOST_CONFLICTS:
        rest = f"… and {len(told) - MOST_CONFLICTS:,} more: "
        parts.append(
            Note((rest, context.command("knowledge", "conflicts"), " once these are done"))
        )
    return tuple(parts)


def file_taken_parts(revision: Revision) -> tuple[Part, ...]:
    """The file's version became a revision."""
    return (Paragraph(("Settled with the file's version. ", *revision_line(revision))),)


def current_kept_parts() -> tuple[Part, ...]:
    """The current version stays."""
    said = "Settled: what is served stays. `rolecall pull` brings it into the file."
    return (Paragraph((said,)),)


def settled_before_parts() -> tuple[Part, ...]:
    """Nothing to settle any more."""
    said = "This was settled already, or another edit took its place. Nothing was changed now."
    return (Paragraph((said,)),)
