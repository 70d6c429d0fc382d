"""The documents of what is measured: what they state, of whom, and that they always pass the check."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.documents import check_documents
from knowledge.feeds.facts import percent, undated
from knowledge.feeds.kept import FeedSpans, KeptAd, KeptItem
from knowledge.feeds.measured import Gathered, changes, measured
from knowledge.feeds.model import Feed
from knowledge.feeds.reading import SeriesValue
from knowledge.library import Library
from tests.feeds.measuring.made import NOW, WEEKS, ad, item, long_known, pay, posts
from tests.feeds.measuring.measured_town import SMALL
from tests.knowledge.small_tables import library_of

ALONG = long_known("a", "b", "c", "d", "board")


def texts(
    library: Library,
    items: Iterable[KeptItem] = (),
    ads: Iterable[KeptAd] = (),
    series: Mapping[str, tuple[Feed, Sequence[SeriesValue]]] | None = None,
    spans: FeedSpans = ALONG,
) -> Mapping[str, str]:
    """What is measured, which passes the check together with all else."""
    found = measured(library, Gathered(items, ads, series or {}, spans), NOW)
    told = {path: text for path, text in found.items() if text is not None}
    assert check_documents({**SMALL, **told})[2] == []
    return told


def measured_texts(library: Library, ads: Iterable[KeptAd]) -> Mapping[str, str]:
    """What is measured of ads with the knowledge that comes along."""
    found = measured(library, Gathered((), ads, {}, ALONG), NOW)
    return {path: text for path, text in found.items() if text is not None}


def facts(told: Mapping[str, str], what: str) -> dict[str, dict[str, Any]]:
    document = yaml.safe_load(told.get(f"sources/measured-{what}.yaml", "{}"))
    return {fact["id"]: fact for fact in document.get("facts", ())}


ZED = "zed-waves"


def test_a_trend_is_a_number_with_its_base(small: Library) -> None:
    (fact,) = facts(texts(small, posts((0.1, 0.25), topic=ZED)), "posts").values()
    assert fact == {
        "id": "posts-zed-waves",
        "statement": "Zed waves: 10% → 25% of posts in 4 feeds, the last four weeks against the twelve before; 10 of 40 posts in the week to 21 Nov",
        "values": [10, 25],
        "unit": "percent of posts",
        "period": "2026-08-02/2026-11-21",
        "year": 2026,
        "n": 640,
        "computed": True,
        "section": "Posts of 4 feeds",
        "topics": [ZED],
    }


def test_what_has_not_moved_has_no_before(small: Library) -> None:
    (fact,) = facts(texts(small, posts((0.2, 0.2), topic=ZED)), "posts").values()
    assert (
        fact["statement"]
        == "Zed waves: 20% of posts in 4 feeds over four weeks; 8 of 40 posts in the week to 21 Nov"
    )
    assert (fact["values"], fact["n"], fact["period"]) == ([20], 160, "2026-10-25/2026-11-21")


def test_of_feeds_that_are_not_long_known_only_the_share_of_now_is_told(small: Library) -> None:
    span = replace(ALONG["a"], begins=WEEKS.starts[-5])
    short = {feed: replace(span, first_week="2026-W47") for feed in ALONG}
    (fact,) = facts(texts(small, posts((0.1, 0.25), topic=ZED), spans=short), "posts").values()
    assert fact["values"] == [25]
    assert texts(small, posts((0.1, 0.25), topic=ZED), spans={}) == {}


def test_one_story_in_several_feeds_is_one(small: Library) -> None:
    every = [*posts((0.2, 0.2), topic=ZED)]
    again = [
        replace(one, feed="d", dated=one.dated + timedelta(days=1))
        for one in every
        if one.feed == "a"
    ]
    before, after = (facts(texts(small, told), "posts") for told in (every, every + again))
    assert before == after


def test_a_topic_that_is_no_longer_in_the_vocabulary_is_not_told(small: Library) -> None:
    assert texts(small, posts((0.1, 0.5), topic="gone")) == {}


def test_too_few_posts_say_nothing(small: Library) -> None:
    assert texts(small, posts((0.2, 0.5), topic=ZED, a_week=20)) == {}
    rare = [item("a", f"{n}", WEEKS.starts[-1], ZED) for n in range(4)]
    assert texts(small, [*posts((0, 0), topic=ZED), *rare]) == {}


def analysts(*companies: str, skills: tuple[str, ...] = ("sql",), **more: Any) -> list[KeptAd]:
    return [
        ad(f"{company}-{n}", company, pay(), roles=("analyst",), skills=skills, **more)
        for company in companies
        for n in range(2)
    ]


def test_a_skill_that_a_role_is_named_after_is_not_told_of_it(library: Library) -> None:
    asked = ("machine-learning", "pytorch", "data-engineering")
    ads = [
        ad(f"{company}-{n}", company, roles=(role,), skills=asked)
        for role in ("ml-engineer", "data-engineer")
        for company in ("Acme", "Beta", "Gamma")
        for n in (role, f"{role} too")
    ]
    found = facts(measured_texts(library, ads), "ads")
    assert {
        id: found[id]["statement"].partition(" ask for ")[2] for id in found if "skills" in id
    } == {
        "ads-ml-engineer-skills": "Data engineering 100%, PyTorch 100%",
        "ads-data-engineer-skills": "Machine learning 100%, PyTorch 100%",
    }


def test_openings_and_skills_and_whether_pay_is_stated(small: Library) -> None:
    silent = [replace(one, job=f"s{one.job}", pay=()) for one in analysts("Acme", "Beta")]
    found = facts(texts(small, ads=[*analysts("Acme", "Beta", "Gamma"), *silent]), "ads")
    assert {id: one["statement"] for id, one in found.items()} == {
        "ads-analyst": "Analyst: 10 openings at 3 companies on 22 Nov",
        "ads-analyst-skills": "10 open ads for Analyst ask for SQL 100%",
        "ads-pay-stated": "Pay is stated in 6 of 10 open ads (60%) on 22 Nov",
    }
    assert found["ads-analyst"]["roles"] == ["analyst"]
    assert found["ads-analyst-skills"]["topics"] == ["skills-demand"]


@pytest.mark.parametrize(
    "gone",
    [
        {"closed_at": NOW - timedelta(days=1)},
        {"last_seen": NOW - timedelta(days=8)},
        {"roles": ("gone",)},
    ],
    ids=["closed", "not seen for a week", "of a role that is gone"],
)
def test_what_is_not_open_is_no_opening(small: Library, gone: dict[str, Any]) -> None:
    """Its pay still counts, for 90 days, where its role is known."""
    told = texts(small, ads=[replace(one, **gone) for one in analysts("Acme", "Beta", "Gamma")])
    assert facts(told, "ads") == {}
    assert ("sources/measured-ads.csv" in told) is ("roles" not in gone)


def test_pay_of_ads_that_closed_long_ago_is_not_told(small: Library) -> None:
    old = NOW - timedelta(days=91)
    assert (
        texts(
            small,
            ads=[replace(one, closed_at=old, last_seen=old) for one in analysts("A", "B", "C")],
        )
        == {}
    )


def test_one_job_posted_again_or_elsewhere_is_one(small: Library) -> None:
    once = analysts("Acme", "Beta", "Gamma")
    again = [replace(one, places=("boise",)) for one in once]
    assert facts(texts(small, ads=once + again), "ads") == facts(texts(small, ads=once), "ads")


def test_pay_is_a_table(small: Library) -> None:
    told = texts(small, ads=analysts("Acme", "Beta", "Gamma"))
    assert told["sources/measured-ads.csv"].splitlines() == [
        "role,level,place,component,currency,period,n,companies,low,high",
        "analyst,,austin,base,USD,year,6,3,150000,200000",
        "analyst,,united-states,base,USD,year,6,3,150000,200000",
        "analyst,senior,united-states,base,USD,year,6,3,150000,200000",
    ]


def weekly(before: float, now: float) -> list[KeptAd]:
    """Forty new jobs a week at four companies; a share of them asks for Go."""
    found: list[KeptAd] = []
    for week, start in enumerate(WEEKS.starts):
        asking = (now if week >= 12 else before) * 40
        for number in range(40):
            skills = ("sql", "go") if number < asking else ("sql",)
            company = f"Company {number % 4}"
            found.append(
                ad(f"{week}-{number}", company, roles=("analyst",), skills=skills, seen=start)
            )
    return found


def test_what_moves_in_ads_is_told(small: Library) -> None:
    found = facts(texts(small, ads=weekly(0.1, 0.3)), "ads")
    assert found["ads-skill-go-share"]["statement"] == (
        "Go: 10% → 30% of new ads, the last four weeks against the twelve before; 12 of 40 new ads in the week to 21 Nov"
    )
    assert found["ads-skill-go-share"]["values"] == [10, 30]
    assert "ads-skill-go-share" not in facts(texts(small, ads=weekly(0.2, 0.2)), "ads")
    backlog = [replace(one, is_backlog=True) for one in weekly(0.1, 0.3)]
    assert "ads-skill-go-share" not in facts(texts(small, ads=backlog), "ads")


def test_companies_that_look_for_our_roles_for_the_first_time(small: Library) -> None:
    new = [
        ad(
            "n1",
            'Newly: "Inc"\x07 \u202e& Co',
            roles=("analyst",),
            seen=NOW.date() - timedelta(days=3),
        )
    ]
    found = facts(texts(small, ads=[*analysts("Acme"), *new]), "ads")
    assert found["ads-new-companies"]["statement"] == (
        'First ads for our roles in a quarter, at 1 company: Newly: "Inc" & Co'
    )
    young = {"board": replace(ALONG["board"], begins=NOW.date() - timedelta(days=9))}
    assert facts(texts(small, ads=[*analysts("Acme"), *new], spans=young), "ads") == {}


SERIES = Feed.model_validate(
    {"id": "share", "name": "AI share of postings", "kind": "series", "address": "https://x.example/a.csv",
     "topics": ("skills-demand", "gone")}
)  # fmt: skip


def test_a_series_is_told_with_what_it_was_a_quarter_before(small: Library) -> None:
    values = [
        SeriesValue(date(2026, 6, 1) + timedelta(days=7 * n), 4 + n / 10, "US") for n in range(20)
    ]
    (fact,) = facts(texts(small, series={"share": (SERIES, values)}), "series-share").values()
    assert fact["statement"] == "AI share of postings, US: 5.9 on 12 Oct 2026, 4.6 on 13 Jul 2026"
    assert (fact["values"], fact["topics"]) == ([4.6, 5.9], ["skills-demand"])
    assert "computed" not in fact
    (alone,) = facts(texts(small, series={"share": (SERIES, values[-1:])}), "series-share").values()
    assert alone["values"] == [5.9]


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("percent of postings", "5.9% of postings on 12 Oct 2026, 4.6% on 13 Jul 2026"),
        ("percent", "5.9% on 12 Oct 2026, 4.6% on 13 Jul 2026"),
        ("index points", "5.9 index points on 12 Oct 2026, 4.6 on 13 Jul 2026"),
    ],
)
def test_a_series_has_a_document_of_its_own_with_its_unit_and_license(
    small: Library, unit: str, said: str
) -> None:
    series = SERIES.model_copy(
        update={"unit": unit, "license": "CC BY 4.0", "name": "Share of AI in job ads, by the Lab"}
    )
    first, last = date(2026, 7, 13), date(2026, 10, 12)
    values = [SeriesValue(first, 4.6, ""), SeriesValue(last, 5.9, "")]
    both = {"share": (series, values), "y" * 80: (SERIES, values), "none": (SERIES, ())}
    told = texts(small, series=both)
    assert len(told) == 2
    document = yaml.safe_load(told["sources/measured-series-share.yaml"])
    assert (document["license"], document["url"]) == ("CC BY 4.0", series.address)
    assert (document["title"], document["label"]) == (series.name, "Share of AI in job ads, by…")
    assert "publisher" not in document
    (fact,) = document["facts"]
    assert (fact["statement"], fact["unit"]) == (f"{series.name}: {said}", unit)


def test_a_series_that_is_no_longer_read_is_no_longer_told(small: Library) -> None:
    values = [SeriesValue(date(2026, 10, 12), 5.9, "")]
    before = texts(small, series={"share": (SERIES, values)})
    old = {"sources/measured-series.yaml": next(iter(before.values()))}
    library = library_of({**SMALL, **before, **old})
    after = measured(library, Gathered((), (), {}, ALONG), NOW)
    assert {path for path, text in after.items() if text is None} >= {*before, *old}


def test_names_that_look_alike_are_told_apart(small: Library) -> None:
    values = [SeriesValue(date(2026, 11, 1), 0.0213, name) for name in ("US", "us", "U.S.", "")]
    found = facts(texts(small, series={"share": (SERIES, values)}), "series-share")
    assert len(found) == 4
    assert all("0.0213" in fact["statement"] for fact in found.values())


ODD = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@given(st.lists(ODD, min_size=3, max_size=6, unique=True))
def test_whatever_companies_are_called_the_documents_pass(small: Library, names: list[str]) -> None:
    new = [
        replace(one, job=f"n{one.job}", is_backlog=False, first_seen=NOW)
        for one in analysts(*names)
    ]
    texts(small, ads=[*analysts(*names), *new])
    values = [SeriesValue(date(2026, 11, 1), 1.5, name) for name in names]
    texts(small, series={"share": (SERIES, values)})


def test_the_same_input_in_any_order_gives_the_same_texts(small: Library) -> None:
    chance = random.Random(3)
    items, ads = [*posts((0.1, 0.25), topic=ZED)], weekly(0.1, 0.3)
    once = texts(small, items, ads)
    chance.shuffle(items)
    chance.shuffle(ads)
    assert texts(small, items, ads) == once


def test_what_differs_in_days_alone_changes_nothing() -> None:
    before = {"a": "verified: 2026-11-21\nin the week to 21 Nov, 9%", "b": None}
    assert (
        changes(before, {"a": "verified: 2026-11-28\nin the week to 28 Nov, 9%", "b": None}) == {}
    )
    other = {"a": "verified: 2026-11-28\nin the week to 28 Nov, 10%", "b": None}
    assert changes(before, other) == {"a": other["a"]}
    assert changes({"a": "x", "b": "y"}, {"a": None, "b": "y"}) == {"a": None, "b": "y"}
    assert undated(None) is None


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0, "0%"),
        (0.04, "0%"),
        (3.75, "3.8%"),
        (9.94, "9.9%"),
        (9.96, "10%"),
        (12.5, "13%"),
        (100, "100%"),
    ],
)
def test_a_percentage_is_short(share: float, said: str) -> None:
    assert percent(share) == said
