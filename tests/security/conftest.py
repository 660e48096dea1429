"""What a run with `--sabotage` leaves out."""

from collections.abc import Iterator

import pytest

from tests.security.sabotage import without_the_check


@pytest.fixture(autouse=True, scope="module")
def sabotaged(request: pytest.FixtureRequest) -> Iterator[None]:
    """`pytest tests/security --sabotage`: acts of the home side forget to ask who may; the matrix must turn red."""
    if not request.config.getoption("--sabotage"):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        without_the_check(patch)
        yield
