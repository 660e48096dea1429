"""The worker: all workflows and activities. `python -m workflows.worker`."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog
import uvloop
from temporalio.client import Client
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.service import RPCError
from temporalio.worker import Interceptor, UnsandboxedWorkflowRunner, Worker, WorkerDeploymentConfig

from shared.authentication import TokenIssuer
from shared.heap import settle_heap
from shared.keys import KeyRing
from shared.telemetry import configure_logging
from shared.temporal import connect, register_search_attributes
from workflows.agreement.workflow import Agreement
from workflows.annual_survey.activities import AnnualSurveyActivities
from workflows.annual_survey.workflow import AnnualSurvey
from workflows.beside import loops
from workflows.calendar_news.activities import CalendarNewsActivities
from workflows.calendar_news.workflow import CalendarNews
from workflows.certificate_entries.workflow import CertificateEntries
from workflows.certificate_life.activities import CertificateLifeActivities
from workflows.certificate_life.workflow import CertificateLife
from workflows.clients import Clients
from workflows.data_correction.workflow import DataCorrection
from workflows.following import Following
from workflows.help_request.workflow import HelpRequest
from workflows.home_exchange.workflow import HomeExchange
from workflows.host_feedback.workflow import HostFeedback
from workflows.host_opinion.workflow import HostOpinion
from workflows.human_task_activities import HumanTaskActivities
from workflows.inactivity.workflow import Inactivity
from workflows.incidents.failing_steps import FailingSteps
from workflows.inflow_acceptance.workflow import InflowAcceptance
from workflows.letter_activities import LetterActivities
from workflows.lost_contact.workflow import LostContact
from workflows.mobile_org.workflow import MobileOrg
from workflows.mobility_case.activities import MobilityCaseActivities
from workflows.mobility_case.workflow import MobilityCase
from workflows.old_certificate.activities import OldCertificateActivities
from workflows.old_certificate.workflow import OldCertificate
from workflows.options import WORKER
from workflows.org_change.activities import OrgChangeActivities
from workflows.org_change.workflow import OrgChange
from workflows.probation_conversion.workflow import ProbationConversion
from workflows.probes import serve_probes
from workflows.publish_directory.activities import PublishDirectoryActivities
from workflows.publish_directory.workflow import PublishDirectory
from workflows.quarterly_contact.workflow import QuarterlyContact
from workflows.refusal_dispute.workflow import RefusalDispute
from workflows.settings import WorkerSettings
from workflows.step_activities import StepActivities
from workflows.summons.workflow import Summons
from workflows.survey_difference.workflow import SurveyDifference
from workflows.survey_exchange.activities import SurveyExchangeActivities
from workflows.survey_exchange.workflow import SurveyExchange
from workflows.survey_return.workflow import SurveyReturn

WORKFLOWS: Sequence[type] = (
    MobilityCase,
    QuarterlyContact,
    InflowAcceptance,
    RefusalDispute,
    PublishDirectory,
    Agreement,
    LostContact,
    CertificateLife,
    CertificateEntries,
    ProbationConversion,
    HostOpinion,
    HostFeedback,
    HomeExchange,
    Summons,
    HelpRequest,
    DataCorrection,
    AnnualSurvey,
    SurveyReturn,
    SurveyExchange,
    SurveyDifference,
    Inactivity,
    MobileOrg,
    OrgChange,
    OldCertificate,
    CalendarNews,
)
FOLLOWING = frozenset(one.__name__ for one in WORKFLOWS if issubclass(one, Following))
PINNED = VersioningBehavior.PINNED

log = structlog.get_logger()


def activities_of(clients: Clients) -> list[Callable[..., Any]]:
    tasks, letters = HumanTaskActivities(clients), LetterActivities(clients)
    mobility, certificates = MobilityCaseActivities(clients), CertificateLifeActivities(clients)
    surveys = AnnualSurveyActivities(clients)
    return [
        tasks.open_task,
        tasks.fire_rung,
        tasks.withdraw_task,
        letters.deliver_letter,
        mobility.request_number,
        mobility.record_certificate_number,
        certificates.request_replacement_number,
        certificates.record_replacement_number,
        certificates.void_number,
        OldCertificateActivities(clients).register_old_number,
        PublishDirectoryActivities(clients).publish_directory,
        StepActivities(clients).begin_step,
        OrgChangeActivities(clients).move_organisations,
        surveys.carry_survey,
        surveys.record_tally,
        SurveyExchangeActivities(clients).gather_lists,
    ]


def release(build_id: str) -> WorkerDeploymentConfig | None:
    """With a build id releases run side by side, each workflow on its own until it starts afresh; see decision 0010."""
    if not build_id:
        return None
    version = WorkerDeploymentVersion("gongguan", build_id)
    return WorkerDeploymentConfig(version, use_worker_versioning=True, default_versioning_behavior=PINNED)


def build(
    client: Client,
    clients: Clients,
    task_queue: str,
    executor: ThreadPoolExecutor,
    build_id: str = "",
    interceptors: Sequence[Interceptor] = (),
) -> Worker:
    return Worker(
        client,
        task_queue=task_queue,
        workflows=WORKFLOWS,
        activities=[*activities_of(clients), CalendarNewsActivities(client, FOLLOWING).tell_page],
        activity_executor=executor,
        workflow_runner=UnsandboxedWorkflowRunner(),
        deployment_config=release(build_id),
        interceptors=interceptors,
        **WORKER,
    )


async def run(settings: WorkerSettings) -> None:
    keys = KeyRing(settings.keys_dir)
    issuer = TokenIssuer("worker", keys.issuer("worker"))
    clients = Clients(settings.registry_url, settings.outflow_url, settings.inflow_url, issuer)
    client = await _connected(settings, keys)
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    failing = FailingSteps()
    with ThreadPoolExecutor(WORKER["max_concurrent_activities"]) as executor:
        async with build(client, clients, settings.task_queue, executor, settings.build_id, [failing]):
            server = serve_probes(settings.host, settings.port)
            await loops(settings, client, clients, failing, stopping)
            server.shutdown()


async def _connected(settings: WorkerSettings, keys: KeyRing) -> Client:
    """Temporal may still be starting."""
    while True:
        try:
            client = await connect(settings.temporal_address, settings.temporal_namespace, keys.codec_key)
            await register_search_attributes(client)
            return client
        except (RuntimeError, RPCError) as error:
            log.warning("temporal_not_ready", error=str(error))
            await asyncio.sleep(1)


def main() -> None:
    settings = WorkerSettings()
    configure_logging("worker", settings.log_format)
    settle_heap()
    uvloop.run(run(settings))


if __name__ == "__main__":
    main()
