"""Views of readers' reports: the form, the message to whoever keeps it, the list, the thanks."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.values import carried
from handlers.views.buttons import ask
from handlers.views.curation.buttons import CLOSE_REPORT
from handlers.views.elements import Json, field, form, text_input
from handlers.views.formatting import MESSAGE, VIEW, Message, build_blocks, build_message, row_words
from handlers.views.mrkdwn import (
    Actions,
    Bullets,
    Button,
    Code,
    Heading,
    Line,
    Moment,
    Note,
    Paragraph,
    Part,
    Person,
    Table,
)
from handlers.views.words import ViewContext, count
from knowledge.query import WholeQuery
from knowledge.revisions import Report

REPORT_SENT, CLOSE_SENT = "report_sent", "close_report_sent"
NOTE, ANSWER = "report_note", "report_answer"
MAX_NOTE = 1_000
MOST_LINES = 10
MOST_REPORTS = 15


def report_form(asked: str, context: ViewContext) -> Json:
    """The form under an answer; `asked` is what its button carries."""
    note = text_input(NOTE, "The figure is from 2023, and the 2025 report says …", MAX_NOTE)
    blocks = [
        *build_blocks([Paragraph(("About the answer to ", question_shown(asked, context)))], VIEW),
        field(NOTE, "What's wrong or missing?", note, optional=False),
    ]
    return form("Report a problem", blocks, "Send", REPORT_SENT, asked)


def question_shown(asked: str, context: ViewContext) -> Code:
    """A question that a button carries, as people type it; one of an older release carries just that."""
    found = carried(asked)
    if found and isinstance(found.what, WholeQuery):
        return replace(context, prefix=found.prefix).typed(found.what)
    return Code(f"/{asked}")


def report_message(report: Report, answer: Sequence[Part], context: ViewContext) -> Message:
    """To whoever keeps it: the note, what the reader saw, and what to do with it."""
    return build_message(
        (Heading("A reader reports a problem"), *_report_parts(report, context), *seen(answer), _actions(report, 0)),
        MESSAGE,
    )  # fmt: skip


def seen(answer: Sequence[Part]) -> tuple[Part, ...]:
    """The figures of an answer as lines; of an answer without figures, what it begins with."""
    tables = [part for part in answer if isinstance(part, Table)]
    lines: list[Line] = [(row_words(table, row),) for table in tables for row in table.rows]
    if lines:
        more = ((f"… and {len(lines) - MOST_LINES} more",),) if len(lines) > MOST_LINES else ()
        return (Bullets((*lines[:MOST_LINES], *more), "The figures in question"),)
    return tuple(part for part in answer if isinstance(part, Paragraph | Bullets))[:3]


def reports_parts(reports: Sequence[Report], context: ViewContext) -> tuple[Part, ...]:
    """Those that nobody has closed."""
    if not reports:
        return (Heading("Reports"), Paragraph(("There are no open reports.",)))
    parts: list[Part] = [Heading(f"{count(len(reports), 'report')} to review")]
    for number, report in enumerate(reports[:MOST_REPORTS]):
        parts += [*_report_parts(report, context), _actions(report, number)]
    if len(reports) > MOST_REPORTS:
        rest = f"… and {len(reports) - MOST_REPORTS:,} more: "
        parts.append(
            Note((rest, context.command("knowledge", "reports"), " once these are closed"))
        )
    return tuple(parts)


def _report_parts(report: Report, context: ViewContext) -> tuple[Part, ...]:
    at = (
        Person(report.reader),
        " on ",
        question_shown(report.asked, context),
        ", ",
        Moment(report.made_at),
    )
    return (Paragraph(at), Paragraph((f"“{report.note}”",)))


def _actions(report: Report, number: int) -> Actions:
    close = Button("Close…", CLOSE_REPORT, report.id)
    return Actions(f"report:{number}", (close, ask("Open answer", report.asked)))


def reported_parts(told: int, *, kept: bool) -> tuple[Part, ...]:
    """To the reader: to whom it went (`kept`: to those who keep what it is about), and what is next."""
    if not told:
        reached = "I couldn't find out who the admins are right now, so I'll pass it on soon."
    elif kept:
        keep = "person who owns" if told == 1 else "people who own"
        reached = f"It went to the {told} {keep} this."
    else:
        reached = f"No one owns this yet, so it went to {count(told, 'admin')}."
    return (
        Heading("Thank you!"),
        Paragraph((reached, " I'll let you know what happens.")),
    )


def close_form(report: Report, metadata: str, context: ViewContext) -> Json:
    """The form that closes a report: what its reader wrote, and a word to them."""
    answer = text_input(ANSWER, "You're right. The figure is corrected now.", MAX_NOTE)
    blocks = [
        *build_blocks(_report_parts(report, context), VIEW),
        field(ANSWER, "Your answer (the reader sees it as written)", answer),
    ]
    return form("Close a report", blocks, "Close report", CLOSE_SENT, metadata)


def closed_parts(answer: str) -> tuple[Part, ...]:
    """To who closed it."""
    told = (
        "The reader will get your answer."
        if answer
        else "The reader will be told, without an answer."
    )
    return (Paragraph((f"Closed. {told}",)),)


def closed_before_parts() -> tuple[Part, ...]:
    """Somebody else was first."""
    return (Paragraph(("This report was already closed. Nothing was sent.",)),)


def closed_message(report: Report, user: str, answer: str, context: ViewContext) -> Message:
    """To the reader: who closed their report, and in which words."""
    ended: Line = (
        Person(user), " closed the problem you reported about ", question_shown(report.asked, context),
    )  # fmt: skip
    parts: list[Part] = (
        [Paragraph((*ended, ":")), Paragraph((f"“{answer}”",))]
        if answer
        else [Paragraph((*ended, " without an answer."))]
    )
    return build_message(
        (*parts, Note((f"You wrote: “{report.note}”",)), Paragraph(("Thank you!",))), MESSAGE
    )
