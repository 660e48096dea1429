"""Fixtures that every folder of tests may use; they are written in tests/factories."""

import pytest
from hypothesis import settings

# How long an example takes says how busy the machine is.
settings.register_profile("gongguan", deadline=None)
settings.load_profile("gongguan")

pytest_plugins = (
    "tests.factories.database",
    "tests.factories.deployment",
    "tests.factories.people",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--sabotage", action="store_true", help="remove one guard of the harness under test: the run must turn red"
    )


def pytest_configure(config: pytest.Config) -> None:
    # Of the libraries: Starlette would like a package that is not in our lock, joserfc another name for EdDSA.
    config.addinivalue_line("filterwarnings", "ignore:Using `httpx` with `starlette.testclient`")
    config.addinivalue_line("filterwarnings", "ignore:EdDSA is deprecated")
