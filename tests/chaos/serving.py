"""The home side and the registry on loopback ports, served from threads of this process."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from services.outflow.app import build as build_outflow
from services.registry.app import build as build_registry
from services.registry.app import provide_start
from services.registry.client import RegistryClient
from services.registry.contract import ImportOrganisations
from services.registry.settings import RegistrySettings
from shared.authentication import TokenIssuer
from tests.chaos.ground import Ground
from tests.factories.database import emptied
from tests.factories.organisations import demo_organisations
from workflows.clients import Clients

NOBODY = "http://127.0.0.1:9"


@contextmanager
def clients_of(ground: Ground) -> Iterator[Clients]:
    """What the worker's activities speak through. The host side is not there."""
    with ExitStack() as held:
        registry = held.enter_context(_listening(_registry(ground)))
        outflow = held.enter_context(_listening(build_outflow(ground.outflow_engine, ground.keys, ground.clock)))
        RegistryClient(registry, ground.tokens.operator).import_organisations(
            ImportOrganisations(organisations=list(demo_organisations()))
        )
        yield Clients(registry, outflow, NOBODY, TokenIssuer("worker", ground.keys.issuer("worker")))


def _registry(ground: Ground) -> FastAPI:
    engine = emptied(ground.databases("registry"))
    settings = RegistrySettings(database_url="", keys_dir=ground.keys.directory, clock_file=Path())
    provide_start(engine, ground.keys, ground.clock, settings)
    return build_registry(engine, ground.keys, ground.clock)


@contextmanager
def _listening(app: FastAPI) -> Iterator[str]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)
