"""R9: every recorded history replays with the workflows as they are now; a broken workflow is noticed."""

import asyncio
import base64
import json
import re
from collections.abc import AsyncIterator, Sequence
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from temporalio.client import WorkflowHistory
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Replayer, WorkflowReplayResults

from tests.workflows.broken_workflow import HastilyChanged
from tests.workflows.record_kinds import activities_in
from tests.workflows.time_skipping import sandbox_for_tests
from workflows.calendar_news.activities import CalendarNewsActivities
from workflows.clients import Clients
from workflows.refusal_dispute.workflow import RefusalDispute
from workflows.worker import WORKFLOWS, activities_of

HISTORIES = Path(__file__).with_name("histories")
FILES = sorted(HISTORIES.glob("*.json"))
ID_NUMBER, MOBILE = re.compile(r"(?<![\dA-Za-z-])\d{17}[\dX](?!\d)"), re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
PERSONAL_FIELDS = re.compile(r'"(?:member_name|id_number|phone|person|thinking|address)":')


@cache
def recorded(file: Path) -> WorkflowHistory:
    document = json.loads(file.read_text("utf-8"))
    return WorkflowHistory.from_json(document.pop("workflow_id"), document)


def workflow_type(file: Path) -> str:
    first = json.loads(file.read_text("utf-8"))["events"][0]
    name: str = first["workflowExecutionStartedEventAttributes"]["workflowType"]["name"]
    return name


async def _all(files: Sequence[Path]) -> AsyncIterator[WorkflowHistory]:
    for file in files:
        yield recorded(file)


def replayed(files: Sequence[Path], workflows: Sequence[type]) -> WorkflowReplayResults:
    replayer = Replayer(
        workflows=workflows, workflow_runner=sandbox_for_tests("tests"), data_converter=pydantic_data_converter
    )
    return asyncio.run(replayer.replay_workflows(_all(files), raise_on_replay_failure=False))


def test_every_recorded_history_replays() -> None:
    results = replayed(FILES, WORKFLOWS)
    names = {recorded(file).run_id: file.name for file in FILES}
    failed = {names[run]: str(failure)[:500] for run, failure in results.replay_failures.items()}
    assert not failed


def test_every_kind_of_workflow_is_recorded() -> None:
    names = {workflow.__name__ for workflow in WORKFLOWS}
    assert {workflow_type(file) for file in FILES} == names


@pytest.mark.parametrize(
    "path",
    ["query", "overruled", "objected", "redirected", "cancelled", "never-reports", "silent-host", "silent-dispute",
     "silent-number", "enrolled"],
)  # fmt: skip
def test_every_path_is_recorded(path: str) -> None:
    assert [file for file in FILES if file.name.startswith(f"{path}-mobility-case")]


def test_every_activity_is_recorded() -> None:
    """Also those of the timers: reminders and rises, the next quarter, the risk of having lost the member."""
    names = {activity.__name__ for activity in activities_of(cast(Clients, None))}
    names.add(CalendarNewsActivities.tell_page.__name__)  # it speaks to Temporal and not to a service
    assert set(activities_in(FILES)) == names


def test_a_broken_workflow_turns_the_replay_red() -> None:
    disputes = [file for file in FILES if workflow_type(file) == RefusalDispute.__name__]
    others = [workflow for workflow in WORKFLOWS if workflow is not RefusalDispute]
    results = replayed(disputes, [*others, HastilyChanged])
    assert len(results.replay_failures) == len(disputes) > 0
    assert "Nondeterminism" in str(next(iter(results.replay_failures.values())))


def test_recordings_hold_no_personal_data() -> None:
    """Payloads are decoded in the files, so what a history holds can be read and searched."""
    for file in FILES:
        words = _readable(file)
        assert not ID_NUMBER.findall(words), file.name
        assert not MOBILE.findall(words), file.name
        assert not PERSONAL_FIELDS.findall(words), file.name


def _readable(file: Path) -> str:
    """Every payload's text, one after the other."""
    return "\n".join(_payloads(json.loads(file.read_text("utf-8"))))


def _payloads(value: object) -> list[str]:
    if isinstance(value, list):
        return [text for one in value for text in _payloads(one)]
    if not isinstance(value, dict):
        return []
    if "encoding" in (value.get("metadata") or {}):
        return [base64.b64decode(value.get("data", "")).decode()]
    return [text for one in value.values() for text in _payloads(one)]
