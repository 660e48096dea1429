"""W-01 MobilityCase: what its signals may do to it, whenever and however often they come."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import cast
from uuid import UUID

from temporalio.worker import Worker

from services.outflow.contract import CaseStatus
from services.registry.contract import CertificateNumbered
from tests.workflows.far_side import FarClients, FarSide
from tests.workflows.snapshots import CASE, case
from tests.workflows.time_skipping import TimeSkipping, sandbox_for_tests
from workflows.clients import Clients
from workflows.human_task_activities import HumanTaskActivities
from workflows.mobility_case.workflow import MobilityCase

QUEUE = "mobility-case"
CERTIFICATE = UUID("01900000-0000-7000-8000-0000000000c1")
NUMBERED = CertificateNumbered(certificate_id=CERTIFICATE, number="321003-2026-000001", numbered_on=date(2026, 9, 2))
PROMPTLY = timedelta(days=1)


def test_a_number_that_is_told_once_more_is_taken_over_once_only(time_skipping: TimeSkipping) -> None:
    """A relay that dies between sending and marking sends again, maybe long after the number was taken over."""

    async def play() -> None:
        clients = FarClients()
        clients.cases[CASE] = FarSide(CASE)
        tasks = HumanTaskActivities(cast(Clients, clients))
        numbered = case(briefed=True, certificate="NUMBERED", certificate_id=CERTIFICATE)
        with ThreadPoolExecutor(2) as executor:
            async with Worker(
                time_skipping.environment.client,
                task_queue=QUEUE,
                workflows=[MobilityCase],
                activities=[tasks.open_task, tasks.fire_rung],
                activity_executor=executor,
                workflow_runner=sandbox_for_tests(),
            ):
                handle = await time_skipping.environment.client.start_workflow(
                    MobilityCase.run, numbered, id=f"mobility-case/{CASE}", task_queue=QUEUE, run_timeout=PROMPTLY
                )
                await handle.signal(MobilityCase.certificate_numbered, NUMBERED)
                assert await asyncio.wait_for(handle.query(MobilityCase.status), 10) == CaseStatus.ELIGIBLE
                cancelled = numbered.model_copy(update={"version": 2, "status": CaseStatus.CLOSED_CANCELLED})
                await handle.signal(MobilityCase.follow, cancelled)
                await asyncio.wait_for(handle.result(), 30)

    time_skipping.run(play())
