"""News of pay: an official release once, what ads offer when it is new to a channel or has changed."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from knowledge.digest.ads import AdRange, ad_ranges
from knowledge.digest.compose import compose
from knowledge.digest.edition import AdPayNews, Brief, News, ReleasedPay
from knowledge.digest.subscription import Focus
from knowledge.library import Library
from tests.knowledge.incoming import DAY
from tests.knowledge.small_tables import WORDS, library_of

ROLE = """\
name: {name}
family: ai
summary: Looks into things.
summary_sources: [titles]
"""

ADS = """\
title: "Job ads, last 90 days"
label: Measured ads
kind: job-ads
market: united-states
year: 2026
roles: []
table:
  section: "Ads"
  computed: true
"""

HEAD = "role,level,component,currency,period,n,companies,low,high\n"


def with_ads(*rows: str) -> Library:
    """A library with what ads offer."""
    return library_of({
        **WORDS,
        "roles/engineer.yaml": ROLE.format(name="Engineer"),
        "roles/analyst.yaml": ROLE.format(name="Analyst"),
        "sources/measured-ads.yaml": ADS,
        "sources/measured-ads.csv": HEAD + "".join(f"{row}\n" for row in rows),
    })  # fmt: skip


ENGINEER = "engineer,senior,base,USD,year,37,12,150000,215000"
ANALYST = "analyst,,base,USD,year,12,5,90000,120000"


SINCE = News(date(2026, 11, 16), ())


def told(library: Library, *, day: date = DAY, **of: Any) -> AdPayNews | ReleasedPay | None:
    """The news of pay that a digest tells."""
    return compose(library, Brief("C1", day, **of)).pay


def ads(library: Library, **of: Any) -> AdPayNews | None:
    """The same, where it is of ads."""
    found = told(library, **of)
    assert not isinstance(found, ReleasedPay)
    return found


def before(row: str, low: float, high: float) -> tuple[AdRange, ...]:
    """What ads offered at the last digest, where it was something else."""
    cells = row.split(",")
    cells[7:] = [f"{low:g}", f"{high:g}"]
    return ad_ranges(with_ads(",".join(cells)))


def test_a_row_is_read_with_all_that_it_says() -> None:
    assert ad_ranges(with_ads(ENGINEER)) == (
        AdRange(
            "engineer", "senior", "united-states", "base", "USD", "year", 150_000, 215_000, 37, 12
        ),
    )


def test_what_a_channel_was_never_told_is_told_as_it_is() -> None:
    found = ads(with_ads(ENGINEER))
    assert found is not None
    assert (found.now.low, found.before) == (150_000, None)
    assert found.because.startswith("Chosen because what ads offer an Engineer is new here")


def test_what_has_changed_since_the_last_digest_reads_before_and_after() -> None:
    found = ads(with_ads(ENGINEER), ads_before=before(ENGINEER, 130_000, 200_000), news=SINCE)
    assert found is not None
    assert found.before is not None
    assert (found.before.low, found.before.high) == (130_000, 200_000)
    assert found.since == SINCE.since


def test_what_was_told_counts_more_than_what_was_there_last() -> None:
    creeping = before(ENGINEER, 149_000, 214_000)
    item = "pay:engineer/senior/united-states/base/USD/year=120000-170000/25/6@2026-11-01"
    found = ads(with_ads(ENGINEER), ads_before=creeping, news=SINCE, had=((item,),))
    assert found is not None
    assert found.before is not None
    assert found.before.low == 120_000


@pytest.mark.parametrize(("low", "is_told"), [(150_000, False), (140_000, False), (136_000, True)])
def test_a_little_more_is_no_news(low: int, is_told: bool) -> None:
    item = f"pay:engineer/senior/united-states/base/USD/year={low}-215000/20/5@2026-11-01"
    assert (ads(with_ads(ENGINEER), had=((item,),)) is not None) == is_told


OF_ENGINEER = "pay:engineer/senior/united-states/base/USD/year="


@pytest.mark.parametrize(
    ("had", "is_told"),
    [
        (["120000-170000/25/6@2026-11-01"], True),
        (["120000-170000/19/6@2026-11-01"], False),
        (["120000-170000/25/4@2026-11-01"], False),
        (["120000-170000"], True),
        (["120000-170000/25/6@2026-11-10"], False),
        (["151000-215000/25/6@2026-09-01", "120000-170000/25/6@2026-11-01"], False),
        (["151000-215000/25/6@2026-04-01", "120000-170000/25/6@2026-11-01"], True),
    ],
    ids=["moved", "few ads", "few companies", "unread", "a week ago", "back", "back after long"],
)
def test_an_arrow_has_to_be_firm_and_no_return(had: list[str], is_told: bool) -> None:
    items = tuple((f"{OF_ENGINEER}{one}",) for one in had)
    assert (ads(with_ads(ENGINEER), had=items) is not None) == is_told


def test_a_role_is_told_for_the_first_time_once() -> None:
    elsewhere = "engineer,,base,USD,year,50,20,140000,205000"
    had = ((f"{OF_ENGINEER}150000-215000/37/12@2026-11-01",),)
    assert ads(with_ads(ENGINEER, elsewhere), had=had) is None


def test_only_the_channel_s_roles_where_it_named_some() -> None:
    library = with_ads(ENGINEER, ANALYST)
    of_focus = ads(library, focus=Focus(roles=("analyst",)))
    assert of_focus is not None
    assert of_focus.now.role == "analyst"
    assert ads(with_ads(ENGINEER), focus=Focus(roles=("analyst",))) is None


def test_what_a_digest_told_is_kept_for_the_next_to_read() -> None:
    digest = compose(with_ads(ENGINEER), Brief("C1", DAY))
    item = next(one for one in digest.items if one.startswith("pay:"))
    assert json.loads(item.removeprefix("pay:")) == {
        "range": {
            "role": "engineer", "level": "senior", "place": "united-states", "component": "base",
            "currency": "USD", "period": "year", "low": 150_000, "high": 215_000, "n": 37, "companies": 12,
        },
        "day": "2026-11-23",
    }  # fmt: skip
    later = DAY + timedelta(weeks=3)
    assert ads(with_ads(ENGINEER), day=later, had=(digest.items,)) is None
    found = ads(with_ads(ENGINEER.replace("150000", "170000")), day=later, had=(digest.items,))
    assert found is not None
    assert (found.before and found.before.low, found.since) == (150_000, DAY)


@pytest.mark.parametrize(
    "item",
    ["pay:", "pay:{", "pay:{}", 'pay:{"range": 1, "day": "2026-11-01"}', "pay:a/b=1-2/3/4@2026-11-01",
     "pay:engineer/senior/united-states/base/USD/fortnight=1-2/3/4@2026-11-01"],
)  # fmt: skip
def test_what_cannot_be_read_of_what_was_told_was_not_told(item: str) -> None:
    assert ads(with_ads(ENGINEER), had=((item,),)) is not None


def test_an_official_release_is_told_once_to_a_channel(library: Library) -> None:
    focus = Focus(roles=("data-scientist",))
    found = told(library, focus=focus)
    assert isinstance(found, ReleasedPay)
    assert found.pay.latest.source.id == "bls-oews-2025"
    assert found.pay.role is not None
    assert found.pay.role.id == "data-scientist"
    assert told(library, focus=focus, had=(("release:bls-oews-2025",),)) is None


def test_a_release_is_about_the_first_role_of_the_channel_that_is_in_it(library: Library) -> None:
    found = told(library, focus=Focus(roles=("prompt-engineer", "statistician")))
    assert isinstance(found, ReleasedPay)
    assert found.pay.role is not None
    assert found.pay.role.id in ("prompt-engineer", "statistician")
