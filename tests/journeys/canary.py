"""Looking for people where they must not be: every spelling in which a name or number might have been written."""

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2
from temporalio.api.common.v1 import Payload
from temporalio.client import Client, WorkflowHistory

from deploy.embedded.data_directory import DATABASES, DataDirectory
from deploy.embedded.endpoints import Endpoints
from shared.keys import KeyRing
from shared.temporal import SealedPayloads, connect

PERSONAL_COLUMNS = {("outflow", "member", "name")}
"""The one column that holds a person in clear: lists are searched by name. Everything else is sealed."""
FREE_TEXT = {
    ("inflow", "dispute", "finding"),
    ("inflow", "dispute", "proposal"),
    ("inflow", "dispute", "text"),
    ("inflow", "finding", "text"),
    ("inflow", "placement", "answer"),
    ("inflow", "placement", "question"),
    ("inflow", "placement", "refusal_text"),
    ("outflow", "case_event", "details"),
    ("outflow", "mobility_case", "query"),
    ("outflow", "mobility_case", "refusal_text"),
}
"""Sentences that people write, and in which they name the member: sealed."""


@dataclass(frozen=True)
class Canary:
    """One invented person's words; `spellings` are the byte strings that would betray him."""

    words: tuple[str, ...]

    @property
    def spellings(self) -> set[bytes]:
        found = set()
        for word in self.words:
            escaped = json.dumps(word)[1:-1]
            found |= {word.encode(), escaped.encode(), quote(word).encode(), quote(word).lower().encode()}
            found |= {word.encode("utf-16-le"), base64.b64encode(word.encode()).rstrip(b"=")[:-1]}
        return found


def spellings(canaries: Iterable[Canary]) -> set[bytes]:
    return {spelling for canary in canaries for spelling in canary.spellings}


def hits(content: bytes, wanted: set[bytes]) -> set[str]:
    return {spelling.decode("utf-8", "backslashreplace") for spelling in wanted if spelling in content}


def in_files(folder: Path, wanted: set[bytes]) -> dict[str, set[str]]:
    found = {str(file): hits(file.read_bytes(), wanted) for file in folder.rglob("*") if file.is_file()}
    return {name: what for name, what in found.items() if what}


@dataclass(frozen=True)
class Column:
    database: str
    table: str
    name: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.database, self.table, self.name

    def __str__(self) -> str:
        return f"{self.database}.{self.table}.{self.name}"


def in_databases(data: DataDirectory, endpoints: Endpoints, wanted: set[bytes]) -> dict[Column, set[str]]:
    """Every column of every table of the three databases, whatever its type."""
    found: dict[Column, set[str]] = {}
    for database in DATABASES:
        for column, content in _contents(data, endpoints, database):
            if what := hits(content, wanted):
                found[column] = what
    return found


def _contents(data: DataDirectory, endpoints: Endpoints, database: str) -> Iterator[tuple[Column, bytes]]:
    host, port = endpoints.postgres.split(":")
    password = data.passwords()[database]
    with psycopg2.connect(host=host, port=port, dbname=database, user=database, password=password) as connection:
        cursor = connection.cursor()
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'SELECT "{name}" FROM "{table}"')
            yield Column(database, table, name), b"\n".join(_bytes(row[0]) for row in cursor)


def _bytes(value: Any) -> bytes:
    if isinstance(value, memoryview | bytes):
        return bytes(value)
    return (value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)).encode()


async def histories(endpoints: Endpoints) -> list[tuple[str, bytes]]:
    """Every workflow's history, decoded with the deployment's own codec key, and its open description."""
    codec_key = KeyRing(endpoints.keys_dir).codec_key
    client = await connect(endpoints.temporal, "default", codec_key)
    codec = SealedPayloads(codec_key)
    return [entry async for entry in _decoded(client, codec)]


async def _decoded(client: Client, codec: SealedPayloads) -> Any:
    async for execution in client.list_workflows():
        handle = client.get_workflow_handle(execution.id, run_id=execution.run_id)
        history = await handle.fetch_history()
        payloads = await codec.decode(list(_payloads(history)))
        memo = json.dumps(await execution.memo(), default=str, ensure_ascii=False).encode()
        attributes = str(execution.search_attributes).encode()
        content = b"\n".join([*(payload.data for payload in payloads), memo, attributes, execution.id.encode()])
        yield execution.id, content


def _payloads(history: WorkflowHistory) -> Iterator[Payload]:
    yield from _payloads_in(json.loads(history.to_json()))


def _payloads_in(node: Any) -> Iterator[Payload]:
    if isinstance(node, dict):
        if "metadata" in node and "data" in node:
            metadata = {name: base64.b64decode(value) for name, value in node["metadata"].items()}
            yield Payload(metadata=metadata, data=base64.b64decode(node["data"]))
            return
        for child in node.values():
            yield from _payloads_in(child)
    elif isinstance(node, list):
        for child in node:
            yield from _payloads_in(child)
