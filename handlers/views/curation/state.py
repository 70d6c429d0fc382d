"""Views of what there is: the revision that is served, earlier ones, and what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.views.curation.buttons import EDIT, UPLOAD, ask_knowledge
from handlers.views.curation.words import paths_words, problems_part, revision_line
from handlers.views.guide import knowledge_help_parts
from handlers.views.parts import (
    Actions,
    Bullets,
    Button,
    Heading,
    Line,
    Note,
    Paragraph,
    Part,
)
from handlers.views.words import ViewContext, count, holdings
from knowledge.files import Problem
from knowledge.revisions import Revision


@dataclass(frozen=True, slots=True)
class KnowledgeState:
    """The revision that is served, and how many things wait for somebody."""

    revision: Revision
    stale: int
    problems: int
    conflicts: int
    reports: int


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
    ]
    lines = tuple(
        _to_do(text, verb, context)
        for text, verb, number in waiting
        if number
    )  # fmt: skip
    buttons = (
        Button("Upload…", UPLOAD, context.line("knowledge"), primary=True),
        Button("Edit…", EDIT, "role:"),
        ask_knowledge("History", "history", context, number=1),
        ask_knowledge("Check", "check", context, number=2),
        ask_knowledge("Export", "export", context, number=3),
    )
    return (
        Heading("The knowledge"),
        Paragraph(revision_line(state.revision)),
        Paragraph((holdings(context.library),)),
        Bullets(lines, "To do") if lines else Paragraph(("You're all caught up.",)),
        Note(("You can also send me a .yaml file or a .zip in a direct message.",)),
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
        buttons = [ask_knowledge("Difference", f"diff {number}", context, number=1)]
        if place:  # the first is what is served
            back = ask_knowledge("Roll back…", f"rollback {number}", context, number=2)
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
        Actions("revisions", (ask_knowledge("History", "history", context),)),
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


def unclear_parts(typed: str, suggestion: str | None, context: ViewContext) -> tuple[Part, ...]:
    """Not understood: what may have been meant, and what can be asked."""
    meant: tuple[Part, ...] = ()
    if suggestion is not None:
        meant = (
            Paragraph(("Did you mean ", context.command("knowledge", suggestion), "?")),
            Actions("meant", (ask_knowledge("Do that", suggestion, context),)),
        )
    _, *help_parts = knowledge_help_parts(context)
    return (
        Heading("I didn't understand that"),
        Paragraph((f"“{typed}” isn't something I can do with the knowledge.",)),
        *meant,
        *help_parts,
    )


def sent_parts(filename: str) -> tuple[Part, ...]:
    """A file is in their direct messages."""
    return (Paragraph((f"{filename} is in your direct messages with me.",)),)
