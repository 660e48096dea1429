"""W-01 MobilityCase: what its signals may do to it, whenever and however often they come."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

import pytest
from temporalio import activity
from temporalio.client import WorkflowHandle
from temporalio.worker import Worker

from services.outflow.contract import CaseState, CaseStatus
from services.registry.contract import CertificateNumbered, NumberRequestState
from tests.workflows.far_side import FarClients, FarSide
from tests.workflows.snapshots import CASE, case
from tests.workflows.time_skipping import TimeSkipping, sandbox_for_tests
from workflows.clients import Clients
from workflows.human_task_activities import HumanTaskActivities
from workflows.mobility_case.activities import RequestCertificateNumber, TakeOverNumber
from workflows.mobility_case.workflow import MobilityCase

QUEUE = "mobility-case"
CERTIFICATE = UUID("01900000-0000-7000-8000-0000000000c1")
NUMBERED = CertificateNumbered(certificate_id=CERTIFICATE, number="321003-2026-000001", numbered_on=date(2026, 9, 2))
PROMPTLY = timedelta(days=1)
REQUESTED = case(briefed=True, certificate="REQUESTED", certificate_id=CERTIFICATE)
SECONDS = 10


@dataclass
class Department:
    """The registry and the home service as far as the number goes; `before` is what was allotted before the request."""

    tasks: HumanTaskActivities
    side: FarSide
    before: CertificateNumbered | None = None
    calls: list[str] = field(default_factory=list)

    @activity.defn
    def request_number(self, request: RequestCertificateNumber) -> NumberRequestState:
        assert not self.side.named("open_task"), "the department is asked for what its registry does not know"
        self.calls.append("request_number")
        known = self.before
        return NumberRequestState(
            certificate_id=CERTIFICATE,
            number=known.number if known else None,
            numbered_on=known.numbered_on if known else None,
        )

    @activity.defn
    def record_certificate_number(self, taking: TakeOverNumber) -> None:
        self.calls.append(f"record {taking.numbered.number}")

    @property
    def activities(self) -> list[Callable[..., Any]]:
        tasks = self.tasks
        return [
            tasks.open_task, tasks.fire_rung, tasks.withdraw_task,
            self.request_number, self.record_certificate_number,
        ]  # fmt: skip


@pytest.fixture
def department() -> Department:
    clients = FarClients()
    clients.cases[CASE] = FarSide(CASE)
    return Department(HumanTaskActivities(cast(Clients, clients)), clients.cases[CASE])


@asynccontextmanager
async def running(
    server: TimeSkipping, department: Department, state: CaseState
) -> AsyncIterator[WorkflowHandle[MobilityCase, None]]:
    client = server.environment.client
    with ThreadPoolExecutor(2) as executor:
        async with Worker(
            client,
            task_queue=QUEUE,
            workflows=[MobilityCase],
            activities=department.activities,
            activity_executor=executor,
            workflow_runner=sandbox_for_tests("tests"),
        ):
            yield await client.start_workflow(
                MobilityCase.run, state, id=state.workflow_id, task_queue=QUEUE, run_timeout=PROMPTLY
            )


async def heard(handle: WorkflowHandle[MobilityCase, None]) -> CaseStatus:
    """An answer within seconds shows that the workflow has dealt with all that came before and does not spin."""
    return await asyncio.wait_for(handle.query(MobilityCase.status), SECONDS)


async def ended(handle: WorkflowHandle[MobilityCase, None], state: CaseState) -> None:
    over = {"version": state.version + 1, "status": CaseStatus.CLOSED_CANCELLED}
    await handle.signal(MobilityCase.follow, state.model_copy(update=over))
    await asyncio.wait_for(handle.result(), 3 * SECONDS)


def test_a_number_that_is_told_once_more_is_taken_over_once_only(
    time_skipping: TimeSkipping, department: Department
) -> None:
    """A relay that dies between sending and marking sends again, maybe long after the number was taken over."""

    async def play() -> None:
        numbered = REQUESTED.model_copy(update={"certificate": "NUMBERED"})
        async with running(time_skipping, department, CaseState.model_validate(numbered.model_dump())) as handle:
            await handle.signal(MobilityCase.certificate_numbered, NUMBERED)
            assert await heard(handle) == CaseStatus.ELIGIBLE
            await ended(handle, numbered)

    time_skipping.run(play())
    assert department.calls == []


def test_the_department_is_asked_after_its_registry_knows_and_its_number_taken_over(
    time_skipping: TimeSkipping, department: Department
) -> None:
    async def play() -> None:
        async with running(time_skipping, department, REQUESTED) as handle:
            while not department.side.named("open_task"):
                await asyncio.sleep(0.01)
            await handle.signal(MobilityCase.certificate_numbered, NUMBERED)
            assert await heard(handle) == CaseStatus.ELIGIBLE
            await ended(handle, REQUESTED)

    time_skipping.run(play())
    assert department.calls == ["request_number", f"record {NUMBERED.number}"]


def test_a_number_that_was_allotted_before_the_request_is_taken_over(
    time_skipping: TimeSkipping, department: Department
) -> None:
    """As after the loss of Temporal's store: the registry has known the request for long."""
    department.before = NUMBERED

    async def play() -> None:
        async with running(time_skipping, department, REQUESTED) as handle:
            while len(department.calls) < 2:
                await asyncio.sleep(0.01)
            await ended(handle, REQUESTED)

    time_skipping.run(play())
    assert department.calls == ["request_number", f"record {NUMBERED.number}"]
