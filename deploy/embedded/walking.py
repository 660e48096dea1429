"""Driving cases from declaration to ACTIVE through the HTTP interfaces, as the several people would: each finds
the task on his own list, acts, and the next one's list is looked at."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from deploy.embedded.demo import PASSWORD
from deploy.embedded.endpoints import Endpoints
from deploy.embedded.people import Services, SignedIn
from services.inflow import contract as host
from services.outflow import contract as home
from services.registry.contract import NumberCertificate
from shared.business_clock import BusinessClock
from shared.kernel_client import KernelClient
from shared.organisations import Organisation, OrganisationKind
from shared.policy.task_kinds import TaskKind
from shared.service_client import Refused

PATIENCE_SECONDS = 60.0
LOOK_AGAIN_SECONDS = 0.05
ABSENCE = timedelta(days=400)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "安平宁远志明思学文海"
Told = Callable[[str], None]
T = TypeVar("T")


class StepDidNotCome(Exception):
    """A task or a state that should have come did not come in time."""


@dataclass
class Walked:
    """One case's walk."""

    case_id: UUID
    home_status: str = ""
    host_status: str = ""
    acceptance_status: str = ""
    steps: list[dict[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "case_id": str(self.case_id),
            "home_status": self.home_status,
            "host_status": self.host_status,
            "acceptance_status": self.acceptance_status,
            "steps": self.steps,
        }


class Cast:
    """Who plays which part; people are signed in once and shared by all walks."""

    def __init__(self, endpoints: Endpoints) -> None:
        self.endpoints = endpoints
        self.clock = BusinessClock.load(endpoints.clock_file)
        self._lock = threading.Lock()
        self._signed_in: dict[str, SignedIn] = {}

    def person(self, login: str) -> SignedIn:
        with self._lock:
            if login not in self._signed_in:
                self._signed_in[login] = SignedIn(self.endpoints, login, PASSWORD, patience=PATIENCE_SECONDS)
            return self._signed_in[login]

    def organisations(self) -> list[Organisation]:
        return Services.as_operator(self.endpoints).registry.list_organisations().items


@dataclass(frozen=True)
class Route:
    """From a home branch to a host branch in another province."""

    home_branch: Organisation
    host_committee: Organisation
    host_branch: Organisation

    @property
    def home_committee(self) -> str:
        return self.home_branch.path.split(".")[-2]

    @property
    def home_department(self) -> str:
        return self.home_branch.path.split(".")[-3]


def routes(organisations: list[Organisation], chance: random.Random) -> Iterator[Route]:
    """Endless, between different provinces."""
    branches = [o for o in organisations if o.kind is OrganisationKind.BRANCH]
    by_code = {o.code: o for o in organisations}
    while True:
        start, end = chance.sample(branches, 2)
        if start.path.split(".")[0] != end.path.split(".")[0]:
            yield Route(start, by_code[end.path.split(".")[-2]], end)


def invented_person(chance: random.Random) -> home.Person:
    """Nobody: area codes that were never issued, a right check digit."""
    born = date(1960, 1, 1) + timedelta(days=chance.randrange(16000))
    area = chance.choice(("320000", "340000", "370000"))
    first = f"{area}{born:%Y%m%d}{chance.randrange(1000):03d}"
    remainder = sum(int(digit) * weight for digit, weight in zip(first, WEIGHTS, strict=True)) % 11
    return home.Person(
        name=chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2)),
        id_number=first + "10X98765432"[remainder],
        sex="男" if int(first[16]) % 2 else "女",
        phone=f"139{chance.randrange(10**8):08d}",
        standing=home.Standing.FULL,
        joined="2010-07-01",
    )


