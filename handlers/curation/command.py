"""`/knowledge`, and whatever asks for the same: one text in, one answer out, for admins."""

import re

from handlers.curation import drafts, rights
from handlers.curation.drafts import conflict_lines
from handlers.deps import Deps
from handlers.drafting import reading
from handlers.drafting import review as reviews
from handlers.feeds import adding, keeping
from handlers.middleware import UNREADABLE, IncompleteError
from handlers.placing import Later, NextTo, Outcome, Parts
from handlers.replies import CommandLine, carried_by, context_of
from handlers.turn import Turn, own_dm
from handlers.views.curation.drafts import revision_parts
from handlers.views.curation.freshness import MOST_GAPS, gaps_parts, stale_parts
from handlers.views.curation.reports import reports_parts
from handlers.views.curation.state import (
    MOST_CONFLICTS,
    KnowledgeState,
    Told,
    check_parts,
    conflicts_parts,
    history_parts,
    no_revision_parts,
    sent_parts,
    state_parts,
    unclear_parts,
)
from handlers.views.guide import knowledge_help_parts
from handlers.views.mrkdwn import Actions
from handlers.views.words import ViewContext, reading_parts
from knowledge.curating import (
    AddFeedRequest,
    AddRequest,
    ClearRequest,
    ExportRequest,
    ExportStyle,
    LookRequest,
    LookVerb,
    RevisionRequest,
    TemplateRequest,
    UnclearRequest,
    parse_knowledge,
)
from knowledge.export import csv_text, export_lines
from knowledge.export_occupations import occupations_text
from knowledge.freshness import due
from knowledge.library import Library
from knowledge.templates import feed_template, role_template, source_template

MOST_IN_HISTORY = 12
MAX_ID = 60
REVISIONS = range(1_000_000_000)


def answer(turn: Turn, deps: Deps) -> Outcome:
    """Do what a text asks for; help at once, which anyone may read, all else for admins."""
    request = parse_knowledge(turn.text)
    if isinstance(request, AddRequest):
        return reading.add(turn, deps, request)
    if isinstance(request, AddFeedRequest):
        return adding.add(turn, deps, request)
    return _answer_request(turn, deps, request)


def _answer_request(
    turn: Turn, deps: Deps, request: ClearRequest | UnclearRequest
) -> Parts | Later[Parts]:
    context = context_of(deps, turn.prefix)
    if isinstance(request, LookRequest) and request.verb == "help":
        return (*knowledge_help_parts(context), *reading_parts(request.reading))
    return Later(lambda: _answer(turn, deps, request, context))


def ask(turn: Turn, deps: Deps) -> NextTo:
    """Do what a button asks for; shown next to it."""
    answered = _answer_request(turn, deps, _request(turn.value))
    return NextTo(answered.work() if isinstance(answered, Later) else answered)


def _request(value: str) -> ClearRequest | UnclearRequest:
    """What a button asks for; one of an older release carries a line. Raises `IncompleteError`."""
    match carried_by(value):
        case RevisionRequest(number=number) as request if number is None or number in REVISIONS:
            return request
        case LookRequest() | ExportRequest() | TemplateRequest() as request:
            return request
        case CommandLine("knowledge", text):
            request = parse_knowledge(text)
            is_added = isinstance(request, AddRequest | AddFeedRequest)
            return LookRequest("help") if is_added else request
        case _:
            raise IncompleteError(UNREADABLE)


def _answer(
    turn: Turn, deps: Deps, request: ClearRequest | UnclearRequest, context: ViewContext
) -> Parts:
    if not rights.is_admin(turn, deps):
        return rights.refused(deps)
    parts = _settled(turn, deps, request, context)
    notes = () if isinstance(request, UnclearRequest) else reading_parts(request.reading)
    # What can be clicked stays behind what it is about, so the notes come before the last row.
    last = parts[-1:] if isinstance(parts[-1], Actions) else ()
    return (*parts[: len(parts) - len(last)], *notes, *last)


def _settled(
    turn: Turn, deps: Deps, request: ClearRequest | UnclearRequest, context: ViewContext
) -> Parts:
    match request:
        case LookRequest(verb):
            return _look(deps, turn.team, verb, context)
        case RevisionRequest("diff", number):
            return _difference(deps, number, context)
        case RevisionRequest(number=number, why=why):
            return _rollback(turn, deps, number, why, context)
        case ExportRequest(style):
            return _send(turn, *export_file(context.library, style))
        case TemplateRequest(kind, name):
            return _send(turn, *template_file(kind, name))
        case UnclearRequest():
            return unclear_parts(request, context)


