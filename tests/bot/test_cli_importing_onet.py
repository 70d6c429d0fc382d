"""What changed in O*NET is shown, with the lines of roles that rest on it."""

from pathlib import Path

import pytest

from bot.settings import CONTENT
from knowledge.importing.onet import codes_of
from knowledge.inventory import inventory_path, inventory_text, read_inventory
from knowledge.library import Library
from tests.bot.command_line import CommandLine, Ran
from tests.knowledge.onet_files import FILES, INVENTORY, RATINGS, TASKS, TITLES
from tests.knowledge.small_tables import TEXTS
from tests.knowledge.workbooks import zipped

ROLE = """\
name: Analyst
family: ai
occupations:
  - {occupation: data-scientists, code: "15-2051.01", source: onet-29-3}
  - {occupation: statisticians, code: "15-2041.00", source: onet-29-3}
summary: "Looks into things."
summary_sources: [titles]
sections:
  responsibilities:
    - {text: "Draws charts", sources: [onet-29-3]}
    - {text: "Sorts what others count", sources: [titles]}
  skills:
    - {text: "Tableau and spreadsheets", sources: [onet-29-3, titles]}
    - {text: "Python", sources: [onet-29-3]}
"""

OCCUPATIONS = {
    "occupations/bi-analysts.yaml": """\
name: Business Intelligence Analysts
code: "15-2051.01"
source: onet-29-3
tasks:
  - {id: 101, text: "Puts numbers in order"}
  - {id: 102, text: "Makes them visible", supplemental: true}
tools: [Python]
titles: [Analyst, "Chart Maker, Senior (CM)"]
""",
    "occupations/statisticians.yaml": """\
name: Statisticians
code: "15-2041.00"
source: onet-29-3
tasks:
  - {id: 103, text: "Says how many there are"}
""",
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small content folder, with what was kept of O*NET 29.3."""
    source = TEXTS["sources/titles.yaml"]
    files = {
        **TEXTS, **OCCUPATIONS, "roles/analyst.yaml": ROLE, "sources/onet-29-3.yaml": source,
        "onet/29-3.csv": INVENTORY,
    }  # fmt: skip
    for path, text in files.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_text(text, encoding="utf-8")
    return tmp_path / "content"


def importing(rolecall: CommandLine, content: Path, files: dict[str, bytes], *options: str) -> Ran:
    """Import some files as release 30.0."""
    for name, data in files.items():
        (content.parent / name).write_bytes(data)
    paths = [str(content.parent / name) for name in files]
    return rolecall(
        "import", "onet", *paths, "--release=30.0", *options, ROLECALL_CONTENT=str(content)
    )


CHANGED = {
    "Task Statements.txt": TASKS.replace("102\tDraw a chart", "102\tPaint a picture").replace(
        "15-2041.00\t103\tCount what is there.", "15-2041.00\t105\tAsk \x1b[31mothers."
    ).encode(),
    "Alternate Titles.csv": TITLES.replace(",Analyst,", ",Data Whisperer,").encode(),
    "tools.csv": (
        b"O*NET-SOC Code,Example,Hot Technology,In Demand\n15-2051.01,Python,Y,N\n15-2051.01,ACT! Premium,N,Y\n"
    ),
}  # fmt: skip

DIFFERENCE = """\
O*NET 30.0: 3 tasks, 3 alternate titles, 2 tools
Compared with onet/29-3.csv:
  15-2041.00 Statisticians
    1 task new: 105
      105: Ask \\x1b[31mothers.
    1 task gone: 103
  15-2051.01 Data Scientists
    1 task reworded: 102
      102: Paint a picture of them.
    1 alternate title new: Data Whisperer
    1 alternate title gone: Analyst
    1 tool new: ACT! Premium
    1 tool gone: Tableau
    1 tool called otherwise: Python (hot)
What these 3 lines of roles rest on is gone or was reworded:
  analyst, occupations: 15-2051.01, which listed Analyst
  analyst, responsibilities: Draws charts
  analyst, skills: Tableau and spreadsheets
Tasks told in our words that are gone or were reworded:
  occupations/bi-analysts.yaml, 102 reworded: Makes them visible
  occupations/statisticians.yaml, 103 gone: Says how many there are
"""


def test_what_changed_is_shown_with_the_lines_that_rest_on_it(
    rolecall: CommandLine, content: Path
) -> None:
    ran = importing(rolecall, content, CHANGED)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"{DIFFERENCE}Nothing was written. Add --write to compare later releases with this one (onet/30-0.csv).\n"
    )


def test_the_next_release_is_compared_with_what_was_written(
    rolecall: CommandLine, content: Path
) -> None:
    ran = importing(rolecall, content, CHANGED, "--write")
    assert (ran.code, ran.out) == (0, f"{DIFFERENCE}wrote onet/30-0.csv\n")
    assert rolecall("check", str(content)).code == 0
    ran = importing(rolecall, content, CHANGED)
    assert "Compared with onet/30-0.csv:\n  nothing changed\n" in ran.out


def test_the_same_release_differs_in_nothing_in_whatever_form(
    rolecall: CommandLine, content: Path
) -> None:
    packed = {
        "db_29_3_text.zip": zipped({f"db_29_3_text/{name}": data for name, data in FILES.items()})
    }
    for files in (FILES, packed):
        ran = importing(rolecall, content, files, "--write")
        assert (ran.code, "  nothing changed\n" in ran.out) == (0, True)
        assert (content / "onet/30-0.csv").read_text() == INVENTORY


def test_what_the_files_lack_is_not_called_gone(rolecall: CommandLine, content: Path) -> None:
    tasks = {"Task Statements.txt": TASKS.encode()}
    ran = importing(rolecall, content, tasks)
    assert (ran.code, "  nothing changed\n" in ran.out) == (0, True)
    ran = importing(rolecall, content, tasks, "--write")
    assert ran.code == 1
    assert ran.err == "Error: nothing was written: the files lack alternate titles and tools\n"
    assert not (content / "onet/30-0.csv").exists()


def test_the_first_release_has_nothing_to_compare_with(
    rolecall: CommandLine, content: Path
) -> None:
    (content / "onet" / "29-3.csv").unlink()
    (content / "onet").rmdir()
    ran = importing(rolecall, content, FILES, "--write")
    assert (ran.code, "There is no earlier release to compare with.\n" in ran.out) == (0, True)
    assert (content / "onet/30-0.csv").read_text() == INVENTORY


def test_what_cannot_be_read_is_told(rolecall: CommandLine, content: Path) -> None:
    ran = importing(rolecall, content, {"Task Ratings.txt": RATINGS.encode()})
    assert ran.code == 1
    assert ran.err == (
        "Error: no sheet has O*NET's tasks, alternate titles or technology skills (looked at: Task Ratings.txt)\n"
    )
    (content / "onet" / "29-3.csv").write_text(
        INVENTORY.replace(",title,Counter", ",titel,Counter")
    )
    ran = importing(rolecall, content, FILES)
    assert ran.code == 1
    assert (
        ran.err
        == "Error: onet/29-3.csv:3:1: is no row of code, kind, name, said: import that release again\n"
    )
    ran = rolecall("import", "onet", str(content / "onet" / "29-3.csv"), "--release=new")
    assert (ran.code, "write it as O*NET does, such as 30.0" in ran.err) == (2, True)


def test_a_code_that_roles_did_not_have_before_has_nothing_to_compare_with(
    rolecall: CommandLine, content: Path
) -> None:
    known, *rows = INVENTORY.splitlines(keepends=True)
    earlier = [row for row in rows if not row.startswith("15-2041.00")]
    other = "15-1299.08,task,7,0123456789ab\n"
    (content / "onet" / "29-3.csv").write_text("".join([known, other, *earlier]))
    ran = importing(rolecall, content, FILES)
    assert "  not in it, and not compared: 15-2041.00\n  nothing changed\n" in ran.out


def test_the_release_that_ships_is_kept_as_it_was_written(library: Library) -> None:
    text = (CONTENT / inventory_path("29.3")).read_text(encoding="utf-8")
    kept = read_inventory(inventory_path("29.3"), text)
    assert inventory_text(kept) == text
    assert {code for code, _, _ in kept} & codes_of(library)
