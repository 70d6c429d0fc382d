"""PDFs as small as a test of them needs it: texts at places, in one size or another."""

import zlib
from collections.abc import Sequence

At = tuple[int, int, int, str]
"""Where a text is, from the left and from the bottom, its size, and the text."""


def pdf(
    texts: Sequence[At], title: str = "Pay survey", *, filter: str = "", extra: str = ""
) -> bytes:
    """A document of one page."""
    shown = "\n".join(
        f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for x, y, size, text in texts
    )
    return written(shown.encode("latin-1"), title, extra=extra)


def written(content: bytes, title: str = "", *, extra: str = "") -> bytes:
    """A document of one page with any content."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), extra.encode(), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({title}) /CreationDate (D:20260504120000Z) >>".encode(),
    ]
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def bomb(megabytes: int) -> bytes:
    """One whose page unpacks to very much: a megabyte that is packed once, and is there again and again."""
    megabyte, packing = b" " * 1_000_000, zlib.compressobj(9, wbits=-15)
    packed = packing.compress(megabyte) + packing.flush(zlib.Z_FULL_FLUSH)
    total = 1
    for _ in range(megabytes):
        total = zlib.adler32(megabyte, total)
    stream = b"\x78\xda" + packed * megabytes + packing.flush() + total.to_bytes(4)
    return written(zlib.compress(stream, 9), extra="/Filter [/FlateDecode /FlateDecode]")
