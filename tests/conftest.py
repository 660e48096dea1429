"""Fixtures that every folder of tests may use; they are written in tests/factories."""

from pathlib import Path
from typing import Final

import pytest

TESTS: Final = Path(__file__).parent
LONGEST_FIRST: Final = ("journeys", "chaos")

pytest_plugins = (
    "tests.factories.database",
    "tests.factories.deployment",
    "tests.factories.people",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--sabotage", action="store_true", help="remove one guard of the harness under test: the run must turn red"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """For `make test`, which runs two workers: a file stays with one of them, as the journeys and their stacks do all
    together; and what takes longest begins first."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    items.sort(key=_place)


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(TESTS).parts[0]


def _group(item: pytest.Item) -> str:
    return "journeys" if _folder(item) == "journeys" else str(item.path.relative_to(TESTS))


def _place(item: pytest.Item) -> int:
    return LONGEST_FIRST.index(_folder(item)) if _folder(item) in LONGEST_FIRST else len(LONGEST_FIRST)


def pytest_configure(config: pytest.Config) -> None:
    # Of the libraries: Starlette would like a package that is not in our lock, joserfc another name for EdDSA.
    config.addinivalue_line("filterwarnings", "ignore:Using `httpx` with `starlette.testclient`")
    config.addinivalue_line("filterwarnings", "ignore:EdDSA is deprecated")
