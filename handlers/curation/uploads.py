"""Files that admins hand in: in a form, or in a direct message."""

from collections.abc import Sequence

from handlers.curation import drafts, rights
from handlers.curation.deps import NEEDS_SCOPE, SharedFile
from handlers.deps import Deps, SlackClient
from handlers.errors import error_code, result
from handlers.payloads import SlackFile
from handlers.placing import Form, Later, NextTo, Parts, said
from handlers.turn import Turn
from handlers.views.curation.drafts import WORKING, problems_parts
from handlers.views.curation.forms import FILES, WHY, upload_form
from handlers.views.drafting.spreadsheet import found_parts
from knowledge.drafting.article import Refusal
from knowledge.drafting.mapping import earlier_edition, lacking, suggested_again
from knowledge.drafting.rows import SheetError
from knowledge.drafting.sheet import Found, find_heads
from knowledge.files import Problem
from knowledge.tables.rows import header_of
from knowledge.uploads import MAX_FILE_BYTES, MAX_FILES, UploadedFile, refusal, size_problem

ENDINGS = (".yaml", ".yml", ".csv", ".zip", ".tsv", ".xlsx")
SPREADSHEETS = (".csv", ".tsv", ".xlsx")

CHECK_FILE_INFO = "check_file_info"
DELETED = "was deleted from Slack: send it again"
OUTSIDE = "is only a link to a file kept outside Slack: send the file itself"
UNAVAILABLE = {
    "tombstone": DELETED,
    "file_deleted": DELETED,
    "external": OUTSIDE,
    "hidden_by_limit": "is hidden because the workspace is over its Slack storage limit: send it again",
    "access_denied": "is only visible in another workspace: send it again from this one",
    "file_not_found": "can't be found in Slack: send it again",
    "missing_scope": NEEDS_SCOPE,
    CHECK_FILE_INFO: "couldn't be looked up in Slack: send it again",
}
"""What Slack says of a file that the bot cannot have: its `mode`, its `file_access`, or an error code."""


def open_form(turn: Turn, deps: Deps) -> Form | NextTo:
    """Open the form, for admins."""
    if not rights.is_admin(turn, deps):
        return NextTo(rights.refused(deps))
    return Form(upload_form(""))


def sent(turn: Turn, deps: Deps) -> Later[Parts]:
    """Check what was given in the form; the answer comes in its place."""
    files, why = turn.view.files(FILES), turn.view.entered(WHY)
    return Later(lambda: received(turn, deps, files, why), WORKING)


def received(turn: Turn, deps: Deps, files: Sequence[SlackFile], why: str) -> Parts:
    """What files would change, or every problem of every one; for admins.

    `why` is the reason for the change, as they put it.
    """
    if not rights.is_admin(turn, deps):
        return rights.refused(deps)
    if len(files) > MAX_FILES:
        return said(f"{len(files)} files are too many. Put them in one .zip.")
    every = [fetched(deps, file) for file in looked_up(turn.client, files)]
    problems = [one for one in every if isinstance(one, Problem)]
    if problems:
        return problems_parts(problems)
    found = [one for one in every if isinstance(one, UploadedFile)]
    if len(found) == 1 and _is_spreadsheet(found[0]):
        return _columns(deps, files[0].id, found[0])
    return drafts.shown(deps.curation.propose_upload(turn.user, found, why))


def _is_spreadsheet(file: UploadedFile) -> bool:
    """Whether a file is somebody's spreadsheet: of a CSV, that its heads aren't those of our tables."""
    if not file.name.lower().endswith(SPREADSHEETS):
        return False
    first = file.content.partition(b"\n")[0].decode(errors="replace")
    return isinstance(header_of(file.name, first.strip()), list)


def _columns(deps: Deps, id: str, file: UploadedFile) -> Parts:
    """What the columns of a spreadsheet seem to be, to be confirmed; `id` is the file's in Slack."""
    found = spreadsheet_in(deps, file)
    if isinstance(found, Problem):
        return problems_parts([found])
    library = deps.library()
    before = earlier_edition(library, found)
    table = suggested_again(library, before, found, file.name.rpartition(".")[0], deps.today())[
        "table"
    ]
    return found_parts(
        file.name, id, found, table, lacking(table), before.label if before else None, library
    )


def spreadsheet_in(deps: Deps, file: UploadedFile) -> Found | Problem:
    """The heads of a file's sheet of pay, or why it has none."""
    if len(file.content) > MAX_FILE_BYTES:
        return size_problem(file.name)
    sheets = deps.spreadsheet(file)
    if isinstance(sheets, Refusal):
        return refusal(file.name, sheets.why)
    try:
        return find_heads(sheets)
    except SheetError as error:
        return refusal(file.name, str(error))


def fetched(deps: Deps, file: SlackFile, most: int = MAX_FILE_BYTES) -> UploadedFile | Problem:
    """A file that was looked up, up to so many bytes and one more; or why it cannot be had."""
    why = _why_unavailable(file)
    if why:
        return refusal(file.name, why)
    return deps.files.fetch(SharedFile(file.name, file.url_private_download), most)


def looked_up(client: SlackClient, files: Sequence[SlackFile]) -> list[SlackFile]:
    """Files with what Slack left out of the event; where it tells us no more, with its reason."""
    return [_look_up(client, one) if one.file_access == CHECK_FILE_INFO else one for one in files]


def _look_up(client: SlackClient, file: SlackFile) -> SlackFile:
    try:
        return SlackFile.model_validate(result(client.files_info(file=file.id))["file"])
    except Exception as error:  # noqa: BLE001 — every way in which a network fails
        code = error_code(error)
        return file.model_copy(update={"file_access": code}) if code in UNAVAILABLE else file


def _why_unavailable(file: SlackFile) -> str:
    """Why a file cannot be read; empty where it can be."""
    if file.is_external:
        return OUTSIDE
    why = UNAVAILABLE.get(file.mode) or UNAVAILABLE.get(file.file_access)
    if why:
        return why
    if not file.name:
        return "has no name: give it one that ends in .yaml, .csv, .xlsx or .zip, and send it again"
    return "" if file.url_private_download else NEEDS_SCOPE


def are_knowledge(files: Sequence[SlackFile]) -> bool:
    """Whether some of them may be meant for the knowledge, and are no picture or the like."""
    return any(file.name.lower().endswith(ENDINGS) for file in files)
