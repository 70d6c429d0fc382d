"""Knowledge may hold any words, Slack's own markup among them: it is valid, and shown as written."""

import json
from html import unescape
from itertools import islice
from pathlib import Path
from typing import Any, cast

import pytest

from bot.offline import Loopback, offline_deps, open_loopback
from knowledge.difference import diff, difference_lines
from knowledge.documents import check_documents
from knowledge.export import csv_lines
from knowledge.library import Library
from knowledge.uploads import Upload, UploadedFile, read_upload
from tests.conftest import TODAY, offline_settings
from tests.corpus.hostile.cases import TEXTS
from tests.payloads import assert_slack_takes

MARKUP = [
    "<!channel> look", "<!here>", "<!everyone> x", "<@U0MAYA>", "<#C0GENERAL|general>",
    "<!subteam^S0ADMINS>", "<https://evil.example|your pay>", "<mailto:a@b.example|mail>",
    "<!date^0^{date}|now>", "*bold* _it_ ~gone~ `code`", "> quote", "&lt;!channel&gt; x",
    "</script><script>x", ":tada: a", "@channel a", "=1+1 a", "{{x}} %s a", "'; DROP TABLE roles; --",
]  # fmt: skip
"""Each is a title, a name or a line that an admin may write; none of it may become markup."""

ACTIVE = ("<!", "<@", "<#", "<https://evil", "<mailto:", "</script>")


def role_of(text: str) -> str:
    quoted = json.dumps(text)
    return f"""\
name: {json.dumps("Odd Engineer " + text)}
aliases: [odd engineer]
family: ai
summary: {quoted}
summary_sources: [odd-survey]
sections:
  skills:
    - {{text: {quoted}, group: {quoted}, sources: [odd-survey]}}
"""


def source_of(text: str) -> str:
    return f"""\
title: {json.dumps(text)}
label: {json.dumps(text[:28].strip())}
kind: survey
roles: [odd-engineer]
figures:
  - {{section: {json.dumps(text)}, role: odd-engineer, title: {json.dumps(text)}, low: 100000, high: 120000,
     currency: USD, period: year}}
trends:
  - {{topic: odd, name: {json.dumps(text)}, statement: {json.dumps(text)}, section: {json.dumps(text)}}}
"""


def taken(text: str) -> Library:
    """The library after an upload of a role and a source that say a text wherever they can."""
    upload = read_upload([
        UploadedFile("odd-engineer.yaml", role_of(text).encode()),
        UploadedFile("odd-survey.yaml", source_of(text).encode()),
    ])  # fmt: skip
    assert isinstance(upload, Upload)
    _, knowledge, problems = check_documents({**TEXTS, **upload.documents})
    assert problems == []
    return Library(knowledge, "odd")


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_knowledge_is_shown_as_it_is_written(text: str, tmp_path: Path) -> None:
    library = taken(text)
    loopback: Loopback = open_loopback(
        offline_settings(tmp_path), offline_deps(lambda: library, lambda: TODAY)
    )
    for line in ("/role odd engineer", "/role odd engineer skills", "/salary odd engineer",
                 "/trends odd", "/compare odd engineer vs data engineer"):  # fmt: skip
        payload = loopback.ask(line)
        assert_slack_takes(payload)
        sent = json.dumps(payload, ensure_ascii=False)
        assert "Odd Engineer" in unescape(sent) or line == "/trends odd"
        for markup in ACTIVE:
            if markup in text:
                assert markup not in mrkdwn_of(payload), line


def mrkdwn_of(payload: Any) -> str:
    """All texts that Slack reads as markup: those of `mrkdwn`, and the message's own."""
    match payload:
        case {"type": "mrkdwn", "text": str(text)}:
            return text
        case {"type": "plain_text"} | {"type": "raw_text"}:
            return ""
        case dict():
            fields = cast("dict[str, Any]", payload)
            inner = "\n".join(map(mrkdwn_of, fields.values()))
            own = fields.get("text")
            return f"{inner}\n{own}" if isinstance(own, str) and "blocks" in fields else inner
        case list():
            return "\n".join(map(mrkdwn_of, cast("list[Any]", payload)))
        case _:
            return ""


@pytest.mark.parametrize("text", MARKUP)
def test_it_comes_out_again_as_it_went_in(text: str) -> None:
    library = taken(text)
    before = Library(check_documents(TEXTS)[1], "before")
    lines = list(difference_lines(diff(before, library)))
    assert any("Odd Engineer" in line for line in lines)
    assert f"Odd Engineer {text}" in library.roles["odd-engineer"].name
    # The figures of files come first; behind them are thousands of those of tables, of numbers and ids.
    lines = [
        *islice(csv_lines(library, "figures"), 1 + len(library.figures_of("odd-engineer")) + 200)
    ]
    assert any("odd-survey" in line for line in lines)
    assert not any(cell.startswith("=") for line in lines for cell in line.split(","))
