"""The real PostgreSQL and Temporal under the supervisor, without the services."""

import asyncio
import os
import signal
from pathlib import Path

import psutil
import psycopg2
import pytest
from temporalio.client import Client

from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.endpoints import DEFAULT_PORT_BASE, HOST, Ports
from deploy.embedded.ports import free_base
from deploy.embedded.postgres import make_cluster
from deploy.embedded.postgres_remains import remaining_processes
from deploy.embedded.process_table import infrastructure
from deploy.embedded.supervisor import Supervisor
from shared.followed import CASE, OWNER
from shared.temporal import search_attributes
from tests.deploy.stacks import Said, Supervise, run_until


@pytest.fixture
def data(tmp_path: Path) -> DataDirectory:
    directory = DataDirectory.at(tmp_path / "data")
    directory.create()
    return directory


@pytest.fixture
def ports() -> Ports:
    base = free_base(DEFAULT_PORT_BASE + 10_000)
    assert base is not None
    return Ports.of_base(base)


def query(data: DataDirectory, ports: Ports, role: str, statement: str) -> list[tuple[object, ...]]:
    password = data.passwords()[role]
    connection = psycopg2.connect(host=HOST, port=ports.postgres, user=role, password=password, dbname=role)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall()) if cursor.description else []
    finally:
        connection.close()


def kill_and_see_back(supervisor: Supervisor, name: str) -> None:
    child = supervisor.children[name]
    killed, restarts = child.pid, child.restarts
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    run_until(supervisor, lambda: child.restarts > restarts and child.state == "healthy")
    assert child.pid != killed


def test_a_killed_postmaster_and_a_killed_temporal_come_back_with_their_data_and_nothing_is_left_after_stop(
    data: DataDirectory, ports: Ports, supervise: Supervise, said: Said
) -> None:
    assert make_cluster(data)
    supervisor = supervise(*infrastructure(data, ports))
    assert supervisor.start()

    query(data, ports, "outflow", "CREATE TABLE kept AS SELECT '扬州市流动党员'::text AS name")
    asyncio.run(begin(ports, "mobility-case/1"))
    kill_and_see_back(supervisor, "postgres")
    kill_and_see_back(supervisor, "temporal")
    assert asyncio.run(found(ports)) == ["mobility-case/1"]
    assert query(data, ports, "outflow", "SELECT name FROM kept WHERE name % '扬州流动党员'") == [("扬州市流动党员",)]
    assert said.mentions("postgres 意外退出（信号 SIGKILL）")
    assert query(data, ports, "inflow", "SELECT rolsuper FROM pg_roles WHERE rolname = 'inflow'") == [(False,)]
    with pytest.raises(psycopg2.OperationalError):
        foreign_database(data, ports)

    pids = [child.pid for child in supervisor.children.values()]
    supervisor.stop()
    assert not any(pid is not None and psutil.pid_exists(pid) for pid in pids)
    assert remaining_processes(data.postgres) == []
    assert not make_cluster(data)
    assert not said.mentions("强制")


async def begin(ports: Ports, workflow_id: str) -> None:
    client = await Client.connect(f"{HOST}:{ports.temporal}")
    attributes = search_attributes({CASE: "1", OWNER: "321003001"})
    await client.start_workflow("MobilityCase", id=workflow_id, task_queue="nobody", search_attributes=attributes)


async def found(ports: Ports) -> list[str]:
    """As in Temporal's own UI."""
    client = await Client.connect(f"{HOST}:{ports.temporal}")
    return [one.id async for one in client.list_workflows(f"{CASE} = '1' AND {OWNER} STARTS_WITH '3210'")]


def foreign_database(data: DataDirectory, ports: Ports) -> None:
    """The inflow role knocks at the outflow database."""
    password = data.passwords()["inflow"]
    psycopg2.connect(host=HOST, port=ports.postgres, user="inflow", password=password, dbname="outflow").close()
