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
from handlers.submissions import Submission
from handlers.views.curation.buttons import UPLOAD
from handlers.views.curation.drafts import WORKING, problems_parts
from handlers.views.curation.forms import FILES, UPLOAD_SENT, upload_form
from handlers.views.modal import answer_view
from handlers.views.parts import Paragraph, Part
from knowledge.files import Problem
from knowledge.uploads import MAX_FILES, UploadedFile

ENDINGS = (".yaml", ".yml", ".zip")


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
        files = submission.view.files(FILES)
        self._scene.submit(
            submission, client, lambda: self.received(client, submission.user.id, files)
        )

    def received(
        self, client: SlackClient, user: str, files: Sequence[SlackFile]
    ) -> tuple[Part, ...]:
        """What files would change, or every problem of every one; for admins."""
        if not self._rights.is_admin(client, user):
            return self._rights.refused()
        if len(files) > MAX_FILES:
            said = f"{len(files)} files are too many: put them in one .zip, please."
            return (Paragraph((said,)),)
        fetched = [
            self._deps.files.fetch(SharedFile(file.name, file.url_private_download))
            for file in files
        ]
        problems = [one for one in fetched if isinstance(one, Problem)]
        if problems:
            return problems_parts(problems)
        found = [one for one in fetched if isinstance(one, UploadedFile)]
        return self._drafts.shown(self._deps.curation.propose_upload(user, found))


def are_knowledge(files: Sequence[SlackFile]) -> bool:
    """Whether some of them may be meant for the knowledge, and are no picture or the like."""
    return any(file.name.lower().endswith(ENDINGS) for file in files)
