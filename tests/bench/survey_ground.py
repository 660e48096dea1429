"""What the comparison runs on: a home side and a registry on a database server of their own, one exchange under way."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from fastapi.testclient import TestClient
from sqlalchemy import Engine, update

from services.outflow.app import build as build_outflow
from services.outflow.client import OutflowClient
from services.registry.app import build as build_registry
from services.registry.client import RegistryClient
from services.registry.survey.contract import ExchangeStatus
from services.registry.survey.tables import ExchangeRow
from shared.database import connect
from shared.keys import KeyRing, create_keys
from shared.letters.bodies_survey import ListRole
from shared.migrations import migrate
from shared.sealing import Seal
from shared.survey.contract import ListSurveyRows
from tests.factories.acts import Acts
from tests.factories.database import SERVICES
from tests.factories.deployment import FIRST_MOMENT, PROVINCES, clock_at
from tests.factories.organisations import demo_directory, path_of, plant_directory
from tests.factories.people import Tokens
from tests.factories.postgres import new_database, ordinary_role, test_server
from workflows.clients import Clients
from workflows.survey_exchange.activities import GatherLists, SurveyExchangeActivities

EXCHANGE = UUID(int=8)
COUNTY = "321003"


@dataclass
class SurveyServers:
    engines: dict[str, Engine]
    keys: KeyRing
    tokens: Tokens

    @classmethod
    def started(cls, folder: Path, held: ExitStack) -> "SurveyServers":
        folder.chmod(0o755)
        create_keys(folder / "keys", PROVINCES)
        keys = KeyRing(folder / "keys")
        url = held.enter_context(test_server(folder / "pg"))
        role = held.enter_context(ordinary_role(url))
        engines = {}
        for service in ("outflow", "registry"):
            database = held.enter_context(new_database(url, role, service))
            engine = connect(database.render_as_string(hide_password=False))
            held.callback(engine.dispose)
            migrate(engine, SERVICES / service)
            plant_directory(engine, demo_directory(keys))
            engines[service] = engine
        ground = cls(engines, keys, Tokens(keys))
        ground._begin_exchange()
        return ground

    @property
    def seal(self) -> Seal:
        return Seal(self.keys.sealing_key)

    @property
    def acts(self) -> Acts:
        return Acts(self.engines["registry"], self.keys, clock_at(FIRST_MOMENT))

    def _begin_exchange(self) -> None:
        path = path_of(COUNTY)
        row: dict[str, Any] = {
            "id": EXCHANGE, "side": 1, "campaign_id": UUID(int=9), "year": 2026, "freeze_on": date(2026, 11, 20),
            "department": COUNTY, "department_name": "d", "department_path": path, "department_region": COUNTY,
            "region": "340000", "path": path, "status": ExchangeStatus.GATHERING, "since": date(2026, 9, 1),
            "chunks_due": {}, "their_half": "",
        }  # fmt: skip
        with self.acts.begin() as act:
            act.session.add(ExchangeRow(**row))

    def gather(self) -> None:
        """The home list, page by page, as the workflow's activity does it; the key is ours."""
        clock = clock_at(FIRST_MOMENT)
        outflow = TestClient(build_outflow(self.engines["outflow"], self.keys, clock))
        registry = TestClient(build_registry(self.engines["registry"], self.keys, clock))
        services = Hands(
            OutflowClient("", self.tokens.worker, http=outflow), RegistryClient("", self.tokens.worker, http=registry)
        )
        ask = ListSurveyRows(
            year=2026, freeze_on=date(2026, 11, 20), within=path_of(COUNTY), partner_region="34", key="ab" * 32
        )
        gathering = GatherLists(exchange_id=EXCHANGE, side=1, as_of=FIRST_MOMENT)
        SurveyExchangeActivities(cast(Clients, services)).gather(gathering, ListRole.HOME, ask)

    def is_ready(self) -> None:
        with self.engines["registry"].begin() as connection:
            connection.execute(update(ExchangeRow).values(status=ExchangeStatus.READY, gathered=True))


@dataclass
class Hands:
    outflow: OutflowClient
    registry: RegistryClient
