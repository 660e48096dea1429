"""What kind of file the bytes are, judged by the content alone, and a name for it that can do no harm. Nothing is
unpacked here and nothing is run."""

import io
import re
import struct
import unicodedata
import zipfile
from enum import StrEnum
from typing import Final

import puremagic

from shared.errors import Refusal
from shared.tasks.limits import ATTACHMENT_BYTES, ATTACHMENT_NAME_CHARACTERS


class AttachmentKind(StrEnum):
    """The extensions that an attachment may end up with."""

    PDF = ".pdf"
    JPEG = ".jpg"
    PNG = ".png"
    XLSX = ".xlsx"
    DOCX = ".docx"
    OFD = ".ofd"


OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES: Final = {
    AttachmentKind.PDF: "application/pdf",
    AttachmentKind.JPEG: "image/jpeg",
    AttachmentKind.PNG: "image/png",
    AttachmentKind.XLSX: f"{OFFICE}.spreadsheetml.sheet",
    AttachmentKind.DOCX: f"{OFFICE}.wordprocessingml.document",
    AttachmentKind.OFD: "application/ofd",
}
BY_MEDIA_TYPE: Final = {"application/pdf": AttachmentKind.PDF, "image/jpeg": AttachmentKind.JPEG,
                        "image/png": AttachmentKind.PNG}  # fmt: skip
BY_PART: Final = {
    "xl/workbook.xml": AttachmentKind.XLSX,
    "word/document.xml": AttachmentKind.DOCX,
    "ofd.xml": AttachmentKind.OFD,
}
MACRO_PARTS: Final = ("vbaproject", "macrosheets/", "activex/")
ZIP_START: Final = b"PK\x03\x04"
# A document of some hundred pages with pictures has some hundred parts; more is made to be expensive.
PARTS_AT_MOST: Final = 2_000
KNOWN_ENDING: Final = re.compile(r"\.(pdf|jpe?g|png|xlsx|docx|ofd)$", re.IGNORECASE)
FORBIDDEN: Final = re.compile(r'[<>:"|?*\\/]')
WITHOUT_NAME: Final = "附件"


class AttachmentEmpty(Refusal):
    message = "文件是空的，请确认选对了文件再上传。"


class AttachmentTooLarge(Refusal):
    status = 413
    message = "文件超过 10 MB。请压缩图片或拆成几个文件后再上传。"


class AttachmentWrongType(Refusal):
    status = 415
    message = "只收 PDF、JPG、PNG、xlsx、docx 和 OFD 文件；其他格式请先另存为其中一种再上传。"


class AttachmentHasMacros(Refusal):
    status = 415
    message = "文件带有宏。为了安全，请另存为不带宏的文件（.xlsx、.docx）或 PDF 后再上传。"


def kind_of(data: bytes) -> AttachmentKind:
    """Raises AttachmentEmpty, AttachmentTooLarge, AttachmentWrongType, AttachmentHasMacros."""
    if not data:
        raise AttachmentEmpty()
    if len(data) > ATTACHMENT_BYTES:
        raise AttachmentTooLarge()
    kind = _in_zip(data) if data.startswith(ZIP_START) else _by_magic(data)
    if kind is None:
        raise AttachmentWrongType()
    return kind


def _by_magic(data: bytes) -> AttachmentKind | None:
    try:
        found = puremagic.magic_string(data)
    except (puremagic.PureError, ValueError):
        return None
    at_start = [BY_MEDIA_TYPE.get(one.mime_type) for one in found if data.startswith(one.byte_match)]
    return next((kind for kind in at_start if kind is not None), None)


def _in_zip(data: bytes) -> AttachmentKind | None:
    if _parts(data) > PARTS_AT_MOST:
        return None
    try:
        names = {name.lower() for name in zipfile.ZipFile(io.BytesIO(data)).namelist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error):
        return None
    if any(part in name for name in names for part in MACRO_PARTS):
        raise AttachmentHasMacros()
    return next((kind for part, kind in BY_PART.items() if part in names), None)


def _parts(data: bytes) -> int:
    """As the end record says it: to list the directory is what a file of 200,000 entries is made for."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or len(data) < end + 22 or data[max(end - 20, 0) : end].startswith(b"PK\x06\x07"):
        return PARTS_AT_MOST + 1
    entries, directory_bytes = struct.unpack("<HI", data[end + 10 : end + 16])
    return int(max(entries, directory_bytes // 1024))


def clean_name(name: str, kind: AttachmentKind) -> str:
    """The last part of a path, without signs that steer a terminal, a text's direction or a file system, and with
    the ending of what it is."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    stem = FORBIDDEN.sub("", KNOWN_ENDING.sub("", plain)).strip(" .")[:ATTACHMENT_NAME_CHARACTERS].strip(" .")
    return (stem or WITHOUT_NAME) + kind
