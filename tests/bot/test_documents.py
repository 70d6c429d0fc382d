"""Pages, PDFs and texts as articles: their headings, lists and tables, and what they say of themselves."""

import json

import pytest

from bot.reading.documents import kind_of, read_document
from knowledge.drafting.article import Article, Refusal
from tests.bot.pdfs import bomb, pdf, written

PAGE = """<!doctype html><html><head><title>Pay at Brightfen | Blog</title>
<meta property="og:title" content="Pay at Brightfen"><meta property="og:site_name" content="Brightfen Blog">
<meta name="author" content="Jo Doe"><meta property="article:published_time" content="2026-05-04T10:00:00Z">
<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">
<script type="application/ld+json">{"@graph": [{"@type": "Person"}, {"@type": "JobPosting", "title": "ML Engineer"}]}</script>
<script>document.write("$999,999")</script></head><body><nav><a href="/">All $1 jobs</a></nav><article>
<h1>Pay at Brightfen</h1><p>Our typical offer is about €71,000, and it has climbed for years as everyone here knows.</p>
<h2>Grades</h2><table><caption>In 2026</caption><tr><th>Grade</th><th colspan="2">Fixed pay</th></tr>
<tr><td rowspan="2">G4</td><td>€62–74k</td><td>Berlin</td></tr><tr><td>€75–88k</td><td>Zürich | Bern</td></tr></table>
<ul><li>Senior: $150k</li><li>Junior: $90k</li></ul></article><footer>Copyright</footer></body></html>"""


def article(data: bytes, name: str = "", charset: str | None = None) -> Article:
    read = read_document(data, kind_of(name, data), charset)
    assert isinstance(read, Article), read
    return read


def test_a_page_is_read_with_its_tables_and_what_it_says_of_itself() -> None:
    read = article(PAGE.encode())
    said = (read.title, read.publisher, read.author, read.published, read.year, read.license)
    assert said == (
        "Pay at Brightfen", "Brightfen Blog", "Jo Doe", "2026-05-04", 2026, "CC BY 4.0",
    )  # fmt: skip
    lines = [line.strip() for line in read.text.splitlines() if line.strip()]
    table = lines[lines.index("In 2026") + 1 :]
    assert table[:4] == [
        "| Grade | Fixed pay | Fixed pay |",
        "|---|---|---|",
        "| G4 | €62–74k | Berlin |",
        "| G4 | €75–88k | Zürich \\| Bern |",
    ]
    assert {"# Pay at Brightfen", "## Grades", "- Senior: $150k", "- Junior: $90k"} <= set(lines)
    assert "999,999" not in read.text
    assert "All $1 jobs" not in read.text


def test_a_job_ad_for_machines_is_kept_as_a_block() -> None:
    text = article(PAGE.encode()).text
    block = text.partition("```json\n")[2].partition("\n```")[0]
    assert json.loads(block) == {"@type": "JobPosting", "title": "ML Engineer"}


@pytest.mark.parametrize(
    "piece", ["<table><tr><td>ML Engineer</td><td>$100k</td></tr></table>", "<p>It pays $100k"]
)
def test_a_piece_of_a_page_is_one(piece: str) -> None:
    assert "$100k" in article(piece.encode(), "part.html").text


BOXES = """<html><head><title>Pay bands | Acme Handbook</title></head><body><div class="menu"><a href="/">Home</a></div>
<div class="wrap"><h2 class="entry-title">Bands of 2026</h2><div class="pay-row"><div class="name">Data Scientist</div>
<div class="author-pay">$140k</div></div><div>Junior: $90k<br>Senior: $150k</div><dl><dt>Lead</dt><dd>$190k</dd></dl>
<p class="post-meta">Glassdoor says $213k.</p><figure><table><tr><td>MLE</td><td>$160k</td></tr></table><figcaption>Base pay</figcaption>
</figure></div></body></html>"""


