"""Zips as people make them, or worse."""

import io
import zipfile
from collections.abc import Callable, Mapping

Change = Callable[[zipfile.ZipInfo], None]


def zipped(
    entries: Mapping[str, str | bytes],
    change: Change = lambda _: None,
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A zip of entries, each of which `change` may make an odd one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            info = zipfile.ZipInfo("x")
            info.filename = info.orig_filename = name
            info.compress_type = method
            change(info)
            with archive.open(info, "w") as file:
                file.write(content.encode() if isinstance(content, str) else content)
    return buffer.getvalue()
