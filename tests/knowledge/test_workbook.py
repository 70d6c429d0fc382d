"""Workbooks are read row by row as people see them, and never beyond bounds."""

import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import chain

import pytest

from knowledge.importing.parts import CHUNK, MAX_SILENCE
from knowledge.importing.workbook import UPLOADED, Limits, Row, Workbook, WorkbookError
from tests.knowledge.workbooks import MAIN, OFFICE, sheet_xml, workbook, zipped

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"


def opened(data: bytes, limits: Limits = UPLOADED) -> Workbook:
    return Workbook(BytesIO(data), "pay.xlsx", limits)


def rows(data: bytes, limits: Limits = UPLOADED) -> list[Row]:
    book = opened(data, limits)
    return list(book.rows(book.sheets[0]))


def cells(xml: str, about: str = "") -> tuple[str, ...]:
    """The cells of a sheet's only row."""
    (row,) = rows(workbook({"Pay": xml}, about=about))
    return row.cells


def refusal(data: bytes, limits: Limits = UPLOADED) -> str:
    with pytest.raises(WorkbookError) as refused:
        rows(data, limits)
    return str(refused.value)


# --- what is read


def test_rows_that_say_something_are_read_with_their_numbers() -> None:
    data = workbook({"Pay": [["Role", "Median"], [None, None], ["Analyst", None, 90_000.5], []]})
    assert rows(data) == [
        Row(1, ("Role", "Median")),
        Row(3, ("Analyst", "", "90000.5")),
    ]


def test_sheets_are_known_by_name() -> None:
    book = opened(workbook({"Pay": [["a"]], "Notes & more": [["b"]]}))
    assert book.sheets == ("Pay", "Notes & more")
    assert list(book.rows("Notes & more")) == [Row(1, ("b",))]
    assert list(book.rows("Pay")) == [Row(1, ("a",))]
    with pytest.raises(WorkbookError, match=r'^pay.xlsx: has no sheet "Pya"; did you mean "Pay"\?'):
        next(book.rows("Pya"))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c><v>32.659999999999997</v></c>", "32.66"),
        ("<c><v>239200</v></c>", "239200"),
        ("<c><v>239200.0</v></c>", "239200"),
        ("<c><v>1.2E+6</v></c>", "1200000"),
        ("<c><v>-0.00005</v></c>", "-0.00005"),
        ('<c t="str"><f>A1&amp;B1</f><v>007</v></c>', "007"),
        ("<c><f>SUM(B1:B9)</f><v>45</v></c>", "45"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c t="d"><v>2026-05-15</v></c>', "2026-05-15"),
        ('<c t="inlineStr"><is><r><t>Data </t></r><r><t>Scientist</t></r></is></c>', "Data Scientist"),
        ('<c t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>', "東京"),
        ('<c s="1"><v>46157</v></c>', "2026-05-15"),
        ('<c s="2"><v>1</v></c>', "1900-01-01"),
        ('<c s="2"><v>61</v></c>', "1900-03-01"),
        ('<c s="4"><v>46157.604166666664</v></c>', "2026-05-15 14:30:00"),
        ('<c s="4"><v>0.25</v></c>', "06:00:00"),
        ('<c s="3"><v>46157</v></c>', "46157"),
    ],
)  # fmt: skip
def test_a_cell_says_what_people_see(cell: str, text: str) -> None:
    assert cells(f"<row>{cell}</row>") == (text,)


def test_dates_may_count_from_1904() -> None:
    xml = '<row><c s="1"><v>44695</v></c></row>'
    assert cells(xml, about='<workbookPr date1904="1"/>') == ("2026-05-15",)


def test_merged_cells_say_their_text_once() -> None:
    xml = '<row r="1"><c r="A1" t="str"><v>All</v></c><c r="B1" s="0"/><c r="C1"><v>5</v></c></row>'
    merged = sheet_xml(xml).replace(
        "</worksheet>", '<mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
    )
    assert rows(workbook({"Pay": ""}, {SHEET: merged})) == [Row(1, ("All", "", "5"))]


def test_prefixes_and_utf_16_make_no_difference() -> None:
    xml = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c t="str"><x:v>é</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    encoded = f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16")
    assert rows(workbook({"Pay": ""}, {SHEET: encoded})) == [Row(1, ("é",))]


def test_rows_are_read_as_they_are_asked_for() -> None:
    broken = sheet_xml("".join(f"<row><c><v>{n}</v></c></row>" for n in range(20_000)))[:-40]
    book = opened(workbook({"Pay": ""}, {SHEET: broken}))
    reading = book.rows("Pay")
    assert next(reading) == Row(1, ("0",))
    with pytest.raises(WorkbookError, match=r"sheet1\.xml is not valid XML"):
        list(reading)


