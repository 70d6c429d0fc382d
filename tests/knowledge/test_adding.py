"""One file more, and it can be asked for: nothing else has to change."""

from pathlib import Path

import pytest

from bot.offline import offline_deps, open_loopback
from knowledge.store import KnowledgeStore, open_library
from tests.conftest import TODAY, Reply, Slash, offline_settings
from tests.knowledge.content_copy import copy_content
from tests.payloads import assert_slack_takes

ROBOT_TEACHER = """\
name: Robot Teacher
aliases: [robot trainer]
family: ai
related: [ai-engineer]
summary: Shows robots what to do and corrects what they learn.
summary_sources: [ai-ml-data-guide]
sections:
  skills:
    - {text: "Steady hands", sources: [ai-ml-data-guide]}
  challenges:
    - {text: "Every arm moves in its own way", sources: [ai-ml-data-guide]}
"""

PROMPT_SURVEY = """\
title: "What ML engineers earn in Chicago"
label: Chicago survey
kind: survey
market: chicago
year: 2025
roles: [ml-engineer]
figures:
  - section: "Pay"
    role: ml-engineer
    statistic: median
    component: base
    low: 151234
    high: 151234
    currency: USD
    period: year
    level: staff
    place: chicago
    year: 2025
facts:
  - id: prompt-openings
    statement: "Openings that ask for prompt tooling rose 57% in 2025"
    values: [57]
    unit: percent
    period: "2025"
    section: "Outlook"
    topics: [prompt-tooling]
trends:
  - topic: prompt-tooling
    name: "Prompt tooling"
    statement: "Teams version their prompts and test them as they test code."
    section: "Outlook"
"""


def with_file(folder: Path, name: str, text: str) -> Slash:
    """The whole app over the knowledge that comes along and one file more."""
    content = copy_content(folder / "content")
    content.write(name, text)
    opened = open_library(content.root, KnowledgeStore(folder / "knowledge.json"))
    assert opened.problems == ()
    library = opened.library
    assert library is not None
    loopback = open_loopback(offline_settings(folder), offline_deps(lambda: library, lambda: TODAY))

    def ask(line: str) -> Reply:
        payload = loopback.ask(line)
        assert_slack_takes(payload)
        return Reply(payload)

    return ask


@pytest.fixture(scope="module")
def with_role(tmp_path_factory: pytest.TempPathFactory) -> Slash:
    folder = tmp_path_factory.mktemp("with_role")
    return with_file(folder, "roles/robot-teacher.yaml", ROBOT_TEACHER)


@pytest.fixture(scope="module")
def with_source(tmp_path_factory: pytest.TempPathFactory) -> Slash:
    folder = tmp_path_factory.mktemp("with_source")
    return with_file(folder, "sources/chicago-survey.yaml", PROMPT_SURVEY)


@pytest.mark.parametrize(
    "line",
    [
        "/role robot teacher",
        "/role Robot Trainers",
        "/role robot trainner",
        "/role what does a robott teacher do",
    ],
)
def test_a_new_role_has_a_card(with_role: Slash, line: str) -> None:
    card = with_role(line)
    assert card.heading == "Robot Teacher"
    assert "Shows robots what to do and corrects what they learn." in card.shown
    assert "Steady hands" in card.shown


def test_a_new_role_has_its_sections(with_role: Slash) -> None:
    assert "Every arm moves in its own way" in with_role("/role robot teacher challenges").shown


def test_a_new_role_without_figures_says_so_and_points_on(with_role: Slash) -> None:
    reply = with_role("/salary robot teacher")
    assert "Robot Teacher" in reply.heading
    assert "AI Engineer" in reply.shown
    assert "$" not in reply.heading


def test_a_new_role_is_compared(with_role: Slash) -> None:
    reply = with_role("/compare robot teacher vs data engineer")
    assert reply.heading == "Robot Teacher vs Data Engineer"


def test_a_new_role_is_unknown_without_its_file(slash: Slash) -> None:
    assert slash("/role robot teacher").heading != "Robot Teacher"


def test_a_new_source_is_laid_beside_the_others(slash: Slash, with_source: Slash) -> None:
    reply = with_source("/salary ml engineer staff chicago")
    assert "$151,234" in reply.shown
    assert "Chicago survey" in reply.shown
    assert "$151,234" not in slash("/salary ml engineer staff chicago").shown


def test_a_new_source_counts_among_all_figures(slash: Slash, with_source: Slash) -> None:
    line = "/salary ml engineer base all"
    before, after = slash(line).shown, with_source(line).shown
    assert "$151,234" in after
    assert all(amount in after for amount in ("$157,969", "$145,633", "$126,397"))
    assert "Chicago survey" not in before


MEMBERS_SURVEY = """\
title: "What our members earn"
label: Members' survey, 2026
kind: survey
market: united-states
year: 2026
roles: [ml-engineer]
figures:
  - {role: ml-engineer, section: Pay, statistic: median, component: base, low: 171000, high: 171000, currency: USD,
     period: year}
  - {role: ml-engineer, section: Pay, statistic: median, component: base, low: 198000, high: 198000, currency: USD,
     period: year, level: senior}
"""


def test_a_survey_comes_behind_official_pay_and_before_job_ads_and_guides(tmp_path: Path) -> None:
    asked = with_file(tmp_path, "sources/members-survey.yaml", MEMBERS_SURVEY)
    assert order_of(asked("/salary mle")) == ["Official", "$171,000", "Job ads", "$126,397"]
    senior = order_of(asked("/salary mle senior"))
    assert senior == ["$198,000", "Job ads", "Official", "$177,177"]


def order_of(reply: Reply) -> list[str]:
    """What of each kind of evidence an answer says first, in its order."""
    kinds = ("Official", "Job ads", "$171,000", "$198,000", "$126,397", "$177,177")
    told = {kind: reply.text.find(kind) for kind in kinds}
    return sorted((kind for kind in kinds if told[kind] >= 0), key=lambda kind: told[kind])


@pytest.mark.parametrize("line", ["/trends prompt tooling", "/trends prompts", "/trends all"])
def test_a_new_topic_is_a_trend(slash: Slash, with_source: Slash, line: str) -> None:
    reply = with_source(line)
    assert "Prompt tooling" in reply.shown
    assert "Teams version their prompts and test them as they test code." in reply.shown
    assert "Teams version their prompts" not in slash(line).shown


def test_a_new_number_stands_with_its_topic(with_source: Slash) -> None:
    shown = with_source("/trends prompt tooling").shown
    assert "Openings that ask for prompt tooling rose 57% in 2025" in shown
