"""What is measured leads trends, with its base; what documents say comes behind it, with its age."""

import pytest

from handlers.mcp.tools import Tools
from handlers.views import ViewContext
from knowledge.feeds.documents import ADS, POSTS, SERIES
from knowledge.freshness import due
from knowledge.library import Library
from tests.conftest import TODAY, Reply, Slash

AGENTS = "AI agents: 14 of 61 posts in the week to 22 Nov; 9% → 23% of posts, last four weeks against the twelve before, in 12 feeds"
VECTORS = "Vector search: 4 of 61 posts in the week to 22 Nov; 8% → 6% of posts, last four weeks against the twelve before, in 12 feeds"
PYTHON = "Python: 24 of 33 new ads in the week to 22 Nov; 66% → 73% of new ads, last four weeks against the twelve before"
OPENINGS = "Machine Learning Engineer: 61 openings at 17 companies on 22 Nov"
SKILLS = "61 open ads for Machine Learning Engineer ask for Python 92%, SQL 41%"
SERIES_SAYS = "Made-up Lab, AI share of ads: 3.2 on 20 Nov 2026, 2.9 on 21 Aug 2026"


def measured_in(reply: Reply) -> list[str]:
    """What stands under the heading of what is measured, without the marks of sources."""
    lines = reply.text.splitlines()
    first = lines.index("Measured in posts and job ads") + 1
    told: list[str] = []
    for line in lines[first:]:
        if not line.startswith("• "):
            break
        told.append(line.removeprefix("• ").partition(" [")[0])
    return told


def test_the_strongest_comes_first_and_documents_behind(slash: Slash) -> None:
    reply = slash("/trends")
    assert reply.text.splitlines()[1] == "Measured in posts and job ads"
    assert measured_in(reply) == [AGENTS, PYTHON, VECTORS, OPENINGS]
    assert reply.text.index("What documents say") > reply.text.index(OPENINGS)
    assert (
        "[1] Posts of feeds, to Nov 22, 2026 · [2] Job ads, last 90 days, to Nov 22, 2026"
        in reply.text
    )
    assert "AI/ML Data guide, undated" in reply.text


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/trends ai agents", [AGENTS]),
        ("/trends agentic ai", [AGENTS]),
        ("/trends mle", [OPENINGS, SKILLS]),
        ("/trends openings", [OPENINGS]),
        ("/trends skills", [PYTHON, SKILLS]),
        ("/trends python", [PYTHON, SKILLS]),
        ("/trends job growth", [OPENINGS, SERIES_SAYS]),
        ("/trends all", [AGENTS, PYTHON, VECTORS, OPENINGS, SKILLS, SERIES_SAYS]),
    ],
)
def test_what_is_measured_is_found_by_topic_role_and_word(
    slash: Slash, line: str, told: list[str]
) -> None:
    assert measured_in(slash(line)) == told


def test_what_documents_say_is_still_there(slash: Slash) -> None:
    text = slash("/trends openings").text
    assert "Openings for data engineers fell 20.6% from July to August 2024" in text
    assert text.index(OPENINGS) < text.index("Openings for data engineers")
    assert "Employers want far more people who know SQL" in slash("/trends skills").text


def test_what_has_a_year_says_it_and_how_old_it_is(slash: Slash) -> None:
    text = slash("/trends ai adoption").text
    assert "Made up: 50% of companies use AI (2021, 5 years old)" in text
    assert "Made-up companies take up AI (2024) [" in text


def test_a_role_s_market_line_is_what_was_counted(slash: Slash) -> None:
    text = slash("/role mle").text
    assert "• Outlook: 61 openings at 17 companies on 22 Nov [5]" in text
    assert text.count("Outlook: ") == 1
    assert "[5] Job ads, last 90 days, to Nov 22, 2026" in text
    assert "Outlook: " in slash("/role data engineer").text


def test_only_a_role_s_own_ads_are_behind_its_numbers(slash: Slash) -> None:
    assert "'Ads'" in str(slash("/trends mle").payload["blocks"])
    assert "'Ads'" not in str(slash("/trends ai agents").payload["blocks"])
    assert "'Ads'" not in str(slash("/trends").payload["blocks"])


def test_assistants_get_what_is_measured_apart_with_its_base(measured: Library) -> None:
    result = Tools(ViewContext(measured, TODAY)).call("find_trends", {}, blocks=False).result
    assert result.structured is not None
    answer = result.structured["answer"]
    assert [fact["source"] for fact in answer["measured"]] == [POSTS, ADS, POSTS, ADS, ADS, SERIES]
    assert all(fact["n"] > 0 for fact in answer["measured"] if fact["computed"])
    assert not {fact["source"] for fact in answer["facts"]} & {POSTS, ADS, SERIES}


def test_what_rolecall_measures_is_due_to_nobody(measured: Library) -> None:
    assert not {item.id for item in due(measured, TODAY)} & {POSTS, ADS, SERIES}
