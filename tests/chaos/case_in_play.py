"""One case on both sides, with everything that people, letters and timers can do to it."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from services.inflow import contract as host
from services.inflow.client import InflowClient
from services.outflow import contract as home
from services.outflow.client import OutflowClient
from shared.calendar.published import published_calendar
from shared.kernel_client import KernelClient
from shared.policy.book import packaged_book
from shared.policy.moments import Period
from shared.policy.schedule import Schedule, plan
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Role
from shared.tasks.contract import OpenTask
from tests.chaos import people as p
from tests.chaos.ground import Ground, Post
from tests.factories.deployment import FIRST_MOMENT

TODAY = FIRST_MOMENT.date()


@dataclass
class CaseInPlay:
    ground: Ground
    person: home.Person
    case_id: UUID = field(default_factory=uuid4)
    host_committee: str = p.HOST_COMMITTEE

    @property
    def hosts(self) -> p.HostPeople:
        """Those whom the present notice addresses."""
        return p.HOSTS[self.host_committee]

    def home(self, actor: Actor) -> OutflowClient:
        return self.ground.outflow(actor)

    def host(self, actor: Actor) -> InflowClient:
        return self.ground.inflow(actor)

    @property
    def today(self) -> date:
        return self.ground.clock.today()

    def is_managed(self, post: Post) -> "CaseInPlay":
        """On its way through both sides until home has heard that he is enrolled: ACTIVE."""
        self.leaves_home()
        post.carry()
        self.arrive(self.hosts.reception)
        self.verify(self.hosts.reception)
        self.place(self.hosts.clerk, self.hosts.branch)
        self.enrol(self.hosts.secretary)
        post.carry()
        return self

    def leaves_home(self) -> None:
        self.declare(p.SECRETARY)
        self.brief(p.SECRETARY)
        self.request(p.SECRETARY)
        self.number()
        self.seal(p.CLERK)
        self.issue(p.SECRETARY)

    # at home

    def declare(self, actor: Actor) -> None:
        departure = home.Departure(
            leaves_on=TODAY,
            expected_return=date(2028, 1, 1),
            reason="work",
            host_region=p.HOST_DEPARTMENT,
            host_committee=self.host_committee,
        )
        body = home.DeclareDeparture(home_branch=p.HOME_BRANCH, person=self.person, departure=departure)
        self.case_id = self.home(actor).declare_departure(body).case_id

    def brief(self, actor: Actor) -> None:
        body = home.BriefMember(held_on=TODAY, briefed_by=actor.name, topics="按时报到")
        self.home(actor).brief_member(self.case_id, body)

    def request(self, actor: Actor) -> None:
        self.home(actor).request_certificate(self.case_id, home.RequestCertificate())

    def number(self) -> None:
        certificate = self.home(p.SECRETARY).read_case(self.case_id).case.certificate
        assert certificate is not None
        number = f"{p.HOME_DEPARTMENT}-2026-{certificate.certificate_id.int % 10**9:09d}"
        body = home.RecordCertificateNumber(certificate_id=certificate.certificate_id, number=number, numbered_on=TODAY)
        self.ground.outflow().record_certificate_number(self.case_id, body, self.now)

    def seal(self, actor: Actor) -> None:
        self.home(actor).seal_certificate(self.case_id, home.SealCertificate(sealed_on=TODAY))

    def issue(self, actor: Actor) -> None:
        body = home.IssueCertificate(issued_on=TODAY, signed_by_member=True)
        self.home(actor).issue_certificate(self.case_id, body)

    def cancel(self, actor: Actor) -> None:
        self.home(actor).cancel_departure(self.case_id, home.CancelDeparture(reason="不去了"))

    def tell_home(self, actor: Actor) -> None:
        self.home(actor).report_arrival(self.case_id, home.ReportArrival(reported_on=TODAY))

    def name_host(self, actor: Actor) -> None:
        """Between the two committees of the county, to and fro."""
        other = p.NEXT_COMMITTEE if self.host_committee == p.HOST_COMMITTEE else p.HOST_COMMITTEE
        body = home.NameHost(host_region=p.HOST_DEPARTMENT, host_committee=other, text="改由他处接收。")
        self.home(actor).name_host(self.case_id, body)
        self.host_committee = other

    def object(self, actor: Actor) -> None:
        self.home(actor).object_to_refusal(self.case_id, home.ObjectToRefusal(text="理由不成立。"))

    def record_contact(self, actor: Actor, on: date = TODAY) -> None:
        body = home.RecordContact(contacted_on=on, channel="phone", reached=True)
        self.home(actor).record_contact(self.case_id, body)

    # at the host

    def arrive(self, actor: Actor) -> None:
        self.host(actor).report_arrival(self.case_id, host.ReportArrival(reported_on=TODAY))

    def verify(self, actor: Actor) -> None:
        number = self.host(actor).read_placement(self.case_id).placement.certificate_number
        book = self.host(actor).read_dossier(self.case_id).entries
        if book is not None and book.without_booklet_since is not None:
            number = ""
        body = host.VerifyCertificate(
            result=host.Verification.VERIFIED, certificate_number=number, identity_checked=True
        )
        self.host(actor).verify_certificate(self.case_id, body)

    def place(self, actor: Actor, branch: str) -> None:
        self.host(actor).place_member(self.case_id, host.PlaceMember(host_branch=branch, placed_on=TODAY))

    def enrol(self, actor: Actor) -> None:
        body = host.EnrolMember(group="第一党小组", contact_person="侯洋", enrolled_on=TODAY)
        self.host(actor).enrol_member(self.case_id, body)

    def refuse(self, actor: Actor, reason: str = "G1") -> None:
        body = host.RefuseMember(reason=reason, text="经研究不予接收。", decided_on=TODAY, resolution="会议纪要12号")
        self.host(actor).refuse_member(self.case_id, body)

    def decide(self, actor: Actor, outcome: str) -> None:
        body = host.DecideDispute(outcome=host.DisputeOutcome(outcome), text="请依规办理。")
        self.host(actor).decide_dispute(self.case_id, body)

    # what the workflows do

    @property
    def now(self) -> str:
        return self.ground.clock.now().isoformat()

    def open_task(
        self, kind: TaskKind, holder: str, role: Role, occurrence: str = "", period: Period | None = None
    ) -> UUID:
        opening = OpenTask(
            kind=kind,
            case_id=self.case_id,
            occurrence=occurrence,
            holder=holder,
            role=role,
            since=TODAY,
            schedule=schedule(kind, period),
        )
        return self._service(kind).open_task(opening, self.now).task_id

    def fire(self, kind: TaskKind, task_id: UUID, rung: str, period: Period | None = None) -> bool:
        planned = next(one for one in schedule(kind, period).rungs if one.name == rung)
        return self._service(kind).fire_rung(task_id, planned, planned.at.isoformat()).fired

    def _service(self, kind: TaskKind) -> KernelClient:
        return self.ground.inflow() if kind in AT_HOST else self.ground.outflow()


AT_HOST = {TaskKind.VERIFY_CERTIFICATE, TaskKind.PLACE_MEMBER, TaskKind.ENROL_MEMBER, TaskKind.REVIEW_REFUSAL}


def schedule(kind: TaskKind, period: Period | None = None) -> Schedule:
    pack = packaged_book().pack("CN-BASE-2019")
    return plan(kind, since=TODAY, pack=pack, calendar=published_calendar(), quarter=period)
