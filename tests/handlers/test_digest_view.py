"""The digest as people see it: a few lines, each sourced, and in the thread why each is here."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from handlers.replies import asked, carried_by, prefix_of
from handlers.views.digest import DIGEST_NOT_USEFUL, DIGEST_USEFUL
from handlers.views.digest.lines import gist_of
from knowledge.difference import Change, diff
from knowledge.digest.ads import AdRange
from knowledge.digest.compose import compose, year_of
from knowledge.digest.edition import AdPayNews, Brief, Digest, News, NewsItem, news_of
from knowledge.digest.subscription import Focus, MuteRequest
from knowledge.feeds.stories import Story
from knowledge.library import Library
from tests.handlers.digest_shown import (
    DAY,
    LAST,
    buttons,
    details,
    lines,
    message,
    options,
    thread,
    with_news,
)
from tests.handlers.digest_shown import first as first
from tests.handlers.digest_shown import living as living
from tests.knowledge.incoming import incoming, story
from tests.knowledge.small_world import NOTHING, past_of, with_figures
from tests.payloads import shown_text

RAISED = NewsItem(
    "figure",
    Change("changed", "Data Engineer · Senior, base salary, ML guide", "$148,000", "$150,000"),
)
Living = tuple[Digest, Library]


def test_a_digest_at_a_glance(living: Living) -> None:
    made = message(*living)
    said = lines(made)
    assert said[0] == "Roles, pay and trends · 23 November 2026"
    assert said[1:6] == [
        "• This week  <https://example.com/c|Title of c> · Feed four · your focus: Data Engineer",
        "• <https://example.com/a|Title of a> · Feed zero · 3 feeds",
        "• <https://example.com/b|Title of b> · Feed three · about Edge computing and edge AI",
        "• Moves  MLOps: 14 of 61 posts in the week to 22 Nov, 9% → 23%",
        said[5],
    ]
    labels = [line.removeprefix("• ").split("  ")[0] for line in said[5:-1]]
    assert labels == ["Two sides", "Pay", "Ask"]
    assert said[-1] == (
        "Sources, and why each line is here, are in the thread. /digest changes or stops this digest."
    )
    # What is shown is what is said.
    shown = unescape(shown_text(list(made.blocks))).replace("*", "").replace("`", "")
    for line in said:
        assert line in shown


def test_without_feeds_it_is_short(first: Digest, library: Library) -> None:
    said = lines(message(first, library))
    labels = [line.removeprefix("• ").split("  ")[0] for line in said[1:-1]]
    assert labels == ["Two sides", "Pay", "Number", "Ask"]
    assert said[1] == (
        "• Two sides  Openings for data engineers fell 20.6% from July to August 2024 (AI/ML Data guide, undated) "
        "against Data engineers: over 30% growth year on year, according to LinkedIn's Emerging Jobs Report "
        "(ML Data Engineer guide, undated)"
    )
    assert said[2] == (
        "• Pay  Data Engineer, counted among Database Architects, United States: median pay $135,980 in 2024 → "
        "$139,500 in 2025, +2.6% (BLS, May 2025)"
    )


def test_what_can_be_clicked(living: Living) -> None:
    digest, library = living
    clickable = buttons(message(digest, library, "digest-7"))
    assert list(clickable) == ["Ask this", "Useful", "Not useful"]
    assert clickable["Useful"] == ("digest-7", DIGEST_USEFUL)
    assert clickable["Not useful"] == ("digest-7", DIGEST_NOT_USEFUL)
    line, action = clickable["Ask this"]
    assert action == "ask"
    assert asked(line) is not None


def test_a_preview_asks_for_no_opinion_and_has_no_thread(first: Digest, library: Library) -> None:
    made = message(first, library, "")
    assert list(buttons(made)) == ["Ask this"]
    assert lines(made)[-1] == "/digest changes or stops this digest."


def test_commands_are_shown_as_they_are_installed(first: Digest, library: Library) -> None:
    made = message(first, library, prefix="acme-")
    assert prefix_of(buttons(made)["Ask this"][0]) == "acme-"
    assert "/acme-digest changes" in made.text


def test_feeds_and_topics_that_are_told_can_be_muted(living: Living) -> None:
    shown = options(thread(*living))
    assert list(shown) == [
        "Mute Feed four", "Mute Feed zero", "Mute Feed one", "Mute Feed two", "Mute Feed three",
        "Mute the topic MLOps and DataOps", "Mute the topic Edge computing and edge AI",
    ]  # fmt: skip
    assert carried_by(shown["Mute Feed four"]) == MuteRequest(feeds=("f4",))
    assert carried_by(shown["Mute the topic MLOps and DataOps"]) == MuteRequest(topics=("mlops",))


def test_where_nothing_came_in_there_is_nothing_to_mute(first: Digest, library: Library) -> None:
    assert options(thread(first, library)) == {}


def test_the_thread_says_why_each_line_is_here(living: Living) -> None:
    digest, library = living
    said = details(digest, library)
    reasons = [
        f"Chosen because {line.partition('Chosen because ')[2]}"
        for line in said.split("\n")
        if "Chosen because" in line
    ]
    assert len(reasons) == 7
    assert reasons[0] == "Chosen because it's about Data Engineer, which comes first here."
    assert "Feed zero, Feed one and Feed two, 22 Nov" in said
    assert "n = 61" in said
    for source in ("Posts of 12 feeds", "Employment and Wage Statistics, May 2025"):
        assert source in said.partition("\nSources\n")[2]


HOSTILE = "<!channel> *now* | `x` <https://evil.example|click> & more\n" + "long " * 60


@pytest.mark.parametrize(
    ("link", "is_link"),
    [
        ("https://example.com/a?b=1&c=2", True),
        ("HTTP://example.com/", True),
        ("javascript:alert(1)", False),
        ("slack://open", False),
        ("https://example.com/a|b", False),
        ("https://example.com/>x", False),
        ("https://example.com/ x", False),
        ("", False),
        ("https://example.com/" + "x" * 2_000, False),
    ],
)
def test_a_title_is_nothing_but_text_and_a_link_leads_to_the_web(
    library: Library, link: str, is_link: bool
) -> None:
    told = replace(story("a", "f0", "f1"), title=HOSTILE, link=link)
    digest = compose(library, Brief("C1", DAY, Focus(parts=("stories",)), incoming=incoming(told)))
    made = message(digest, library)
    (line,) = [line for line in made.text.split("\n") if "This week" in line]
    assert "<!channel>" not in line
    assert "<https://evil" not in line
    assert ("<http" in line.lower()) == is_link
    if is_link:
        assert f"<{link.replace('&', '&amp;')}|" in line
        assert line.count("|") == 1
    assert len(line) < 400


def test_changes_read_before_and_after(first: Digest, library: Library) -> None:
    said = lines(message(with_news(first, RAISED), library))
    assert said[1] == (
        "• Changed here  Data Engineer · Senior, base salary, ML guide: $148,000 → $150,000"
    )


def test_some_changes_are_shown_and_the_others_are_in_the_thread(
    first: Digest, library: Library
) -> None:
    items = [
        NewsItem("figure", Change("added", f"Figure {number}", None, "$1")) for number in range(4)
    ]
    items += [
        NewsItem("role", Change("added", "Data Scientist", None, "12 figures")),
        NewsItem("source", Change("added", "Pay survey", None, "30 figures")),
        NewsItem("figure", Change("removed", "Figure 9", "$9", None)),
        NewsItem("source", Change("removed", "Old survey", "no figures", None)),
    ]
    digest = with_news(first, *items)
    said = lines(message(digest, library))
    assert said[1:3] == [
        "• Changed here  New: Figure 0: $1",
        "• New: Figure 1: $1 (and 6 more in the thread)",
    ]
    told = details(digest, library).split("\n")
    assert told[1] == "All that changed here since 16 Nov (8)"
    assert told[6:10] == [
        "• New role: Data Scientist, 12 figures", "• New source: Pay survey, 30 figures",
        "• Removed: Figure 9: $9", "• Removed source: Old survey, no figures",
    ]  # fmt: skip


ADS = AdRange(
    "data-engineer", "senior", "united-states", "base", "USD", "year", 150_000, 215_000, 37, 12
)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (
            None,
            "base salary $150,000–$215,000 (p25 of lows to p75 of highs; 37 ads of 12 companies)",
        ),
        (
            replace(ADS, low=148_000, high=210_000),
            "base salary $148,000–$210,000 → $150,000–$215,000 (p25 of lows to p75 of highs; 37 ads of 12 companies)",
        ),
    ],
)
def test_pay_in_ads_says_what_it_is_made_from(
    first: Digest, library: Library, before: AdRange | None, said: str
) -> None:
    digest = replace(first, pay=AdPayNews(ADS, before, "Chosen because it's new"))
    made = message(digest, library)
    about = "Data Engineer, Senior, United States"
    assert f"• Pay  {about}, job ads of the last 90 days: {said}" in lines(made)
    told = f"{about}: computed from the ranges that 37 ads of 12 companies state."
    was = " It was $148,000–$210,000." if before else ""
    assert f"{told}{was} The ads: /salary Data Engineer, then Ads." in details(digest, library)


def test_boards_that_cannot_be_read_are_named_beside_the_pay(
    first: Digest, library: Library
) -> None:
    digest = replace(first, pay=AdPayNews(ADS, None, "Chosen"), unread_boards=("Acme", "<Zeta>"))
    assert "so their newest ads are not in it: Acme and <Zeta>." in details(digest, library)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("“Four teams, one table”", "Four teams, one table"),
        ('"Four teams"', "Four teams"),
        ("“Done” and “dusted”", "“Done” and “dusted”"),
        ("What “done” means", "What “done” means"),
    ],
)
def test_a_title_is_not_shown_in_quotation_marks(library: Library, title: str, shown: str) -> None:
    one = replace(story("one", "f0", "f1", "f2"), title=title)
    digest = compose(library, Brief("C1", DAY, incoming=incoming(one)))
    assert f"|{shown}>" in lines(message(digest, library))[1]


def test_where_there_is_nothing_it_is_one_line() -> None:
    digest = compose(NOTHING, Brief("C1", DAY, news=News(LAST, ()), had=(("x",),)))
    made = message(digest, NOTHING)
    assert lines(made) == ["Nothing new this time. /digest changes or stops this digest."]
    assert len(made.blocks) == 1


def test_a_question_alone_is_one_line_too(library: Library) -> None:
    digest = compose(library, Brief("C1", DAY, Focus(parts=("tip",))))
    made = message(digest, library)
    (line,) = lines(made)
    assert line.startswith("Nothing new this time. Something to ask: ")
    assert list(buttons(made)) == ["Ask this"]


def test_feeds_that_would_bring_news_are_named_to_the_subscriber(library: Library) -> None:
    names = ("dbt blog", "The Batch", "DuckDB", "Feed four", "Feed five")
    digest = compose(library, Brief("C1", DAY, could_read=names))
    assert (
        "<@U0MAYA>: this digest reads no feeds. dbt blog, The Batch, DuckDB and Feed four and others could bring "
        "it news: an admin turns them on with /knowledge feeds."
    ) in details(digest, library)


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (1, "The digest of 16 Nov couldn't be posted."),
        (2, "The digests of 9 Nov and 16 Nov couldn't be posted."),
        (3, "The digests of 2 Nov, 9 Nov and 16 Nov couldn't be posted."),
        (9, "9 digests, from 21 Sep to 16 Nov, couldn't be posted."),
    ],
)
def test_missed_digests_are_told(first: Digest, library: Library, days: int, line: str) -> None:
    missed = tuple(LAST - timedelta(weeks=number) for number in reversed(range(days)))
    assert lines(message(replace(first, missed=missed), library))[1] == line


def test_a_year_without_feeds_never_opens_with_no_change(library: Library) -> None:
    for digest in year_of(lambda _: library, Brief("C1", DAY)):
        said = lines(message(digest, library))
        assert "changed since" not in said[1 if len(said) > 1 else 0]
        assert sum(line.startswith("• ") for line in said) <= 4
        assert len("\n".join(said)) < 1_300


def test_the_thread_names_every_source(library: Library) -> None:
    digests = year_of(lambda _: library, Brief("C1", DAY), 12)
    assert any(digest.number for digest in digests)
    assert any(digest.contrast for digest in digests)
    for digest in digests:
        named = [digest.number.fact.source] if digest.number else []
        named += [side.source for side in digest.contrast.contrast.sides] if digest.contrast else []
        if not named:
            continue
        listed = details(digest, library).partition("\nSources\n")[2]
        for source in named:
            assert library.sources[source].title in listed


def test_real_edits_read_well(library: Library) -> None:
    others = [one for id, one in library.sources.items() if id != "big-data-ml-guide"]
    figure = next(f for one in others for f in one.figures if f.role == "data-engineer")
    cheap = figure.model_copy(update={"low": 1, "high": 1, "open_ended": False})
    before = past_of(
        library,
        [with_figures(one, (cheap if f is figure else f for f in one.figures)) for one in others],
    )
    news = news_of(diff(before, library), LAST)
    said = lines(message(compose(library, Brief("C1", DAY, news=news)), library))
    start = next(number for number, line in enumerate(said) if "Changed here" in line)
    assert said[start].startswith("• Changed here  Data Engineer · United States, ")
    assert " $1 → " in said[start]
    assert said[start + 1] == "• New source: Big Data ML guide, 14 figures"


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        ("Agents fail. On forms, mostly.", "Agents fail."),
        ("An agent story!", ""),
        ("", ""),
        ("Version 2.5 is out. It is fast.", "Version 2.5 is out."),
        ("x" * 400, "x" * 159 + "…"),
    ],
)
def test_a_story_is_told_in_its_first_sentence(summary: str, said: str) -> None:
    story = Story(
        "k", "An agent story", "https://x.example/", ("blog",), datetime.now(UTC), summary=summary
    )
    assert gist_of(story) == said
