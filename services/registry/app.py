"""Wires the registry: `python -m services.registry.app`."""

from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import Engine

from services.registry.api import accounts, certificate_numbers, directory, rules
from services.registry.api import sessions as sessions_api
from services.registry.contract import SecondFactorRule
from services.registry.operations.calendars import provide_published_years
from services.registry.operations.directory import publish_staffing
from services.registry.operations.regions import provide_own_regions
from services.registry.parts import PARTS
from services.registry.permissions import PERMISSIONS as OWN_PERMISSIONS
from services.registry.settings import RegistrySettings
from services.registry.survey.operations.first_year import provide_first_surveys
from shared.act import Act
from shared.authentication import TokenReader
from shared.business_clock import BusinessClock
from shared.database import connect, reading_sessions, sessions
from shared.kernel_api import letters_router, steps_router
from shared.keys import KeyRing
from shared.letters.contract import Letter
from shared.letters.operations import LetterRefused
from shared.migrations import migrate
from shared.parts import counts_of, hearing, merged, routers_of
from shared.posts import Actor
from shared.relay import Relay
from shared.requests import Kernel
from shared.sealing import Seal
from shared.service_app import create_app, serve
from shared.telemetry import configure_logging
from shared.temporal import connect as connect_temporal

ROUTERS = (
    steps_router,
    letters_router,
    sessions_api.router,
    accounts.router,
    directory.router,
    certificate_numbers.router,
    certificate_numbers.tasks_router,
    rules.router,
    *routers_of(PARTS),
)
PERMISSIONS = merged((OWN_PERMISSIONS, *(part.permissions for part in PARTS)))


def build(
    engine: Engine,
    keys: KeyRing,
    clock: BusinessClock,
    relay: Relay | None = None,
    second_factor: SecondFactorRule = SecondFactorRule.OFFERED,
) -> FastAPI:
    kernel = Kernel(
        name="registry",
        sessions=sessions(engine),
        reading=reading_sessions(engine),
        reader=TokenReader("registry", keys.issuers),
        clock=clock,
        seal=Seal(keys.sealing_key),
        keys=keys,
        permissions=PERMISSIONS,
        effects=merged(part.effects for part in PARTS),
        apply_letter=hearing(_no_letters, PARTS),
        opens=merged(part.opens for part in PARTS),
        begins=merged(part.begins for part in PARTS),
        reactions=tuple(part.reacts for part in PARTS if part.reacts),
        counts=counts_of(PARTS),
    )
    app = create_app(kernel, engine, ROUTERS, title="登记服务（registry）", relay=relay)
    app.state.second_factor = second_factor
    return app


def _no_letters(_: Act, __: Letter) -> None:
    raise LetterRefused()


def provide_start(engine: Engine, keys: KeyRing, clock: BusinessClock, settings: RegistrySettings) -> None:
    """What a registry must know before the first request; the same every time it starts."""
    with sessions(engine).begin() as session:
        actor, seal = Actor.system("registry"), Seal(keys.sealing_key)
        act = Act(session=session, actor=actor, at=clock.now(), seal=seal, keys=keys, clock=clock)
        provide_published_years(act)
        provide_own_regions(act, settings)
        publish_staffing(act)
        provide_first_surveys(act)


def main() -> None:
    settings = RegistrySettings()  # from the environment
    configure_logging("registry", settings.log_format)
    engine = connect(settings.database_url)
    migrate(engine, Path(__file__).parent)
    keys = KeyRing(settings.keys_dir)
    provide_start(engine, keys, settings.clock, settings)
    relay = Relay(
        engine,
        lambda: connect_temporal(settings.temporal_address, settings.temporal_namespace, keys.codec_key),
        settings.task_queue,
    )
    app = build(engine, keys, settings.clock, relay, settings.second_factor)
    serve(app, settings.host, settings.port)


if __name__ == "__main__":
    main()
