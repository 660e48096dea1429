"""What the processes say: prefixed on the terminal, plain in DATA/logs/NAME.log (rotated at start and by size)."""

import itertools
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import IO

from rich.console import Console
from rich.text import Text

KEPT = 5  # older files per process
LARGEST = 20 * 1024 * 1024  # bytes per file
COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "bright_cyan", "bright_green", "bright_magenta")
WIDTH = 10


class ProcessLog:
    """The log of one process across its restarts. Written by reader threads."""

    def __init__(self, path: Path, name: str, show: Callable[[str, str], None]) -> None:
        self.path = path
        self.name = name
        self.tail: deque[str] = deque(maxlen=15)
        self._show = show
        self._lock = threading.Lock()
        rotate(path)
        self._file = path.open("ab")

    def write(self, line: str) -> None:
        with self._lock:
            self.tail.append(line)
            self._file.write(line.encode() + b"\n")
            self._file.flush()
            if self._file.tell() > LARGEST:
                self._turn_over()
        self._show(self.name, line)

    def follow(self, pipe: IO[bytes]) -> threading.Thread:
        reader = threading.Thread(target=self._read, args=(pipe,), name=f"log-{self.name}", daemon=True)
        reader.start()
        return reader

    def close(self) -> None:
        with self._lock:
            self._file.close()

    def _read(self, pipe: IO[bytes]) -> None:
        with pipe:
            for raw in pipe:
                try:
                    self.write(raw.decode("utf-8", "replace").rstrip("\r\n"))
                except ValueError:  # closed while the last words of a stopped process were on their way
                    return

    def _turn_over(self) -> None:
        self._file.close()
        rotate(self.path)
        self._file = self.path.open("ab")


class Terminal:
    """Prints `outflow    | …`, one colour per process."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._palette = itertools.cycle(COLOURS)
        self._colours: dict[str, str] = {}
        self._lock = threading.Lock()

    def show(self, name: str, line: str) -> None:
        with self._lock:
            colour = self._colours.setdefault(name, next(self._palette))
            self._console.print(prefixed(name, line, colour), soft_wrap=True)


def prefixed(name: str, line: str, colour: str) -> Text:
    return Text.assemble((f"{name:<{WIDTH}} | ", colour), Text.from_ansi(line))


def rotate(path: Path) -> None:
    """NAME.log → NAME.log.1 → … → NAME.log.5."""
    if not path.exists() or path.stat().st_size == 0:
        return
    for number in range(KEPT - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    path.replace(path.with_name(f"{path.name}.1"))
