"""HTML to Markdown: what a page is about, without what is around it. Runs in a process of its own."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import asdict
from typing import Any

import trafilatura

from bot.reading.bounded import UnreadableError
from knowledge.drafting.article import Article

MOST_SPANNED = 50
"""Cells that one cell is repeated over at most; browsers allow 1,000 columns and 65,534 rows."""

MOST_CELLS = 20_000

CREATIVE_COMMONS = re.compile(r"creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/([0-9.]+)")


def read(data: bytes) -> str:
    """A page as an `Article` in JSON. Raises `UnreadableError` where there is nothing to read on it."""
    tree: Any = trafilatura.load_html(data)
    if tree is None:  # a piece of a page
        tree = trafilatura.load_html(b"<html><body>" + data + b"</body></html>")
    if tree is None:
        raise UnreadableError("holds no page that can be read")
    postings = list(_postings(tree))
    license = _license(tree)
    about = trafilatura.extract_metadata(tree)
    _flatten_tables(tree)
    text = trafilatura.extract(
        tree, output_format="markdown", include_comments=False, favor_recall=True
    )
    blocks = [f"```json\n{posting}\n```" for posting in postings]
    article = Article(
        "\n\n".join(filter(None, [text, *blocks])),
        title=_line(about.title),
        publisher=_line(about.sitename),
        author=_line(about.author),
        published=about.date,
        license=license or _line(about.license),
    )
    if not article.text:
        raise UnreadableError("holds no text that can be read")
    return json.dumps(asdict(article))


def _line(said: str | None) -> str | None:
    return " ".join((said or "").split())[:200].strip() or None


def _postings(tree: Any) -> Iterator[str]:
    """Each JobPosting (schema.org) that a page has for machines, as JSON of its own."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            waiting: list[Any] = [json.loads(script.text_content())]
        except (ValueError, RecursionError):
            continue
        while waiting:
            match said := waiting.pop(0):
                case {"@type": "JobPosting" | ["JobPosting", *_]}:
                    yield json.dumps(said, ensure_ascii=False, indent=1)
                case {"@graph": list()}:
                    waiting += said["@graph"]
                case list():
                    waiting += said
                case _:
                    pass


def _license(tree: Any) -> str | None:
    """The Creative Commons license that a page says it is under: `CC BY 4.0`."""
    for link in tree.xpath("//*[contains(@rel, 'license')]/@href"):
        if found := CREATIVE_COMMONS.search(link):
            name, version = found.groups()
            return "CC0 1.0" if name == "zero" else f"CC {name.upper()} {version}"
    return None


def _flatten_tables(tree: Any) -> None:
    """Give every row all of its cells, and put a table's caption above it: Markdown knows neither."""
    for table in tree.xpath("//table"):
        for caption in table.xpath("./caption"):
            caption.tag = "p"
            table.addprevious(caption)
        below: dict[int, tuple[int, Any]] = {}
        cells = 0
        for row in table.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr"):
            spread, below = _spread(row, below)
            cells += len(spread)
            if cells > MOST_CELLS:
                raise UnreadableError(f"has a table of more than {MOST_CELLS:,} cells")
            for cell in row.xpath("./td | ./th"):
                row.remove(cell)
            row.extend(spread)


def _spread(
    row: Any, above: dict[int, tuple[int, Any]]
) -> tuple[list[Any], dict[int, tuple[int, Any]]]:
    """A row's cells, column by column, with those that reach into it; and what reaches into the next."""
    spread: list[Any] = []
    below: dict[int, tuple[int, Any]] = {}

    def put(cell: Any, rows: int) -> None:
        if rows > 1:
            below[len(spread)] = rows - 1, cell
        copy = deepcopy(cell)
        copy.tail = None
        for span in ("colspan", "rowspan"):
            copy.attrib.pop(span, None)
        spread.append(copy)

    def put_those_above() -> None:
        while len(spread) in above:
            rows, cell = above[len(spread)]
            put(cell, rows)

    for cell in row.xpath("./td | ./th"):
        put_those_above()
        for _ in range(_span(cell, "colspan")):
            put(cell, _span(cell, "rowspan"))
    put_those_above()
    return spread, below


def _span(cell: Any, name: str) -> int:
    said = cell.get(name, "1").strip()
    return (
        min(max(int(said), 1), MOST_SPANNED)
        if said.isascii() and said.isdecimal() and len(said) < 7
        else 1
    )
