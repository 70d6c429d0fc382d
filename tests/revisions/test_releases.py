"""A release that corrects the knowledge: what an older database and older files become with it."""

import re
from datetime import date

import pytest

from bot.settings import CONTENT
from handlers.views.digest import change_line
from knowledge.difference import changes_of_role
from knowledge.digest.edition import news_of
from knowledge.documents import read_documents
from knowledge.revisions import Applied, Proposal
from tests.revisions.conftest import NewMachine
from tests.revisions.machine import ALEX, Machine, write

PAY = "sources/aipathly-ml-developer.yaml"
ENGINEER = "roles/ml-engineer.yaml"


def as_before(path: str, text: str) -> str:
    """A file as the version before wrote it: one role a figure, and no word of what it can reach."""
    if path == "vocabulary/statistics.yaml":
        return "".join(line for line in text.splitlines(True) if "potential" not in line)
    if path == ENGINEER:
        return "".join(line for line in text.splitlines(True) if "ML development" not in line)
    if not path.startswith("sources/"):
        return text
    text = re.sub(r"\nmentions:(\n( .*)?)+(?=\n\w|\Z)", "", text)
    figures, facts, others = text.partition("\nfacts:")
    figures = re.sub(r"\n    roles: \[([a-z-]+)[^]]*\]", r"\n    role: \1", figures)
    figures = re.sub(r"\n    (statistic: potential|includes: .*)", "", figures)
    others = re.sub(r"\n    (forecast: true|title: .*|year: .*)", "", others)
    return figures + facts + others


@pytest.fixture
def machine(new_machine: NewMachine) -> Machine:
    """A machine whose first revision is of the version before."""
    texts, _ = read_documents(CONTENT)
    return new_machine({path: as_before(path, text) for path, text in texts.items()})


@pytest.fixture
def released(machine: Machine) -> Machine:
    """The same after its files came with a release."""
    texts, _ = read_documents(CONTENT)
    write(machine.content, dict(texts))
    assert machine.sync.sync().problems == ()
    assert machine.number == 2
    return machine


def test_files_of_the_version_before_are_read(machine: Machine) -> None:
    library = machine.knowledge.library()
    assert "    role: ml-developer\n" in (machine.text(PAY) or "")
    assert {figure.roles for figure in library.sources["aipathly-ml-developer"].figures} == {
        ("ml-developer",)
    }
    assert library.name("statistics", "potential") == "potential"


def test_a_follower_is_told_in_one_line(released: Machine) -> None:
    found = released.knowledge.standing.since(1)
    (change,) = changes_of_role(found, "ml-engineer")
    assert (change.kind, change.what, change.before) == ("changed", "Corrected", None)
    assert re.fullmatch(r"2\d figures and \d+ lines", change.after or "")


def test_a_channel_is_told_in_one_line(released: Machine) -> None:
    (item,) = news_of(released.knowledge.standing.since(1), date(2026, 11, 23)).items
    said = "".join(map(str, change_line(item)))
    assert said.startswith("Corrected: ")
    assert "→" not in said
    assert re.fullmatch(r"\d+ figures of 4 sources, the amounts unchanged", item.change.after or "")


def test_back_to_the_version_before(released: Machine) -> None:
    proposal = released.desk.propose_rollback(ALEX, 1)
    assert isinstance(proposal, Proposal), proposal
    assert isinstance(released.desk.apply(proposal.draft.id, ALEX), Applied)
    assert "    role: ml-developer\n" in (released.text(PAY) or "")
    assert released.number == 3
