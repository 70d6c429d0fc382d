"""Ads as job boards answer, each vendor in its own shape and with pay where it keeps it."""

import html
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.playground.feeds.ads import Ad, Board

CENTS = 100


def board_body(board: Board, ads: Sequence[Ad], base: str) -> bytes:
    """A board's answer with its open ads; `base` is the server's address."""
    return json.dumps(_SHAPES[board.kind](board, ads, base), indent=1, ensure_ascii=False).encode()


def _greenhouse(_board: Board, ads: Sequence[Ad], base: str) -> Any:
    jobs = [
        {
            "id": ad.number,
            "internal_job_id": ad.number + 1,
            "title": ad.title,
            "company_name": ad.employer,
            "first_published": ad.at.isoformat(),
            "updated_at": ad.at.isoformat(),
            "location": {"name": ad.place.name},
            "absolute_url": f"{base}{ad.page}",
            "language": "en",
            "metadata": None,
            "content": html.escape(_html(ad) + _pay_range(ad)),
            "departments": [],
            "offices": [],
            "pay_input_ranges": _pay_inputs(ad),
        }
        for ad in ads
    ]
    return {"jobs": jobs, "meta": {"total": len(jobs)}}


def _pay_inputs(ad: Ad) -> list[Any]:
    if ad.pay_in != "field" or ad.number % 2:
        return []
    return [
        {
            "min_cents": ad.low * CENTS,
            "max_cents": ad.high * CENTS,
            "currency_type": ad.place.currency,
            "title": "Annual base salary",
            "blurb": "",
        }
    ]


def _pay_range(ad: Ad) -> str:
    """The block in which a board writes a range when it is not asked for the field."""
    if ad.pay_in != "field" or not ad.number % 2:
        return ""
    low, high = ad.pay_words
    return (
        '<div class="content-pay-transparency"><div class="pay-input">'
        '<div class="title">Annual base salary</div><div class="pay-range">'
        f'<span>{low}</span><span class="divider">&mdash;</span>'
        f"<span>{high} {ad.place.currency}</span></div></div></div>"
    )


def _lever(_board: Board, ads: Sequence[Ad], base: str) -> Any:
    return [
        {
            "id": _uuid(ad),
            "text": ad.title,
            "createdAt": int(ad.at.timestamp() * 1_000),
            "categories": {
                "commitment": "Full-time",
                "department": "Data",
                "location": ad.place.name,
                "allLocations": [ad.place.name],
            },
            "country": ad.place.country,
            "workplaceType": "remote" if ad.place.is_remote else "hybrid",
            "descriptionPlain": "\n\n".join(ad.paragraphs),
            "description": _html(ad),
            "lists": [],
            "additionalPlain": "",
            "hostedUrl": f"{base}{ad.page}",
            "applyUrl": f"{base}{ad.page}",
            **(_salary(ad) if ad.pay_in == "field" else {}),
        }
        for ad in ads
    ]


def _salary(ad: Ad) -> Any:
    salary = {
        "currency": ad.place.currency,
        "interval": "per-year-salary",
        "min": ad.low,
        "max": ad.high,
    }
    low, high = ad.pay_words
    said = f"The base salary range for this role is {low} to {high} a year."
    return {"salaryRange": salary, "salaryDescriptionPlain": said}


def _ashby(_board: Board, ads: Sequence[Ad], base: str) -> Any:
    jobs: list[Any] = [
        {
            "id": _uuid(ad),
            "title": ad.title,
            "department": "Data",
            "team": "Data",
            "employmentType": "FullTime",
            "location": ad.place.name,
            "secondaryLocations": [],
            "publishedAt": ad.at.isoformat(timespec="milliseconds"),
            "isListed": True,
            "isRemote": ad.place.is_remote,
            "workplaceType": "Remote" if ad.place.is_remote else "Hybrid",
            "address": {
                "postalAddress": {
                    "addressLocality": ad.place.city,
                    "addressRegion": ad.place.state,
                    "addressCountry": ad.place.country,
                }
            },
            "jobUrl": f"{base}{ad.page}",
            "applyUrl": f"{base}{ad.page}/application",
            "descriptionHtml": _html(ad),
            "descriptionPlain": "\n\n".join(ad.paragraphs),
            "shouldDisplayCompensationOnJobPostings": ad.pay_in == "field",
            "compensation": _compensation(ad),
        }
        for ad in ads
    ]
    return {"apiVersion": "1", "jobs": jobs}


