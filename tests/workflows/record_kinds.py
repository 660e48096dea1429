"""R9 for the processes beside the case: `GONGGUAN_RECORD_JOURNEYS=1 .venv/bin/pytest tests/journeys` keeps, of every
kind of workflow that the journeys have brought about on a real stack, the longest history, and one of each that holds
an activity which no other recording holds."""

import base64
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from temporalio.client import Client

from deploy.embedded.endpoints import Endpoints
from shared.keys import KeyRing
from shared.temporal import connect
from tests.workflows.record_histories import HISTORIES, document
from workflows.worker import WORKFLOWS

WANTED = "GONGGUAN_RECORD_JOURNEYS"
LONGEST_EVENTS = 400
"""Longer ones say nothing new and would only fill the repository; of a kind that is always longer, the shortest."""
LOOKED_AT = 60


async def record_kinds(endpoints: Endpoints) -> None:
    """Nothing unless asked for by the environment."""
    if WANTED not in os.environ:
        return
    codec_key = KeyRing(endpoints.keys_dir).codec_key
    client = await connect(endpoints.temporal, "default", codec_key)
    known = set(activities_in(HISTORIES.glob("*.json")))
    for name in sorted(workflow.__name__ for workflow in WORKFLOWS):
        await _record(client, name, known)


async def _record(client: Client, name: str, known: set[str]) -> None:
    found = [one async for one in client.list_workflows(f"WorkflowType = '{name}'")]
    lengths = {(one.id, one.run_id): one.history_length for one in found}
    fitting = {key: length for key, length in lengths.items() if length <= LONGEST_EVENTS}
    target = HISTORIES / f"journey-{name}.json"
    if fitting and max(fitting.values()) > events_in(target):
        target.write_text(await document(client, *max(fitting, key=lambda key: fitting[key])), encoding="utf-8")
    elif lengths and not target.exists():
        target.write_text(await document(client, *min(lengths, key=lambda key: lengths[key])), encoding="utf-8")
    if target.exists():
        known |= set(activities_in([target]))
    for key in list(fitting)[:LOOKED_AT]:
        text = await document(client, *key)
        new = set(_activities(json.loads(text))) - known
        if new:
            known |= new
            (HISTORIES / f"journey-{name}-{min(new)}.json").write_text(text, encoding="utf-8")


def events_in(file: Path) -> int:
    return len(json.loads(file.read_text("utf-8"))["events"]) if file.exists() else 0


def activities_in(files: Iterable[Path]) -> Iterable[str]:
    for file in files:
        yield from _activities(json.loads(file.read_text("utf-8")))


def _activities(history: dict[str, Any]) -> Iterable[str]:
    """Called at once or patiently (`workflows.calling`)."""
    for event in history["events"]:
        if scheduled := event.get("activityTaskScheduledEventAttributes"):
            yield scheduled["activityType"]["name"]
        if marker := event.get("markerRecordedEventAttributes"):
            data = marker["details"]["data"]["payloads"][0]["data"]
            yield json.loads(base64.b64decode(data))["activity_type"]
