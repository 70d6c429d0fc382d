"""Statements made up for tests."""

from typing import Any

from knowledge.pay.statement import Statement


def stated(quote: str = "Data engineers earn $120,000 a year.", **said: Any) -> Statement:
    """A statement that lacks nothing, but for what a test says otherwise."""
    known: dict[str, Any] = {
        "kind": "pay",
        "start": 0,
        "end": len(quote),
        "low": 120_000.0,
        "high": 120_000.0,
        "statistic": "mean",
        "component": "base",
        "currency": "USD",
        "period": "year",
        "title": "Data Engineer",
        "section": "Pay",
        "whose": "advertised",
    }
    return Statement(quote=quote, **{**known, **said})