def _compensation(ad: Ad) -> Any:
    if ad.pay_in != "field":
        return {
            "compensationTierSummary": None,
            "scrapeableCompensationSalarySummary": None,
            "compensationTiers": [],
            "summaryComponents": [],
        }
    low, high = ad.pay_words
    salary = {
        "compensationType": "Salary",
        "interval": "1 YEAR",
        "currencyCode": ad.place.currency,
        "minValue": ad.low,
        "maxValue": ad.high,
    }
    equity = salary | {
        "compensationType": "EquityCashValue",
        "minValue": None,
        "maxValue": None,
    }
    summary = f"Base salary {low} – {high} • Offers Equity"
    tier = {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{ad.number}/tier")),
        "title": ad.place.city or "Nationwide",
        "tierSummary": summary,
        "additionalInformation": None,
        "components": [
            equity | {"summary": "Offers Equity"},
            salary | {"summary": f"Base salary {low} – {high}"},
        ],
    }
    return {
        "compensationTierSummary": summary,
        "scrapeableCompensationSalarySummary": f"{low} - {high}",
        "compensationTiers": [tier],
        "summaryComponents": [equity, salary],
    }


def _recruitee(board: Board, ads: Sequence[Ad], base: str) -> Any:
    offers = [
        {
            "id": ad.number,
            "title": ad.title,
            "company_name": board.name,
            "slug": f"{ad.number}",
            "careers_url": f"{base}{ad.page}",
            "careers_apply_url": f"{base}{ad.page}/c/new",
            "location": ad.place.name,
            "city": ad.place.city,
            "state_code": ad.place.state,
            "country_code": ad.place.country,
            "remote": ad.place.is_remote,
            "hybrid": not ad.place.is_remote,
            "on_site": False,
            "employment_type_code": "fulltime_permanent",
            "description": _html(ad),
            "requirements": "",
            "created_at": f"{ad.at:%Y-%m-%d %H:%M:%S} UTC",
            "published_at": f"{ad.at:%Y-%m-%d %H:%M:%S} UTC",
            "status": "published",
            "salary": _monthly(ad) if ad.pay_in == "field" else _NO_SALARY,
        }
        for ad in ads
    ]
    return {"offers": offers}


_NO_SALARY = {"min": None, "max": None, "period": None, "currency": None}


def _monthly(ad: Ad) -> Any:
    """Pay as this board gives it: in strings, and a month's where that is the country's way."""
    months = 12 if ad.place.country == "NL" else 1
    return {
        "min": str(ad.low // months),
        "max": str(ad.high // months),
        "period": "year" if months == 1 else "month",
        "currency": ad.place.currency,
    }


def _workable(board: Board, ads: Sequence[Ad], base: str) -> Any:
    jobs = [
        {
            "title": ad.title,
            "shortcode": f"{ad.number:X}",
            "employment_type": "Full-time",
            "telecommuting": ad.place.is_remote,
            "department": "Data",
            "url": f"{base}{ad.page}",
            "application_url": f"{base}{ad.page}/apply",
            "published_on": f"{ad.at:%Y-%m-%d}",
            "created_at": f"{ad.at:%Y-%m-%d}",
            "country": "United States",
            "city": ad.place.city,
            "state": ad.place.state,
            "locations": [
                {
                    "country": "United States",
                    "countryCode": ad.place.country,
                    "city": ad.place.city,
                    "region": ad.place.state,
                    "hidden": False,
                }
            ],
            "description": _html(ad),
        }
        for ad in ads
    ]
    return {"name": board.name, "description": "", "jobs": jobs}


def _html(ad: Ad) -> str:
    return "".join(f"<p>{html.escape(one)}</p>" for one in ad.paragraphs)


def _uuid(ad: Ad) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, str(ad.number)))


_SHAPES: Mapping[str, Callable[[Board, Sequence[Ad], str], Any]] = {
    "greenhouse": _greenhouse,
    "lever": _lever,
    "ashby": _ashby,
    "recruitee": _recruitee,
    "workable": _workable,
}
