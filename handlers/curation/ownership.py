"""What owners do with what is due: say that it holds, or hand it over."""

from functools import partial

from handlers.curation import rights
from handlers.curation.rights import Subject
from handlers.deps import Deps
from handlers.placing import FieldErrors, Form, Later, NextTo, Parts, said
from handlers.replies import context_of
from handlers.turn import Turn
from handlers.views.curation.drafts import MEMBER, WORKING, problems_parts
from handlers.views.curation.forms import NEW_OWNER, WHY, hand_over_form
from handlers.views.curation.freshness import (
    MINE,
    handed_line,
    overtaken_parts,
    reminder_parts,
    stale_parts,
    verified_before_line,
    verified_line,
)
from knowledge.editing import EditError, hand_over, mark_verified
from knowledge.freshness import due
from knowledge.model import Source
from knowledge.revisions import Applied, Rewrite, reason_of
from knowledge.uploads import Refused


def verify(turn: Turn, deps: Deps) -> Parts:
    """Publish that something was checked today, and show what is still due."""
    subject = Subject.read(turn.value)
    refused = _refused(turn, deps, subject)
    return refused or (*_verified(turn, deps, subject), *_still_due(turn, deps))


def open_hand_over(turn: Turn, deps: Deps) -> Form | NextTo:
    """Ask to whom."""
    subject = Subject.read(turn.value)
    refused = _refused(turn, deps, subject)
    if refused is not None:
        return NextTo(refused)
    kept_by = rights.owner_of(deps.library(), subject.path) or ""
    seen = subject.model_copy(update={"target": kept_by})
    return Form(hand_over_form(_name(deps, subject), seen.model_dump_json()))


def handed_over(turn: Turn, deps: Deps) -> Later[Parts] | FieldErrors:
    """Publish who keeps it from now on; that revision tells them."""
    owner, why = turn.view.entered(NEW_OWNER), turn.view.entered(WHY)
    if not MEMBER.fullmatch(owner):
        return FieldErrors({NEW_OWNER: "Choose someone in this workspace"})
    subject = Subject.of(turn.view)
    return Later(lambda: _handed(turn, deps, subject, owner, why), WORKING)


def _verified(turn: Turn, deps: Deps, subject: Subject) -> Parts:
    name = _name(deps, subject)
    edit = partial(mark_verified, day=deps.today())
    outcome = _publish(turn, deps, subject, edit, f"Verified {name}")
    match outcome:
        case None:
            return (verified_before_line(name),)
        case Applied(revision):
            return (verified_line(name, turn.user, revision),)
        case _:
            return outcome


def _handed(turn: Turn, deps: Deps, subject: Subject, owner: str, why: str) -> Parts:
    refused = _refused(turn, deps, subject)
    if refused is not None:
        return refused
    name, seen = _name(deps, subject), subject.target or None
    keeper = rights.owner_of(deps.library(), subject.path)
    if keeper not in (seen, owner):
        return overtaken_parts(name, keeper, subject.value)
    edit = partial(hand_over, owner=owner, kept_by=seen)
    outcome = _publish(turn, deps, subject, edit, reason_of(f"Handed over {name}", why))
    match outcome:
        case None:
            return said(f"{name} already belongs to them. Nothing was changed.")
        case Applied(revision):
            return (handed_line(name, owner, revision),)
        case _:
            return outcome


def _publish(
    turn: Turn, deps: Deps, subject: Subject, edit: Rewrite, reason: str
) -> Applied | Parts | None:
    """What was published; None where nothing differs, or what to say where it cannot be."""
    try:
        outcome = deps.curation.edit(subject.path, edit, turn.user, reason)
    except EditError as error:
        return said(str(error))
    return problems_parts(outcome.problems) if isinstance(outcome, Refused) else outcome


def _still_due(turn: Turn, deps: Deps) -> Parts:
    """The list that was clicked in, as it is now."""
    context = context_of(deps)
    items = due(context.library, deps.today())
    if not turn.block.startswith(MINE):
        return stale_parts(items, context)
    return reminder_parts([one for one in items if one.owner == turn.user], context)


def _refused(turn: Turn, deps: Deps, subject: Subject) -> Parts | None:
    """What to say to those who may not, or where there is no such thing any more."""
    thing = rights.document(deps.library(), subject.path)
    if thing is None:
        return said(f"{subject.path} no longer exists.")
    if rights.may_keep(turn, deps, (subject.path,)):
        return None
    return rights.refused(deps, thing.owner)


def _name(deps: Deps, subject: Subject) -> str:
    thing = rights.document(deps.library(), subject.path)
    if thing is None:
        return subject.id
    return thing.label if isinstance(thing, Source) else thing.name
