"""Pages with schema.org's JobPosting: the job that a page is about, and pay in every shape."""

import json
from dataclasses import replace

import pytest

from knowledge.drafting.article import Refusal
from knowledge.feeds.boards import READERS
from knowledge.feeds.reading import AdPay
from tests.feeds.reading.boards import POSTED, POSTED_AD, ad, read


def page(*blocks: object, head: str = "") -> str:
    told = "".join(
        f'<script type="application/ld+json">{one if isinstance(one, str) else json.dumps(one)}</script>'
        for one in blocks
    )
    return f"<html><head><title>Principal Data Scientist at Acme &amp; Co</title>{head}{told}</head></html>"


SIMILAR = {**POSTED, "title": "Data Scientist", "identifier": "other", "baseSalary": None}


@pytest.mark.parametrize("said", [
    page(POSTED), page({"@type": "BreadcrumbList"}, POSTED), page({"@graph": [{"@type": "WebPage"}, POSTED]}),
    page([SIMILAR, POSTED]), page("{broken", POSTED), page({**POSTED, "@type": ["JobPosting", "Thing"]}),
    page({**POSTED, "@type": "http://schema.org/JobPosting"}),
    page({**SIMILAR, "title": "Principal Data Scientist", "url": "/jobs/2"}, {**POSTED, "url": "/jobs/1/"}),
    page(SIMILAR, POSTED, head='<link rel="canonical" href="https://site.example/jobs/1">'),
])  # fmt: skip
def test_a_page_has_the_job_that_it_is_about(said: str) -> None:
    found = ad("jobposting", said, "https://site.example/jobs/1")
    assert replace(found, url=(found.url or "").rstrip("/")) == POSTED_AD


def test_a_page_says_what_was_left_out() -> None:
    found = read("jobposting", page("{broken", SIMILAR, POSTED), "https://site.example/jobs/1")
    assert found.notes == (
        "Other jobs on the page, left out: 1.",
        "A block of JSON-LD on the page is broken and was left out.",
    )


@pytest.mark.parametrize(("said", "why"), [
    (page(), "has no JobPosting to read: its JSON-LD has none"),
    (page("{broken"), "has no JobPosting to read: its JSON-LD is broken JSON"),
    (page("[" * 100_000), "has no JobPosting to read: its JSON-LD is broken JSON"),
    (page({**POSTED, "title": "Nurse"}, {**POSTED, "title": "Chef"}),
     "has 2 JobPostings, and none with the page's title or address (Nurse, Chef)"),
    (page({"@type": "JobPosting"}), "has a JobPosting without a title"),
])  # fmt: skip
def test_a_page_without_its_job_is_refused(said: str, why: str) -> None:
    assert READERS["jobposting"].read(said, "https://site.example/jobs/1") == Refusal(why)


@pytest.mark.parametrize(("salary", "pay"), [
    ({"currency": "VND", "value": {"maxValue": 80_000_000, "unitText": "MONTH"}},
     [AdPay(None, 80_000_000, "VND", "MONTH", "80000000 VND MONTH", "field", "base")]),
    ({"currency": "USD", "value": {"value": "120000.00", "unitText": "Annual"}},
     [AdPay(120_000, 120_000, "USD", "YEAR", "120000.00 – 120000.00 USD Annual", "field", "base")]),
    ({"currency": "EUR", "minValue": 10, "maxValue": 20, "unitText": "HOUR"}, [AdPay(10, 20, "EUR", "HOUR", "10 – 20 EUR HOUR", "field", "base")]),
    (50_000, [AdPay(50_000, 50_000, "GBP", None, "50000 – 50000 GBP", "field", "base")]),
    ({"currency": "USD", "value": {"minValue": 0, "maxValue": 0}}, []),
    ({"currency": "USD", "value": {"minValue": "competitive"}}, []),
    ({"currency": "USD", "value": {"minValue": float("inf"), "maxValue": True}}, []),
])  # fmt: skip
def test_salaries_of_pages_come_in_every_shape(salary: object, pay: list[AdPay]) -> None:
    posted = {**POSTED, "baseSalary": salary, "salaryCurrency": "GBP"}
    assert list(ad("teamtailor", {"items": [{"id": "1", "_jobposting": posted}]}).pay) == pay


def test_what_somebody_estimates_is_not_the_employers_pay() -> None:
    posted = {**POSTED, "baseSalary": None, "estimatedSalary": POSTED["baseSalary"]}
    assert ad("teamtailor", {"items": [{"id": "1", "_jobposting": posted}]}).pay == ()
