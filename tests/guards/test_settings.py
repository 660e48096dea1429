"""Every setting is documented where an operator looks for it: deploy/settings.example.env."""

import re

from pydantic_settings import BaseSettings

from services.console.settings import ConsoleSettings
from services.inflow.settings import InflowSettings
from services.outflow.settings import OutflowSettings
from services.registry.settings import RegistrySettings
from tests.guards.sources import ROOT
from workflows.settings import WorkerSettings

PROCESSES: tuple[type[BaseSettings], ...] = (
    ConsoleSettings,
    RegistrySettings,
    OutflowSettings,
    InflowSettings,
    WorkerSettings,
)
EXAMPLE = ROOT / "deploy" / "settings.example.env"
ASSIGNED = re.compile(r"^#?\s*(GONGGUAN_[A-Z_]+)=", re.MULTILINE)


def documented() -> list[str]:
    return ASSIGNED.findall(EXAMPLE.read_text(encoding="utf-8"))


def known() -> set[str]:
    return {f"GONGGUAN_{field.upper()}" for process in PROCESSES for field in process.model_fields}


def test_every_setting_is_in_the_example() -> None:
    assert known() - set(documented()) == set(), "add it to deploy/settings.example.env with a comment for whom"


def test_the_example_names_no_setting_that_nobody_reads() -> None:
    assert set(documented()) - known() == set()
    assert len(documented()) == len(set(documented()))
