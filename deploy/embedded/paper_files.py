"""The QR in a file of ours: a PDF, a picture (a photograph, a scan), or a text with the address in it."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image, UnidentifiedImageError

from deploy.embedded.conventions import Refused

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes: a scan of one page in colour at 600 dpi, compressed."""
MOST_PAGES = 20
"""Of a PDF; our papers have the QR on the first."""
MOST_PIXELS = 60_000_000
"""A page of A4 at 600 dpi has 35 million."""
ENLARGED = (3.0, 5.0)
"""Times 72 dpi at which a page is looked at."""
SIDES = 4_000
"""Points: no page that we print is larger than A4 (842)."""
LOOKS_LIKE_TEXT = frozenset({".txt", ".url", ".md", ""})


def texts_in(file: Path) -> Iterator[str]:
    """What the QRs on it say, page by page. Raises Refused for what cannot be read."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise Refused(f"文件 {file} 超过 20 MB；请只交纸件的扫描件")
        content = file.read_bytes()
    except OSError as error:
        raise Refused(f"读不了文件 {file}：{error.strerror}") from error
    if content.startswith(b"%PDF"):
        yield from _in_pdf(file, content)
    elif file.suffix.lower() in LOOKS_LIKE_TEXT:
        yield content.decode("utf-8", errors="replace")
    else:
        yield from _in_picture(file)


def _in_pdf(file: Path, content: bytes) -> Iterator[str]:
    try:
        with pypdfium2.PdfDocument(content) as document:
            for number in range(min(len(document), MOST_PAGES)):
                yield from _on_page(document[number])
    except pypdfium2.PdfiumError as error:
        raise Refused(f"文件 {file} 不是能读取的 PDF") from error


def _on_page(page: pypdfium2.PdfPage) -> Iterator[str]:
    if max(page.get_size()) > SIDES:
        return
    for scale in ENLARGED:
        found = list(_decoded(page.render(scale=scale).to_pil()))
        if found:
            yield from found
            return


def _in_picture(file: Path) -> Iterator[str]:
    try:
        with Image.open(file, formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(f"图片 {file} 太大；请裁到只剩二维码的部分")
            yield from _decoded(picture.convert("L"))
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise Refused(f"文件 {file} 不是 PDF、PNG、JPEG 或文本") from error


def _decoded(picture: Image.Image) -> Iterator[str]:
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    yield from (one.text for one in zxingcpp.read_barcodes(picture, formats=formats))
