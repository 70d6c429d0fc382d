"""Pay in schema.org's JobPosting objects within a text, read by their fields: https://schema.org/JobPosting."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.fields import PayPeriod
from knowledge.pay.statement import Statement

if TYPE_CHECKING:
    from knowledge.feeds.reading import AdPay, JobAd

MOST_TRIES = 20
"""So many brackets of a text are tried as the beginning of an object."""

_NAME = "JobPosting"
_BLOCK = re.compile(r"(?:^|>|```json)\s{0,40}(?P<json>[\[{])(?=[\s\[{]{0,40}\")", re.MULTILINE)
_AMOUNT = re.compile(
    r'"(?:minValue|maxValue|value|baseSalary)"\s*:\s*"?(?P<amount>\d(?:[\d.,]{0,20}\d)?)'
)
_PERIODS: Mapping[str | None, PayPeriod] = {
    "HOUR": "hour",
    "DAY": "day",
    "WEEK": "week",
    "MONTH": "month",
    "YEAR": "year",
}


@dataclass(frozen=True, slots=True)
class Postings:
    """What a block of JSON states of pay, and from where to where it stands in the text."""

    start: int
    end: int
    statements: tuple[Statement, ...]


def read_postings(text: str) -> Iterator[Postings]:
    """Each block of JSON with JobPostings that state a salary in their fields; any other is left to be read as words."""
    named, end, tries = text.find(_NAME), 0, 0
    while named >= 0 and tries < MOST_TRIES:
        for start in [match.start("json") for match in _BLOCK.finditer(text, end, named)]:
            tries += 1
            try:
                said, end = json.JSONDecoder().raw_decode(text, start)
            except (ValueError, RecursionError):
                continue
            statements = tuple(_statements(said, text, start, end))
            if statements:
                yield Postings(start, end, statements)
            break
        named = text.find(_NAME, max(end, named + len(_NAME)))


def _statements(said: object, text: str, start: int, end: int) -> Iterator[Statement]:
    # What reads the answers of job boards is needed for few texts.
    from knowledge.feeds.boards.job_posting import ad_of_job_posting, job_postings_in

    amounts = [
        (float(match["amount"].replace(",", "")), match)
        for match in _AMOUNT.finditer(text, start, end)
        if match["amount"].count(".") < 2
    ]
    for post in job_postings_in(said):
        ad = ad_of_job_posting(post, url=None)
        for pay in ad.pay if ad is not None else ():
            stands = [
                match for amount, match in amounts if amount in (pay.min_value, pay.max_value)
            ]
            if ad is not None and stands:
                yield _statement(
                    ad,
                    pay,
                    text,
                    stands[0],
                    stands[pay.min_value != pay.max_value and len(stands) > 1],
                )


def _statement(
    ad: "JobAd", pay: "AdPay", text: str, first: re.Match[str], last: re.Match[str]
) -> Statement:
    asked = {"low": pay.doubtful, "currency": pay.currency is None, "period": pay.unit is None}
    return Statement(
        kind="pay",
        quote=" ".join(text[first.start() : last.end()].split()),
        start=first.start("amount"),
        end=last.end("amount"),
        low=pay.min_value,
        high=pay.max_value,
        open_ended=pay.max_value is None,
        component=pay.component if pay.component != "unspecified" else None,
        currency=pay.currency,
        period=_PERIODS.get(pay.unit),
        title=ad.title,
        place="; ".join(ad.locations) or ("Remote" if ad.location_type else None),
        company=ad.organization,
        whose="advertised",
        doubts=tuple(name for name, is_doubtful in asked.items() if is_doubtful),
    )
