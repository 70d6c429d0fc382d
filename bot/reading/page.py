"""HTML to Markdown: what a page is about, without what is around it. Runs in a process of its own."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import asdict
from typing import Any

import trafilatura
from trafilatura.settings import DEFAULT_CONFIG

from bot.reading.bounded import UnreadableError
from knowledge.drafting.article import Article, line_of

MOST_SPANNED = 50
"""Cells that one cell is repeated over at most; browsers allow 1,000 columns and 65,534 rows."""

MOST_CELLS = 20_000

_SHORT_TOO = deepcopy(DEFAULT_CONFIG)
"""trafilatura gives short pages without their structure: a table of pay is short."""

_SHORT_TOO.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")

_EMPHASIS = re.compile(r"\\([^\w\s|])|\*+|`+|~~|</?su[bp]>")
"""What is no word of a page's in its Markdown; what is escaped is one, without its backslash."""

_NOTE = re.compile(r"\W*[0-9]{1,2}\W*|[*†‡§]+|\[?[a-z]\]?")
"""A mark that leads to a footnote; next to an amount, it would be a digit of it."""

_SPACES = re.compile(r"[ \t\r\n\f]+")

_OF_TEXT = "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table".split()
_BLOCKS = [
    *_OF_TEXT,
    *"div section article main aside nav header footer form figure blockquote pre".split(),
]

CREATIVE_COMMONS = re.compile(
    r"creativecommons\.org/(?:licenses/([a-z-]+)|publicdomain/zero)/([0-9.]+)"
)


def read(data: bytes) -> str:
    """A page as an `Article` in JSON. Raises `UnreadableError` where there is nothing to read on it."""
    tree: Any = trafilatura.load_html(data)
    if tree is None:  # a piece of a page
        tree = trafilatura.load_html(b"<html><body>" + data + b"</body></html>")
    if tree is None:
        raise UnreadableError("holds no page that can be read")
    postings = list(_postings(tree))
    # No date that the page doesn't give as its own: it would be guessed from any number in the text.
    about = trafilatura.extract_metadata(
        tree, date_config={"extensive_search": False}, extensive=False
    )
    _forget_looks(tree)
    _flatten_tables(tree)
    text = _text(tree)
    blocks = [f"```json\n{posting}\n```" for posting in postings]
    title = line_of(about.title)
    # What a page is about stands in its title, which may be nowhere else.
    head = [f"# {title}"] if text and title and title not in text else []
    article = Article(
        "\n\n".join(filter(None, [*head, text, *blocks])),
        title=title,
        publisher=line_of(about.sitename),
        author=line_of(about.author),
        published=about.date,
        license=_license(tree),
    )
    if not article.text:
        raise UnreadableError("holds no text that can be read")
    return json.dumps(asdict(article))


def _text(tree: Any) -> str | None:
    """What a page is about, in Markdown; all of it where that would lose its headings."""
    text = _extracted(tree)
    if re.search(r"^#", text or "", re.MULTILINE) or not tree.xpath("//body//h2 | //body//h3"):
        return text
    body = tree.xpath("//body")[0]
    whole = body.makeelement("article")
    whole.extend(list(body))
    body.append(whole)
    return _extracted(tree) or text


def _extracted(tree: Any) -> str | None:
    text = trafilatura.extract(
        tree,
        output_format="markdown",
        include_comments=False,
        favor_recall=True,
        config=_SHORT_TOO,
    )
    return _EMPHASIS.sub(lambda found: found[1] or "", text) if text else None


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
            return f"CC {name.upper()} {version}" if name else f"CC0 {version}"
    return None


def _forget_looks(tree: Any) -> None:
    """Make a paragraph of each box, an item of a term and its meaning; drop marks of notes, and classes of text.

    By those names, text is taken for what is around an article, and boxes for what holds an advertisement.
    """
    for element in tree.iter("*"):
        if element.tag != "pre":
            element.text = _SPACES.sub(" ", element.text or "")
        element.tail = _SPACES.sub(" ", element.tail or "")
    for mark in list(tree.iter("sup")):
        if _NOTE.fullmatch(mark.text_content().strip()):
            mark.drop_tree()
    for box in tree.iter("div", "figcaption"):
        if not any(True for _ in box.iterdescendants(*_BLOCKS)):
            box.tag = "p"
    for term in list(tree.iter("dt")):
        said = term.getnext()
        if said is not None and said.tag == "dd":
            said.text = f"{term.text_content().strip()}: {said.text or ''}"
            term.drop_tree()
    for element in tree.iter(*_OF_TEXT):
        for name in ("class", "id"):
            element.attrib.pop(name, None)


def _flatten_tables(tree: Any) -> None:
    """Give every row all of its cells, and put a table's caption above it: Markdown knows neither."""
    for table in reversed(tree.xpath("//table")):  # those within others first
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
