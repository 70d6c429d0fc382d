"""What `/knowledge` and its buttons ask for, answered: one text in, one message's parts out."""

import re

from cachetools import LRUCache

from handlers.asker import Asker
from handlers.curation.clashes import conflict_lines
from handlers.curation.drafts import Drafts
from handlers.curation.rights import Rights
from handlers.curation.scene import Scene
from handlers.deps import Deps, SlackClient
from handlers.turn import own_dm
from handlers.views.curation.drafts import revision_parts
from handlers.views.curation.freshness import stale_parts
from handlers.views.curation.notices import MOST_CONFLICTS, conflicts_parts
from handlers.views.curation.reports import reports_parts
from handlers.views.curation.state import (
    KnowledgeState,
    Told,
    check_parts,
    history_parts,
    no_revision_parts,
    sent_parts,
    state_parts,
    unclear_parts,
)
from handlers.views.guide import knowledge_help_parts
from handlers.views.parts import Actions, Part
from handlers.views.words import ViewContext, reading_parts
from knowledge.curating import (
    ExportRequest,
    ExportStyle,
    KnowledgeRequest,
    LookRequest,
    LookVerb,
    RevisionRequest,
    TemplateRequest,
    UnclearRequest,
    parse_knowledge,
)
from knowledge.difference import counted
from knowledge.documents import check_documents
from knowledge.export import export_lines
from knowledge.export_csv import csv_text
from knowledge.export_occupations import occupations_text
from knowledge.freshness import due
from knowledge.library import Library
from knowledge.revisions import Revision
from knowledge.templates import role_template, source_template

MOST_IN_HISTORY = 12
MOST_REMEMBERED = 200
MAX_ID = 60


class KnowledgeDesk:
    """Answers admins."""

    def __init__(self, deps: Deps, scene: Scene, rights: Rights, drafts: Drafts) -> None:
        self._deps = deps
        self._scene = scene
        self._rights = rights
        self._drafts = drafts
        self._counted: LRUCache[int, str] = LRUCache(MOST_REMEMBERED)

    def at_once(self, text: str, prefix: str) -> tuple[Part, ...] | None:
        """Help, which anybody may read and which needs nobody to be asked; None for all else."""
        match parse_knowledge(text):
            case LookRequest("help", reading):
                help_parts = knowledge_help_parts(self._scene.context(prefix))
                return (*help_parts, *reading_parts(reading))
            case _:
                return None

    def answer(self, client: SlackClient, asker: Asker, text: str) -> tuple[Part, ...]:
        """Do what a text asks for, for admins; asks Slack and the state database."""
        if not self._rights.is_admin(client, asker.user):
            return self._rights.refused()
        context = self._scene.context(asker.prefix)
        request = parse_knowledge(text)
        parts = self._answer(client, asker, request, context)
        notes = () if isinstance(request, UnclearRequest) else reading_parts(request.reading)
        # What can be clicked stays behind what it is about, so the notes come before the last row.
        last = parts[-1:] if isinstance(parts[-1], Actions) else ()
        return (*parts[: len(parts) - len(last)], *notes, *last)

    def _answer(
        self, client: SlackClient, asker: Asker, request: KnowledgeRequest, context: ViewContext
    ) -> tuple[Part, ...]:
        match request:
            case LookRequest(verb):
                return self._look(verb, context)
            case RevisionRequest("diff", number):
                return self._difference(number, context)
            case RevisionRequest(number=number, why=why):
                return self._rollback(asker.user, number, why, context)
            case ExportRequest(style):
                filename, content = export_file(context.library, style)
                return self._send(client, asker.user, filename, content)
            case TemplateRequest(kind, name):
                return self._send(client, asker.user, *template_file(kind, name))
            case UnclearRequest(typed, suggestion):
                return unclear_parts(typed, suggestion, context)

    def _look(self, verb: LookVerb, context: ViewContext) -> tuple[Part, ...]:
        match verb:
            case "state":
                return self._state(context)
            case "history":
                return self._history(context)
            case "check":
                return self._check()
            case "stale":
                return stale_parts(due(context.library, self._deps.today()), context)
            case "conflicts":
                return self._conflicts(context)
            case "reports":
                return reports_parts(self._deps.reports.open(), context)
            case "help":
                return knowledge_help_parts(context)

    def _state(self, context: ViewContext) -> tuple[Part, ...]:
        curation = self._deps.curation
        state = KnowledgeState(
            curation.current(),
            len(due(context.library, self._deps.today())),
            len(curation.file_problems()),
            len(curation.conflicts()),
            len(self._deps.reports.open()),
        )
        return state_parts(state, context)

    def _history(self, context: ViewContext, unclear: str = "") -> tuple[Part, ...]:
        revisions = self._deps.curation.history(MOST_IN_HISTORY)
        told = [Told(one, self._how_much(one)) for one in revisions]
        return history_parts(told, context, unclear)

    def _how_much(self, revision: Revision) -> str:
        """What a revision changed, in numbers; it never changes itself, so it is counted once."""
        known = self._counted.get(revision.number)
        if known is None:
            found = self._deps.curation.difference_of(revision.number)
            known = counted(found) if found else ""
            self._counted[revision.number] = known
        return known

    def _difference(self, number: int | None, context: ViewContext) -> tuple[Part, ...]:
        newest = self._deps.curation.current().number
        wanted = newest if number is None else number
        found = self._deps.curation.difference_of(wanted)
        if found is None:
            return no_revision_parts(wanted, newest, context)
        return revision_parts(wanted, found)

    def _rollback(
        self, user: str, number: int | None, why: str, context: ViewContext
    ) -> tuple[Part, ...]:
        if number is None:
            return self._history(
                context, "To which revision? Nothing is changed before you say so."
            )
        proposal = self._deps.curation.propose_rollback(user, number, why)
        if proposal is None:
            newest = self._deps.curation.current().number
            return no_revision_parts(number, newest, context)
        return self._drafts.shown(proposal)

    def _check(self) -> tuple[Part, ...]:
        warnings = check_documents(self._deps.curation.texts())[2]
        return check_parts(warnings, self._deps.curation.file_problems())

    def _conflicts(self, context: ViewContext) -> tuple[Part, ...]:
        texts = self._deps.curation.texts()
        conflicts = self._deps.curation.conflicts()
        told = [
            (one, conflict_lines(context.library, texts, one)) for one in conflicts[:MOST_CONFLICTS]
        ]
        return conflicts_parts([*told, *((one, ()) for one in conflicts[MOST_CONFLICTS:])], context)

    def _send(
        self, client: SlackClient, user: str, filename: str, content: bytes
    ) -> tuple[Part, ...]:
        client.files_upload_v2(
            channel=own_dm(client, user), filename=filename, content=content, initial_comment=""
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
    text = role_template(id, name[:MAX_ID]) if kind == "role" else source_template(id)
    return f"{id}.yaml", text.encode()
