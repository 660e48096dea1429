"""`read_workbook`: an Excel upload as plain sheets, or a refusal in Chinese within three seconds."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

from shared.workbooks import limits
from shared.workbooks.container import inspect_container
from shared.workbooks.refusals import (
    BY_CODE,
    WorkbookDamaged,
    WorkbookReaderBusy,
    WorkbookTooLarge,
    WorkbookTooSlow,
)
from shared.workbooks.sheets import Cell, MergedRange, Row, Sheet

PROJECT: Final = Path(__file__).parents[2]
# No secrets of ours in the child; one malloc arena, because each reserves 64 MiB of its address space.
CHILD_ENVIRONMENT: Final = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "1"} | {
    # Some Python builds do not find their own library without it.
    name: os.environ[name]
    for name in ("LD_LIBRARY_PATH",)
    if name in os.environ
}
_turns = BoundedSemaphore(limits.CHILDREN_AT_ONCE)


def read_workbook(data: bytes, *, filename: str) -> list[Sheet]:
    """Visible worksheets in their order. Raises `WorkbookRefused`; safe to call from several threads."""
    kind = inspect_container(data, filename)
    with _turn():
        output = _run_child(data, kind.value)
    answer = json.loads(output)
    if "refused" in answer:
        raise BY_CODE[answer["refused"]]
    return [_sheet(sheet) for sheet in answer["sheets"]]


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=limits.TURN_WAIT_SECONDS):
        raise WorkbookReaderBusy
    try:
        yield
    finally:
        _turns.release()


def _run_child(data: bytes, kind: str) -> bytes:
    try:
        child = subprocess.run(
            [sys.executable, "-m", "shared.workbooks.child", kind],
            input=data,
            stdout=subprocess.PIPE,
            # Parser messages may quote cells, and cells are personal data.
            stderr=subprocess.DEVNULL,
            cwd=PROJECT,
            env=CHILD_ENVIRONMENT,
            timeout=limits.CHILD_WALL_SECONDS,
        )
    except subprocess.TimeoutExpired as late:
        raise WorkbookTooSlow from late
    if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise WorkbookTooSlow
    if child.returncode == -signal.SIGABRT:
        # How the Rust parser ends when its memory is used up.
        raise WorkbookTooLarge
    if child.returncode != 0:
        raise WorkbookDamaged
    return child.stdout


def _sheet(answer: dict[str, Any]) -> Sheet:
    return Sheet(
        name=answer["name"],
        rows=tuple(Row(number, tuple(_cell(cell) for cell in cells)) for number, cells in answer["rows"]),
        merged=tuple(MergedRange(*corners) for corners in answer["merged"]),
    )


def _cell(value: Any) -> Cell:
    if not isinstance(value, dict):
        cell: Cell = value
        return cell
    if "date" in value:
        return date.fromisoformat(value["date"])
    return datetime.fromisoformat(value["datetime"])
