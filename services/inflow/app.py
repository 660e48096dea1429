"""The host side's process: `python -m services.inflow.app`. The only file that wires."""

from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import Engine

from services.inflow.api import ROUTERS as OWN_ROUTERS
from services.inflow.dossier.api import dossiers
from services.inflow.operations.letters import apply_letter
from services.inflow.operations.rungs import EFFECTS, lock_case
from services.inflow.parts import PARTS
from services.inflow.permissions import PERMISSIONS as OWN_PERMISSIONS
from services.inflow.queries import SUBJECTS
from services.inflow.settings import InflowSettings
from shared import temporal
from shared.authentication import TokenReader
from shared.business_clock import BusinessClock
from shared.database import connect, reading_sessions, sessions
from shared.kernel_api import KERNEL_ROUTERS
from shared.keys import KeyRing
from shared.migrations import migrate
from shared.parts import counts_of, hearing, merged, routers_of
from shared.relay import Relay
from shared.requests import Kernel
from shared.sealing import Seal
from shared.service_app import create_app, serve
from shared.telemetry import configure_logging

ROUTERS = (*KERNEL_ROUTERS, *OWN_ROUTERS, dossiers, *routers_of(PARTS))
"""In the order in which a request is held against them: half of all speak of letters, tasks and steps."""
PERMISSIONS = merged((OWN_PERMISSIONS, *(part.permissions for part in PARTS)))


def build(engine: Engine, keys: KeyRing, clock: BusinessClock, relay: Relay | None = None) -> FastAPI:
    kernel = Kernel(
        name="inflow",
        sessions=sessions(engine),
        reading=reading_sessions(engine),
        reader=TokenReader("inflow", keys.issuers),
        clock=clock,
        seal=Seal(keys.sealing_key),
        keys=keys,
        permissions=PERMISSIONS,
        effects=merged((EFFECTS, *(part.effects for part in PARTS))),
        apply_letter=hearing(apply_letter, PARTS),
        lock_case=lock_case,
        subjects=SUBJECTS,
        opens=merged(part.opens for part in PARTS),
        begins=merged(part.begins for part in PARTS),
        reactions=tuple(part.reacts for part in PARTS if part.reacts),
        counts=counts_of(PARTS),
    )
    return create_app(kernel, engine, ROUTERS, title="流入地服务（inflow）", relay=relay)


def main() -> None:
    settings = InflowSettings()
    configure_logging("inflow", settings.log_format)
    engine = connect(settings.database_url)
    migrate(engine, Path(__file__).parent)
    keys = KeyRing(settings.keys_dir)
    address, namespace = settings.temporal_address, settings.temporal_namespace
    relay = Relay(engine, lambda: temporal.connect(address, namespace, keys.codec_key), settings.task_queue)
    serve(build(engine, keys, settings.clock, relay), settings.host, settings.port)


if __name__ == "__main__":
    main()
