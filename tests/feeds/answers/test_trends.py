"""What is measured leads trends, with its base; what documents say comes behind it, with its age."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from bot.offline import offline_deps, open_loopback
from bot.settings import Settings
from handlers.mcp.tools import Tools
from handlers.views import ViewContext
from knowledge.feeds.documents import ADS, POSTS, SERIES
from knowledge.feeds.stories import LatestPost, LatestPosts
from knowledge.freshness import due
from knowledge.library import Library
from tests.conftest import TODAY, Reply, Slash
from tests.conversations.test_short_answers import texts

AGENTS = "AI agents: 14 of 61 posts in the week to 22 Nov; 9% → 23% of posts, last four weeks against the twelve before, in 12 feeds"
VECTORS = "Vector search: 4 of 61 posts in the week to 22 Nov; 8% → 6% of posts, last four weeks against the twelve before, in 12 feeds"
PYTHON = "Python: 24 of 33 new ads in the week to 22 Nov; 66% → 73% of new ads, last four weeks against the twelve before"
OPENINGS = "Machine Learning Engineer: 61 openings at 17 companies on 22 Nov"
SKILLS = "61 open ads for Machine Learning Engineer ask for Python 92%, SQL 41%"
SERIES_SAYS = "Made-up Lab, AI share of ads: 3.2 on 20 Nov 2026, 2.9 on 21 Aug 2026"


def posts(number: int) -> Callable[[], LatestPosts]:
    """The latest posts about AI agents and MCP, the same of each."""
    found = [
        LatestPost(
            f"Post <{n}> & *more*", f"https://a.example/{n}", "Blog & Co", date(2026, 11, 20 - n)
        )
        for n in range(number)
    ]
    return lambda: LatestPosts({"ai-agents": found, "model-context-protocol": found})


def asking(library: Library, latest: Callable[[], LatestPosts], settings: Settings) -> Slash:
    """Type a line, where some posts are the latest."""
    deps = replace(offline_deps(lambda: library, lambda: TODAY), latest=latest)
    loopback = open_loopback(settings, deps)
    return lambda line: Reply(loopback.ask(line))


LATEST = [
    f"• <https://a.example/{n}|Post <{n}> & *more*> · Blog & Co, Nov {20 - n}, 2026"
    for n in range(3)
]


def test_a_topic_with_too_few_posts_says_so_and_lists_the_latest(
    measured: Library, settings: Settings
) -> None:
    reply = asking(measured, posts(3), settings)("/trends mcp")
    lines = reply.text.splitlines()
    assert lines[1] == (
        "Too few posts yet to measure Model Context Protocol, and no document names a trend."
    )
    assert lines[2:6] == ["Latest posts", *LATEST]
    assert "<https://a.example/0|Post &lt;0&gt; &amp; *more*>" in str(reply.payload["blocks"])
    alone = asking(measured, LatestPosts, settings)("/trends mcp").text
    assert lines[1] in alone
    assert "Latest" not in alone


def test_the_latest_posts_stand_behind_what_is_measured_of_a_topic(
    measured: Library, settings: Settings
) -> None:
    slash = asking(measured, posts(3), settings)
    text = slash("/trends ai agents").text
    assert measured_in(slash("/trends ai agents")) == [AGENTS]
    assert text.index(AGENTS) < text.index("\n".join(["Latest posts", *LATEST]))
    for line in ("/trends", "/trends mle", "/trends ai agents and mcp"):
        assert "Latest posts" not in slash(line).text


def test_there_are_no_posts_where_they_have_no_room(measured: Library, settings: Settings) -> None:
    post = LatestPost("A title " * 30, "https://a.example/", "An outlet " * 30, TODAY)
    found = [post, post, post]
    every = dict.fromkeys((one.id for one in measured.terms("topics")), found)
    slash = asking(measured, lambda: LatestPosts(every), settings)
    bare = asking(measured, LatestPosts, settings)
    shown = 0
    for topic in every:
        line = f"/trends {measured.topic_name(topic)}"
        reply, before = slash(line), bare(line)
        length = sum(map(len, texts(reply.payload["blocks"])))
        shown += "Latest posts" in reply.text
        assert length <= 1_600 or reply.text == before.text, line
    assert 0.9 * len(every) < shown < len(every)


def test_what_comes_in_is_listed_though_the_question_was_asked_before(
    measured: Library, settings: Settings
) -> None:
    now = [LatestPosts()]
    slash = asking(measured, lambda: now[0], settings)
    assert "Latest posts" not in slash("/trends mcp").text
    now[0] = replace(posts(1)(), version=1)
    assert LATEST[0] in slash("/trends mcp").text


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
