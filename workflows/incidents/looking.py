"""What is stuck: asked of the services, of Temporal and of this worker's own failing steps."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from temporalio.client import Client, WorkflowExecution
from temporalio.service import RPCError, RPCStatusCode

from services.registry.incidents.contract import IncidentKind, Trouble
from shared.followed import CASE, OWNER
from shared.kernel_client import KernelClient
from shared.service_client import Outage
from shared.stuck.contract import OnTheWay
from workflows.incidents.failing_steps import FailingSteps
from workflows.reconciling import Reconciliation, reconcile
from workflows.services import Services, by_name

PROBLEMS = "TemporalReportedProblems"
FAILING = f"ExecutionStatus = 'Running' AND {PROBLEMS} IS NOT NULL"
AT_ONCE = (
    IncidentKind.LETTER_UNDELIVERED,
    IncidentKind.MESSAGE_UNSENT,
    IncidentKind.ACTIVITY_FAILING,
    IncidentKind.WORKFLOW_FAILING,
)
NOTHING = OnTheWay(letters=[], messages=[])
BY_COMPARISON = (IncidentKind.PROCESS_MISSING, IncidentKind.PROCESS_ORPHAN)


@dataclass(frozen=True)
class Patience:
    """How long something may be on its way before people are told, and how often everything is compared. Real time."""

    with_one: timedelta
    between_comparisons: timedelta


@dataclass
class Lookout:
    client: Client
    services: Services
    failing: FailingSteps
    task_queue: str
    patience: Patience
    _first_seen: dict[tuple[IncidentKind, str], datetime] = field(default_factory=dict)
    _different: tuple[Trouble, ...] = ()
    _compares_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    _last_heard: dict[str, OnTheWay] = field(default_factory=dict)

    async def look(self) -> tuple[Trouble, ...]:
        """All that has been stuck for longer than it may. Raises RPCError: without Temporal nothing is known."""
        now = datetime.now(UTC)
        seen = [*await self._on_the_way(now), *self.failing.troubles(now), *await self._failing_workflows(now)]
        seen += await self._comparison(now)
        self._first_seen = {(one.kind, one.key): self._begun(one) for one in seen}
        stuck = [one for one in seen if now - self._begun(one) >= self.patience.with_one]
        return tuple([await self._owned(one.model_copy(update={"since": self._begun(one)})) for one in stuck])

    def _begun(self, trouble: Trouble) -> datetime:
        return self._first_seen.get((trouble.kind, trouble.key), trouble.since)

    async def _on_the_way(self, now: datetime) -> list[Trouble]:
        services = by_name(self.services)
        found = await asyncio.gather(*(self._asked(name, client) for name, client in services.items()))
        return [one for name, on_the_way in zip(services, found, strict=True) for one in _late(name, on_the_way, now)]

    async def _asked(self, name: str, client: KernelClient) -> OnTheWay:
        """Of a service that is away, what it said last: its letters have not arrived since."""
        with suppress(Outage):
            self._last_heard[name] = await asyncio.to_thread(client.list_on_the_way)
        return self._last_heard.get(name, NOTHING)

    async def _failing_workflows(self, now: datetime) -> list[Trouble]:
        return [_failing(one, now) async for one in self.client.list_workflows(FAILING, limit=200)]

    async def _comparison(self, now: datetime) -> tuple[Trouble, ...]:
        """To compare reads every open case, so the last outcome counts until the next. What is new in it is looked at
        once more before anybody is told: a case may have begun or ended in between."""
        if now >= self._compares_at:
            with suppress(Outage):
                self._learn(await reconcile(self.services, self.client, self.task_queue, repair=False), now)
        return self._different

    def _learn(self, compared: Reconciliation, now: datetime) -> None:
        known = {one.key for one in self._different}
        self._different = tuple(_differences(compared, now))
        new = any(one.key not in known for one in self._different)
        self._compares_at = now + (self.patience.with_one if new else self.patience.between_comparisons)

    def compare_again(self) -> None:
        """Something has been mended."""
        self._compares_at = datetime.now(UTC)

    async def _owned(self, trouble: Trouble) -> Trouble:
        """Whose process it is stands in Temporal's search attributes, whichever workflow of the case is asked."""
        if trouble.owner is not None:
            return trouble
        async for execution in self._workflows_of(trouble):
            return trouble.model_copy(update=_attributes(execution))
        return trouble

    async def _workflows_of(self, trouble: Trouble) -> AsyncIterator[WorkflowExecution]:
        if trouble.case_id is not None:
            async for execution in self.client.list_workflows(f"{CASE} = '{trouble.case_id}'", limit=1):
                yield execution
        elif trouble.workflow_id:
            try:
                yield await self.client.get_workflow_handle(trouble.workflow_id).describe()
            except RPCError as error:
                if error.status is not RPCStatusCode.NOT_FOUND:
                    raise


def _late(service: str, on_the_way: OnTheWay, now: datetime) -> Iterator[Trouble]:
    for letter in on_the_way.letters:
        yield Trouble(
            kind=IncidentKind.LETTER_UNDELIVERED, key=str(letter.letter_id), what=letter.type, since=now,
            service=service, case_id=letter.case_id,
        )  # fmt: skip
    for message in on_the_way.messages:
        yield Trouble(
            kind=IncidentKind.MESSAGE_UNSENT, key=f"{service}/{message.message_id}", what=message.signal,
            cause=message.error, attempts=message.attempts, since=now, service=service,
            workflow_id=message.workflow_id,
        )  # fmt: skip


def _failing(execution: WorkflowExecution, now: datetime) -> Trouble:
    problems = execution.search_attributes.get(PROBLEMS, ())
    cause = next((str(one).removeprefix("cause=") for one in problems if str(one).startswith("cause=")), "")
    found = Trouble(
        kind=IncidentKind.WORKFLOW_FAILING, key=execution.id, what=execution.workflow_type, cause=cause, since=now,
        workflow_id=execution.id,
    )  # fmt: skip
    return found.model_copy(update=_attributes(execution))


def _attributes(execution: WorkflowExecution) -> dict[str, object]:
    """What it is found by: its organisation, and its case where it has one."""
    owners, cases = (execution.search_attributes.get(name, ()) for name in (OWNER, CASE))
    return {
        "owner": next(iter(map(str, owners)), None),
        "case_id": next(iter(UUID(str(one)) for one in cases), None),
    }


def _differences(compared: Reconciliation, now: datetime) -> Iterator[Trouble]:
    for one in compared.missing:
        yield Trouble(
            kind=IncidentKind.PROCESS_MISSING, key=one.workflow_id, what=one.workflow, since=now,
            workflow_id=one.workflow_id, owner=one.state.owner, case_id=getattr(one.state, "case_id", None),
        )  # fmt: skip
    for orphan in compared.orphans:
        yield Trouble(
            kind=IncidentKind.PROCESS_ORPHAN, key=orphan, what=_process_of(orphan), since=now, workflow_id=orphan
        )


def _process_of(workflow_id: str) -> str:
    """`mobility-case/…` is a MobilityCase."""
    return workflow_id.partition("/")[0].replace("-", " ").title().replace(" ", "")
