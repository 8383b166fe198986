"""What is given as a list by mistake is named as what it is, with what to do."""

from __future__ import annotations

import os
import threading

import pytest

from raw_workbooks import GOOD, HEADINGS, xlsx, xlsx_row, zipped
from scc_model.caseload.reading import read
from scc_model.cli import main
from scc_model.errors import BadValue
from scc_model.loading import load

FRAMEWORK = load()
LIST = f"{','.join(HEADINGS)}\n{','.join(GOOD)}\n"
WHEN = ("--from", "2014-11-01", "--to", "2014-12-31", "--as-at", "2014-11-20")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def utf_16(text):
    return text.encode("utf-16-le")


def refusal(path):
    with pytest.raises(BadValue) as refused:
        read(path, FRAMEWORK)
    return str(refused.value)


MISTAKES = {
    "nothing": (b"", "is empty."),
    "blanks": (b" \r\n\t\r\n", "is empty."),
    "a mark of UTF-8": (b"\xef\xbb\xbf", "is empty."),
    "a mark of UTF-16": (b"\xff\xfe", "is empty."),
    "xls": (OLE + utf_16("Workbook"), "is a workbook of Excel 2003 or older (.xls)"),
    "old xls": (OLE + utf_16("Book"), "is a workbook of Excel 95 or older (.xls)"),
    "doc": (OLE + utf_16("WordDocument"), "is a Word document"),
    "password": (OLE + utf_16("EncryptedPackage"), "is a workbook with a password"),
    "other ole": (OLE, "is a workbook of Excel 2003 or older (.xls), or has a password"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "is a PDF document"),
    "html": (b"<html xmlns:x='urn'><table><tr><td>School</table>", "is a web page (HTML)"),
    "html with a doctype": (b"\xef\xbb\xbf\n <!DOCTYPE HTML><p>School", "is a web page (HTML)"),
    "html in UTF-16": ("<table><tr><td>School".encode("utf-16"), "is a web page (HTML)"),
    "xhtml": (b"<?xml version='1.0'?>\n<!DOCTYPE html><html>", "is a web page (HTML)"),
    "mhtml": (b"MIME-Version: 1.0\r\nContent-Type: multipart", "is a web page in one file"),
    "xml of excel": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "is an XML table of Excel 2003",
    ),
    "fods": (b"<?xml version='1.0'?>\n<office:document x='y'>", "is an OpenDocument file in plain"),
    "other xml": (b"<?xml version='1.0'?><schools/>", "is an XML file"),
    "json": (b'[{"School": "Hill Top"}]', "is a JSON file"),
    "rtf": (b"{\\rtf1 School", "is a text document (RTF)"),
    "calendar": (b"BEGIN:VCALENDAR\r\n", "is a calendar"),
    "gzip": (b"\x1f\x8b\x08 School", "is compressed (gzip). Unpack it"),
    "7z": (b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive. Unpack it"),
    "parquet": (b"PAR1 School", "is a Parquet file"),
    "sqlite": (b"SQLite format 3\0", "is a database (SQLite)"),
    "png": (b"\x89PNG\r\n\x1a\n", "is a picture (PNG)"),
    "zip": (zipped({"edubasealldata.csv": LIST}), "is in it: edubasealldata.csv."),
    "zip of many": (zipped(dict.fromkeys(map(str, range(9)), "")), "is in it: 0, 1, 2, 3, 4, ..."),
    "empty zip": (zipped({}), "is a ZIP archive with nothing in it"),
    "xlsb": (zipped({"_rels/.rels": "", "xl/workbook.bin": ""}), "is a binary workbook (.xlsb)"),
    "docx": (zipped({"_rels/.rels": "", "word/document.xml": ""}), "is a Word document"),
    "pptx": (zipped({"_rels/.rels": "", "ppt/presentation.xml": ""}), "is a PowerPoint"),
    "numbers": (zipped({"Index/Document.iwa": ""}), "is a document of Apple's Numbers"),
    "odt": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
        "is an OpenDocument file, but no spreadsheet",
    ),
    "UTF-16 without its mark": (utf_16(LIST), "UTF-16 without the mark"),
    "NUL in the middle": (LIST.encode() + b"a\0b,", "holds NUL characters"),
    "no text": (b"School,\x81\n", "is not text in an encoding that can be read"),
}


@pytest.mark.parametrize("name", MISTAKES)
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_mistake_is_named_by_the_content_and_not_by_the_name(tmp_path, name, ending):
    content, said = MISTAKES[name]
    path = tmp_path / f"schools{ending}"
    path.write_bytes(content)
    message = refusal(path)
    assert said in message
    assert "Accepted: a CSV file (UTF-8, UTF-16 or Windows-1252), an Excel workbook" in message


@pytest.mark.parametrize("name", MISTAKES)
def test_the_command_says_it_in_one_line(tmp_path, capsys, name):
    path = tmp_path / "schools.xls"
    path.write_bytes(MISTAKES[name][0])
    assert main(["caseload", str(path), *WHEN]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert MISTAKES[name][1] in err


def test_a_list_that_has_another_ending_is_read(tmp_path):
    (tmp_path / "a.csv").write_bytes(xlsx(xlsx_row(GOOD)))
    (tmp_path / "b.xlsx").write_text(LIST, encoding="utf-8")
    for path in tmp_path.iterdir():
        assert read(path, FRAMEWORK).schools.names == ["Hill Top"]


def test_control_characters_of_a_file_in_an_archive_do_not_reach_the_terminal(tmp_path, capsys):
    path = tmp_path / "schools.zip"
    path.write_bytes(zipped({"\x1b[31mred.csv": LIST}))
    assert main(["caseload", str(path), *WHEN]) == 2
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.parametrize("place", ["/dev/zero", "/dev/random"])
def test_a_device_is_refused(place):
    if os.path.exists(place):  # noqa: PTH110  (there are none on Windows)
        from pathlib import Path

        assert "it is a device, not a file" in refusal(Path(place))


def test_a_pipe_that_nobody_writes_into_is_refused_and_not_waited_for(tmp_path):
    pipe = tmp_path / "schools.csv"
    os.mkfifo(pipe)
    messages = []
    waiting = threading.Thread(target=lambda: messages.append(refusal(pipe)), daemon=True)
    waiting.start()
    waiting.join(20)
    assert messages
    assert "it is a pipe, not a file" in messages[0]


def test_a_folder_is_refused(tmp_path):
    assert "Is a directory" in refusal(tmp_path)


def test_a_line_without_an_end_is_refused(tmp_path):
    path = tmp_path / "schools.csv"
    path.write_text(LIST + "x," * 600_000, encoding="utf-8")
    assert "more than 1,000,000 characters in line 3" in refusal(path)
