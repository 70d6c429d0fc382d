"""The digest as people see it: compact and sourced."""

from dataclasses import replace
from datetime import date, timedelta
from html import unescape

import pytest

from handlers.replies import asked, prefix_of
from handlers.views.digest import (
    DIGEST_NOT_USEFUL,
    DIGEST_USEFUL,
)
from knowledge.difference import Change, diff
from knowledge.digest.compose import compose, year_of
from knowledge.digest.edition import Brief, Digest, News, NewsItem, Signal, news_of
from knowledge.digest.subscription import DIGEST_PARTS, DigestPart, Focus
from knowledge.library import Library
from tests.handlers.digest_shown import DAY, LAST, buttons, details, lines, message, with_news
from tests.handlers.digest_shown import first as first
from tests.knowledge.small_world import past_of, with_figures
from tests.payloads import shown_text

RAISED = NewsItem(
    "figure",
    Change("changed", "Data Engineer · Senior, base salary, ML guide", "$148,000", "$150,000"),
)


def test_a_digest_at_a_glance(first: Digest, library: Library) -> None:
    made = message(first, library)
    said = lines(made)
    assert said[0] == "Roles, pay and trends · 23 November 2026"
    assert said[1] == "Trends to watch"
    assert said[2].startswith("• MLOps and DataOps (3 documents name it)  ML goes deeper")
    assert said[2].endswith(" (AI/ML Data guide, undated)")
    assert "Market signal" in said
    assert "In the spotlight: Data Engineer" in said
    assert (
        "• Pay across 1 source: about $115,000 average, no part of pay stated"
        " · $153,000 average, “General Data Engineer”, no part of pay stated · United States"
    ) in said
    assert said[-1] == (
        "Every source and figure is in the thread. /digest changes or stops this digest."
    )
    assert first.tip is not None
    assert f"{first.tip.question}  /{first.tip.command} {first.tip.text}" in said
    # What is shown is what is said.
    shown = unescape(shown_text(list(made.blocks))).replace("*", "").replace("`", "")
    for line in said:
        assert line in shown


def test_what_can_be_clicked(first: Digest, library: Library) -> None:
    clickable = buttons(message(first, library, "digest-7"))
    assert list(clickable) == ["Role overview", "Salary", "Ask this", "Useful", "Not useful"]
    assert clickable["Useful"] == ("digest-7", DIGEST_USEFUL)
    assert clickable["Not useful"] == ("digest-7", DIGEST_NOT_USEFUL)
    for label in ("Role overview", "Salary", "Ask this"):
        line, action = clickable[label]
        assert action.partition(":")[0] == "ask"
        assert asked(line) is not None
    assert len({action for _, action in clickable.values()}) == 5


def test_a_preview_asks_for_no_opinion_and_has_no_thread(first: Digest, library: Library) -> None:
    made = message(first, library, "")
    assert list(buttons(made)) == ["Role overview", "Salary", "Ask this"]
    assert lines(made)[-1] == "/digest changes or stops this digest."


def test_commands_are_shown_as_they_are_installed(first: Digest, library: Library) -> None:
    made = message(first, library, prefix="acme-")
    assert all(prefix_of(value) == "acme-" for value, _ in list(buttons(made).values())[:3])
    assert "/acme-digest changes" in made.text


def test_changes_read_before_and_after(first: Digest, library: Library) -> None:
    said = lines(message(with_news(first, RAISED), library))
    assert said[1:3] == [
        "What changed since 16 Nov",
        "• Data Engineer · Senior, base salary, ML guide: $148,000 → $150,000",
    ]


def test_five_changes_are_shown_and_the_others_are_in_the_thread(
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
    assert said[2:8] == [
        "• New: Figure 0: $1", "• New: Figure 1: $1", "• New: Figure 2: $1", "• New: Figure 3: $1",
        "• New role: Data Scientist, 12 figures", "… and 3 more changes in the thread",
    ]  # fmt: skip
    thread = details(digest, library).split("\n")
    assert thread[1] == "All changes (8)"
    assert thread[6:10] == [
        "• New role: Data Scientist, 12 figures", "• New source: Pay survey, 30 figures",
        "• Removed: Figure 9: $9", "• Removed source: Old survey, no figures",
    ]  # fmt: skip


def test_a_quiet_week_is_short_and_says_so(library: Library) -> None:
    year = year_of(library, Brief("C1", DAY))
    for digest in year[1:]:
        made = message(digest, library)
        said = lines(made)
        assert said[1].startswith("No figure, role or source has changed since ")
        assert said[2] == "Trend to watch"
        assert sum(line.startswith("• ") for line in said) <= 5
        assert len(made.text) < 1_300
        assert len(made.blocks) <= 9


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


def test_parts_that_are_off_leave_nothing(library: Library) -> None:
    headings: dict[DigestPart, str] = {
        "changes": "What changed", "trends": "Trends to watch", "signal": "Market signal",
        "spotlight": "In the spotlight", "tip": "Ask this",
    }  # fmt: skip
    for kept in DIGEST_PARTS:
        brief = Brief("C1", DAY, Focus(parts=(kept,)), news=News(LAST, (RAISED,)))
        made = message(compose(library, brief), library)
        shown = shown_text(list(made.blocks))
        for part, heading in headings.items():
            assert (heading in shown) == (part == kept), (kept, part)
    nothing = compose(library, Brief("C1", DAY, Focus(parts=())))
    assert "Nothing new this week." in message(nothing, library, "").text


def test_an_old_number_carries_its_age(library: Library) -> None:
    (fact,) = (fact for fact in library.facts if fact.id == "yearly-raise")
    for day, age in ((DAY, ""), (date(2027, 1, 4), ", 3 years old")):
        composed = compose(library, Brief("C1", day, Focus(parts=("signal",))))
        digest = replace(composed, signal=Signal(fact, ()))
        assert f"{fact.statement} (AiPathly ML Developer, 2024{age}" in message(
            digest, library
        ).text.replace("&gt;", ">")


def test_sources_that_give_other_numbers_stand_beside_each_other(library: Library) -> None:
    sizes = [fact for fact in library.facts if fact.id == "ml-market-size"]
    digests = year_of(library, Brief("C1", DAY, Focus(parts=("signal",))))
    (digest,) = [d for d in digests[:21] if d.signal is not None and d.signal.fact in sizes]
    said = lines(message(digest, library))
    start = said.index("Market signal")
    assert ["225.91" in line for line in said[start + 1 : start + 3]] == [True, True]
    assert len({line.partition(" (")[0] for line in said[start + 1 : start + 3]}) == 2


def test_the_thread_holds_every_statement_figure_and_source(library: Library) -> None:
    for digest in year_of(library, Brief("C1", DAY), 20):
        said = details(digest, library)
        for trend in digest.trends:
            for one in trend.trends:
                assert f"{one.statement} (" in said
                assert one.section in said
        assert digest.signal is not None
        assert digest.spotlight is not None
        assert digest.signal.fact.section in said
        figures = library.figures_of(digest.spotlight.role.id)
        assert said.count("\n• ") >= len(figures)
        named = {one.source for trend in digest.trends for one in trend.trends}
        named |= {digest.signal.fact.source} | {figure.source for figure in figures}
        listed = said.partition("\nSources\n")[2]
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
    assert said[1] == "What changed since 16 Nov"
    assert said[2].startswith("• Data Engineer · United States, ")
    assert " $1 → " in said[2]
    assert said[3] == "• New source: Big Data ML guide, 14 figures"
