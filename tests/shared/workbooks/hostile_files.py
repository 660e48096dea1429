"""Workbooks nobody means well with, made on the spot: none is stored in the repository."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SMALL: list[list[object]] = [["姓名", "电话"], ["甲", "1"]]
SHEET = "xl/worksheets/sheet1.xml"


def workbook_of(rows: list[list[object]], *, sheet: str = "Sheet1") -> bytes:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    worksheet = workbook.add_worksheet(sheet)
    for number, row in enumerate(rows):
        worksheet.write_row(number, 0, row)
    workbook.close()
    return target.getvalue()


def package(sheet: str | bytes, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """A workbook that is sound but for its only sheet, and for what is put beside it."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook_of(SMALL))) as sound,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in sound.namelist():
            archive.writestr(name, sheet if name == SHEET else sound.read(name))
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return target.getvalue()


def sheet_xml(rows: str, *, dimension: str = "A1:A1", prolog: str = "") -> str:
    return f"{prolog}<worksheet xmlns='{MAIN}'><dimension ref='{dimension}'/><sheetData>{rows}</sheetData></worksheet>"


def text_cell(reference: str, text: str) -> str:
    return f"<c r='{reference}' t='inlineStr'><is><t>{text}</t></is></c>"


def bomb() -> bytes:
    return package(sheet_xml("<row r='1'>" + " " * (300 << 20) + "</row>"))


def bomb_with_a_false_size() -> bytes:
    """The directory says 1,000 bytes; the stream holds 100 MiB."""
    honest = package(sheet_xml("<row r='1'>" + " " * (100 << 20) + "</row>"))
    size = len(sheet_xml("<row r='1'>" + " " * (100 << 20) + "</row>"))
    return honest.replace(struct.pack("<I", size), struct.pack("<I", 1_000))


def bomb_of_cells() -> bytes:
    """Within the size limit unpacked, but two gigabytes as a dense table."""
    return package(
        sheet_xml(
            f"<row r='1'>{text_cell('A1', 'x')}</row><row r='1048576'>{text_cell('XFD1048576', 'x')}</row>",
            dimension="A1:XFD1048576",
        )
    )


