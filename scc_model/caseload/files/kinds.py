"""What a file is that was given as a list of schools, by its content and never by its name."""

from __future__ import annotations

import re
import zipfile
from typing import Final

from scc_model.caseload.files.limits import NotAListError, shown

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"
_SAVE = "Open it in Excel or LibreOffice, and save the sheet with the schools as .xlsx or .csv."
_OPENINGS = (
    (b"%PDF", "a PDF document. Ask for the list as a workbook or a CSV file."),
    (b"\x1f\x8b", "compressed (gzip). Unpack it, and give the list that is in it."),
    (b"BZh", "compressed (bzip2). Unpack it, and give the list that is in it."),
    (b"\xfd7zXZ\x00", "compressed (xz). Unpack it, and give the list that is in it."),
    (b"\x28\xb5\x2f\xfd", "compressed (zstd). Unpack it, and give the list that is in it."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive. Unpack it, and give the list that is in it."),
    (b"Rar!", "a RAR archive. Unpack it, and give the list that is in it."),
    (_EMPTY_ZIP, "a ZIP archive with nothing in it."),
    (b"PAR1", "a Parquet file. Save the table as CSV."),
    (b"SQLite format 3\0", "a database (SQLite). Save the table of the schools as CSV."),
    (b"{\\rtf", f"a text document (RTF). {_SAVE}"),
    (b"\x89PNG", "a picture (PNG). Ask for the list as a workbook or a CSV file."),
    (b"\xff\xd8\xff", "a picture (JPEG). Ask for the list as a workbook or a CSV file."),
    (b"GIF8", "a picture (GIF). Ask for the list as a workbook or a CSV file."),
)  # fmt: skip
# An Excel 2003 workbook, a Word document and one with a password are all of the same container,
# and named by what it contains.
_IN_OLE = (
    ("EncryptedPackage", "a workbook with a password. Save it without one."),
    ("WordDocument", f"a Word document. {_SAVE}"),
    ("PowerPoint Document", "a PowerPoint presentation. Ask for the list as a workbook."),
    ("Workbook", "a workbook of Excel 2003 or older (.xls). Open it and save it as .xlsx."),
    ("Book", "a workbook of Excel 95 or older (.xls). Open it and save it as .xlsx."),
)
_TEXTS = (
    (r"<\?xml.*urn:schemas-microsoft-com:office:spreadsheet",
     f"an XML table of Excel 2003. {_SAVE}"),
    (r"<\?xml.*<office:document\b", f"an OpenDocument file in plain XML (.fods). {_SAVE}"),
    (r"(<\?xml.*)?<(!doctype html|html|head|meta|title|body|style|script|table|div)\b",
     f"a web page (HTML), whatever its name says. {_SAVE}"),
    (r"<(\?xml|[a-z])", f"an XML file. {_SAVE}"),
    (r"mime-version:|content-type: multipart", f"a web page in one file (MHTML). {_SAVE}"),
    (r"\{\s*[\"}]|\[\s*[{\[]", "a JSON file. Save the table of the schools as CSV."),
    (r"begin:v(calendar|card)", "a calendar or an address card. Give the list of the schools."),
)  # fmt: skip
_SHOWS = 4096  # characters of a text, in which its kind shows
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_OTHER_ODF = b"application/vnd.oasis.opendocument."


def check_opening(octets: bytes) -> None:
    """Refuse what the first octets of a file show to be no list.

    Raises:
        NotAListError: which says what the file is, and what to do.

    >>> check_opening(b"%PDF-1.7")
    Traceback (most recent call last):
    scc_model.caseload.files.limits.NotAListError: is a PDF document. Ask for the list as a
    workbook or a CSV file.
    """
    if not octets.strip():
        raise NotAListError("is empty.")
    for opening, kind in _OPENINGS:
        if octets.startswith(opening):
            raise NotAListError(f"is {kind}")
    if octets.startswith(OLE[:4]):
        for name, kind in _IN_OLE:
            if name.encode("utf-16-le") in octets:
                raise NotAListError(f"is {kind}")
        raise NotAListError(
            "is a workbook of Excel 2003 or older (.xls), or has a password. Save it as .xlsx "
            "without one."
        )


def check_text(opening: str) -> None:
    """Refuse text that is plainly no list of cells.

    Raises:
        NotAListError: which says what the file is, and what to do.
    """
    if not opening.strip():
        raise NotAListError("is empty.")
    for pattern, kind in _TEXTS:
        if re.match(pattern, opening.strip()[:_SHOWS], re.IGNORECASE | re.DOTALL):
            raise NotAListError(f"is {kind}")


def is_open_document(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is an OpenDocument spreadsheet; none if it is an Excel workbook.

    Raises:
        NotAListError: for any other archive, with what it is.
    """
    names = {name.replace("\\", "/") for name in archive.namelist()}
    if "mimetype" in names:
        with archive.open("mimetype") as part:
            kind = part.read(100)
        if kind.startswith(_ODS):
            return True
        if kind.startswith(_OTHER_ODF):
            raise NotAListError(f"is an OpenDocument file, but no spreadsheet. {_SAVE}")
    if "xl/workbook.bin" in names:
        raise NotAListError(f"is a binary workbook (.xlsb). {_SAVE}")
    if any(name.startswith("word/") for name in names):
        raise NotAListError(f"is a Word document. {_SAVE}")
    if any(name.startswith("ppt/") for name in names):
        raise NotAListError("is a PowerPoint presentation. Ask for the list as a workbook.")
    if any(name.endswith(".iwa") for name in names):
        raise NotAListError("is a document of Apple's Numbers. Export it as .xlsx or .csv.")
    if "_rels/.rels" not in names:
        files = [name for name in archive.namelist() if not name.endswith("/")]
        raise NotAListError(
            "is a ZIP archive and no workbook. Unpack it, and give the list that is in it"
            + (f": {shown(files)}." if files else ".")
        )
    return False