# --- what is not


def test_what_is_wrong_with_a_cell_is_told_with_its_place() -> None:
    for cell, message in {
        "<c r='B7'><f>A1*2</f></c>": "has a formula without its result: open it in a spreadsheet program and save it",
        "<c r='B7'><v>12k</v></c>": 'holds "12k", no value of its kind: save the file again',
        "<c r='B7'><v>1e999</v></c>": 'holds "1e999", no value of its kind: save the file again',
        "<c r='B7'><v>1_000</v></c>": 'holds "1_000", no value of its kind: save the file again',
        "<c r='B7'><v>nan</v></c>": 'holds "nan", no value of its kind: save the file again',
        "<c r='B7' t='s'><v>-1</v></c>": 'holds "-1", no value of its kind: save the file again',
        "<c r='B7' t='s'><v>5</v></c>": 'holds "5", no value of its kind: save the file again',
        "<c r='B7' s='1'><v>1e9</v></c>": 'holds "1e9", no value of its kind: save the file again',
        f"<c r='B7' t='str'><v>{'x' * 32_768}</v></c>": "is longer than 32,767 characters",
    }.items():
        data = workbook({"Pay 2026": f'<row r="7">{cell}</row>'})
        assert refusal(data) == f'pay.xlsx: sheet "Pay 2026", B7: {message}'


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        ('<row r="2"/><row r="2"/>', 'a row after row 2 is numbered "2"'),
        ('<row r="x"/>', 'a row after row 0 is numbered "x"'),
        ('<row r="99999999999"/>', 'a row after row 0 is numbered "99999999999"'),
    ],
)
def test_rows_come_in_order(xml: str, message: str) -> None:
    assert refusal(workbook({"Pay": xml})) == f'pay.xlsx: sheet "Pay": {message}'


@pytest.mark.parametrize("place", ["A1", "B2", "b1", "ABCD1", "1", "B", "B01"])
def test_cells_come_in_order(place: str) -> None:
    xml = f'<row r="1"><c r="A1"><v>1</v></c><c r="{place}"><v>1</v></c></row>'
    message = f'pay.xlsx: sheet "Pay", row 1: has a cell that is called "{place}" out of its order'
    assert refusal(workbook({"Pay": xml})) == message


def test_there_are_only_so_many_rows_and_columns() -> None:
    few = replace(UPLOADED, rows=10, columns=3)
    assert rows(workbook({"Pay": [[1, 2, 3]] * 10}), few)[-1] == Row(10, ("1", "2", "3"))
    assert "has more than 10 rows" in refusal(workbook({"Pay": [[1]] * 11}), few)
    # Rows and columns that nothing is written in are no harm, and take no memory.
    far = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    assert refusal(workbook({"Pay": far}), few) == 'pay.xlsx: sheet "Pay": has more than 10 rows'
    wide = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="2"/></row>'
    assert rows(workbook({"Pay": wide}), few) == [Row(1, ("1",))]
    wide = wide.replace('s="2"/>', "><v>1</v></c>")
    message = 'pay.xlsx: sheet "Pay", row 1: has more than 3 columns'
    assert refusal(workbook({"Pay": wide}), few) == message
    million = f"<row>{'<c><v>1</v></c>' * 1_000_000}</row>"
    assert "row 1: has more than 200 columns" in refusal(workbook({"Pay": million}))


def test_a_zip_expands_only_so_far() -> None:
    bomb, less = workbook({"Pay": " " * 9_000_000}), replace(UPLOADED, expanded_bytes=8_000_000)
    assert len(bomb) < 20_000
    assert refusal(bomb, less) == "pay.xlsx: expands to more than 8,000,000 bytes"
    large = replace(UPLOADED, file_bytes=100)
    assert refusal(workbook({"Pay": [[1]]}), large) == "pay.xlsx: is larger than 100 bytes"
    many = workbook({"Pay": [[1]]}, {f"xl/media/{n}.png": b"" for n in range(1_000)})
    assert refusal(many) == "pay.xlsx: has 1,006 parts; the limit is 1,000"


def test_no_more_is_expanded_than_the_zip_says() -> None:
    """A zip that understates a part is read up to there, and then found damaged."""
    data = workbook({"Pay": "".join(f"<row><c><v>{n}</v></c></row>" for n in range(50_000))})
    with zipfile.ZipFile(BytesIO(data)) as archive:
        size = archive.getinfo(SHEET).file_size
    understated = data.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert refusal(understated) == f"pay.xlsx: {SHEET} is damaged: save the file again"