class Walk:
    """One case on its way. `told` hears of each step as it is taken."""

    def __init__(self, cast: Cast, route: Route, person: home.Person, told: Told) -> None:
        self._cast, self._route, self._person, self._told = cast, route, person, told
        self.walked: Walked

    def run(self) -> Walked:
        self._declare()
        self._at_home_before_leaving()
        self._at_the_host()
        self._look_at_both_sides()
        return self.walked

    def _secretary(self) -> SignedIn:
        return self._cast.person(f"branch.{self._route.home_branch.code}")

    def _declare(self) -> None:
        secretary, route = self._secretary(), self._route
        departure = home.Departure(
            leaves_on=self._day(),
            expected_return=self._day() + ABSENCE,
            reason="work",
            host_region=route.host_committee.region_code,
            host_committee=route.host_committee.code,
        )
        body = home.DeclareDeparture(home_branch=route.home_branch.code, person=self._person, departure=departure)
        case = secretary.services.outflow.declare_departure(body)
        self.walked = Walked(case_id=case.case_id)
        self._tell("declare_departure", secretary)

    def _at_home_before_leaving(self) -> None:
        route, case_id = self._route, self.walked.case_id
        secretary = self._secretary()
        office = self._cast.person(f"office.{route.home_committee}")
        department = self._cast.person(f"dept.{route.home_department}")
        outflow = secretary.services.outflow
        self._when(secretary, outflow, TaskKind.BRIEF_MEMBER)
        briefing = home.BriefMember(
            held_on=self._day(), briefed_by=secretary.name, topics="组织纪律、联系方式、按时报到"
        )
        outflow.brief_member(case_id, briefing)
        self._tell("brief_member", secretary)
        self._when(secretary, outflow, TaskKind.REQUEST_CERTIFICATE)
        case = outflow.request_certificate(case_id, home.RequestCertificate())
        self._tell("request_certificate", secretary)
        self._when(department, department.services.registry, TaskKind.NUMBER_CERTIFICATE)
        assert case.certificate is not None
        department.services.registry.number_certificate(case.certificate.certificate_id, NumberCertificate())
        self._tell("number_certificate", department)
        self._when(office, office.services.outflow, TaskKind.SEAL_CERTIFICATE)
        office.services.outflow.seal_certificate(case_id, home.SealCertificate(sealed_on=self._day()))
        self._tell("seal_certificate", office)
        self._when(secretary, outflow, TaskKind.ISSUE_CERTIFICATE)
        issue = home.IssueCertificate(issued_on=self._day(), signed_by_member=True)
        outflow.issue_certificate(case_id, issue)
        self._tell("issue_certificate", secretary)

    def _at_the_host(self) -> None:
        route, case_id = self._route, self.walked.case_id
        reception = self._cast.person(f"reception.{route.host_committee.code}")
        office = self._cast.person(f"office.{route.host_committee.code}")
        branch = self._cast.person(f"branch.{route.host_branch.code}")
        number = self._notice_arrives(reception)
        reception.services.inflow.report_arrival(case_id, host.ReportArrival(reported_on=self._day()))
        self._tell("report_arrival", reception)
        self._when(reception, reception.services.inflow, TaskKind.VERIFY_CERTIFICATE)
        verification = host.VerifyCertificate(
            result=host.Verification.VERIFIED, certificate_number=number, identity_checked=True
        )
        reception.services.inflow.verify_certificate(case_id, verification)
        self._tell("verify_certificate", reception)
        self._when(office, office.services.inflow, TaskKind.PLACE_MEMBER)
        placing = host.PlaceMember(host_branch=route.host_branch.code, placed_on=self._day())
        office.services.inflow.place_member(case_id, placing)
        self._tell("place_member", office)
        self._when(branch, branch.services.inflow, TaskKind.ENROL_MEMBER)
        enrolment = host.EnrolMember(group="第一党小组", contact_person=branch.name, enrolled_on=self._day())
        branch.services.inflow.enrol_member(case_id, enrolment)
        self._tell("enrol_member", branch)

    def _day(self) -> date:
        """Today by the stack's own business clock."""
        return self._cast.clock.today()

    def _notice_arrives(self, reception: SignedIn) -> str:
        def arrived() -> str | None:
            try:
                return reception.services.inflow.read_placement(self.walked.case_id).placement.certificate_number
            except Refused:
                return None

        return _wait(arrived, "流出通知送达流入地")

    def _when(self, person: SignedIn, service: KernelClient, kind: TaskKind) -> None:
        """Wait until the task is on this person's own list."""

        def listed() -> bool:
            return bool(service.list_tasks(scope="mine", kind=kind, case_id=self.walked.case_id).items)

        _wait(listed, f"{person.name}的待办出现“{kind.label}”")

    def _look_at_both_sides(self) -> None:
        outflow = self._secretary().services.outflow
        case_id, active = self.walked.case_id, home.CaseStatus.ACTIVE
        _wait(lambda: outflow.read_case(case_id).case.status is active, "流出地收到接收回执")
        branch = self._cast.person(f"branch.{self._route.host_branch.code}")
        placement = branch.services.inflow.read_placement(case_id).placement
        self.walked.home_status = outflow.read_case(case_id).case.status
        self.walked.host_status, self.walked.acceptance_status = placement.case_status, placement.status

    def _tell(self, act: str, person: SignedIn) -> None:
        at = self._cast.clock.now().isoformat(timespec="seconds")
        self.walked.steps.append({"act": act, "by": person.name, "at": at})
        self._told(f"{self.walked.case_id}  {act:<22}{person.name}")


def _wait(ready: Callable[[], T | None], what: str) -> T:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        found = ready()
        if found:
            return found
        time.sleep(LOOK_AGAIN_SECONDS)
    raise StepDidNotCome(f"等了 {PATIENCE_SECONDS:.0f} 秒，没有等到：{what}")
