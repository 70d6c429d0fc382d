"""The README and the pages in `docs/` are true: commands, samples, settings, links, rooms."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings
from knowledge.commands import COMMANDS
from tests.conftest import Slash

ROOT = Path(__file__).parent.parent.parent
PAGES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(ROOT.glob("docs/*.md"))]
}
README, OPERATING, DESIGN = (
    PAGES[f"{name}.md"] for name in ("README", "docs/operating", "docs/design")
)
SAMPLES = re.findall(r"^> (/.+)\n((?:.+\n)+)", README, flags=re.MULTILINE)
MAKE_TARGETS = {
    (page, target)
    for page, text in PAGES.items()
    for target in re.findall(r"(?:`|^)make (\w+)", text, re.MULTILINE)
}
LINKS = {
    (page, link)
    for page, text in PAGES.items()
    for link in re.findall(r"\]\(([^)]+)\)", text)
    if "://" not in link
}
FOLDERS = {
    f"{folder.relative_to(ROOT)}/"
    for room in ("bot", "handlers", "knowledge")
    for folder in [ROOT / room, *(ROOT / room).iterdir()]
    if folder.is_dir() and folder.name != "__pycache__"
}


def heading_id(heading: str) -> str:
    """How GitHub names a heading in a link."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 200


def test_the_commands_are_those_of_the_table() -> None:
    listed = README.partition("<!-- commands -->\n")[2].partition("<!-- /commands -->")[0]
    rows = [
        f"| `/{command.name} {command.usage.replace('|', chr(92) + '|')}` | {command.summary} |"
        for command in COMMANDS
    ]
    assert listed.strip().splitlines()[2:] == rows


def test_the_readme_has_samples() -> None:
    assert len(SAMPLES) >= 2


@pytest.mark.parametrize(("line", "sample"), SAMPLES, ids=[line for line, _ in SAMPLES])
def test_a_sample_is_a_real_answer(slash: Slash, line: str, sample: str) -> None:
    answer = slash(line).text
    said = [part for row in sample.splitlines() if row != "```" for part in row.split("…") if part]
    assert said
    for part in said:
        assert part.strip() in answer


def test_every_setting_is_explained() -> None:
    for name in Settings.model_fields:
        assert re.search(rf"^\|.*`{name.upper()}`", OPERATING, re.MULTILINE), name


@pytest.mark.parametrize(("page", "target"), sorted(MAKE_TARGETS))
def test_every_make_target_exists(page: str, target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), page


@pytest.mark.parametrize(("page", "link"), sorted(LINKS))
def test_every_link_leads_somewhere(page: str, link: str) -> None:
    path, _, heading = link.partition("#")
    target = (ROOT / page).parent / path if path else ROOT / page
    assert target.exists()
    if heading:
        headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
        assert heading in {heading_id(one) for one in headings}


def test_the_readme_leads_to_every_page() -> None:
    linked = {link.partition("#")[0] for page, link in LINKS if page == "README.md"}
    assert {page for page in PAGES if page != "README.md"} <= linked


def test_the_design_names_every_room_and_no_other() -> None:
    rows = re.findall(r"^\| `((?:bot|handlers|knowledge)/[\w/]*)` \|", DESIGN, re.MULTILINE)
    assert sorted(rows) == sorted(FOLDERS)


@pytest.mark.parametrize(
    "place",
    sorted(set(re.findall(r"`((?:bot|handlers|knowledge|tests|benchmarks)/[^`]*)`", DESIGN))),
)
def test_what_the_design_names_exists(place: str) -> None:
    assert (ROOT / place).exists()
