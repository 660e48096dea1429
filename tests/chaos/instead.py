"""Sabotage: one guard of the product is taken away while the block runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


@contextmanager
def instead(module: ModuleType | type, name: str, replacement: Any) -> Iterator[None]:
    kept = getattr(module, name)
    setattr(module, name, replacement)
    try:
        yield
    finally:
        setattr(module, name, kept)
