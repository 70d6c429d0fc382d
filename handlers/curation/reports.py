"""What readers tell: what is wrong with an answer, which reaches its owner, and a role that isn't covered."""

from handlers.curation import rights
from handlers.deps import Deps
from handlers.middleware import UNREADABLE, IncompleteError
from handlers.placing import FieldErrors, Form, Later, NextTo, Parts
from handlers.replies import AnyQuestion, answer_to, asked, context_of
from handlers.turn import Turn
from handlers.views import answer_parts
from handlers.views.buttons import things_shown
from handlers.views.curation.freshness import request_kept_parts, requested_message
from handlers.views.curation.reports import (
    ANSWER,
    MAX_NOTE,
    NOTE,
    close_form,
    closed_before_parts,
    closed_message,
    closed_parts,
    report_form,
    report_message,
    reported_parts,
)
from knowledge.answers import Answer
from knowledge.gaps import subject_of
from knowledge.model import Role
from knowledge.revisions import Report

SENDING = "One moment, passing it on…"
MOST_TOLD = 20


def open_form(turn: Turn, deps: Deps) -> Form:
    """Ask what is wrong."""
    if asked(turn.value) is None:
        raise IncompleteError(UNREADABLE)
    return Form(report_form(turn.value, context_of(deps)))


def sent(turn: Turn, deps: Deps) -> Later[Parts] | FieldErrors:
    """Keep the note, and tell the owners of what it is about."""
    note = turn.view.entered(NOTE)
    question = asked(turn.value)
    if question is None:
        raise IncompleteError(UNREADABLE)
    if not note or len(note) > MAX_NOTE:
        return FieldErrors({NOTE: f"Enter a note of up to {MAX_NOTE:,} characters"})
    return Later(lambda: _keep(turn, deps, question, note), SENDING)


def open_closing(turn: Turn, deps: Deps) -> Form | NextTo:
    """Ask for a word to the reader, for admins and for the owners of what the report is about."""
    report, refused = _closable(turn, deps)
    return (
        NextTo(refused)
        if report is None
        else Form(close_form(report, turn.value, context_of(deps)))
    )


def close(turn: Turn, deps: Deps) -> Later[Parts] | FieldErrors:
    """Close a report, and tell its reader how it ended."""
    answer = turn.view.entered(ANSWER)
    if len(answer) > MAX_NOTE:
        return FieldErrors({ANSWER: f"Enter an answer of up to {MAX_NOTE:,} characters"})

    def work() -> Parts:
        report, refused = _closable(turn, deps)
        if report is None:
            return refused
        closed = deps.reports.close(
            report.id,
            turn.user,
            answer,
            lambda one: closed_message(one, turn.user, answer, context_of(deps)),
        )
        return closed_parts(answer) if closed else closed_before_parts()

    return Later(work, SENDING)


def _closable(turn: Turn, deps: Deps) -> tuple[Report | None, Parts]:
    """The report that the person may close; else None, and what to say to them."""
    report = next((one for one in deps.reports.open() if one.id == turn.value), None)
    if report is None:
        return None, closed_before_parts()
    question = asked(report.asked)
    keeps = question is not None and turn.user in _owners(deps, question)
    if not keeps and not rights.is_admin(turn, deps):
        return None, rights.refused(deps)
    return report, ()


def _keep(turn: Turn, deps: Deps, question: AnyQuestion, note: str) -> Parts:
    owners = _owners(deps, question)
    told = (owners or deps.admins.told(turn.client))[:MOST_TOLD]
    context = context_of(deps, question.prefix)
    answer = answer_parts(answer_to(context.library, question), context)
    deps.reports.add(
        turn.team,
        turn.user,
        turn.value,
        note,
        told,
        lambda one: report_message(one, answer, context),
    )
    return reported_parts(len(told), kept=bool(owners))


def _owners(deps: Deps, question: AnyQuestion) -> tuple[str, ...]:
    """Who keeps the roles and sources of an answer."""
    library = deps.library()
    answer = answer_to(library, question)
    things = [*_role_of(answer), *things_shown(answer, library)]
    return tuple(sorted({thing.owner for thing in things if thing.owner}))


def _role_of(answer: Answer) -> tuple[Role, ...]:
    """The role that an answer is about, beside the sources that it shows."""
    role = getattr(answer, "role", None)
    return (role,) if isinstance(role, Role) else ()


def request(turn: Turn, deps: Deps) -> NextTo:
    """Keep the request; the first of each role is told to the admins."""
    subject = subject_of(turn.value)
    if not subject:
        raise IncompleteError
    if deps.gaps.request(turn.team, subject):
        message = requested_message(subject, context_of(deps, turn.prefix))
        for admin in deps.admins.told(turn.client)[:MOST_TOLD]:
            deps.tell(turn.team, admin, message)
    return NextTo(request_kept_parts(subject))


def once_each(turn: Turn) -> str:
    """Each person requests a role once."""
    return f"request:{turn.team}:{turn.user}:{subject_of(turn.value)}"
