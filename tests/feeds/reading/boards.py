"""Answers of boards, read as the process that reads them does: without a process."""

from datetime import UTC, datetime
from typing import Any

from knowledge.feeds.boards import READERS
from knowledge.feeds.model import FeedKind
from knowledge.feeds.reading import AdPay, FeedRead, JobAd

PAGE = "https://board.example/api/postings?limit=2&offset=0"
"""Where an answer came from, unless a test says otherwise."""


def read(kind: FeedKind, answer: object, url: str = PAGE) -> FeedRead:
    """What an answer says, which can be read."""
    found = READERS[kind].read(answer, url)
    assert isinstance(found, FeedRead), found
    return found


def ad(kind: FeedKind, answer: object, url: str = PAGE) -> JobAd:
    """The only ad of an answer."""
    (one,) = read(kind, answer, url).ads
    return one


POSTED: dict[str, Any] = {
    "@context": "https://schema.org", "@type": "JobPosting", "title": "Principal Data Scientist", "datePosted": "2026-01-13",
    "validThrough": "2026-03-14T23:59:59+07:00", "employmentType": ["FULL_TIME", "CONTRACTOR"], "hiringOrganization": {"name": "Acme"},
    "jobLocationType": "TELECOMMUTE", "identifier": {"@type": "PropertyValue", "value": 67_414}, "description": "<p>Do.</p>",
    "jobLocation": [{"address": {"addressLocality": "Hà Nội", "addressRegion": None, "addressCountry": {"name": "VN"}, "postalCode": 100_000}}],
    "baseSalary": {"currency": "USD", "value": {"unitText": "YEAR", "minValue": 180_000, "maxValue": 200_000}},
}  # fmt: skip
POSTED_AD = JobAd(
    "67414", "Principal Data Scientist", "Acme", "https://site.example/jobs/1", ("Hà Nội, VN",), "TELECOMMUTE", "FULL_TIME, CONTRACTOR",
    datetime(2026, 1, 13, tzinfo=UTC), None, datetime(2026, 3, 14, 16, 59, 59, tzinfo=UTC),
    (AdPay(180_000, 200_000, "USD", "YEAR", "180000 – 200000 USD YEAR", "field", "base"),), "Do.",
)  # fmt: skip
