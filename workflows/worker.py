"""The worker: all workflows and activities. `python -m workflows.worker`."""

import asyncio
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import structlog
from prometheus_client import generate_latest
from temporalio.client import Client
from temporalio.worker import Worker
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from shared.authentication import TokenIssuer
from shared.keys import KeyRing
from shared.telemetry import configure_logging
from shared.temporal import connect
from workflows.agreement.workflow import Agreement
from workflows.annual_survey.activities import AnnualSurveyActivities
from workflows.annual_survey.workflow import AnnualSurvey
from workflows.certificate_entries.workflow import CertificateEntries
from workflows.certificate_life.activities import CertificateLifeActivities
from workflows.certificate_life.workflow import CertificateLife
from workflows.clients import Clients
from workflows.data_correction.workflow import DataCorrection
from workflows.help_request.workflow import HelpRequest
from workflows.home_exchange.workflow import HomeExchange
from workflows.host_feedback.workflow import HostFeedback
from workflows.host_opinion.workflow import HostOpinion
from workflows.human_task_activities import HumanTaskActivities
from workflows.inactivity.workflow import Inactivity
from workflows.inflow_acceptance.workflow import InflowAcceptance
from workflows.letter_activities import LetterActivities
from workflows.lost_contact.workflow import LostContact
from workflows.mobile_org.workflow import MobileOrg
from workflows.mobility_case.activities import MobilityCaseActivities
from workflows.mobility_case.workflow import MobilityCase
from workflows.options import WORKER
from workflows.org_change.activities import OrgChangeActivities
from workflows.org_change.workflow import OrgChange
from workflows.probation_conversion.workflow import ProbationConversion
from workflows.publish_directory.activities import PublishDirectoryActivities
from workflows.publish_directory.workflow import PublishDirectory
from workflows.quarterly_contact.activities import QuarterlyContactActivities
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
)
PURE = ("shared", "services", "workflows", "pydantic", "pydantic_core", "annotated_types")
"""Passed through the sandbox: contracts, policy and duties hold no state and do no I/O when imported."""

log = structlog.get_logger()


def activities_of(clients: Clients) -> list[Callable[..., Any]]:
    tasks, letters = HumanTaskActivities(clients), LetterActivities(clients)
    certificates = CertificateLifeActivities(clients)
    mobility, contact = MobilityCaseActivities(clients), QuarterlyContactActivities(clients)
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
        contact.open_contact,
        contact.flag_contact_at_risk,
        PublishDirectoryActivities(clients).publish_directory,
        StepActivities(clients).begin_step,
        OrgChangeActivities(clients).move_organisations,
        surveys.carry_survey,
        surveys.record_tally,
        SurveyExchangeActivities(clients).gather_lists,
    ]


def sandbox() -> SandboxedWorkflowRunner:
    return SandboxedWorkflowRunner(restrictions=SandboxRestrictions.default.with_passthrough_modules(*PURE))


def build(client: Client, clients: Clients, task_queue: str, executor: ThreadPoolExecutor) -> Worker:
    return Worker(
        client,
        task_queue=task_queue,
        workflows=WORKFLOWS,
        activities=activities_of(clients),
        activity_executor=executor,
        workflow_runner=sandbox(),
        **WORKER,
    )


class Probe(BaseHTTPRequestHandler):
    """/healthz and /metrics of a process that serves nothing else."""

    def do_GET(self) -> None:
        body = generate_latest() if self.path == "/metrics" else b'{"service":"worker","status":"ok"}'
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Probes are not worth a line."""


def serve_probes(host: str, port: int) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer((host, port), Probe)
    threading.Thread(target=server.serve_forever, name="probes", daemon=True).start()
    return server


async def run(settings: WorkerSettings) -> None:
    keys = KeyRing(settings.keys_dir)
    issuer = TokenIssuer("worker", keys.issuer("worker"))
    clients = Clients(settings.registry_url, settings.outflow_url, settings.inflow_url, issuer)
    client = await _connected(settings, keys)
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    with ThreadPoolExecutor(WORKER["max_concurrent_activities"]) as executor:
        async with build(client, clients, settings.task_queue, executor):
            server = serve_probes(settings.host, settings.port)
            await stopping.wait()
            server.shutdown()


async def _connected(settings: WorkerSettings, keys: KeyRing) -> Client:
    """Temporal may still be starting."""
    while True:
        try:
            return await connect(settings.temporal_address, settings.temporal_namespace, keys.codec_key)
        except RuntimeError as error:
            log.warning("temporal_not_ready", error=type(error).__name__)
            await asyncio.sleep(1)


def main() -> None:
    settings = WorkerSettings()
    configure_logging("worker", settings.log_format)
    asyncio.run(run(settings))


if __name__ == "__main__":
    main()
