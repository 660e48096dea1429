"""The project's own files, as guards read them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("services", "workflows", "shared", "deploy")
ALL = (*PRODUCT, "tests")


@dataclass(frozen=True)
class Source:
    """One Python file; `place` is its path from the root, as messages name it."""

    place: str
    text: str

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def is_migration(self) -> bool:
        return "/migrations/versions/" in self.place

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def python(*folders: str) -> tuple[Source, ...]:
    files = (file for folder in folders or ALL for file in sorted((ROOT / folder).rglob("*.py")))
    return tuple(Source(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")) for file in files)


@cache
def written() -> tuple[Source, ...]:
    """Every text file that is committed or about to be (without git: everything below the usual folders)."""
    return tuple(Source(name, text) for name in _names() if (text := _text(ROOT / name)) is not None)


def _names() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode == 0:
        return listed.stdout.splitlines()
    files = [file for folder in (*ALL, "docs", ".ci") for file in (ROOT / folder).rglob("*")]
    return [file.relative_to(ROOT).as_posix() for file in (*files, *ROOT.glob("*")) if file.is_file()]


def _text(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError):
        return None
