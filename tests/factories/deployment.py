"""What a deployment gives every service: keys of three provinces and a business clock."""

from datetime import UTC, datetime

import pytest

from shared.business_clock import SHANGHAI, BusinessClock
from shared.keys import KeyRing, create_keys

PROVINCES = ("320000", "340000", "370000")
FIRST_MOMENT = datetime(2026, 9, 1, 9, tzinfo=SHANGHAI)
"""When tests begin, in business time: a Tuesday without holidays near."""


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    folder = tmp_path_factory.mktemp("keys")
    create_keys(folder, PROVINCES)
    return KeyRing(folder)


@pytest.fixture
def clock() -> BusinessClock:
    """Real speed from FIRST_MOMENT on; `clock_at` makes one for another moment."""
    return clock_at(FIRST_MOMENT)


def clock_at(moment: datetime) -> BusinessClock:
    return BusinessClock(origin_real=datetime.now(UTC), origin_business=moment, scale=1.0)
