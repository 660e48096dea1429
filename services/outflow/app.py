"""Wires the home side: `python -m services.outflow.app`."""

from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import Engine

from services.outflow.api import cases, others
from services.outflow.dossier.api import dossiers
from services.outflow.operations import contact
from services.outflow.operations.casework import lock_case
from services.outflow.operations.duties import EFFECTS
from services.outflow.operations.hearing import apply_letter
from services.outflow.parts import PARTS
from services.outflow.permissions import PERMISSIONS as OWN_PERMISSIONS
from services.outflow.queries import SUBJECTS
from services.outflow.settings import OutflowSettings
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
from shared.temporal import connect as connect_temporal

ROUTERS = (*KERNEL_ROUTERS, cases, dossiers, others, *routers_of(PARTS))
"""In the order in which a request is held against them: half of all speak of letters, tasks and steps."""
PERMISSIONS = merged((OWN_PERMISSIONS, *(part.permissions for part in PARTS)))


def build(engine: Engine, keys: KeyRing, clock: BusinessClock, relay: Relay | None = None) -> FastAPI:
    kernel = Kernel(
        name="outflow",
        sessions=sessions(engine),
        reading=reading_sessions(engine),
        reader=TokenReader("outflow", keys.issuers),
        clock=clock,
        seal=Seal(keys.sealing_key),
        keys=keys,
        permissions=PERMISSIONS,
        effects=merged((EFFECTS, *(part.effects for part in PARTS))),
        apply_letter=hearing(apply_letter, PARTS),
        lock_case=lock_case,
        subjects=SUBJECTS,
        opens=merged(part.opens for part in PARTS),
        begins=merged(({"quarterly-contact": contact.begin_step}, *(part.begins for part in PARTS))),
        reactions=tuple(part.reacts for part in PARTS if part.reacts),
        counts=counts_of(PARTS),
    )
    return create_app(kernel, engine, ROUTERS, title="流出地服务（outflow）", relay=relay)


def main() -> None:
    settings = OutflowSettings()
    configure_logging("outflow", settings.log_format)
    engine = connect(settings.database_url)
    migrate(engine, Path(__file__).parent)
    keys = KeyRing(settings.keys_dir)
    relay = Relay(
        engine,
        lambda: connect_temporal(settings.temporal_address, settings.temporal_namespace, keys.codec_key),
        settings.task_queue,
    )
    serve(build(engine, keys, settings.clock, relay), settings.host, settings.port)


if __name__ == "__main__":
    main()