def test_no_pay_is_lost_for_the_names_of_its_boxes() -> None:
    lines = [line.strip() for line in article(BOXES.encode()).text.splitlines() if line.strip()]
    assert lines == [
        "## Bands of 2026", "Data Scientist", "$140k", "Junior: $90k", "Senior: $150k", "- Lead: $190k",
        "Glassdoor says $213k.", "| MLE | $160k |", "Base pay",
    ]  # fmt: skip


def test_words_come_without_marks_of_their_looks() -> None:
    page = """<html><body><h1>Pay</h1><p>We pay <b>$120,000</b><sup>1</sup> a <em>year</em>*, <code>base_pay</code> that is,
    to a 1<sup>st</sup> engineer \\o/ [sic] #1.</p></body></html>"""
    assert article(page.encode()).text.splitlines()[-1] == (
        "We pay $120,000 a year*, base_pay that is, to a 1st engineer \\o/ [sic] #1."
    )


def test_a_table_within_another_has_its_cells() -> None:
    inner = "<table><tr><th>Role</th><th colspan=2>Pay</th></tr><tr><td>MLE</td><td>$1</td><td>$2</td></tr></table>"
    page = f"<html><body><table><tr><td>{inner}</td></tr></table></body></html>"
    assert "| Role | Pay | Pay |" in article(page.encode()).text


@pytest.mark.parametrize(("link", "license"), [
    ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"), ("https://example.com/terms", None),
    ("https://creativecommons.org/licenses/by-sa/4.0/deed.de", "CC BY-SA 4.0"),
])  # fmt: skip
def test_a_license_is_one_that_is_known(link: str, license: str | None) -> None:
    page = f"<html><body><p>We pay $1.</p><p>Under <a rel='license' href='{link}'>this</a>.</p></body></html>"
    assert article(page.encode()).license == license


def test_no_day_is_guessed() -> None:
    page = "<html><body><h1>Pay</h1><p>In 2019 we paid 01/02/2020 dollars on May 4, 2021.</p></body></html>"
    assert article(page.encode()).published is None


def test_a_server_says_the_encoding_of_a_page_or_is_wrong() -> None:
    page = "<html><body><p>Gehälter um 71.000 €, sagt Müller.</p></body></html>"
    assert "71.000 €, sagt Müller" in article(page.encode("cp1252"), charset="windows-1252").text
    for wrong in ("ascii", "hex", "nonsense"):
        assert "71.000 €, sagt Müller" in article(page.encode(), charset=wrong).text


REPORT = [
    (72, 720, 24, "Pay survey 2026"), (72, 690, 10, "Our typical offer climbed from about $71,000"),
    (72, 678, 10, "to $88,500 a year later."), (72, 650, 16, "Grades"),
    (72, 630, 10, "Role"), (250, 630, 10, "p25"), (330, 630, 10, "Median"),
    (72, 616, 10, "Engineer of machine learning, senior"), (250, 616, 10, "100,000"), (330, 616, 10, "120,000"),
    (72, 602, 10, "Data Engineer"), (330, 602, 10, "110,000"), (72, 570, 10, "That was all."),
]  # fmt: skip


def test_a_pdf_is_read_with_its_headings_and_tables() -> None:
    read = article(pdf(REPORT), "survey.pdf")
    assert (read.title, read.published) == ("Pay survey", "2026-05-04")
    assert read.text.split("\n\n") == [
        "## Pay survey 2026",
        "Our typical offer climbed from about $71,000 to $88,500 a year later.",
        "## Grades",
        (
            "| Role | p25 | Median |\n|---|---|---|\n"
            "| Engineer of machine learning, senior | 100,000 | 120,000 |\n| Data Engineer |  | 110,000 |"
        ),
        "That was all.",
    ]


def test_a_title_is_a_line_that_can_be_printed() -> None:
    title = article(pdf(REPORT, "Pay\0\0survey \x07of\x1b 2026")).title
    assert title is not None
    assert title.isprintable()