def test_shared_texts_are_bounded() -> None:
    few = replace(UPLOADED, texts=100, cell=50)
    nothing = f'<sst xmlns="{MAIN}">{"<si/>" * 101}</sst>'
    message = "pay.xlsx: has more than 100 characters of text"
    assert refusal(workbook({"Pay": [[1]]}, {TEXTS: nothing}), few) == message
    long = f'<sst xmlns="{MAIN}"><si><t>{"x" * 51}</t></si></sst>'
    message = "pay.xlsx: a shared text is longer than 50 characters"
    assert refusal(workbook({"Pay": [[1]]}, {TEXTS: long}), few) == message


def test_all_that_is_read_is_bounded_even_where_it_says_nothing() -> None:
    few = replace(UPLOADED, pieces=1_000)
    message = "pay.xlsx: has too many cells or texts, empty ones included: delete what isn't needed"
    assert len(rows(workbook({"Pay": [[1]] * 100}), few)) == 100
    for empty in ("<row/>" * 1_000, f"<row>{'<c/>' * 1_000}</row>"):
        assert refusal(workbook({"Pay": empty}), few) == message
    # The same part is read for each sheet that names it.
    names = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId1"/>' for n in range(50))
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'
    repeated = opened(workbook({"Pay": [[1]] * 20}, {"xl/workbook.xml": book}), few)
    with pytest.raises(WorkbookError, match=message):
        list(chain.from_iterable(map(repeated.rows, repeated.sheets)))


@pytest.mark.parametrize(
    "part", ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"]
)
def test_what_is_kept_as_a_whole_is_not_large(part: str) -> None:
    large = workbook({"Pay": [[1]]}, {part: f"<a>{'<xf/>' * 2_000}</a>"})
    message = f"pay.xlsx: {part} expands to more than 10,000 bytes"
    assert refusal(large, replace(UPLOADED, settings_bytes=10_000)) == message


ENTITIES = """<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<sst xmlns="x"><si><t>&b;</t></si></sst>"""
OUTSIDE = '<!DOCTYPE sst SYSTEM "file:///etc/passwd"><sst/>'


@pytest.mark.parametrize("xml", [ENTITIES, OUTSIDE, ENTITIES.encode("utf-16")])
def test_nothing_is_declared(xml: str | bytes) -> None:
    message = f"pay.xlsx: {TEXTS} declares a document type, which no workbook needs: save it again"
    assert refusal(workbook({"Pay": [["a"]]}, {TEXTS: xml})) == message


def test_one_tag_is_only_so_long_and_elements_nest_only_so_deep() -> None:
    long = sheet_xml(f"<!--{' ' * (MAX_SILENCE + 3 * CHUNK)}-->")
    message = f"pay.xlsx: {SHEET} has a tag or a comment that is too long"
    assert refusal(workbook({"Pay": ""}, {SHEET: long})) == message
    deep = sheet_xml("<x>" * 100_000)
    assert refusal(workbook({"Pay": ""}, {SHEET: deep})) == f"pay.xlsx: {SHEET} nests too deep"


def test_what_is_no_workbook_is_told() -> None:
    assert refusal(b"PK\x03\x04 no") == "pay.xlsx: is not a complete .xlsx or .zip file"
    assert (
        refusal(workbook({"Pay": [[1]]})[:-30]) == "pay.xlsx: is not a complete .xlsx or .zip file"
    )
    assert "needs a password or is of Excel 97" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99)
    assert (
        refusal(zipped({"a.txt": "a"}))
        == 'pay.xlsx: is not a workbook (.xlsx): "_rels/.rels" is missing'
    )
    macros = workbook({"Pay": [[1]]}, {"xl/vbaProject.bin": b"\0"})
    assert refusal(macros) == "pay.xlsx: has macros: save it as .xlsx"
    binary = workbook({"Pay": [[1]]}, {"xl/workbook.bin": b"\0"})
    assert refusal(binary) == "pay.xlsx: is a binary workbook (.xlsb): save it as .xlsx"
    missing = workbook({"Pay": [[1]]}, {SHEET: None})
    assert refusal(missing) == f'pay.xlsx: is not a workbook (.xlsx): "{SHEET}" is missing'
    broken = workbook({"Pay": "<row><c></row>"})
    assert refusal(broken) == f"pay.xlsx: {SHEET} is not valid XML (line 1)"
    odd = workbook({"Pay": ""}, {SHEET: '<?xml version="1.0" encoding="martian"?><a/>'})
    assert refusal(odd).startswith(f"pay.xlsx: {SHEET} is ")
