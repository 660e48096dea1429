"""Compares open cases with running workflows: a missing one is started again, an orphan is reported."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.common import WorkflowIDConflictPolicy
from temporalio.service import RPCError, RPCStatusCode

from shared.followed import Followed, found_by
from shared.temporal import search_attributes
from workflows.services import Services

NOBODY_WAITS_FOR = ("PublishDirectory", "CalendarNews")
"""They end by themselves; every other workflow follows something that a service keeps."""
AT_ONCE = 20


@dataclass(frozen=True)
class Expected:
    """A workflow that should run, with the snapshot that starts or refreshes it."""

    workflow: str
    state: Followed

    @property
    def workflow_id(self) -> str:
        return self.state.workflow_id


@dataclass
class Reconciliation:
    expected: int = 0
    running: int = 0
    missing: list[Expected] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)


def expected_workflows(services: Services) -> Iterator[Expected]:
    """From the services' own tables: open cases, open placements, undecided disputes, letters on the way."""
    yield from _of_cases(services)
    yield from _of_placements(services)
    yield from _followed("CertificateLife", services.outflow.list_running_certificates)
    yield from _followed("OldCertificate", services.outflow.list_running_old_certificates)
    yield from _followed("CertificateEntries", services.inflow.list_running_entries)
    yield from _followed("LostContact", services.outflow.list_running_lost_contacts)
    yield from _followed("Inactivity", services.outflow.list_running_inactivities)
    yield from _followed("DataCorrection", services.outflow.list_running_corrections)
    yield from _followed("DataCorrection", services.inflow.list_running_corrections)
    yield from _of_home_exchanges(services)
    yield from _of_host_exchanges(services)
    yield from _followed("ProbationConversion", services.outflow.list_running_conversions)
    yield from _followed("HostOpinion", services.inflow.list_running_opinions)
    yield from _of_surveys(services)
    yield from _between_organisations(services)


def _paged(read: Callable[[Any], Any]) -> Iterator[Any]:
    """The items of all pages; `read` takes the mark of the page before, None for the first one."""
    after = None
    while True:
        page = read(after)
        yield from page.items
        if page.next is None:
            return
        after = page.next


def _of_cases(services: Services) -> Iterator[Expected]:
    for case in _paged(services.outflow.list_running_cases):
        if not case.state.over or case.state.letters:
            yield Expected("MobilityCase", case.state)
        if case.contact is not None and not case.contact.over:
            yield Expected("QuarterlyContact", case.contact)


def _of_placements(services: Services) -> Iterator[Expected]:
    for placement in _paged(services.inflow.list_running_placements):
        yield Expected("InflowAcceptance", placement.state)
        if placement.dispute is not None:
            yield Expected("RefusalDispute", placement.dispute)


def _of_home_exchanges(services: Services) -> Iterator[Expected]:
    for one in _paged(services.outflow.list_running_home_exchanges):
        yield Expected("HomeExchange", one.state)
        yield from _named("Summons", one.summonses)
        yield from _named("HelpRequest", one.requests)


def _of_host_exchanges(services: Services) -> Iterator[Expected]:
    for one in _paged(services.inflow.list_running_host_exchanges):
        yield Expected("HostFeedback", one.state)
        yield from _named("HelpRequest", one.requests)


def _followed(workflow: str, read: Callable[[Any], Any]) -> Iterator[Expected]:
    yield from _named(workflow, _paged(read))


def _named(workflow: str, states: Iterable[Followed]) -> Iterator[Expected]:
    return (Expected(workflow, state) for state in states)


def _between_organisations(services: Services) -> Iterator[Expected]:
    yield from _followed("Agreement", services.registry.list_running_agreements)
    yield from _named("MobileOrg", services.registry.list_running_mobile_orgs().items)
    yield from _named("OrgChange", services.registry.list_running_org_changes().items)


def _of_surveys(services: Services) -> Iterator[Expected]:
    yield from _followed("AnnualSurvey", services.registry.list_running_surveys)
    yield from _followed("SurveyExchange", services.registry.list_running_survey_exchanges)
    yield from _followed("SurveyDifference", services.registry.list_running_survey_differences)
    yield from _followed("SurveyReturn", services.outflow.list_running_survey_returns)
    yield from _followed("SurveyReturn", services.inflow.list_running_survey_returns)


async def reconcile(services: Services, client: Client, task_queue: str, *, repair: bool) -> Reconciliation:
    """`repair` starts what is missing; running ones get the newest snapshot, which changes nothing they know."""
    expected = {one.workflow_id: one for one in await asyncio.to_thread(lambda: list(expected_workflows(services)))}
    running = {workflow_id async for workflow_id in _running(client)}
    outcome = Reconciliation(expected=len(expected), running=len(running))
    outcome.missing = [expected[workflow_id] for workflow_id in sorted(expected.keys() - running)]
    outcome.orphans = sorted([i async for i in _confirmed_orphans(client, running - expected.keys())])
    if repair:
        gate = asyncio.Semaphore(AT_ONCE)
        await asyncio.gather(*(_in_turn(client, task_queue, one, gate) for one in expected.values()))
    return outcome


async def _running(client: Client) -> AsyncIterator[str]:
    query = f"ExecutionStatus = 'Running' AND WorkflowType NOT IN {NOBODY_WAITS_FOR}"
    async for execution in client.list_workflows(query):
        yield execution.id


async def _confirmed_orphans(client: Client, suspects: set[str]) -> AsyncIterator[str]:
    """Visibility lags behind; ask the workflow itself before calling it an orphan."""
    for workflow_id in suspects:
        try:
            described = await client.get_workflow_handle(workflow_id).describe()
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                continue
            raise
        if described.status is WorkflowExecutionStatus.RUNNING:
            yield workflow_id


async def _in_turn(client: Client, task_queue: str, one: Expected, gate: asyncio.Semaphore) -> None:
    async with gate:
        await refresh(client, task_queue, one)


async def refresh(client: Client, task_queue: str, one: Expected) -> None:
    """Start it, or give the running one the newest snapshot."""
    await client.start_workflow(
        one.workflow,
        one.state,
        id=one.workflow_id,
        task_queue=task_queue,
        start_signal="follow",
        start_signal_args=[one.state],
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        search_attributes=search_attributes(found_by(one.state)),
    )