def bomb_of_one_stream(times: int = 40) -> bytes:
    """Entries that all point to the same 30 MiB: small on disk, over a gigabyte unpacked."""
    data = package(sheet_xml("<row r='1'>" + " " * (30 << 20) + "</row>"))
    start = data.index(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    directory = data[start:end]
    sheet = next(record for record in _records(directory) if SHEET.encode() in record)
    directory += b"".join(sheet.replace(b"sheet1", b"%06d" % number) for number in range(times))
    total = len(list(_records(directory)))
    tail = data[end : end + 8] + struct.pack("<HHII", total, total, len(directory), start) + b"\0\0"
    return data[:start] + directory + tail


def _records(directory: bytes) -> list[bytes]:
    return [b"PK\x01\x02" + one for one in directory.split(b"PK\x01\x02") if one]


def many_rows(count: int = 1_048_576) -> bytes:
    """Excel's last row, each with a number in it."""
    return package(sheet_xml("".join(f"<row r='{n}'><c r='A{n}'><v>1</v></c></row>" for n in range(1, count + 1))))


def outside_entity() -> bytes:
    prolog = "<!DOCTYPE w [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
    return package(sheet_xml(f"<row r='1'>{text_cell('A1', '&e;')}</row>", prolog=prolog))


def many_entries(count: int = 200_000) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
        for number in range(count):
            archive.writestr(zipfile.ZipInfo(str(number)), b"")
    return target.getvalue()


def entities(encoding: str = "utf-8") -> bytes:
    levels = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
    prolog = f"<!DOCTYPE w [<!ENTITY e0 'lol'>{levels}]>"
    sheet = sheet_xml(f"<row r='1'>{text_cell('A1', '&e9;')}</row>", prolog=prolog)
    return package(sheet.encode(encoding))


def compound(*names: str) -> bytes:
    """An OLE container with directory entries of these names and nothing in them."""
    directory = b"".join(_entry(name) for name in ("Root Entry", *names))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + directory + b"\0" * 2048


def _entry(name: str) -> bytes:
    text = f"{name}\0".encode("utf-16-le")
    return (text.ljust(64, b"\0") + struct.pack("<H", len(text))).ljust(128, b"\0")


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": ("a.xlsx", bomb, "workbook_too_large"),
    "zip bomb with a false size": ("a.xlsx", bomb_with_a_false_size, "workbook_damaged"),
    "table of 17 thousand million cells": ("a.xlsx", bomb_of_cells, "workbook_too_large"),
    "forty entries of one stream": ("a.xlsx", bomb_of_one_stream, "workbook_too_large"),
    "200,000 entries": ("a.xlsx", many_entries, "workbook_too_large"),
    "XML entities": ("a.xlsx", entities, "workbook_unsafe"),
    "XML entities in UTF-16": ("a.xlsx", lambda: entities("utf-16"), "workbook_unsafe"),
    "an entity from outside": ("a.xlsx", outside_entity, "workbook_unsafe"),
    "entities beside the sheet": (
        "a.xlsx", lambda: package(sheet_xml(""), {"docProps/more.xml": "<!DOCTYPE x><x/>"}), "workbook_unsafe",
    ),
    "macros": ("a.xlsx", lambda: package(sheet_xml(""), {"xl/vbaProject.bin": b"x"}), "workbook_has_macros"),
    "macro extension": ("a.xlsm", lambda: workbook_of(SMALL), "workbook_has_macros"),
    "macros in an old workbook": ("a.xls", lambda: compound("Workbook", "_VBA_PROJECT_CUR"), "workbook_has_macros"),
    "encrypted": ("a.xlsx", lambda: compound("EncryptionInfo", "EncryptedPackage"), "workbook_encrypted"),
    "old workbook named xlsx": ("a.xlsx", lambda: compound("Workbook"), "workbook_name_mismatch"),
    "new workbook named xls": ("a.xls", lambda: workbook_of(SMALL), "workbook_name_mismatch"),
    "empty old workbook": ("a.xls", lambda: compound("Workbook"), "workbook_damaged"),
    "Word file": ("a.xlsx", lambda: compound("WordDocument"), "workbook_wrong_type"),
    "PDF named xlsx": ("a.xlsx", lambda: b"%PDF-1.7 " * 99, "workbook_wrong_type"),
    "web page named xls": ("a.xls", lambda: b"<html><table>", "workbook_wrong_type"),
    "csv": ("a.csv", lambda: workbook_of(SMALL), "workbook_wrong_type"),
    "WPS named xls": ("a.xls", lambda: compound("Workbook", "ETExtData"), "workbook_damaged"),
    "encrypted WPS": ("a.et", lambda: compound("EncryptionInfo", "EncryptedPackage"), "workbook_is_wps"),
    "WPS": ("a.et", lambda: compound("Workbook", "ETExtData"), "workbook_is_wps"),
    "another zip": ("a.xlsx", lambda: many_entries(3).replace(b"xl/work", b"xl/wors"), "workbook_wrong_type"),
    "cut off": ("a.xlsx", lambda: workbook_of(SMALL)[:-300], "workbook_damaged"),
    "garbled sheet": ("a.xlsx", lambda: package("<worksheet><sheetData><row"), "workbook_damaged"),
    "nothing": ("a.xlsx", lambda: b"", "workbook_empty"),
    "too many bytes": ("a.xlsx", lambda: b"PK\x03\x04" + b"\0" * (11 << 20), "workbook_too_large"),
    "1,048,576 rows": ("a.xlsx", many_rows, "workbook_too_large"),
    "too many rows": (
        "a.xlsx",
        lambda: package(sheet_xml("".join(f"<row r='{n}'><c r='A{n}'><v>1</v></c></row>" for n in range(1, 20_005)))),
        "workbook_too_many_rows",
    ),
}  # fmt: skip
