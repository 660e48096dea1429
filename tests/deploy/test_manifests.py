"""The other ways of running it say the same as the supervisor's process table."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.embedded.data_directory import DATABASES, DataDirectory, second_factor_of
from deploy.embedded.endpoints import Endpoints, Ports
from deploy.embedded.process import ProcessSpec
from deploy.embedded.process_table import PROGRAMS, whole_stack
from services.registry.contract import SecondFactorRule
from shared.business_clock import BusinessClock

REQUIRED = second_factor_of(demo=False)
DEPLOY = Path(__file__).parents[2] / "deploy"


@pytest.fixture
def table(tmp_path: Path) -> dict[str, ProcessSpec]:
    data = DataDirectory.at(tmp_path)
    return {spec.name: spec for spec in whole_stack(data, Ports.of_base(8100), demo=False, second_factor=REQUIRED)}


def documented() -> set[str]:
    lines = (DEPLOY / "settings.example.env").read_text(encoding="utf-8").splitlines()
    return {line.partition("=")[0] for line in lines if line.startswith("GONGGUAN_")}


def settings_of(spec: ProcessSpec) -> set[str]:
    return {name for name in spec.env if name.startswith("GONGGUAN_")}


def test_every_setting_that_a_process_gets_is_documented(table: dict[str, ProcessSpec]) -> None:
    assert set().union(*(settings_of(spec) for spec in table.values())) <= documented()


def test_only_services_with_a_database_are_given_one_and_only_their_own(table: dict[str, ProcessSpec]) -> None:
    urls = {name: spec.env.get("GONGGUAN_DATABASE_URL") for name, spec in table.items()}
    assert {name for name, url in urls.items() if url} == set(DATABASES)
    assert all(f"//{name}:" in url and url.endswith(f"/{name}") for name, url in urls.items() if url)


def test_the_callers_own_settings_do_not_leak_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGGUAN_SOMETHING", "of another deployment")
    table = whole_stack(DataDirectory.at(tmp_path), Ports.of_base(8100), demo=False, second_factor=REQUIRED)
    assert not any("GONGGUAN_SOMETHING" in spec.env for spec in table)


@pytest.mark.parametrize("rule", SecondFactorRule)
def test_department_posts_owe_a_second_factor_as_the_stack_was_told(tmp_path: Path, rule: SecondFactorRule) -> None:
    """`gongguan up --second-factor`; without it a demo offers and everything else requires."""
    table = whole_stack(DataDirectory.at(tmp_path), Ports.of_base(8100), demo=False, second_factor=rule)
    registry = next(spec for spec in table if spec.name == "registry")
    assert registry.env["GONGGUAN_SECOND_FACTOR"] == rule.value
    assert (second_factor_of(demo=True), REQUIRED) == (SecondFactorRule.OFFERED, SecondFactorRule.REQUIRED)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_compose_gives_each_program_the_same_settings(program: Any, table: dict[str, ProcessSpec]) -> None:
    service = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"][program.name]
    assert service["command"] == ["python", "-m", program.module]
    assert set(service["environment"]) == settings_of(table[program.name])
    assert str(service["environment"]["GONGGUAN_PORT"]) == table[program.name].env["GONGGUAN_PORT"]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_kubernetes_gives_each_program_the_same_settings(program: Any, table: dict[str, ProcessSpec]) -> None:
    folder = DEPLOY / "kubernetes"
    common = next(yaml.safe_load_all((folder / "configuration.yaml").read_text(encoding="utf-8")))["data"]
    deployment = next(yaml.safe_load_all((folder / f"{program.name}.yaml").read_text(encoding="utf-8")))
    container = deployment["spec"]["template"]["spec"]["containers"][0]
    own = {entry["name"] for entry in container["env"]}
    assert container["command"] == ["python", "-m", program.module]
    assert set(common) | own == settings_of(table[program.name])


def test_the_production_clock_is_real_time() -> None:
    clock = BusinessClock.load(DEPLOY / "clock.production.json")
    assert clock.origin_real == clock.origin_business
    assert clock.scale == 1


def test_endpoints_written_by_up_are_read_back(tmp_path: Path) -> None:
    endpoints = Endpoints.of(tmp_path, Ports.of_base(9000), demo=True)
    (tmp_path / "endpoints.json").write_text(endpoints.model_dump_json())
    assert Endpoints.load(tmp_path) == endpoints
    assert (endpoints.console, endpoints.outflow) == ("http://127.0.0.1:9000", "http://127.0.0.1:9002")
