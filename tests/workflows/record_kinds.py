"""R9 for the processes beside the case: `GONGGUAN_RECORD_JOURNEYS=1 make test` (or pytest tests/journeys) keeps, of
every kind of workflow that the journeys have brought about on a real stack, the longest history."""

import json
import os
from pathlib import Path

from temporalio.client import Client

from deploy.embedded.endpoints import Endpoints
from shared.keys import KeyRing
from shared.temporal import connect
from tests.workflows.record_histories import HISTORIES, document
from workflows.worker import WORKFLOWS

WANTED = "GONGGUAN_RECORD_JOURNEYS"
LONGEST_EVENTS = 400
"""Longer ones say nothing new and would only fill the repository."""


async def record_kinds(endpoints: Endpoints) -> None:
    """Nothing unless asked for by the environment."""
    if WANTED not in os.environ:
        return
    codec_key = KeyRing(endpoints.keys_dir).codec_key
    client = await connect(endpoints.temporal, "default", codec_key)
    for name in sorted(workflow.__name__ for workflow in WORKFLOWS):
        await _record_longest(client, name)


async def _record_longest(client: Client, name: str) -> None:
    target = HISTORIES / f"journey-{name}.json"
    known = events_in(target)
    found = [one async for one in client.list_workflows(f"WorkflowType = '{name}'")]
    lengths = {(one.id, one.run_id): one.history_length for one in found if one.history_length <= LONGEST_EVENTS}
    if not lengths or max(lengths.values()) <= known:
        return
    longest = max(lengths, key=lambda key: lengths[key])
    target.write_text(await document(client, *longest), encoding="utf-8")


def events_in(file: Path) -> int:
    return len(json.loads(file.read_text("utf-8"))["events"]) if file.exists() else 0
