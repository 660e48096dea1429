"""What a deployment gives every service: keys of three provinces, a business clock, settings."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from shared.business_clock import SHANGHAI, BusinessClock
from shared.keys import KeyRing, create_keys

PROVINCES = ("320000", "340000", "370000")
FIRST_MOMENT = datetime(2026, 9, 1, 9, tzinfo=SHANGHAI)
"""When tests begin, in business time: a Tuesday without holidays near."""

ServiceValues = Callable[[Engine], dict[str, Any]]


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


@pytest.fixture
def service_values(keys: KeyRing, clock: BusinessClock, tmp_path: Path) -> ServiceValues:
    """Engine of a service's database → the values for its settings class."""
    clock_file = tmp_path / "clock.json"
    clock.save(clock_file)

    def values(engine: Engine) -> dict[str, Any]:
        url = engine.url.render_as_string(hide_password=False)
        return {"database_url": url, "keys_dir": keys.directory, "clock_file": clock_file}

    return values
