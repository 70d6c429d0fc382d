"""Knowledge of one role and one source: as little as passes the check, and is checked in a moment."""

from collections.abc import Mapping

PAY = "sources/pay.yaml"
JOBS = "sources/jobs.yaml"
ANALYST = "roles/analyst.yaml"
FAMILIES = "vocabulary/families.yaml"


def pay(low: int, high: int | None = None, id: str = "Pay") -> str:
    """A source with two figures of the role: both ends of a range, and a mean that is the low end."""
    return f"""\
title: "{id}"
label: {id}
kind: survey
year: 2026
roles: [analyst]
figures:
  - section: "{id} > Ranges"
    role: analyst
    statistic: range
    component: base
    low: {low}
    high: {high or low + 20_000}
    currency: USD
    period: year
  - section: "{id} > Means"
    role: analyst
    statistic: mean
    component: total
    low: {low}
    high: {low}
    currency: USD
    period: year
"""


def role(summary: str = "Looks into things.", source: str = "pay") -> str:
    """The role, with a summary from a source."""
    return f"""\
name: Analyst
family: ai
summary: "{summary}"
summary_sources: [{source}]
"""


SMALL: Mapping[str, str] = {
    PAY: pay(100_000),
    ANALYST: role(),
    FAMILIES: 'terms:\n  - {id: ai, name: "Artificial intelligence"}\n',
}
"""The whole of it."""
