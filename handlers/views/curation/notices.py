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
            Note(("Nothing was changed. The last good version stays live until this is fixed.",)),
        ),
        MESSAGE,
    )


def mended_message(
    published: int | None, clashing: Sequence[Conflict], context: ViewContext
) -> Message:
    """To admins who were told of problems: the files are fine, and what became of them."""
    line: Line = ("They match what's live, so nothing was published.",)
    if published is not None:
        line = (f"Published as revision {published}.",)
    elif clashing:
        line = (
            "Some were also edited in Slack. Choose a version with ",
            context.command("knowledge", "conflicts"),
        )
    return build_message((Heading("The edited files are OK again"), Paragraph(line)), MESSAGE)


def conflict_message(
    conflict: Conflict, difference_lines: Sequence[str], context: ViewContext
) -> Message:
    """To admins: a document was edited as a file and in Slack; which version is to be taken."""
    return build_message(
        (
            Heading("Two edits to one document"),
            *conflict_parts(conflict, difference_lines),
            Note(("Both versions are kept. See all conflicts: ", context.command("knowledge", "conflicts"))),
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
        Bold(conflict.path), f" {what}Revision {conflict.revision} has the version from Slack. ",
        "The file's version would change this:",
    )  # fmt: skip
    told = [(text,) for text in difference_lines[:MOST_LINES]]
    if len(difference_lines) > MOST_LINES:
        told.append((f"… and {len(difference_lines) - MOST_LINES:,} more",))
    buttons = (
        Button("Use the file's version", TAKE_FILE, conflict.id),
        Button("Keep the current version", KEEP_CURRENT, conflict.id),
    )
    return (Paragraph(line), Bullets(tuple(told)), Actions(f"conflict:{row}", buttons))


def conflicts_parts(
    told: Sequence[tuple[Conflict, Sequence[str]]], context: ViewContext
) -> tuple[Part, ...]:
    """Everything that waits to be settled."""
    if not told:
        return (Heading("Conflicts"), Paragraph(("There's nothing to resolve.",)))
    parts: list[Part] = [Heading(f"{count(len(told), 'conflict')} to resolve")]
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
    return (Paragraph(("Resolved with the file's version. ", *revision_line(revision))),)


def current_kept_parts() -> tuple[Part, ...]:
    """The current version stays."""
    said = "Resolved: the current version stays. `rolecall pull` writes it to the file."
    return (Paragraph((said,)),)


def settled_before_parts() -> tuple[Part, ...]:
    """Nothing to settle any more."""
    said = "This was already resolved, or a newer edit replaced it. Nothing was changed."
    return (Paragraph((said,)),)
