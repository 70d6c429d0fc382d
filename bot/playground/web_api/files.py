"""Files: `files.*`, their content sent to `/upload/<id>` and to be had at `/files/<id>`."""

from dataclasses import replace

import falcon
from falcon import Request, Response

from bot.playground.limits.checks import mapping
from bot.playground.payloads import file_json
from bot.playground.records import Json, Message, UploadedFile
from bot.playground.web_api.call import ApiError, Call, Method, missing
from bot.playground.workspace import Workspace


def get_upload_url(call: Call) -> Json:
    """files.getUploadURLExternal: where to send the content."""
    call.need("files:write")
    name = call.arguments.required("filename")
    if not call.arguments.text("length", "0").isdigit():
        raise ApiError("invalid_arguments")
    file = UploadedFile(call.workspace.journal.next_id("F"), name)
    call.workspace.keep_file(file)
    return {"file_id": file.id, "upload_url": f"{call.base_url}/upload/{file.id}"}


def complete_upload(call: Call) -> Json:
    """files.completeUploadExternal: share what was sent, in a channel where one is named."""
    call.need("files:write")
    wanted = [mapping(one) or {} for one in call.arguments.list("files") or ()]
    if not wanted:
        raise missing("files")
    channel = call.open_channel("channel_id") if call.arguments.has("channel_id") else None
    completed: list[UploadedFile] = []
    for one in wanted:
        file = call.workspace.file(str(one.get("id")))
        if file is None:
            raise ApiError("file_not_found")
        title = str(one.get("title") or file.name)
        file = replace(file, title=title, channel=channel.id if channel else None)
        call.workspace.keep_file(file)
        completed.append(file)
    shown = tuple(file_json(file, call.base_url) for file in completed)
    if channel:
        call.workspace.conversations.post(
            Message(
                channel=channel.id,
                ts=call.workspace.journal.next_ts(),
                user=call.bot,
                text=call.arguments.text("initial_comment"),
                bot=True,
                thread_ts=call.arguments.text("thread_ts") or None,
                files=shown,
            )
        )
    return {"files": list(shown)}


def info(call: Call) -> Json:
    """files.info: what there is to know of a file."""
    call.need("files:read")
    file = call.workspace.file(call.arguments.required("file"))
    if file is None:
        raise ApiError("file_not_found")
    return {"file": {**file_json(file, call.base_url), "mode": "hosted", "file_access": "visible"}}


METHODS: dict[str, Method] = {
    "files.getUploadURLExternal": get_upload_url,
    "files.completeUploadExternal": complete_upload,
    "files.info": info,
}


class Uploads:
    """Takes a file's content and gives it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def on_post(self, request: Request, response: Response, file_id: str) -> None:
        """Keep what was sent; Slack answers `OK - <bytes>`."""
        file = self._file(file_id)
        content = request.bounded_stream.read(request.content_length or 0)
        self._workspace.keep_file(replace(file, content=content))
        response.content_type = "text/plain"
        response.text = f"OK - {len(content)}"

    def on_get(self, _request: Request, response: Response, file_id: str) -> None:
        """Give it as a download."""
        file = self._file(file_id)
        response.content_type = "application/octet-stream"
        response.downloadable_as = file.name
        response.data = file.content

    def _file(self, file_id: str) -> UploadedFile:
        file = self._workspace.file(file_id)
        if file is None:
            raise falcon.HTTPNotFound
        return file
