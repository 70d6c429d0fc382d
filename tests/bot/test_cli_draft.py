"""`rolecall draft`: from a file, a page or standard input to a source document with its quotes."""

import json
from pathlib import Path

import pytest
import yaml

from tests.bot.command_line import CommandLine
from tests.bot.pdfs import pdf
from tests.bot.recording_proxy import VARIABLES
from tests.bot.web import OUTER, answer, moved, site

SENTENCE = "Data engineers average about $120k a year"
TEXT = f"# A look at pay\n\n## Averages\n\n- {SENTENCE}\n"
PAGE = f"""<html><head><title>A look at pay</title><meta property="og:site_name" content="Brightfen Blog"></head>
<body><article><h1>A look at pay</h1><h2>Averages</h2><ul><li>{SENTENCE}</li></ul></article></body></html>"""
LAID_OUT = pdf([(72, 700, 20, "Averages"), (72, 660, 10, f"- {SENTENCE}")], "A look at pay")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*VARIABLES, "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(("name", "data"), [
    ("pay.md", TEXT.encode()), ("pay.txt", TEXT.encode("utf-16")), ("pay.html", PAGE.encode()), ("pay.pdf", LAID_OUT),
])  # fmt: skip
def test_a_file_becomes_a_source(
    rolecall: CommandLine, tmp_path: Path, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    ran = rolecall("draft", str(tmp_path / name))
    assert (ran.code, ran.err) == (0, "1 statement, 1 of them sure\n")
    source = yaml.safe_load(ran.out)
    assert source["title"] == "A look at pay"
    (figure,) = source["figures"]
    assert (figure["low"], figure["roles"], figure["section"]) == (
        120_000,
        ["data-engineer"],
        "Averages",
    )
    assert SENTENCE in figure["quote"]


def test_each_statement_is_a_line_for_programs(rolecall: CommandLine) -> None:
    ran = rolecall("draft", "--json", "-", stdin=TEXT)
    (line,) = ran.out.splitlines()
    told = json.loads(line)
    assert (told["kind"], told["sure"], told["low"], told["currency"]) == (
        "pay",
        True,
        120_000,
        "USD",
    )
    assert "$120k" in TEXT[told["start"] : told["end"]]


def test_a_page_is_fetched_where_it_may_be(rolecall: CommandLine) -> None:
    with site(
        OUTER,
        {"/pay": answer(PAGE.encode(), type="text/html; charset=utf-8"), "/old": moved("/pay")},
    ) as web:
        url = f"http://{OUTER}:{web.port}"
        refused = rolecall("draft", f"{url}/pay")
        assert web.came == []
        ran = rolecall(
            "draft", f"{url}/old", ROLECALL_FETCH_NETWORKS=OUTER, ROLECALL_CONTACT="ops@example.com"
        )
        gone = rolecall("draft", f"{url}/gone", ROLECALL_FETCH_NETWORKS=OUTER)
    assert refused.code == gone.code == 1
    assert "ROLECALL_FETCH_NETWORKS" in refused.err
    assert yaml.safe_load(ran.out)["url"] == f"{url}/pay"
    assert yaml.safe_load(ran.out)["publisher"] == "Brightfen Blog"
    assert b"User-Agent: Rolecall (+ops@example.com)" in web.came[0]


def test_an_article_without_pay_says_so(rolecall: CommandLine) -> None:
    ran = rolecall("draft", "-", stdin="# Talking about pay\n\nIt matters.\n")
    assert (ran.code, ran.err) == (0, "0 statements, 0 of them sure\n")


def test_what_cannot_be_read_is_said_in_a_sentence(rolecall: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4")
    for name, why in (
        ("broken.pdf", "is no PDF that can be read"),
        ("none.md", "can't be read: No such file"),
    ):
        ran = rolecall("draft", str(tmp_path / name))
        assert ran.code == 1
        assert f"{name} {why}" in ran.err


def test_an_option_of_the_other_kind_is_refused(rolecall: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "pay.csv").write_text("Role,Median\n", encoding="utf-8")
    assert rolecall("draft", "--json", str(tmp_path / "pay.csv")).code == 2
    assert rolecall("draft", "--write", "-", stdin=TEXT).code == 2
