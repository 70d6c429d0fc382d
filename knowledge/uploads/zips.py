"""Taking a zip apart without trusting anything that it says of itself."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO

from knowledge.check import FOLDERS
from knowledge.files import Problem
from knowledge.schema import SCHEMAS
from knowledge.uploads.entries import (
    MAX_FILE_BYTES,
    Entry,
    UploadedFile,
    refusal,
    size_problem,
)
from knowledge.uploads.places import flaw_of_path

MAX_ENTRIES = 1_000
MAX_EXPANDED_BYTES = 10_000_000
"""Of all that a zip holds, counted as it is expanded."""

_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What every zip program writes; others reserve memory as the file asks for."""

_SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini"})
"""What macOS and Windows leave in folders, in lower case."""

_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError,
           OverflowError, OSError, IndexError)  # fmt: skip
"""What Python's reader raises on a file that is no zip, or no whole one."""


def unpack(file: UploadedFile) -> Iterator[Entry | Problem]:
    """Every YAML file of a zip, and a problem for all else that it holds."""
    try:
        archive = zipfile.ZipFile(BytesIO(file.content))
    except _BROKEN:
        yield refusal(file.name, "is not a complete zip: create it again")
        return
    with archive:
        infos = [info for info in archive.infolist() if not _is_passed_over(_path(info))]
        if len(infos) > MAX_ENTRIES:
            message = f"has {len(infos):,} files, and the limit is {MAX_ENTRIES:,}: split it"
            yield refusal(file.name, message)
            return
        if not infos:
            yield refusal(file.name, "contains no knowledge files: put .yaml files in it")
        yield from _unpacked(file.name, archive, infos)


def _unpacked(
    name: str, archive: zipfile.ZipFile, infos: Sequence[zipfile.ZipInfo]
) -> Iterator[Entry | Problem]:
    top = _common_top(infos)
    left = MAX_EXPANDED_BYTES
    for info in infos:
        path = _path(info)
        shown = f"{name}/{path}"
        flaw = _flaw(info)
        if flaw:
            yield refusal(shown, flaw)
            continue
        try:
            with archive.open(info) as opened:
                content = opened.read(min(left, MAX_FILE_BYTES) + 1)
        except _BROKEN:
            yield refusal(shown, "is damaged inside the zip: create the zip again")
            continue
        left -= len(content)
        if left < 0:
            message = f"expands to more than {MAX_EXPANDED_BYTES:,} bytes: split it"
            yield refusal(name, message)
            return
        if len(content) > MAX_FILE_BYTES:
            yield size_problem(shown)
            continue
        yield Entry(path.removeprefix(top), shown, content)


def _flaw(info: zipfile.ZipInfo) -> str | None:
    """Why an entry is not read."""
    path = _path(info)
    flaw = flaw_of_path(path)
    if flaw:
        return flaw
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "is a link or a device: put the file itself in the zip"
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted: make the zip without a password"
    if info.compress_type not in _METHODS:
        return "uses an unusual compression: create the zip with the usual one (deflate)"
    if path.lower().endswith(".zip"):
        return "is a zip within a zip: put its files in directly"
    if not path.lower().endswith((".yaml", ".yml")):
        return "is not a supported type: put only .yaml files in the zip"
    return None


def _path(info: zipfile.ZipInfo) -> str:
    """An entry's path as given; PowerShell 5 writes it with backslashes."""
    return info.orig_filename.replace("\\", "/")


def _is_passed_over(path: str) -> bool:
    """Folders, what systems add by themselves, and the schemas that come with the knowledge files."""
    if flaw_of_path(path.removesuffix("/")):
        return False
    *folders, name = path.split("/")
    of_a_system = name.lower() in _SYSTEM_FILES or name.startswith("._") or "__MACOSX" in folders
    return not name or of_a_system or (folders[-1:] == ["schema"] and name in SCHEMAS)


def _common_top(infos: Sequence[zipfile.ZipInfo]) -> str:
    """The one folder around everything, such as `content/`; nothing where there is none."""
    paths = [_path(info) for info in infos]
    tops = {path.partition("/")[0] for path in paths}
    alone = len(tops) == 1 and all("/" in path for path in paths)
    return f"{tops.pop()}/" if alone and tops.isdisjoint(FOLDERS) else ""
