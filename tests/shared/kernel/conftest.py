"""The kernel's tables, in the database of a service that adds little to them, with the demo's directory planted."""

import pytest
from sqlalchemy import Engine

from shared.business_clock import BusinessClock
from shared.keys import KeyRing
from tests.factories.acts import Acts
from tests.factories.organisations import demo_directory, plant_directory


@pytest.fixture
def acts(registry_database: Engine, keys: KeyRing, clock: BusinessClock) -> Acts:
    plant_directory(registry_database, demo_directory(keys))
    return Acts(registry_database, keys, clock)
