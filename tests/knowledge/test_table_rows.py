"""The rows of tables on disk: made once, shared, made again where they are gone or damaged."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from knowledge.documents import check_documents
from knowledge.tables.contents import TableContents
from knowledge.tables.store import RowStore
from tests.knowledge.small_tables import JOBS_CSV, ROWS, TEXTS


def table_of(rows: str = ROWS) -> TableContents:
    """The contents of a table of jobs."""
    _, knowledge, problems = check_documents({**TEXTS, JOBS_CSV: rows})
    assert problems == []
    (table,) = knowledge.tables
    return table


class Texts:
    """Gives a table's text, and knows how often it was asked."""

    def __init__(self, text: str = ROWS) -> None:
        self.text = text
        self.asked = 0

    def __call__(self, table: TableContents) -> str:
        self.asked += 1
        return self.text


def medians(store: RowStore, table: TableContents) -> list[object]:
    """The medians of data scientists in Texas and Austin."""
    return [
        row["median"]
        for place in ("texas", "austin")
        for row in store.select(table, occupation="data-scientists", place=place, industry=None)
    ]


def test_rows_are_read_from_the_file_once_it_is_made(tmp_path: Path) -> None:
    table, texts = table_of(), Texts()
    for _ in range(2):
        assert medians(RowStore(texts, tmp_path), table) == [112_960, 127_360]
    assert texts.asked == 1
    (file,) = tmp_path.iterdir()
    assert file.name.startswith(table.digest)


def test_all_rows_can_be_walked_in_any_order() -> None:
    store, table = RowStore(Texts()), table_of()
    lines = [cast("int", row["line"]) for row in store.stream(table)]
    assert lines == sorted(lines)
    assert len(lines) == table.rows == 7
    places = [row["place"] for row in store.stream(table, ("place", "line"))]
    assert places == sorted(places, key=str)


def test_what_a_table_has_no_column_for_no_row_says() -> None:
    store, table = RowStore(Texts()), table_of()
    assert len(store.select(table, occupation="statisticians", level=None)) == 1
    assert store.select(table, occupation="statisticians", level="senior") == []


def spoilt(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5_000] + b"x" * 3_000)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("harm", [Path.unlink, spoilt, emptied], ids=["gone", "spoilt", "emptied"])
def test_a_file_that_is_gone_or_damaged_is_made_again(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    table, texts = table_of(), Texts()
    assert medians(RowStore(texts, tmp_path), table) == [112_960, 127_360]
    (file,) = tmp_path.iterdir()
    harm(file)
    assert medians(RowStore(texts, tmp_path), table) == [112_960, 127_360]
    assert texts.asked == 2


def test_a_file_that_goes_while_it_is_read_is_read_to_its_end(tmp_path: Path) -> None:
    table, texts = table_of(), Texts()
    store = RowStore(texts, tmp_path)
    rows = store.stream(table)
    next(rows)
    for file in tmp_path.iterdir():
        file.unlink()
    assert len(list(rows)) == table.rows - 1
    assert medians(store, table) == [112_960, 127_360]
    assert texts.asked == 2


def test_old_files_of_other_tables_are_removed(tmp_path: Path) -> None:
    now, before = table_of(), table_of(ROWS.replace("112960", "112970"))
    store = RowStore(Texts(), tmp_path)
    store.make([before])
    store.make([now])
    assert len(list(tmp_path.iterdir())) == 2
    for file in tmp_path.iterdir():
        os.utime(file, (0, 0))
    store.make([now])
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(now.digest)


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "tables").write_text("a file where the folder would be")
    store, texts = RowStore(texts := Texts(), tmp_path / "tables"), texts
    for _ in range(2):
        assert medians(store, table_of()) == [112_960, 127_360]
    assert texts.asked == 1
