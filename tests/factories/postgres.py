"""One PostgreSQL for a test run: the embedded one in a temporary folder, or the one GONGGUAN_TEST_PG names."""

import os
import secrets
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url, text

from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.endpoints import HOST
from deploy.embedded.postgres import EXTENSIONS, make_cluster, postgres_spec

START_WITHIN_SECONDS = 60
# A test database need not survive a power cut.
HURRY = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "shared_buffers=64MB")


@contextmanager
def test_server(folder: Path) -> Iterator[URL]:
    """Superuser URL of the server; `GONGGUAN_TEST_PG` is such a URL and is left as it was found."""
    if existing := os.environ.get("GONGGUAN_TEST_PG"):
        yield make_url(existing)
        return
    with _embedded(DataDirectory.at(folder)) as url:
        yield url


@contextmanager
def _embedded(data: DataDirectory) -> Iterator[URL]:
    data.create()
    make_cluster(data)
    port = _free_port()
    spec = postgres_spec(data, port)
    process = replace(spec, command=(*spec.command, *HURRY)).launch()
    try:
        _wait_until_healthy(process, spec.is_healthy)
        password = data.passwords()["postgres"]
        yield URL.create("postgresql+psycopg2", "postgres", password, HOST, port, "postgres")
    finally:
        process.send_signal(spec.stop_signal)
        with suppress(subprocess.TimeoutExpired):
            process.wait(spec.stop_within)
        process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(process: "subprocess.Popen[bytes]", is_healthy: object) -> None:
    assert callable(is_healthy)
    deadline = time.monotonic() + START_WITHIN_SECONDS
    while not is_healthy():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            words = process.stdout.read().decode("utf-8", "replace") if process.stdout else ""
            raise RuntimeError(f"PostgreSQL did not start: {words[-2000:]}")
        time.sleep(0.1)


@contextmanager
def ordinary_role(superuser: URL) -> Iterator[URL]:
    """A login role without any right but its own databases', as a service has in production."""
    name, password = f"gongguan_test_{secrets.token_hex(4)}", secrets.token_hex(16)
    _run(superuser, f"CREATE ROLE {name} LOGIN PASSWORD '{password}'")
    try:
        yield superuser.set(username=name, password=password)
    finally:
        _run(superuser, f"DROP ROLE {name}")


@contextmanager
def new_database(superuser: URL, owner: URL, service: str) -> Iterator[URL]:
    """An empty database of the owner with the extensions that the supervisor would have made."""
    name = f"{service}_{owner.username}"
    _run(superuser, f"CREATE DATABASE {name} OWNER {owner.username}")
    try:
        for extension in EXTENSIONS:
            _run(superuser.set(database=name), f"CREATE EXTENSION {extension}")
        yield owner.set(database=name)
    finally:
        _run(superuser, f"DROP DATABASE {name} WITH (FORCE)")


def _run(url: URL, statement: str) -> None:
    engine: Engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()
