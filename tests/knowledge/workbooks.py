"""Workbooks as small as a test needs them, written by hand: spreadsheet programs write no hostile ones."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from knowledge.importing.parts import letters_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Cells = Sequence[str | int | float | None]

STYLES = f"""<styleSheet xmlns="{MAIN}">
<numFmts count="2"><numFmt numFmtId="164" formatCode="[Red]d.mm.yyyy"/><numFmt numFmtId="165" formatCode='0.0" days"'/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs>
</styleSheet>"""
"""Style 1 is a date, 2 one of a format of its own, 3 a number with a word, 4 a date and a time."""


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of some files."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return made.getvalue()


def workbook(
    sheets: Mapping[str, Sequence[Cells] | str],
    parts: Mapping[str, str | bytes | None] | None = None,
    about: str = "",
) -> bytes:
    """A workbook; a sheet is rows of cells, or the XML of its rows. `parts` are others, or None for none.

    Texts are shared ones, as spreadsheet programs write them.
    """
    texts: dict[str, int] = {}
    files: dict[str, str | bytes | None] = {
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _book(sheets, about),
        "xl/_rels/workbook.xml.rels": _relations({
            **{f"rId{n}": ("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)},
            "rId91": ("sharedStrings", "/xl/sharedStrings.xml"),
            "rId92": ("styles", "styles.xml"),
        }),
        "xl/styles.xml": STYLES,
    }  # fmt: skip
    for number, rows in enumerate(sheets.values(), 1):
        data = rows if isinstance(rows, str) else _rows(rows, texts)
        files[f"xl/worksheets/sheet{number}.xml"] = sheet_xml(data)
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    files["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{items}</sst>'
    files |= parts or {}
    return zipped({path: content for path, content in files.items() if content is not None})


def sheet_xml(rows: str) -> str:
    """The part of a sheet with some rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _rows(rows: Sequence[Cells], texts: dict[str, int]) -> str:
    return "".join(
        f'<row r="{number}">'
        + "".join(_cell(f"{letters_of(n)}{number}", value, texts) for n, value in enumerate(cells))
        + "</row>"
        for number, cells in enumerate(rows, 1)
    )


def _cell(place: str, value: str | float | None, texts: dict[str, int]) -> str:
    if value is None:
        return f'<c r="{place}" s="0"/>'
    if isinstance(value, str):
        return f'<c r="{place}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def _book(sheets: Mapping[str, object], about: str) -> str:
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(sheets, 1)
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{about}<sheets>{listed}</sheets></workbook>'
    )


def _relations(related: Mapping[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for id, (kind, target) in related.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{listed}</Relationships>'
