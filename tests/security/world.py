"""The three services with one case that has gone as far as its notice: 蒋王街道 (扬州) → 秦栏镇 (天长).

Objects are made by the real operations over HTTP; what differs from act to act is arranged in `calls.py`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from services.inflow import contract as host
from services.inflow.app import build as build_inflow
from services.inflow.client import InflowClient
from services.outflow import contract as home
from services.outflow.app import build as build_outflow
from services.outflow.client import OutflowClient
from services.registry import contract as registry
from services.registry.app import build as build_registry
from services.registry.client import RegistryClient
from shared.business_clock import BusinessClock
from shared.calendar.published import published_calendar
from shared.keys import KeyRing
from shared.letters.tables import LetterSentRow
from shared.organisation_directory.queries import replace_directory
from shared.policy.book import packaged_book
from shared.policy.moments import Period
from shared.policy.schedule import Schedule, plan
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks.contract import OpenTask
from tests.factories.database import Databases
from tests.factories.organisations import demo_directory
from tests.factories.people import Tokens, holder
from tests.security.service_bench import Bench, on_the_bench

HOME_BRANCH, HOME_COMMITTEE, HOME_DEPARTMENT = "32100300101", "321003001", "321003"
HOST_COMMITTEE, HOST_BRANCH, HOST_DEPARTMENT = "341181001", "34118100101", "341181"
TODAY = date(2026, 9, 1)
NUMBER = "321003-2026-000001"
PERSON = home.Person(
    name="汪海",
    id_number="320000199001011234",
    sex="男",
    phone="13800001234",
    standing=home.Standing.FULL,
    joined="2012-06",
)
DEPARTURE = home.Departure(
    leaves_on=TODAY,
    expected_return=date(2027, 12, 1),
    reason="work",
    host_region="341181",
    host_committee=HOST_COMMITTEE,
)


@dataclass
class World:
    registry: Bench
    outflow: Bench
    inflow: Bench
    tokens: Tokens
    clock: BusinessClock
    keys: KeyRing
    case_id: UUID = field(default_factory=uuid4)
    certificate_id: UUID = field(default_factory=uuid4)
    letter_id: UUID = field(default_factory=uuid4)
    account_id: UUID = field(default_factory=uuid4)
    task_ids: dict[str, UUID] = field(default_factory=dict)

    def bench(self, service: str) -> Bench:
        bench: Bench = getattr(self, service)
        return bench

    @property
    def now(self) -> str:
        return self.clock.now().isoformat()


@contextmanager
def populated(databases: Databases, keys: KeyRing, clock: BusinessClock, tokens: Tokens) -> Iterator[World]:
    builders = {"registry": build_registry, "outflow": build_outflow, "inflow": build_inflow}

    def bench(name: str) -> Any:
        engine = databases(name)
        return on_the_bench(name, builders[name](engine, keys, clock), engine)

    with bench("registry") as first, bench("outflow") as second, bench("inflow") as third:
        world = World(first, second, third, tokens, clock, keys)
        for one in (first, second, third):
            with one.session() as session, session.begin():
                replace_directory(session, demo_directory(keys))
        _in_the_registry(world)
        _at_home(world)
        _at_the_host(world)
        yield world


def _in_the_registry(world: World) -> None:
    operator = RegistryClient("", world.tokens.operator, http=world.registry.http)
    post = registry.NewPost(role=Role.BRANCH_SECRETARY, organisation=HOME_BRANCH)
    body = registry.CreateAccount(
        login="wang.secretary", name="王书记", password="这个密码至少要有十个字", posts=[post]
    )
    world.account_id = operator.create_account(body).account.account_id


def _at_home(world: World) -> None:
    secretary = _outflow(world, Role.BRANCH_SECRETARY, HOME_BRANCH)
    worker = OutflowClient("", world.tokens.worker, http=world.outflow.http)
    case = secretary.declare_departure(
        home.DeclareDeparture(home_branch=HOME_BRANCH, person=PERSON, departure=DEPARTURE)
    )
    world.case_id = case_id = case.case_id
    secretary.brief_member(case_id, home.BriefMember(held_on=TODAY, briefed_by="周超", topics="组织纪律"))
    case = secretary.request_certificate(case_id, home.RequestCertificate())
    assert case.certificate is not None
    world.certificate_id = case.certificate.certificate_id
    _ask_for_a_number(world, case.number)
    worker.record_certificate_number(case_id, recorded_number(world), world.now)
    office = _outflow(world, Role.COMMITTEE_OFFICER, HOME_COMMITTEE)
    office.seal_certificate(case_id, home.SealCertificate(sealed_on=TODAY))
    secretary.issue_certificate(case_id, home.IssueCertificate(issued_on=TODAY, signed_by_member=True))
    with world.outflow.session() as session:
        world.letter_id = session.scalars(select(LetterSentRow.id)).one()
    opening = opening_of(TaskKind.REPORT_AT_HOST, world, HOME_BRANCH, Role.BRANCH_SECRETARY, "")
    world.task_ids["outflow"] = worker.open_task(opening, world.now).task_id


def recorded_number(world: World) -> home.RecordCertificateNumber:
    return home.RecordCertificateNumber(certificate_id=world.certificate_id, number=NUMBER, numbered_on=TODAY)


def _ask_for_a_number(world: World, case_number: str) -> None:
    worker = RegistryClient("", world.tokens.worker, http=world.registry.http)
    request = registry.RequestNumber(
        certificate_id=world.certificate_id,
        case_id=world.case_id,
        case_number=case_number,
        department=HOME_DEPARTMENT,
        home_branch=HOME_BRANCH,
        requested_on=TODAY,
    )
    worker.request_number(request, world.now)
    opening = opening_of(TaskKind.NUMBER_CERTIFICATE, world, HOME_DEPARTMENT, Role.DEPARTMENT_OFFICER, "")
    world.task_ids["registry"] = worker.open_task(opening, world.now).task_id


def _at_the_host(world: World) -> None:
    sender = OutflowClient("", world.tokens.worker, http=world.outflow.http)
    worker = InflowClient("", world.tokens.worker, http=world.inflow.http)
    worker.receive_letter(sender.sign_letter(world.letter_id).token)
    reception = _inflow(world, Role.RECEPTION_OFFICER, HOST_COMMITTEE)
    reception.report_arrival(world.case_id, host.ReportArrival(reported_on=TODAY))
    opening = opening_of(TaskKind.VERIFY_CERTIFICATE, world, HOST_COMMITTEE, Role.COMMITTEE_OFFICER, "1.1")
    world.task_ids["inflow"] = worker.open_task(opening, world.now).task_id


def _outflow(world: World, role: Role, organisation: str) -> OutflowClient:
    return OutflowClient("", world.tokens.of(holder(role, organisation)), http=world.outflow.http)


def _inflow(world: World, role: Role, organisation: str) -> InflowClient:
    return InflowClient("", world.tokens.of(holder(role, organisation)), http=world.inflow.http)


def opening_of(kind: TaskKind, world: World, organisation: str, role: Role, occurrence: str) -> OpenTask:
    return OpenTask(
        kind=kind,
        case_id=world.case_id,
        occurrence=occurrence,
        holder=organisation,
        role=role,
        since=TODAY,
        schedule=schedule(kind),
    )


def schedule(kind: TaskKind, quarter: Period | None = None) -> Schedule:
    return plan(
        kind, since=TODAY, pack=packaged_book().pack("CN-BASE-2019"), calendar=published_calendar(), quarter=quarter
    )