def _look(deps: Deps, team: str, verb: LookVerb, context: ViewContext) -> Parts:
    match verb:
        case "state":
            return _state(deps, context)
        case "history":
            return _history(deps, context)
        case "check":
            return check_parts(deps.curation.problems(), deps.curation.file_problems())
        case "stale":
            return stale_parts(due(context.library, deps.today()), context)
        case "conflicts":
            return _conflicts(deps, context)
        case "reports":
            return reports_parts(deps.reports.open(), context)
        case "gaps":
            return gaps_parts(
                deps.gaps.most(team, MOST_GAPS), deps.gaps.rated(team, MOST_GAPS), context
            )
        case "reviews":
            return reviews.listed(deps, context)
        case "feeds":
            return keeping.listed(deps, context)
        case "help":
            return knowledge_help_parts(context)


def _state(deps: Deps, context: ViewContext) -> Parts:
    curation = deps.curation
    state = KnowledgeState(
        curation.current(),
        len(due(context.library, deps.today())),
        len(curation.file_problems()),
        len(curation.conflicts()),
        len(deps.reports.open()),
        len(reviews.unfinished(deps, context.library)),
        keeping.failing(deps),
    )
    return state_parts(state, context)


def _history(deps: Deps, context: ViewContext, unclear: str = "") -> Parts:
    revisions = deps.curation.history(MOST_IN_HISTORY)
    told = [Told(one, deps.curation.counted(one.number)) for one in revisions]
    return history_parts(told, context, unclear)


def _difference(deps: Deps, number: int | None, context: ViewContext) -> Parts:
    newest = deps.curation.current().number
    wanted = newest if number is None else number
    found = deps.curation.difference_of(wanted)
    if found is None:
        return no_revision_parts(wanted, newest, context)
    return revision_parts(wanted, found)


def _rollback(turn: Turn, deps: Deps, number: int | None, why: str, context: ViewContext) -> Parts:
    if number is None:
        unclear = "Which revision? Nothing changes until you confirm."
        return _history(deps, context, unclear)
    proposal = deps.curation.propose_rollback(turn.user, number, why)
    newest = deps.curation.current().number
    if proposal is None and not 0 < number < newest:
        return no_revision_parts(number, newest, context)
    return drafts.shown(proposal)


def _conflicts(deps: Deps, context: ViewContext) -> Parts:
    conflicts = deps.curation.conflicts()
    told = [(one, conflict_lines(deps.curation, one)) for one in conflicts[:MOST_CONFLICTS]]
    return conflicts_parts([*told, *((one, ()) for one in conflicts[MOST_CONFLICTS:])], context)


def _send(turn: Turn, filename: str, content: bytes) -> Parts:
    dm = own_dm(turn.client, turn.user)
    turn.client.files_upload_v2(
        channel=dm,
        filename=filename,
        content=content,
        initial_comment="",
        thread_ts=turn.place.thread if turn.in_dm and turn.place.thread else None,
    )
    return sent_parts(filename)


def export_file(library: Library, style: ExportStyle) -> tuple[str, bytes]:
    """All salary figures, or for JSON-LD the roles with their pay: a file's name and content."""
    match style:
        case "csv":
            return "figures.csv", csv_text(library, "figures").encode()
        case "jsonl":
            lines = "".join(f"{line}\n" for line in export_lines(library, "figures"))
            return "figures.jsonl", lines.encode()
        case "json-ld":
            return "occupations.jsonld", occupations_text(library).encode()


def template_file(kind: str, name: str) -> tuple[str, bytes]:
    """A file to fill in, named after what it will hold."""
    name = " ".join(name.split()) or f"New {kind}"
    id = "-".join(re.findall(r"[a-z0-9]+", name.casefold()))[:MAX_ID].strip("-") or f"new-{kind}"
    match kind:
        case "role":
            text = role_template(id, name[:MAX_ID])
        case "feed":
            text = feed_template(id, name[:MAX_ID])
        case _:
            text = source_template(id)
    return f"{id}.yaml", text.encode()