def test_columns_of_prose_are_no_table() -> None:
    lines = [(x, 700 - 12 * n, 10, f"{side} column has a line {n} that is long enough to be")
             for n in range(9) for x, side in ((40, "left"), (330, "right"))]  # fmt: skip
    assert "|" not in article(pdf(lines)).text


def test_lines_that_are_far_apart_or_stretched_are_prose_still() -> None:
    texts = [
        (72, 700, 10, "Entry-level pay rose in"), (230, 700, 10, "most of the"), (330, 700, 10, "places that we know"),
        (72, 670, 10, "of, and in some of the others"), (260, 670, 10, "it fell. Mid-"), (72, 640, 10, "level pay did not."),
        (72, 610, 10, "A new paragraph."),
    ]  # fmt: skip
    assert article(pdf(texts)).text.split("\n\n") == [
        "Entry-level pay rose in most of the places that we know of, and in some of the others it fell. Mid-level pay did not.",
        "A new paragraph.",
    ]


@pytest.mark.parametrize(("data", "encoding"), [
    ("# Löhne\n\n€62.000".encode(), "utf-8"), ("# Löhne\n\n€62.000".encode("utf-8-sig"), "utf-8-sig"),
    ("# Löhne\n\n€62.000".encode("utf-16"), "utf-16"), ("# Löhne\r\n\r\n€62.000".encode("utf-16-be"), ""),
])  # fmt: skip
def test_text_comes_as_it_is(data: bytes, encoding: str) -> None:
    data = data if encoding else b"\xfe\xff" + data
    assert article(data, "pay.md") == Article("# Löhne\n\n€62.000", title="Löhne")


def test_text_in_another_encoding_says_so() -> None:
    read = article("Löhne: €62.000".encode("cp1252"), "pay.txt")
    assert read.text == "Löhne: €62.000"
    assert read.note is not None
    assert "Windows-1252" in read.note


def test_how_a_file_begins_tells_its_kind_where_its_name_does_not() -> None:
    assert kind_of("-", pdf(REPORT)) == "pdf"
    assert kind_of("-", b"  <!DOCTYPE html><p>") == "page"
    assert kind_of("-", b"<?xml version='1.0'?>\n<html>") == "page"
    assert kind_of("-", b"We pay $100k") == "text"
    assert kind_of("PAGE.HTM", b"We pay $100k") == "page"


@pytest.mark.parametrize(("name", "data", "why"), [
    ("a.txt", b"", "is empty"),
    ("a.txt", b"PK\x03\x04\0\0", "holds no text that can be read"),
    ("a.txt", b"x" * 1_000_001, "holds more than 1,000,000 characters of text"),
    ("a.html", b"", "holds no text that can be read"),
    ("a.html", b"\0" * 1_000, "holds no text that can be read"),
    ("a.html", b"<div>" * 200_000 + b"$1", "holds no text that can be read"),
    ("a.html", b"<table>" * 20_000 + b"<tr><td>a" * 20_000, "holds no text that can be read"),
    ("a.html", b"<table>" + b"<tr><td rowspan=9999 colspan=9999>x" * 999, "has a table of more than 20,000 cells"),
    ("a.pdf", b"", "is no PDF that can be read: it may be damaged"),
    ("a.pdf", b"%PDF-1.4\n" + b"1 0 obj " * 99, "is no PDF that can be read: it may be damaged"),
    ("a.pdf", written(b""), "holds no text: its pages may be pictures"),
])  # fmt: skip
def test_what_has_nothing_to_read_is_refused_in_a_sentence(
    name: str, data: bytes, why: str
) -> None:
    assert read_document(data, kind_of(name, data)) == Refusal(why)


def test_a_bomb_of_a_pdf_is_refused() -> None:
    assert isinstance(read_document(bomb(1_000), "pdf"), Refusal)
