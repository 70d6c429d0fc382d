"""The content of files: sent to `/upload/<id>`, to be had at `/files/<id>`."""

from dataclasses import replace

import falcon
from falcon import Request, Response

from bot.playground.records import UploadedFile
from bot.playground.workspace import Workspace


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
