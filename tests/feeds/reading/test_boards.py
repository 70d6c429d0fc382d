"""Each board is asked for by its name; its answer becomes its ads, with everything that is odd about it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from knowledge.drafting.article import Refusal
from knowledge.feeds.boards import READERS, address_of
from knowledge.feeds.model import Feed, FeedKind
from knowledge.feeds.reading import AdPay, JobAd
from tests.feeds.reading.boards import PAGE, POSTED, POSTED_AD, ad, read


@pytest.mark.parametrize(("kind", "board", "address"), [
    ("greenhouse", "acme", "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true&pay_transparency=true"),
    ("lever", "acme", "https://api.lever.co/v0/postings/acme?mode=json&skip=0&limit=100"),
    ("ashby", "Acme Labs", "https://api.ashbyhq.com/posting-api/job-board/Acme%20Labs?includeCompensation=true"),
    ("smartrecruiters", "Acme", "https://api.smartrecruiters.com/v1/companies/Acme/postings?limit=100&offset=0"),
    ("workable", "acme", "https://apply.workable.com/api/v1/widget/accounts/acme?details=true"),
    ("recruitee", "acme", "https://acme.recruitee.com/api/offers/"),
    ("teamtailor", "acme", "https://acme.teamtailor.com/jobs.json"),
    ("teamtailor", "jobs.acme.example", "https://jobs.acme.example/jobs.json"),
    ("personio", "acme", "https://acme.jobs.personio.de/xml"),
])  # fmt: skip
def test_a_board_is_asked_for_by_its_name(kind: FeedKind, board: str, address: str) -> None:
    assert address_of(Feed(id="f", name="F", kind=kind, board=board)) == address
    assert address_of(Feed(id="f", name="F", kind=kind, address=PAGE)) == PAGE


def test_who_is_hiring_needs_no_address() -> None:
    assert "author_whoishiring" in address_of(Feed(id="f", name="F", kind="hn-hiring"))


POSTING: dict[str, Any] = {
    "id": "744", "name": "Data Intern | Remote US", "company": {"identifier": "Acme", "name": "Acme Inc"}, "releasedDate": "2026-07-20T20:54:18.136Z",
    "location": {"city": "Warsaw", "country": "pl", "remote": True, "fullLocation": "Warsaw, , Poland"},
    "typeOfEmployment": {"label": "Part-time"}, "ref": "https://elsewhere.example/744", "creator": {"name": "A Person"},
}  # fmt: skip


def test_smartrecruiters_lists_postings_and_where_the_rest_is() -> None:
    found = read("smartrecruiters", {"offset": 0, "limit": 2, "totalFound": 5, "content": [POSTING, {**POSTING, "id": 745}]})  # fmt: skip
    assert found.ads[0] == JobAd(
        "744", "Data Intern | Remote US", "Acme Inc", "https://jobs.smartrecruiters.com/Acme/744", ("Warsaw, Poland",),
        "TELECOMMUTE", "Part-time", datetime(2026, 7, 20, 20, 54, 18, 136_000, tzinfo=UTC),
    )  # fmt: skip
    assert found.more == ("https://board.example/api/postings?limit=2&offset=2",)
    # Not where the answer says, which might be anywhere.
    assert found.details == {one: f"https://board.example/api/postings/{one}" for one in ("744", "745")}  # fmt: skip
    last = read("smartrecruiters", {"totalFound": 3, "content": [POSTING]}, PAGE.replace("=0", "=2"))  # fmt: skip
    assert (last.more, last.is_whole) == ((), True)


def test_smartrecruiters_answers_for_any_name() -> None:
    found = read("smartrecruiters", {"totalFound": 0, "content": []})
    assert (found.ads, found.is_whole) == ((), False)
    assert "any name" in found.notes[0]


def test_smartrecruiters_has_the_text_in_sections_of_the_detail() -> None:
    sections: dict[str, Any] = {
        "jobDescription": {"text": "<p>Do</p>"},
        "qualifications": {"text": "<p>Know</p>"},
        "videos": [],
    }
    whole: dict[str, Any] = {
        **POSTING,
        "postingUrl": "https://jobs.example/744-data",
        "jobAd": {"sections": sections},
    }
    one = ad("smartrecruiters", whole)
    assert (one.url, one.text) == ("https://jobs.example/744-data", "Do\nKnow")
    unnamed = ad("smartrecruiters", {"jobAd": {"sections": sections}}, "https://board.example/api/postings/9")  # fmt: skip
    assert (unnamed.identifier, unnamed.title, unnamed.text) == ("9", "", "Do\nKnow")


def test_workable_is_read_with_its_places() -> None:
    job = {
        "title": "Engineer", "shortcode": "F4C", "telecommuting": True, "url": "https://apply.workable.com/j/F4C", "employment_type": "Full-time",
        "published_on": "2026-06-30", "created_at": "2024-06-30", "country": "Brazil", "city": "São Paulo", "state": "",
        "locations": [{"city": "São Paulo", "region": "SP", "country": "Brazil"}, {"city": "Rio", "hidden": True}], "description": "<p>Hi</p>",
    }  # fmt: skip
    assert ad("workable", {"name": "Acme", "jobs": [job]}) == JobAd(
        "F4C", "Engineer", "Acme", "https://apply.workable.com/j/F4C", ("São Paulo, SP, Brazil",), "TELECOMMUTE", "Full-time",
        datetime(2026, 6, 30, tzinfo=UTC), text="Hi",
    )  # fmt: skip
    del job["description"], job["locations"]
    bare = read("workable", {"name": "Acme", "jobs": [job]})
    assert bare.ads[0].locations == ("São Paulo, Brazil",)
    assert "details=true" in bare.notes[0]


OFFER: dict[str, Any] = {
    "id": 26, "title": "AI Engineer", "company_name": "Acme", "careers_url": "https://jobs.acme.example/o/ai", "location": "Utrecht, Netherlands",
    "employment_type_code": "fulltime", "created_at": "2026-06-01 09:52:38 UTC", "published_at": "2026-06-02 10:10:41 UTC", "updated_at": None,
    "status": "published", "salary": {"min": "5000", "max": "7000", "period": "month", "currency": "EUR"}, "description": "<p>A</p>",
    "requirements": "<p>B</p>", "locations": [],
}  # fmt: skip


def test_recruitee_states_amounts_as_text() -> None:
    assert ad("recruitee", {"offers": [OFFER, {**OFFER, "status": "draft"}]}) == JobAd(
        "26", "AI Engineer", "Acme", "https://jobs.acme.example/o/ai", ("Utrecht, Netherlands",), None, "fulltime",
        datetime(2026, 6, 2, 10, 10, 41, tzinfo=UTC),
        pay=(AdPay(5_000, 7_000, "EUR", "MONTH", "5000 – 7000 EUR month", "field"),), text="A\nB",
    )  # fmt: skip


def test_a_period_that_can_hardly_be_meant_is_kept_and_marked() -> None:
    salary = {"min": "18.50", "max": None, "period": "month", "currency": "EUR"}
    assert ad("recruitee", {"offers": [{**OFFER, "salary": salary}]}).pay == (
        AdPay(18.5, None, "EUR", "MONTH", "18.50 EUR month", "field", doubtful="so little for one month can hardly be meant"),
    )  # fmt: skip
    nothing = dict.fromkeys(salary)
    assert ad("recruitee", {"offers": [{**OFFER, "salary": nothing}]}).pay == ()


def test_teamtailor_is_a_json_feed_of_job_postings() -> None:
    item = {"id": "9-u", "url": "https://site.example/jobs/1", "title": "T", "_jobposting": POSTED}
    found = read("teamtailor", {"title": "Acme Sverige", "items": [item, {"id": "x"}]})
    assert found.ads == (replace(POSTED_AD, identifier="9-u"),)
    bare = {
        "id": "8",
        "title": "Säljare",
        "content_html": "<p>Hej</p>",
        "date_published": "2026-05-26",
    }
    one = ad("teamtailor", {"title": "Acme Sverige", "items": [bare]})
    assert (one.title, one.organization, one.text) == ("Säljare", "Acme Sverige", "Hej")
    assert one.date_posted == datetime(2026, 5, 26, tzinfo=UTC)


PERSONIO = """<?xml version="1.0" encoding="UTF-8"?><workzag-jobs><position><id>183</id><subcompany>Acme &amp; Co</subcompany>
<office>Munich</office><additionalOffices><office>Berlin</office></additionalOffices><name>Staff Engineer</name><jobDescriptions>
<jobDescription><name>Tasks</name><value><![CDATA[<ul><li>Ship</li></ul>]]></value></jobDescription></jobDescriptions>
<employmentType>permanent</employmentType><schedule>full-time</schedule><createdAt>2024-11-13T14:10:41+00:00</createdAt></position>
<position><id>184</id></position></workzag-jobs>"""


def test_personio_is_xml_without_links() -> None:
    assert ad("personio", PERSONIO, "https://acme.jobs.personio.de/xml?language=en") == JobAd(
        "183", "Staff Engineer", "Acme & Co", "https://acme.jobs.personio.de/job/183", ("Munich", "Berlin"), None, "permanent, full-time",
        datetime(2024, 11, 13, 14, 10, 41, tzinfo=UTC), text="Tasks\n- Ship",
    )  # fmt: skip
    assert ad("personio", PERSONIO, "").url is None


@pytest.mark.parametrize("said", [
    "<html></html>", "", "<workzag-jobs>", '<!DOCTYPE x [<!ENTITY a "b">]><workzag-jobs/>', "{}",
])  # fmt: skip
def test_personio_refuses_what_is_something_else(said: str) -> None:
    assert isinstance(READERS["personio"].read(said, ""), Refusal)
