"""Files that admins hand in: in a form, or in a direct message."""

from collections.abc import Sequence

from handlers.curation import drafts, rights
from handlers.curation.deps import SharedFile
from handlers.deps import Deps, SlackClient
from handlers.errors import error_code, result
from handlers.payloads import SlackFile
from handlers.placing import Form, Later, NextTo, Parts, said
from handlers.turn import Turn
from handlers.views.curation.drafts import WORKING, problems_parts
from handlers.views.curation.forms import FILES, WHY, upload_form
from knowledge.files import Problem
from knowledge.uploads import MAX_FILES, UploadedFile, refusal

ENDINGS = (".yaml", ".yml", ".csv", ".zip")

CHECK_FILE_INFO = "check_file_info"
DELETED = "was deleted from Slack: send it again"
OUTSIDE = "is only a link to a file kept outside Slack: send the file itself"
NEEDS_SCOPE = "can't be downloaded: the bot needs `files:read`"
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
    fetched = [_fetched(deps, file) for file in looked_up(turn.client, files)]
    problems = [one for one in fetched if isinstance(one, Problem)]
    if problems:
        return problems_parts(problems)
    found = [one for one in fetched if isinstance(one, UploadedFile)]
    return drafts.shown(deps.curation.propose_upload(turn.user, found, why))


def _fetched(deps: Deps, file: SlackFile) -> UploadedFile | Problem:
    why = _why_unavailable(file)
    if why:
        return refusal(file.name, why)
    return deps.files.fetch(SharedFile(file.name, file.url_private_download))


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
        return "has no name: give it one that ends in .yaml, .csv or .zip, and send it again"
    return "" if file.url_private_download else NEEDS_SCOPE


def are_knowledge(files: Sequence[SlackFile]) -> bool:
    """Whether some of them may be meant for the knowledge, and are no picture or the like."""
    return any(file.name.lower().endswith(ENDINGS) for file in files)
