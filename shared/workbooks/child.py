"""The process that parses one untrusted workbook: bytes in on standard input, one JSON document out.

Run as `python -m shared.workbooks.child .xlsx`. It limits itself before it looks at the bytes, inherits no
environment and no open files, and imports nothing heavy, so that it is ready in a fraction of a second.
"""

import io
import json
import resource
import sys
import zipfile
from datetime import date, datetime
from typing import Any

from shared.workbooks import limits
from shared.workbooks.container import inspect_zip
from shared.workbooks.refusals import (
    WorkbookDamaged,
    WorkbookEncrypted,
    WorkbookHasMacros,
    WorkbookRefused,
    WorkbookTooLarge,
    WorkbookTooManyRows,
    WorkbookUnsafe,
)

CHUNK = 1 << 20
# Long enough to catch a declaration cut in two by the chunks, also in UTF-16.
OVERLAP = 32


def limit_this_process() -> None:
    memory, seconds = limits.CHILD_MEMORY_BYTES, limits.CHILD_CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.CHILD_OPEN_FILES, limits.CHILD_OPEN_FILES))


def refuse_declarations(data: bytes) -> None:
    """No part of an Excel workbook may hold a document type; entity bombs need one. Sizes are counted, not believed,
    and so are values: with more than may be read the parser need not begin."""
    unpacked = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in inspect_zip(data):
            tail, values = b"", 0
            with archive.open(entry) as part:
                while chunk := part.read(CHUNK):
                    unpacked += len(chunk)
                    if unpacked > limits.MAX_UNPACKED_BYTES:
                        raise WorkbookTooLarge
                    values += chunk.count(b"<v>")
                    if values > limits.MAX_CELLS:
                        raise WorkbookTooLarge
                    _refuse_declaration(tail + chunk, entry.filename)
                    tail = chunk[-OVERLAP:]


def _refuse_declaration(text: bytes, part: str) -> None:
    if not part.lower().endswith((".xml", ".rels", ".vml")):
        return
    plain = text.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise WorkbookUnsafe


def read_sheets(data: bytes) -> list[dict[str, Any]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    workbook = load_workbook(io.BytesIO(data))
    metadata = workbook.sheets_metadata
    if len(metadata) > limits.MAX_SHEETS:
        raise WorkbookTooLarge
    if any(sheet.typ in (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba) for sheet in metadata):
        raise WorkbookHasMacros
    visible = [
        index
        for index, sheet in enumerate(metadata)
        if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
    ]
    return [read_sheet(workbook.get_sheet_by_index(index)) for index in visible]


def read_sheet(sheet: Any) -> dict[str, Any]:
    rows, cells = [], 0
    # skip_empty_area=False: by default calamine drops leading blank rows, which shifts every row number.
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        row = [encode(value) for value in values]
        while row and row[-1] is None:
            row.pop()
        if not row:
            continue
        cells += len(row)
        rows.append([number, row])
        _refuse_size(len(rows), len(row), cells)
    merged = sheet.merged_cell_ranges or []
    if len(merged) > limits.MAX_MERGED_RANGES:
        raise WorkbookTooLarge
    return {"name": sheet.name, "rows": rows, "merged": [[a + 1, b, c + 1, d] for (a, b), (c, d) in merged]}


def _refuse_size(rows: int, columns: int, cells: int) -> None:
    if rows > limits.MAX_ROWS:
        raise WorkbookTooManyRows
    if columns > limits.MAX_COLUMNS or cells > limits.MAX_CELLS:
        raise WorkbookTooLarge


def encode(value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        if len(value) > limits.MAX_CELL_CHARACTERS:
            raise WorkbookTooLarge
        return value if value.strip() else None
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, int | float):
        return value
    return str(value)


def answer(data: bytes, kind: str) -> dict[str, Any]:
    try:
        if kind == ".xlsx":
            refuse_declarations(data)
        return {"sheets": read_sheets(data)}
    except WorkbookRefused as refusal:
        return {"refused": refusal.code}
    except MemoryError:
        return {"refused": WorkbookTooLarge.code}
    # A panic of the Rust parser is a BaseException; whatever it stumbled over, the file is what is wrong.
    except BaseException as error:
        password = type(error).__name__ == "PasswordError"
        return {"refused": (WorkbookEncrypted if password else WorkbookDamaged).code}


def main() -> None:
    limit_this_process()
    data = sys.stdin.buffer.read(limits.MAX_FILE_BYTES + 1)
    json.dump(answer(data, sys.argv[1]), sys.stdout, ensure_ascii=True, separators=(",", ":"))


if __name__ == "__main__":
    main()
