"""What is stuck is seen after a while, not at once; an order is carried out; nothing that is said names a person."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import uuid4

import pytest
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from deploy.embedded.temporal import DYNAMIC_CONFIG, temporal_binary
from services.registry.incidents.contract import IncidentKind as K
from services.registry.incidents.contract import OrderedRemedy, Trouble
from shared.followed import CASE, OWNER
from shared.stuck.contract import LetterOnItsWay, MessageOnItsWay, OnTheWay
from shared.temporal import register_search_attributes, search_attributes
from tests.workflows.incidents_probe import AN_HOUR, CarriesALetter, HasAFault, Keeping, KeepsNothing, OtherSide
from workflows.incidents.failing_steps import ATTEMPTS, FailingSteps
from workflows.incidents.looking import Lookout, Patience
from workflows.incidents.mending import Mender
from workflows.incidents.watch import watch
from workflows.services import Services

AT_ONCE = Patience(timedelta(), timedelta())
QUEUE = "incidents"
CASE_ID = uuid4()


class Scene:
    def __init__(self, client: Client, other_side: OtherSide, services: Keeping | None = None) -> None:
        self.client, self.other_side, self.failing = client, other_side, FailingSteps()
        self.services = cast(Services, services or Keeping())
        self.mender = Mender(client, self.services, QUEUE)

    def lookout(self, patience: Patience = AT_ONCE) -> Lookout:
        return Lookout(self.client, self.services, self.failing, QUEUE, patience)

    async def start(self, workflow: str, *given: object) -> str:
        name = f"mobility-case/{uuid4()}"
        found_by = search_attributes({CASE: str(CASE_ID), OWNER: "321003001"})
        await self.client.start_workflow(workflow, args=given, id=name, task_queue=QUEUE, search_attributes=found_by)
        return name

    async def seen(self, lookout: Lookout, kind: K) -> Trouble:
        found: list[Trouble] = []

        async def look() -> bool:
            found[:] = [one for one in await lookout.look() if one.kind is kind]
            return bool(found)

        await until(look)
        return found[0]

    async def ends(self, workflow_id: str) -> WorkflowExecutionStatus | None:
        async def over() -> bool:
            described = await self.client.get_workflow_handle(workflow_id).describe()
            return described.status is not WorkflowExecutionStatus.RUNNING

        await until(over)
        return (await self.client.get_workflow_handle(workflow_id).describe()).status


async def until(happens: Callable[[], Awaitable[bool]], seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not await happens():
            await asyncio.sleep(0.1)


@asynccontextmanager
async def scene(away: int = 0, services: Keeping | None = None) -> AsyncIterator[Scene]:
    options = [f"--dynamic-config-value={key}={value}" for key, value in DYNAMIC_CONFIG.items()]
    server = WorkflowEnvironment.start_local(dev_server_existing_path=temporal_binary(), dev_server_extra_args=options)
    async with await server as environment:
        await register_search_attributes(environment.client)
        one = Scene(environment.client, OtherSide(away), services)
        with ThreadPoolExecutor(2) as executor:
            async with Worker(
                one.client, task_queue=QUEUE, workflows=[CarriesALetter, HasAFault],
                activities=[one.other_side.deliver_letter], activity_executor=executor,
                workflow_runner=UnsandboxedWorkflowRunner(), interceptors=[one.failing],
            ):  # fmt: skip
                yield one


def order(kind: K, workflow_id: str = "", key: str = "letter") -> OrderedRemedy:
    return OrderedRemedy(
        remedy_id=uuid4(), kind=kind.remedy, incident=kind, key=key, service="outflow", workflow_id=workflow_id,
        case_id=CASE_ID,
    )  # fmt: skip


def test_a_step_that_keeps_failing_is_seen_without_its_message_and_forgotten_when_it_works() -> None:
    async def run() -> None:
        async with scene(away=ATTEMPTS + 2) as one:
            workflow_id = await one.start("CarriesALetter", 1.0)
            trouble = await one.seen(one.lookout(), K.ACTIVITY_FAILING)
            assert (trouble.what, trouble.cause, trouble.owner) == ("deliver_letter", "ConnectionError", "321003001")
            assert trouble.attempts >= ATTEMPTS
            assert "somebody" not in trouble.model_dump_json()
            assert await one.ends(workflow_id) is WorkflowExecutionStatus.COMPLETED
            assert not list(one.failing.troubles(datetime.now(UTC)))

    asyncio.run(run())


def test_what_a_workflow_that_ended_left_failing_is_forgotten() -> None:
    async def run() -> None:
        async with scene(away=99) as one:
            workflow_id = await one.start("CarriesALetter", 0.1)
            await one.seen(one.lookout(), K.ACTIVITY_FAILING)
            await one.client.get_workflow_handle(workflow_id).terminate()
            later = datetime.now(UTC) + timedelta(minutes=2)
            assert not list(one.failing.troubles(later))

    asyncio.run(run())


@pytest.mark.parametrize("kind", [K.LETTER_UNDELIVERED, K.ACTIVITY_FAILING])
def test_an_order_does_not_wait_for_the_next_attempt(kind: K) -> None:
    async def run() -> None:
        async with scene(away=1) as one:
            workflow_id = await one.start("CarriesALetter", AN_HOUR)

            async def failed_once() -> bool:
                listed = one.client.list_workflows(f"{CASE} = '{CASE_ID}'")
                return one.other_side.asked == 1 and [found async for found in listed] != []

            await until(failed_once)
            said = await one.mender.carry_out(order(kind, workflow_id, f"{workflow_id}#1"))
            assert said in ("已重新发送。", "已立即重试。")
            assert await one.ends(workflow_id) is WorkflowExecutionStatus.COMPLETED
            assert await one.mender.carry_out(order(K.ACTIVITY_FAILING, workflow_id, f"{workflow_id}#1"))

    asyncio.run(run())


def test_a_workflow_with_a_fault_says_so_and_ends_by_order_when_nothing_is_kept_of_it() -> None:
    async def run() -> None:
        async with scene() as one:
            workflow_id = await one.start("HasAFault")
            trouble = await one.seen(one.lookout(), K.WORKFLOW_FAILING)
            assert (trouble.key, trouble.what, trouble.owner) == (workflow_id, "HasAFault", "321003001")
            said = await one.mender.carry_out(order(K.WORKFLOW_FAILING, workflow_id))
            assert said == "数据库里没有这件事，多余的流程已结束。"
            assert await one.ends(workflow_id) is WorkflowExecutionStatus.TERMINATED

    asyncio.run(run())


def test_an_orphan_is_seen() -> None:
    async def run() -> None:
        async with scene(away=9) as one:
            workflow_id = await one.start("CarriesALetter", AN_HOUR)
            trouble = await one.seen(one.lookout(), K.PROCESS_ORPHAN)
            assert (trouble.key, trouble.what) == (workflow_id, "MobilityCase")

    asyncio.run(run())


def test_what_is_on_its_way_is_given_time_and_keeps_its_beginning() -> None:
    letter = LetterOnItsWay(letter_id=uuid4(), case_id=CASE_ID, type="outflow_notice")
    message = MessageOnItsWay(message_id=7, workflow_id="w", signal="follow", attempts=2, error="UNAVAILABLE")
    outflow = KeepsNothing(OnTheWay(letters=[letter], messages=[message]))

    async def run() -> None:
        async with scene(services=Keeping(outflow)) as one:
            lookout = one.lookout(Patience(timedelta(seconds=1), timedelta(hours=1)))
            assert await lookout.look() == ()
            await asyncio.sleep(1.1)
            found = {trouble.kind: trouble for trouble in await lookout.look()}
            assert found.keys() == {K.LETTER_UNDELIVERED, K.MESSAGE_UNSENT}
            assert found[K.LETTER_UNDELIVERED].key == str(letter.letter_id)
            assert (found[K.MESSAGE_UNSENT].key, found[K.MESSAGE_UNSENT].attempts) == ("outflow/7", 2)
            again = {trouble.kind: trouble for trouble in await lookout.look()}
            assert {one.since for one in found.values()} == {one.since for one in again.values()}
            outflow.on_the_way = OnTheWay(letters=[], messages=[])
            assert await lookout.look() == ()

    asyncio.run(run())


def test_whatever_goes_wrong_in_watching_does_not_end_the_worker() -> None:
    stopping = asyncio.Event()

    class Broken:
        @property
        def services(self) -> Services:
            stopping.set()
            raise ValueError("nobody thought of this")

    broken = cast(Lookout, Broken())
    asyncio.run(watch(broken, cast(Mender, None), 0.01, stopping))
    assert stopping.is_set()
