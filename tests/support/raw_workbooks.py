"""What the tests of workbooks share: workbooks part by part, also such as no program writes."""

from __future__ import annotations

import io
import zipfile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
HEADINGS = ("School", "URN", "category", "inspection-ended")
GOOD = ("Hill Top", "100001", "special-measures", "17/10/2014")


def zipped(parts):
    """An archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def xlsx_cell(text):
    """A cell that holds its text itself."""
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def xlsx_row(texts, attributes=""):
    """A row of such cells."""
    return f"<row {attributes}>{''.join(map(xlsx_cell, texts))}</row>"


def xlsx(rows, *, after="", before="", strings=None, styles=None):
    """A workbook of one sheet, with the heading of a list and these rows in XML."""
    parts = {
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Schools" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/sheet1.xml": f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{xlsx_row(HEADINGS)}'
        f"{rows}</sheetData>{after}</worksheet>",
    }
    related = [("worksheet", "sheet1.xml")]
    if strings is not None:
        related.append(("sharedStrings", "strings.xml"))
        parts["xl/strings.xml"] = f'<sst xmlns="{_MAIN}">{strings}</sst>'
    if styles is not None:
        related.append(("styles", "styles.xml"))
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>'
    return zipped({**parts, "xl/_rels/workbook.xml.rels": _relations(related)})


def _relations(related):
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(related)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'


def ods_cell(text="", attributes=""):
    """A cell with a text."""
    within = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell {attributes}>{within}</table:table-cell>"


def ods_row(cells, attributes=""):
    """A row of cells, given as their text or in XML."""
    within = "".join(cell if cell.startswith("<table:") else ods_cell(cell) for cell in cells)
    return f"<table:table-row {attributes}>{within}</table:table-row>"


def ods(*tables, before="", manifest=""):
    """An OpenDocument spreadsheet of these tables, each the rows in XML."""
    spaces = " ".join(f'xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "table", "text"))
    listed = "".join(
        f'<table:table table:name="Sheet {number}">{rows}</table:table>'
        for number, rows in enumerate(tables, 1)
    )
    content = (
        f"{before}<office:document-content {spaces}><office:body><office:spreadsheet>{listed}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_ODF}manifest:1.0">{manifest}'
            "</m:manifest>",
            "content.xml": content,
        }
    )
