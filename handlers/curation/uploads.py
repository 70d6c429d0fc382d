"""Files that admins hand in: in a form, or in a direct message."""

from collections.abc import Sequence
from typing import Any, cast

from slack_bolt import Ack, App

from handlers.curation.deps import SharedFile
from handlers.curation.drafts import Drafts
from handlers.curation.rights import Rights
from handlers.curation.scene import Scene
from handlers.deps import Deps, SlackClient
from handlers.payloads import Click, SlackFile
from handlers.slack_errors import error_code, result
from handlers.submissions import Submission
from handlers.views.curation.buttons import UPLOAD
from handlers.views.curation.drafts import WORKING, problems_parts
from handlers.views.curation.forms import FILES, UPLOAD_SENT, WHY, upload_form
from handlers.views.modal import answer_view
from handlers.views.parts import Paragraph, Part
from knowledge.files import Problem
from knowledge.uploads import MAX_FILES, UploadedFile, refusal

ENDINGS = (".yaml", ".yml", ".zip")

CHECK_FILE_INFO = "check_file_info"
DELETED = "was deleted from Slack: send it again"
OUTSIDE = "is only a link to a file kept outside Slack: send the file itself"
NEEDS_SCOPE = "is not let out by Slack: the bot needs `files:read`"
UNAVAILABLE = {
    "tombstone": DELETED,
    "file_deleted": DELETED,
    "external": OUTSIDE,
    "hidden_by_limit": "is hidden by Slack, as the workspace is over its storage limit: send it again",
    "access_denied": "is open to another workspace only: send it again from this one",
    "file_not_found": "cannot be found in Slack: send it again",
    "missing_scope": NEEDS_SCOPE,
    CHECK_FILE_INFO: "could not be looked up in Slack: send it again",
}
"""What Slack says of a file that the bot cannot have: its `mode`, its `file_access`, or an error code."""


class Uploads:
    """Reads files and shows what they would change."""

    def __init__(self, deps: Deps, scene: Scene, rights: Rights, drafts: Drafts) -> None:
        self._deps = deps
        self._scene = scene
        self._rights = rights
        self._drafts = drafts

    def register(self, app: App) -> None:
        """Listen to the button that opens the form, and to the form."""
        untyped = cast("Any", app)
        untyped.action(UPLOAD)(self.open)
        untyped.view(UPLOAD_SENT)(self.sent)

    def open(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Open the form, for admins."""
        ack()
        click = Click.model_validate(body)

        def work() -> tuple[Part, ...] | None:
            if not self._rights.is_admin(client, click.user.id):
                return self._rights.refused()
            self._scene.open(click, client, upload_form(""))
            return None

        self._scene.click(click, client, work, in_place=False, opens=True)

    def sent(self, ack: Ack, body: dict[str, Any], client: SlackClient) -> None:
        """Check what was given in the form; the answer comes in its place."""
        ack(response_action="update", view=answer_view((Paragraph((WORKING,)),)))
        submission = Submission.model_validate(body)
        files, why = submission.view.files(FILES), submission.view.entered(WHY)
        self._scene.submit(
            submission, client, lambda: self.received(client, submission.user.id, files, why)
        )

    def received(
        self, client: SlackClient, user: str, files: Sequence[SlackFile], why: str
    ) -> tuple[Part, ...]:
        """What files would change, or every problem of every one; for admins.

        `why` is the reason for the change, as they put it.
        """
        if not self._rights.is_admin(client, user):
            return self._rights.refused()
        if len(files) > MAX_FILES:
            said = f"{len(files)} files are too many: put them in one .zip, please."
            return (Paragraph((said,)),)
        fetched = [self._fetched(file) for file in looked_up(client, files)]
        problems = [one for one in fetched if isinstance(one, Problem)]
        if problems:
            return problems_parts(problems)
        found = [one for one in fetched if isinstance(one, UploadedFile)]
        return self._drafts.shown(self._deps.curation.propose_upload(user, found, why))

    def _fetched(self, file: SlackFile) -> UploadedFile | Problem:
        why = _why_unavailable(file)
        if why:
            return refusal(file.name, why)
        return self._deps.files.fetch(SharedFile(file.name, file.url_private_download))


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
        return "has no name: give it one that ends in .yaml or .zip, and send it again"
    return "" if file.url_private_download else NEEDS_SCOPE


def are_knowledge(files: Sequence[SlackFile]) -> bool:
    """Whether some of them may be meant for the knowledge, and are no picture or the like."""
    return any(file.name.lower().endswith(ENDINGS) for file in files)
