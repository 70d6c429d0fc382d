"""Greenhouse, Lever and Ashby: their ads, and pay exactly as they state it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any

import pytest

from knowledge.drafting.article import Refusal
from knowledge.feeds.boards import READERS
from knowledge.feeds.reading import AdPay, FeedRead, JobAd
from tests.feeds.reading.boards import ad, read

PAY_BLOCK = """<p>Build &amp; run evals.</p><ul><li>Ship</li></ul><div class="content-pay-transparency"><div class="pay-input">
<div class="description"><p>{about}</p></div><div class="title">{title}</div><div class="pay-range"><span>{low}</span>
<span class="divider">&mdash;</span><span>{high}</span></div></div></div><p>Apply.</p>"""


def greenhouse(content: str = "<p>Work</p>", **more: object) -> dict[str, Any]:
    post = {
        "id": 7, "internal_job_id": 1, "title": " ML  Engineer ", "absolute_url": "https://jobs.example/7?gh_jid=7",
        "location": {"name": "Paris; London"}, "first_published": "2026-04-17T05:58:03-04:00",
        "updated_at": "2026-07-17T08:48:22-04:00", "company_name": "Acme", "content": escape(content), "metadata": None,
    }  # fmt: skip
    return {"jobs": [{**post, **more}], "meta": {"total": 9}}


def test_greenhouse_is_read_with_its_text_unescaped_once() -> None:
    assert ad("greenhouse", greenhouse("<p>R&amp;D&nbsp;team</p><ul><li>Use &lt;T&gt;</li></ul>")) == JobAd(
        "7", "ML Engineer", "Acme", "https://jobs.example/7?gh_jid=7", ("Paris; London",), None, None,
        datetime(2026, 4, 17, 9, 58, 3, tzinfo=UTC), datetime(2026, 7, 17, 12, 48, 22, tzinfo=UTC),
        text="R&D team\n- Use <T>",
    )  # fmt: skip


@pytest.mark.parametrize(("title", "about", "low", "high", "pay"), [
    ("France Annual Pay Range", "The base pay range shown.", "€61.000", "€72.000 EUR",
     AdPay(61_000, 72_000, "EUR", "YEAR", "€61.000 — €72.000 EUR", "markup", "base", "France")),
    ("Pay Range", "An internship.", "$28", "$32 USD", AdPay(28, 32, "USD", None, "$28 — $32 USD", "markup")),
    ("India Annual Pay Range", "", "₹2,590,000", "₹3,700,000 INR",
     AdPay(2_590_000, 3_700_000, "INR", "YEAR", "₹2,590,000 — ₹3,700,000 INR", "markup", "unspecified", "India")),
    ("Base Hourly Pay", "", "$40.50", "$40.50 CAD", AdPay(40.5, 40.5, "CAD", "HOUR", "$40.50 — $40.50 CAD", "markup", "base")),
    ("Zone A: OTE", "", "CHF 120'000", "CHF 140'000", AdPay(120_000, 140_000, "CHF", None, "CHF 120'000 — CHF 140'000", "markup", "total", "Zone A")),
    ("Pay", "", "$50", "$60", AdPay(50, 60, None, None, "$50 — $60", "markup")),
])  # fmt: skip
def test_greenhouse_states_pay_in_markup(title: str, about: str, low: str, high: str, pay: AdPay) -> None:  # fmt: skip
    one = ad("greenhouse", greenhouse(PAY_BLOCK.format(title=title, about=about, low=low, high=high)))  # fmt: skip
    assert one.pay == (pay,)
    # It isn't in the text too, where it would be read a second time.
    assert one.text == "Build & run evals.\n- Ship\nApply."


def test_greenhouse_may_have_several_ranges_and_fields_come_first() -> None:
    two = "".join(PAY_BLOCK.format(title=t, about="", low="$1", high="$2 USD") for t in ("Nevada", "Utah"))  # fmt: skip
    assert [one.place for one in ad("greenhouse", greenhouse(two)).pay] == ["Nevada", "Utah"]
    stated = {
        "min_cents": 5_000_000, "max_cents": 7_500_050, "currency_type": "USD", "title": "NYC Salary Range", "blurb": "<p>Base salary.</p>",
    }  # fmt: skip
    assert ad("greenhouse", greenhouse(two, pay_input_ranges=[stated, {**stated, "title": "Base Hourly Pay"}])).pay == (
        AdPay(50_000, 75_000.5, "USD", None, "NYC Salary Range: 50,000 – 75,000.50 USD", "field", "base", "NYC"),
        AdPay(50_000, 75_000.5, "USD", "HOUR", "Base Hourly Pay: 50,000 – 75,000.50 USD", "field", "base", None, "so much for one hour can hardly be meant"),
    )  # fmt: skip


@pytest.mark.parametrize(("currency", "said", "low"), [
    ("JPY", "", 15_150_000), ("JPY", "from ¥151,500", 151_500), ("JPY", "¥15,150,000 and ¥151,500", 15_150_000),
    ("USD", "", 151_500), ("USD", "$15,150,000", 15_150_000),
])  # fmt: skip
def test_greenhouse_hundredths_are_held_against_the_text(currency: str, said: str, low: float) -> None:  # fmt: skip
    stated = {"min_cents": 15_150_000, "max_cents": None, "currency_type": currency, "title": ""}
    (pay,) = ad("greenhouse", greenhouse(f"<p>{said}</p>", pay_input_ranges=[stated])).pay
    assert (pay.min_value, pay.max_value) == (low, None)


@pytest.mark.parametrize(("more", "is_remote"), [
    ({"location": {"name": "Remote, Italy"}}, True),
    ({"metadata": [{"name": "Workplace Type", "value": "Remote"}]}, True),
    ({"metadata": [{"name": "Workplace Type", "value": "Hybrid"}, {"name": "Quota", "value": "Remote"}]}, False),
    ({"metadata": {"name": "Workplace Type", "value": ["Remote"]}}, True),
])  # fmt: skip
def test_greenhouse_says_remote_in_the_place_or_its_own_fields(
    more: Mapping[str, Any], is_remote: bool
) -> None:
    assert (ad("greenhouse", greenhouse(**more)).location_type == "TELECOMMUTE") is is_remote


LEVER: dict[str, Any] = {
    "id": "a-1", "text": "Data Scientist（LLM）", "categories": {
        "location": "Asia", "commitment": "Full-time", "allLocations": ["Asia", "Taipei"],
    }, "country": "SG", "descriptionPlain": "We build.", "lists": [{"text": "You will", "content": "<li>Ship</li><li>Learn</li>"}],
    "additionalPlain": "We care.", "hostedUrl": "https://jobs.lever.co/acme/a-1", "createdAt": 1_769_818_028_287,
    "workplaceType": "remote", "salaryRange": {"currency": "USD", "interval": "per-year-salary", "min": 240_000, "max": 240_000},
    "salaryDescriptionPlain": "The on-target earnings (OTE) are $240,000.",
}  # fmt: skip
LEVER_PAGE = "https://api.lever.co/v0/postings/acme?mode=json&skip=2&limit=1"


def test_lever_is_a_bare_list_with_all_its_text() -> None:
    found = read("lever", [LEVER, "no object", {"id": "b"}], LEVER_PAGE)
    assert found.ads == (JobAd(
        "a-1", "Data Scientist（LLM）", None, "https://jobs.lever.co/acme/a-1", ("Asia", "Taipei"), "TELECOMMUTE", "Full-time",
        datetime(2026, 1, 31, 0, 7, 8, 287_000, tzinfo=UTC),
        pay=(AdPay(240_000, 240_000, "USD", "YEAR", "240000 – 240000 USD per-year-salary", "field", "total"),),
        text="We build.\nYou will\n- Ship\n- Learn\nWe care.\nThe on-target earnings (OTE) are $240,000.",
    ),)  # fmt: skip
    assert found.more == ("https://api.lever.co/v0/postings/acme?mode=json&skip=5&limit=1",)


def test_lever_ends_with_a_page_that_is_not_full() -> None:
    assert read("lever", [], LEVER_PAGE) == FeedRead()
    assert read("lever", [LEVER], "").more == ()


@pytest.mark.parametrize(("interval", "unit"), [
    ("per-hour-wage", "HOUR"), ("per-month-salary", "MONTH"), ("one-time", None), ("per-2-week-salary", "WEEK"), (None, None),
])  # fmt: skip
def test_lever_intervals_are_read_where_they_are_known(interval: str, unit: str | None) -> None:
    salary = {"currency": "usd", "interval": interval, "min": "20", "max": None}
    (pay,) = ad("lever", [{**LEVER, "salaryRange": salary}]).pay
    assert (pay.min_value, pay.max_value, pay.currency, pay.unit) == (20, None, "USD", unit)
    assert (interval or "USD") in pay.words.replace("usd", "USD")


def test_an_unknown_site_of_lever_is_told() -> None:
    answer = {"ok": False, "error": "Document not found"}
    assert READERS["lever"].read(answer, "") == Refusal("isn't there: Lever says “Document not found”")  # fmt: skip


def component(kind: str, low: float | None, high: float | None, summary: str = "", interval: str = "1 YEAR") -> dict[str, Any]:  # fmt: skip
    return {
        "summary": summary,
        "compensationType": kind,
        "interval": interval,
        "currencyCode": "USD",
        "minValue": low,
        "maxValue": high,
    }


ASHBY: dict[str, Any] = {
    "id": "u-1", "title": "Account Manager | Commercial", "location": "New York", "secondaryLocations": [{"location": "Remote (US)"}],
    "isListed": True, "isRemote": True, "workplaceType": "Hybrid", "employmentType": "FullTime", "publishedAt": "2021-04-27T20:13:45.158+00:00",
    "jobUrl": "https://jobs.ashbyhq.com/acme/u-1", "descriptionPlain": "Sell.",
    "compensation": {
        "compensationTierSummary": "$122.4K – $187K", "scrapeableCompensationSalarySummary": None,
        "compensationTiers": [
            {"title": "NY/SF", "additionalInformation": None, "components": [
                component("Salary", 136_000, 187_000, "The range reflects total OTE with a 60/40 base-to-commission split."),
                component("EquityCashValue", None, None), component("EquityPercentage", 0.1, 0.2), component("Commission", 5, 9)]},
            {"title": "Nationwide", "additionalInformation": "Base salary", "components": [component("Salary", 122_400, 168_000, "$122.4K")]},
            {"title": None, "components": [component("Salary", 30, 40, "", "1 HOUR"), component("Salary", 3_000, 4_000, "", "2 WEEK")]},
        ],
        "summaryComponents": [component("Salary", 122_400, 187_000)],
    },
}  # fmt: skip


def test_ashby_keeps_its_tiers_apart() -> None:
    assert ad("ashby", {"jobs": [ASHBY]}) == JobAd(
        "u-1", "Account Manager | Commercial", None, "https://jobs.ashbyhq.com/acme/u-1", ("New York", "Remote (US)"), None, "FullTime",
        datetime(2021, 4, 27, 20, 13, 45, 158_000, tzinfo=UTC),
        pay=(
            AdPay(136_000, 187_000, "USD", "YEAR", "The range reflects total OTE with a 60/40 base-to-commission split.", "field", "total", "NY/SF"),
            AdPay(5, 9, "USD", "YEAR", "5 – 9 USD 1 YEAR", "field", "additional", "NY/SF", "so little for one year can hardly be meant"),
            AdPay(122_400, 168_000, "USD", "YEAR", "$122.4K · Base salary", "field", "base", "Nationwide"),
            AdPay(30, 40, "USD", "HOUR", "30 – 40 USD 1 HOUR", "field"),
            AdPay(3_000, 4_000, "USD", None, "3000 – 4000 USD 2 WEEK", "field"),
        ),
        text="Sell.",
    )  # fmt: skip


def test_ashby_shows_what_is_listed_and_concludes_nothing_from_an_empty_board() -> None:
    remote: dict[str, Any] = {
        **ASHBY,
        "workplaceType": "Remote",
        "compensation": {"compensationTiers": []},
    }
    found = read("ashby", {"jobs": [{**ASHBY, "isListed": False}, remote]})
    assert [(one.location_type, one.pay) for one in found.ads] == [("TELECOMMUTE", ())]
    assert found.notes == ()
    del remote["compensation"]
    assert "includeCompensation" in read("ashby", {"jobs": [remote]}).notes[0]
    assert not read("ashby", {"jobs": []}).is_whole
