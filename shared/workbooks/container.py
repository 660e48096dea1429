"""What kind of file the bytes are, judged by the container alone: nothing is unpacked here."""

import io
import struct
import zipfile
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from shared.workbooks import limits
from shared.workbooks.refusals import (
    WorkbookDamaged,
    WorkbookEmpty,
    WorkbookEncrypted,
    WorkbookHasMacros,
    WorkbookIsWps,
    WorkbookNameMismatch,
    WorkbookTooLarge,
    WorkbookWrongType,
)


class WorkbookKind(StrEnum):
    XLSX = ".xlsx"
    XLS = ".xls"


ZIP_START: Final = b"PK\x03\x04"
OLE_START: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACRO_EXTENSIONS: Final = {".xlsm", ".xltm", ".xlam"}
WPS_EXTENSIONS: Final = {".et", ".ett"}
MACRO_PARTS: Final = ("vbaproject", "xl/macrosheets/", "xl/dialogsheets/", "activex/")
OLE_ENTRY_BYTES: Final = 128


def inspect_container(data: bytes, filename: str) -> WorkbookKind:
    """Raises a `WorkbookRefused` before any part of the file is unpacked."""
    if not data:
        raise WorkbookEmpty
    if len(data) > limits.MAX_FILE_BYTES:
        raise WorkbookTooLarge
    suffix = PurePath(filename).suffix.lower()
    if suffix in WPS_EXTENSIONS:
        raise WorkbookIsWps
    if suffix in MACRO_EXTENSIONS:
        raise WorkbookHasMacros
    kind = _kind_by_content(data)
    if suffix not in set(WorkbookKind):
        raise WorkbookWrongType
    if suffix != kind:
        raise WorkbookNameMismatch
    return kind


def _kind_by_content(data: bytes) -> WorkbookKind:
    if data.startswith(ZIP_START):
        inspect_zip(data)
        return WorkbookKind.XLSX
    if data.startswith(OLE_START):
        _inspect_ole(data)
        return WorkbookKind.XLS
    raise WorkbookWrongType


def inspect_zip(data: bytes) -> list[zipfile.ZipInfo]:
    _refuse_long_directory(data)
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise WorkbookDamaged from error
    _refuse_heavy_entries(entries)
    _refuse_by_part_names({entry.filename.lower() for entry in entries})
    return entries


def _refuse_long_directory(data: bytes) -> None:
    """Reads the end record only, because listing the directory is already what a 200,000-entry file is made for."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or len(data) < end + 22:
        raise WorkbookDamaged
    entries, directory_bytes = struct.unpack("<HI", data[end + 10 : end + 16])
    if entries > limits.MAX_ZIP_ENTRIES or directory_bytes > limits.MAX_ZIP_DIRECTORY_BYTES:
        raise WorkbookTooLarge
    if data[max(end - 20, 0) : end].startswith(b"PK\x06\x07"):
        _refuse_long_zip64_directory(data)


def _refuse_long_zip64_directory(data: bytes) -> None:
    end = data.rfind(b"PK\x06\x06")
    if end < 0 or len(data) < end + 56:
        raise WorkbookDamaged
    entries, directory_bytes = struct.unpack("<QQ", data[end + 32 : end + 48])
    if entries > limits.MAX_ZIP_ENTRIES or directory_bytes > limits.MAX_ZIP_DIRECTORY_BYTES:
        raise WorkbookTooLarge


def _refuse_heavy_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > limits.MAX_ZIP_ENTRIES:
        raise WorkbookTooLarge
    if sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED_BYTES:
        raise WorkbookTooLarge
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise WorkbookEncrypted
        believable = max(limits.RATIO_MATTERS_FROM_BYTES, limits.MAX_UNPACK_RATIO * entry.compress_size)
        if entry.file_size > believable:
            raise WorkbookTooLarge


def _refuse_by_part_names(names: set[str]) -> None:
    if any(part in name for name in names for part in MACRO_PARTS):
        raise WorkbookHasMacros
    if "encryptedpackage" in names:
        raise WorkbookEncrypted
    if "xl/workbook.xml" not in names:
        raise WorkbookWrongType


def _inspect_ole(data: bytes) -> None:
    if _has_ole_entry(data, "EncryptedPackage"):
        raise WorkbookEncrypted
    if _has_ole_entry(data, "_VBA_PROJECT_CUR") or _has_ole_entry(data, "_VBA_PROJECT"):
        raise WorkbookHasMacros
    if not (_has_ole_entry(data, "Workbook") or _has_ole_entry(data, "Book")):
        raise WorkbookWrongType


def _has_ole_entry(data: bytes, name: str) -> bool:
    """Directory entries lie on 128-byte steps, name first in UTF-16, its length in bytes at offset 64 (MS-CFB 2.6)."""
    needle = f"{name}\0".encode("utf-16-le")
    at = data.find(needle)
    while at >= 0:
        length = data[at + 64 : at + 66]
        if at % OLE_ENTRY_BYTES == 0 and length == struct.pack("<H", len(needle)):
            return True
        at = data.find(needle, at + 1)
    return False
