"""`rolecall draft` on a spreadsheet: what its columns seem to be, then the table."""

from pathlib import Path

import pytest

from bot.settings import CONTENT
from tests.bot.command_line import CommandLine
from tests.drafting.spreadsheets import BANDS, PLAIN, PLAIN_TABLE, WORKBOOK


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The vocabulary and two roles."""
    folder = tmp_path / "content"
    for path in (
        *(CONTENT / "vocabulary").glob("*.yaml"),
        *(CONTENT / "sources").glob("*"),
        *(CONTENT / "roles").glob("*.yaml"),
        *(CONTENT / "occupations").glob("*.yaml"),
        *(CONTENT / "onet").glob("*.csv"),
    ):
        made = folder / path.relative_to(CONTENT)
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(path.read_bytes())
    return folder


def draft(rolecall: CommandLine, content: Path, *arguments: str | Path) -> tuple[int, str, str]:
    """The command's end, what it printed, and what it said beside it."""
    ran = rolecall("draft", *map(str, arguments), ROLECALL_CONTENT=str(content))
    return ran.code, ran.out, ran.err


def test_a_spreadsheet_becomes_a_source_with_its_table(
    rolecall: CommandLine, content: Path, tmp_path: Path
) -> None:
    file, mapping = tmp_path / "pay.csv", tmp_path / "pay-survey.yaml"
    file.write_text(PLAIN + "Data Enginer,,,1,,,\n", encoding="utf-8")

    code, document, beside = draft(rolecall, content, file)
    assert code == 0
    assert "    Job title: role\n" in document
    assert "Asked: the currency, as a code such as USD." in beside
    assert "Asked: the pay period" in beside

    mapping.write_text(document, encoding="utf-8")
    code, _, beside = draft(rolecall, content, file, "--mapping", mapping)
    assert code == 1
    assert "lacks the currency" in beside

    said = document.replace("currency: null", "currency: USD").replace(
        "period: null", "period: year"
    )
    mapping.write_text(said, encoding="utf-8")
    code, told, beside = draft(rolecall, content, file, "--mapping", mapping)
    assert code == 0
    assert "sources/pay-survey.csv: 2 rows, 1 left out" in told
    assert 'pay.csv:4:1: Job title: no role "Data Enginer"; did you mean "Data Engineer"?' in beside
    assert not (content / "sources/pay-survey.csv").exists()

    code, told, _ = draft(rolecall, content, file, "--mapping", mapping, "--write")
    assert code == 0
    assert (content / "sources/pay-survey.csv").read_text(encoding="utf-8") == PLAIN_TABLE
    assert (content / "sources/pay-survey.yaml").read_text(encoding="utf-8") == said
    answer = rolecall("ask", "salary data engineer senior austin", ROLECALL_CONTENT=str(content))
    assert "$152,000" in answer.out


def test_the_next_edition_is_read_like_the_one_before(
    rolecall: CommandLine, content: Path, tmp_path: Path
) -> None:
    file, mapping = tmp_path / "bands.csv", tmp_path / "our-bands.yaml"
    file.write_text(BANDS, encoding="utf-8")
    code, document, _ = draft(rolecall, content, file)
    # What its columns are said to be by hand is kept, too.
    mapping.write_text(
        document.replace("Headcount: employment", "Headcount: null"), encoding="utf-8"
    )
    assert draft(rolecall, content, file, "--mapping", mapping, "--write")[0] == 0

    file.write_text(BANDS.replace("2026", "2027"), encoding="utf-8")
    code, document, beside = draft(rolecall, content, file)
    assert code == 0
    assert "It has the heads of sources/our-bands.yaml" in beside
    assert "title: Pay bands 2027\n" in document
    assert "year: 2027\n" in document
    assert "Headcount: null\n" in document


def test_the_check_has_the_last_word(rolecall: CommandLine, content: Path, tmp_path: Path) -> None:
    file, mapping = tmp_path / "bands.csv", tmp_path / "our-bands.yaml"
    file.write_text(BANDS, encoding="utf-8")
    document = draft(rolecall, content, file)[1]
    mapping.write_text(document.replace("Headcount: employment", "Headcount: staff"), "utf-8")
    code, _, beside = draft(rolecall, content, file, "--mapping", mapping, "--write")
    assert code == 1
    assert 'a column can\'t be "staff"' in beside
    assert not (content / "sources/our-bands.csv").exists()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("pay.csv", b"a,b\n1,2\n", "has no row of heads"),
        ("pay.xlsx", b"PK", "can't be read"),
    ],
)
def test_what_is_no_spreadsheet_of_pay_is_refused(
    rolecall: CommandLine, content: Path, tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(data)
    code, out, beside = draft(rolecall, content, tmp_path / name)
    assert (code, out) == (1, "")
    assert says in beside


def test_a_mapping_that_is_no_yaml_is_told_with_its_place(
    rolecall: CommandLine, content: Path, tmp_path: Path
) -> None:
    (tmp_path / "bands.xlsx").write_bytes(WORKBOOK)
    (tmp_path / "bands.yaml").write_text("title: [", encoding="utf-8")
    code, _, beside = draft(
        rolecall, content, tmp_path / "bands.xlsx", "--mapping", tmp_path / "bands.yaml"
    )
    assert code == 1
    assert "bands.yaml:" in beside
