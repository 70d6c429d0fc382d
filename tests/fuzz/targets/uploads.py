"""What admins hand in: any bytes as a zip are taken apart, or refused in plain words, in no time."""

from handlers.views.curation.drafts import problems_parts
from handlers.views.formatting import MESSAGE, build_message
from knowledge.uploads import MAX_FILE_BYTES, Refused, UploadedFile, flaw_of_path, read_upload
from tests.corpus.hostile.archives import ARCHIVE_CASES
from tests.fuzz.escaped import assert_escaped
from tests.fuzz.target import Target
from tests.payloads import assert_slack_takes

MOST_BYTES = 20_000
FOLDERS = {"roles", "sources", "occupations", "vocabulary", "feeds"}


def check(data: bytes) -> None:
    """Hand in a zip."""
    file = UploadedFile("knowledge.zip", data)
    upload = read_upload((file,), ())
    assert upload == read_upload((file,), ())
    if isinstance(upload, Refused):
        assert upload.problems
        assert all(str(problem).isprintable() for problem in upload.problems)
        message = build_message(problems_parts(upload.problems), MESSAGE).payload()
        assert_escaped(message)
        assert_slack_takes(message)
        return
    assert upload.documents
    for path, text in upload.documents.items():
        folder, _, name = path.partition("/")
        assert folder in FOLDERS
        assert "/" not in name
        assert name.endswith(".yaml")
        assert flaw_of_path(path) is None
        assert len(text.encode()) <= MAX_FILE_BYTES


def seeds() -> list[bytes]:
    """Zips of every odd kind, as long as they are small."""
    contents = [file.content for case in ARCHIVE_CASES for file in case.files]
    return [content for content in contents if len(content) <= MOST_BYTES]


def pieces() -> list[str]:
    """Marks of a zip, and steps of paths."""
    return ["PK\x01\x02", "PK\x03\x04", "PK\x05\x06", "PK\x06\x06", "PK\x06\x07", "PK\x07\x08", "../", "/",
            "\\", "C:", "~", "\x00", "roles/", "sources/", "__MACOSX/", ".yaml", ".zip", "\u202e"]  # fmt: skip


TARGET = Target(check, seeds, pieces, most_bytes=MOST_BYTES)
