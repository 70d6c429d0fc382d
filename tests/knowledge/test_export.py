"""The way out: everything that is known, in a form that others can build on."""

import json
from pathlib import Path

import pytest

from bot.settings import CONTENT
from knowledge.documents import fingerprint
from knowledge.export import EXPORT_KINDS, ExportKind, export_lines
from knowledge.library import Library
from knowledge.store import KnowledgeStore, open_library
from tests.knowledge.content_copy import BIG_DATA, ContentCopy
from tests.knowledge.exported import exported, lines

FIELDS: dict[ExportKind, set[str]] = {
    "figures": set(
        "id role roles title statistic component includes low high open_ended currency period level years_min "
        "years_max place company company_kind industry year source document section occupation n computed "
        "employment employment_rse wage_rse".split()
    ),
    "facts": set("id statement values unit period place source document section".split()),
    "trends": set("id topic name statement source document section".split()),
    "roles": set(
        "id name aliases family onet_soc esco occupations related summary summary_sources sections".split()
    ),
    "occupations": set("id name code source tasks tools titles".split()),
    "sources": set(
        "id title label kind publisher url release license attribution year market document".split()
    ),
}


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_every_record_has_the_same_fields(library: Library, kind: ExportKind) -> None:
    records = exported(library, kind)
    assert records
    assert all(set(record) == FIELDS[kind] for record in records)


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_records_are_sorted_and_none_is_there_twice(library: Library, kind: ExportKind) -> None:
    records = exported(library, kind)
    ids = [record["id"] for record in records]
    # Those of tables come as their rows do, behind all others: they are never all in memory.
    of_tables = [id for id in ids if ":" in id and id.partition(":")[0] in library.tables.of_source]
    others = ids[: len(ids) - len(of_tables)]
    assert others == sorted(others)
    assert [*others, *of_tables] == ids
    assert len(set(ids)) == len(ids)


def test_two_runs_say_the_same(library: Library, tmp_path: Path) -> None:
    """Once out of the files, once out of the store."""
    store = KnowledgeStore(tmp_path / "knowledge.json")
    from_files, from_store = (open_library(CONTENT, store).library for _ in range(2))
    assert from_files is not None
    assert from_store is not None
    assert from_files.revision == from_store.revision == library.revision
    for kind in EXPORT_KINDS:
        assert lines(library, kind) == tuple(export_lines(from_store, kind)), kind


def test_everything_is_there(library: Library) -> None:
    sources = library.sources.values()
    assert {record["id"] for record in exported(library, "roles")} == set(library.roles)
    assert len(exported(library, "figures")) == sum(
        map(library.number_of_figures_in, library.sources)
    )
    assert len(exported(library, "facts")) == sum(len(source.facts) for source in sources)
    assert len(exported(library, "trends")) == sum(len(source.trends) for source in sources)


def test_terms_of_use_go_out_with_what_they_are_about(library: Library) -> None:
    terms = {
        one["id"]: (one["license"], one["attribution"]) for one in exported(library, "sources")
    }
    assert terms.keys() == library.sources.keys()
    assert terms["bls-oews-2025"][0] == "US government work, in the public domain"
    assert terms["onet-29-3"][0] == "CC BY 4.0"
    assert "U.S. Department of Labor" in terms["onet-29-3"][1]
    assert terms["aijobs-2024-25"][0] == "CC0 1.0"


def test_a_record_is_one_line_of_plain_json(library: Library) -> None:
    for kind in EXPORT_KINDS:
        for number, line in enumerate(lines(library, kind)):
            assert "\n" not in line
            # Thousands of the figures of tables are alike.
            if number < 1_000 or number % 10 == 0:
                assert json.dumps(json.loads(line), ensure_ascii=False) == line


def test_a_figure_says_all_that_its_source_does(library: Library) -> None:
    (figure,) = [record for record in exported(library, "figures") if record["low"] == 172_654]
    assert figure["id"].startswith("aipathly-ml-developer:")
    assert {key: value for key, value in figure.items() if key != "id"} == {
        "role": "ml-developer",
        "roles": ["ml-developer", "ml-engineer"],
        "title": None,
        "statistic": "range",
        "component": "unspecified",
        "includes": None,
        "low": 172_654,
        "high": None,
        "open_ended": True,
        "currency": "USD",
        "period": "year",
        "level": "senior",
        "years_min": 10,
        "years_max": None,
        "place": "united-states",
        "company": None,
        "company_kind": None,
        "industry": None,
        "year": 2024,
        "source": "aipathly-ml-developer",
        "document": "002_0ad23787bc600876.txt",
        "section": "Salary Ranges (US Market, 2024) > Salary Ranges by Experience",
        "occupation": None,
        "n": None,
        "companies": None,
        "computed": False,
        "employment": None,
        "employment_rse": None,
        "wage_rse": None,
    }


def test_a_fact_says_all_that_its_source_does(library: Library) -> None:
    (fact,) = [record for record in exported(library, "facts") if 26.03 in record["values"]]
    assert fact == {
        "id": "big-data-ml-guide:ml-market-size",
        "statement": "The ML market worldwide: $26.03 billion in 2023, "
        "projected to reach $225.91 billion by 2030",
        "values": [26.03, 225.91],
        "unit": "USD billion",
        "period": "2023/2030",
        "place": "worldwide",
        "n": None,
        "computed": False,
        "source": "big-data-ml-guide",
        "document": "000_feb5654ed8ce23a7.txt",
        "section": "Market Demand > Market Outlook",
    }


def test_a_corrected_amount_keeps_its_id(library: Library, content: ContentCopy) -> None:
    content.change(BIG_DATA, "low: 185000\n    high: 185000", "low: 186000\n    high: 186000")
    store = KnowledgeStore(content.root / "knowledge.json")
    corrected = open_library(content.root, store).library
    assert corrected is not None
    assert corrected.revision == fingerprint(content.root) != fingerprint(CONTENT)
    both = zip(lines(library, "figures"), export_lines(corrected, "figures"), strict=True)
    ((before, after),) = [(json.loads(old), json.loads(new)) for old, new in both if old != new]
    assert (before["low"], after["low"]) == (185_000, 186_000)
    assert before["id"] == after["id"]
