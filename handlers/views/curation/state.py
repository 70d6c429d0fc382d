"""Views of the knowledge's state: revisions, history, files that are not served, and conflicts."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.views.curation.buttons import EDIT, KEEP_CURRENT, TAKE_FILE, UPLOAD, ask_knowledge
from handlers.views.curation.drafts import paths_words, problems_part, revision_line
from handlers.views.drafting.review import ADD
from handlers.views.formatting import MESSAGE, Message, build_message
from handlers.views.guide import knowledge_help_parts
from handlers.views.mrkdwn import (
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
from handlers.views.words import ViewContext, count, holdings
from knowledge.curating import ExportRequest, LookRequest, RevisionRequest, UnclearRequest
from knowledge.files import Problem
from knowledge.revisions import Conflict, Revision


@dataclass(frozen=True, slots=True)
class KnowledgeState:
    """The revision that is served, and how many things wait for somebody."""

    revision: Revision
    stale: int
    problems: int
    conflicts: int
    reports: int
    reviews: int
    feeds: int
    """Feeds that are on and can't be read."""


@dataclass(frozen=True, slots=True)
class Told:
    """An earlier revision, and how much it changed."""

    revision: Revision
    counted: str


def state_parts(state: KnowledgeState, context: ViewContext) -> tuple[Part, ...]:
    """What is served, since when and by whom, and what there is to do."""
    waiting = [
        (f"{count(state.stale, 'item')} due for verification", "stale", state.stale),
        (f"{count(state.problems, 'problem')} in the files", "check", state.problems),
        (f"{count(state.conflicts, 'conflict')} to resolve", "conflicts", state.conflicts),
        (f"{count(state.reports, 'reader report')}", "reports", state.reports),
        (f"{count(state.reviews, 'review')} to finish", "reviews", state.reviews),
        (f"{count(state.feeds, 'feed')} that can't be read", "feeds", state.feeds),
    ]
    lines = tuple(
        _to_do(text, verb, context)
        for text, verb, number in waiting
        if number
    )  # fmt: skip
    buttons = (
        Button("Add…", ADD, context.value(), primary=True),
        Button("Upload…", UPLOAD, context.value()),
        Button("Edit…", EDIT, "role:"),
        ask_knowledge("History", LookRequest("history"), context, number=1),
        ask_knowledge("Check", LookRequest("check"), context, number=2),
        ask_knowledge("Export", ExportRequest("csv"), context, number=3),
        ask_knowledge("Feeds", LookRequest("feeds"), context, number=4),
    )
    return (
        Heading("The knowledge"),
        Paragraph(revision_line(state.revision)),
        Paragraph((holdings(context.library),)),
        Bullets(lines, "To do") if lines else Paragraph(("You're all caught up.",)),
        Note(
            (
                "You can also send me files in a direct message: .yaml, .csv or .zip to upload, ",
                "a spreadsheet of pay (.csv, .xlsx), or a link or an article (.md, .html, .txt, .pdf) ",
                "to review.",
            )
        ),
        Actions("knowledge", buttons),
    )


def _to_do(text: str, verb: str, context: ViewContext) -> Line:
    return (f"{text}  ", context.command("knowledge", verb))


def history_parts(
    told: Sequence[Told], context: ViewContext, unclear: str = ""
) -> tuple[Part, ...]:
    """Recent revisions, each with its difference and the way back to it."""
    parts: list[Part] = [Heading("Recent revisions")]
    if unclear:
        parts.append(Paragraph((unclear,)))
    for place, one in enumerate(told):
        number = one.revision.number
        changed = f"{one.counted} ({paths_words(one.revision.paths)})"
        lines = f"\n{one.revision.reason}\n{changed}"
        parts.append(Paragraph((*revision_line(one.revision), lines)))
        buttons = [ask_knowledge("Difference", RevisionRequest("diff", number), context, number=1)]
        if place:  # the first is what is served
            back = ask_knowledge(
                "Roll back…", RevisionRequest("rollback", number), context, number=2
            )
            buttons.append(back)
        parts.append(Actions(f"revision:{number}", tuple(buttons)))
    return tuple(parts)


def no_revision_parts(number: int, newest: int, context: ViewContext) -> tuple[Part, ...]:
    """No such revision, or the one that is served."""
    if number == newest:
        said = f"Revision {number} is already live. Nothing was changed."
    else:
        said = (
            f"There is no revision {number}; revisions run from 1 to {newest}. Nothing was changed."
        )
    return (
        Paragraph((said,)),
        Actions("revisions", (ask_knowledge("History", LookRequest("history"), context),)),
    )


def check_parts(warnings: Sequence[Problem], problems: Sequence[Problem]) -> tuple[Part, ...]:
    """What the check says of what is served, and of the files as they were last read."""
    parts: list[Part] = [Heading("Check results")]
    if warnings:
        parts.append(problems_part(warnings, f"Live: {count(len(warnings), 'warning')}"))
    else:
        parts.append(Paragraph(("The live knowledge has no problems.",)))
    if problems:
        told = f"Files on disk: {count(len(problems), 'problem')}, so they aren't live"
        parts.append(problems_part(problems, told))
    else:
        parts.append(Paragraph(("The files on disk have no problems.",)))
    return tuple(parts)


def unclear_parts(request: UnclearRequest, context: ViewContext) -> tuple[Part, ...]:
    """Not understood: what may have been meant, and what can be asked."""
    meant: tuple[Part, ...] = ()
    if request.suggestion is not None and request.meant is not None:
        meant = (
            Paragraph(("Did you mean ", context.command("knowledge", request.suggestion), "?")),
            Actions("meant", (ask_knowledge("Do that", request.meant, context),)),
        )
    _, *help_parts = knowledge_help_parts(context)
    return (
        Heading("I didn't understand that"),
        Paragraph((f"“{request.typed}” isn't something I can do with the knowledge.",)),
        *meant,
        *help_parts,
    )


def sent_parts(filename: str) -> tuple[Part, ...]:
    """A file is in their direct messages."""
    return (Paragraph((f"{filename} is in your direct messages with me.",)),)


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
