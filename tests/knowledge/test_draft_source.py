"""Statements as a source document that the check takes, and as records for programs."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from knowledge.drafting.article import Article
from knowledge.drafting.source import draft_source, record
from knowledge.library import Library
from knowledge.pay.statement import Statement
from tests.knowledge.content_copy import copy_content

TODAY = date(2026, 11, 28)
ARTICLE = Article(
    "…", title="Pay at Brightfen Labs", publisher="Brightfen Blog", published="2026-05-04",
    url="https://blog.example/pay", license="CC BY 4.0",
)  # fmt: skip


def stated(quote: str, **said: Any) -> Statement:
    known: dict[str, Any] = {
        "kind": "pay", "start": 0, "end": 9, "low": 90_000.0, "high": 110_000.0, "statistic": "range",
        "component": "base", "currency": "EUR", "period": "year", "title": "Data Engineer", "section": "Pay in 2026",
    }  # fmt: skip
    return Statement(quote=quote, **{**known, **said})


def market(quote: str, low: float) -> Statement:
    return Statement(
        "market", quote, 0, 9, low, low, statistic="growth", unit="percent", section="Market"
    )


SURE = stated(
    "Data engineers get €90–110k: “fair”, she says.", level="senior", place="Berlin", year=2026
)
NO_PERIOD = stated(
    "Data scientists see €95k.", title="Data Scientist", period=None, doubts=("period",)
)
UNKNOWN = stated("At Brightfen Labs: €99k.", company="Brightfen Labs", level="mid")
OFFERED = stated("I have 99k now.", whose="current", level="junior")


def test_what_is_sure_is_a_source_that_the_check_takes(library: Library, tmp_path: Path) -> None:
    text = draft_source(
        library, ARTICLE, [SURE, NO_PERIOD, market("Vacancies rose 12%.", 12.0)], TODAY
    )
    content = copy_content(tmp_path / "content")
    content.write("sources/pay-at-brightfen-labs.yaml", text)
    knowledge, problems = content.checked()
    assert problems == []
    (source,) = [one for one in knowledge.sources if one.id == "pay-at-brightfen-labs"]
    assert (source.publisher, source.year, source.url, source.license, source.verified) == (
        "Brightfen Blog", 2026, "https://blog.example/pay", "CC BY 4.0", TODAY,
    )  # fmt: skip
    (figure,) = source.figures
    assert (figure.low, figure.high, figure.currency, figure.period) == (
        90_000,
        110_000,
        "EUR",
        "year",
    )
    assert (figure.role, figure.level, figure.place, figure.year) == (
        "data-engineer", "senior", "berlin", 2026,
    )  # fmt: skip
    assert (figure.quote, figure.section) == (SURE.quote, "Pay in 2026")
    (fact,) = source.facts
    assert (fact.values, fact.unit, fact.quote) == ((12,), "percent", "Vacancies rose 12%.")


def test_the_rest_follows_with_what_to_do(library: Library) -> None:
    text = draft_source(library, ARTICLE, [SURE, NO_PERIOD, UNKNOWN, OFFERED], TODAY)
    assert len(yaml.safe_load(text)["figures"]) == 1
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert "# fill in period; look at period" in comments
    assert "# company: “Brightfen Labs” isn't in the vocabulary" in comments
    assert "# look at whose" in comments
    entries = "\n".join(line[2:] for line in comments if line.startswith("#   "))
    assert [one["quote"] for one in yaml.safe_load(entries)] == [
        NO_PERIOD.quote, UNKNOWN.quote, OFFERED.quote,
    ]  # fmt: skip


def test_an_article_that_states_nothing_makes_an_empty_source(library: Library) -> None:
    text = draft_source(library, ARTICLE, [], TODAY)
    assert yaml.safe_load(text)["roles"] == []
    assert "figures" not in text


def test_a_record_has_every_field_and_the_ids_of_what_is_known(library: Library) -> None:
    told = record(library, SURE)
    assert set(told) == set(
        "kind sure low high open_ended approximate statistic component currency period title level years place company "
        "industry year quote start end whose over_years unit section role_ids level_id place_id company_id "
        "industry_id".split()
    )
    assert (told["sure"], told["place"], told["place_id"], told["level_id"]) == (
        True,
        "Berlin",
        "berlin",
        "senior",
    )
    assert told["role_ids"] == ["data-engineer"]
    unknown = record(library, UNKNOWN)
    assert (unknown["company"], unknown["company_id"]) == ("Brightfen Labs", None)
    assert record(library, NO_PERIOD)["sure"] is False
