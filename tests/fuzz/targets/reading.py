"""Documents of others: a page, a PDF, a text. What comes out is an article, or a refusal in one line.

The first byte says how the rest is read. What a library gets wrong costs the process in which it runs, and is
no finding; what we get wrong is.
"""

import json
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb

from bot.reading import page, pdf
from bot.reading.bounded import UnreadableError
from bot.reading.documents import read_document
from knowledge.drafting.article import Article, Refusal
from tests.bot.pdfs import pdf as made_pdf
from tests.fuzz.target import Target

ROOT = str(Path(__file__).parents[3])
READERS = {b"<": page.read, b"%": pdf.read}
PAGE = b"""<html><head><title>Pay</title><meta name="author" content="Jo"><script type="application/ld+json">
{"@graph": [{"@type": "JobPosting", "title": "ML Engineer"}]}</script></head><body><h1>Pay</h1><table><caption>In 2026</caption>
<tr><th rowspan="2">Grade</th><th colspan="2">Pay</th></tr><tr><td>62k</td><td>74k</td></tr></table><ul><li>A: $1</li></ul></body></html>"""
LAID_OUT = [
    (72, 720, 24, "Pay survey"), (72, 690, 10, "Role"), (250, 690, 10, "p25"), (72, 678, 10, "Engineer"), (250, 678, 10, "100,000"),
    (72, 640, 10, "- Senior: 150k"),
]  # fmt: skip


def check(data: bytes) -> None:
    """Read a document."""
    reader = READERS.get(data[:1])
    read = _read(reader, data) if reader else read_document(data[1:], "text")
    match read:
        case Article(text=text, title=title):
            assert text.strip()
            assert title is None or title.isprintable()
            if reader is pdf.read:
                _hold_tables(text)
        case Refusal(why):
            assert why.isprintable()


def _read(reader: Callable[[bytes], str], data: bytes) -> Article | Refusal:
    try:
        return Article(**json.loads(reader(data)))
    except UnreadableError as error:
        return Refusal(str(error))
    except Exception as error:
        last = extract_tb(error.__traceback__)[-1].filename
        if last.startswith(ROOT) and "site-packages" not in last:
            raise
        return Refusal("broke")


def _hold_tables(text: str) -> None:
    """Every row of a table that we make has as many cells as its head."""
    for block in text.split("\n\n"):
        rows = block.replace("\\|", "").splitlines()
        if len(rows) > 1 and rows[1].startswith("|---|"):
            assert len({row.count("|") for row in rows}) == 1


def seeds() -> list[bytes]:
    """A page, a PDF, and texts in several encodings."""
    texts = [
        b"# Pay\n\n$100k",
        "€1".encode("utf-16"),
        "€1".encode("utf-8-sig"),
        "€1".encode("cp1252"),
    ]
    return [PAGE, made_pdf(LAID_OUT), *(b"t" + text for text in texts)]


def pieces() -> list[str]:
    """Elements, attributes and operators."""
    return ["<table>", "</table>", "<tr>", "<td>", "<th>", "<caption>", ' rowspan="9"', ' colspan="0"', "<li>", "<h2>", "<thead>",
            '{"@type": "JobPosting"}', "&#0;", "<!--", "<script>", "BT", "ET", "Tf", "Td", "Tm", "TJ", "Tj", "(1,000)", "<<", ">>", "/F1",
            "endstream", "/Filter /FlateDecode", "1 0 R", "/Kids [3 0 R]", "xref", "%%EOF", "|", "\\|"]  # fmt: skip


TARGET = Target(check, seeds, pieces, most_bytes=20_000, most_seconds=5.0)
