"""The road of a case from declaration to ACTIVE, as steps that one person after the other takes."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pydantic import BaseModel

from deploy.embedded.people import SignedIn
from deploy.embedded.walking import ABSENCE, Route, invented_person
from services.inflow import contract as host
from services.outflow import contract as home
from services.registry.contract import NumberCertificate
from shared.policy.task_kinds import TaskKind
from shared.service_client import Refused
from tests.chaos.board import Board
from tests.chaos.ledger import Ledger
from tests.chaos.stubborn import Cast, Stubborn

K = TaskKind
Body = Callable[["Traveller", SignedIn], BaseModel]
Login = Callable[[Route], str]


def secretary(route: Route) -> str:
    return f"branch.{route.home_branch.code}"


def office(route: Route) -> str:
    return f"office.{route.home_committee}"


def department(route: Route) -> str:
    return f"dept.{route.home_department}"


def reception(route: Route) -> str:
    return f"reception.{route.host_committee.code}"


def host_office(route: Route) -> str:
    return f"office.{route.host_committee.code}"


def host_branch(route: Route) -> str:
    return f"branch.{route.host_branch.code}"


@dataclass(frozen=True)
class Step:
    """`waits_for` must be on the person's own list first; without it the step is the member's own coming.

    `may_come_early`: all that the act needs stands in the service itself, so that an eager person need not wait.
    """

    service: str
    verb: str
    login: Login
    waits_for: TaskKind | None
    body: Body
    may_come_early: bool = False
    ready: Callable[["Traveller", SignedIn], bool] | None = None
    """Asked instead of the lists."""
    part: Callable[["Traveller", SignedIn], UUID] | None = None
    """What of the case the act is about, such as one request."""


def at_any_time(_: "Traveller", __: SignedIn) -> bool:
    return True


STEPS: tuple[Step, ...] = (
    Step("outflow", "declare_departure", secretary, None, lambda t, _: t.declaration, ready=at_any_time),
    Step("outflow", "brief_member", secretary, K.BRIEF_MEMBER, lambda t, _: t.briefing, True),
    Step(
        "outflow",
        "request_certificate",
        secretary,
        K.REQUEST_CERTIFICATE,
        lambda _, __: home.RequestCertificate(),
        True,
    ),
    Step("registry", "number_certificate", department, K.NUMBER_CERTIFICATE, lambda _, __: NumberCertificate()),
    Step("outflow", "seal_certificate", office, K.SEAL_CERTIFICATE, lambda t, _: home.SealCertificate(sealed_on=t.day)),
    Step("outflow", "issue_certificate", secretary, K.ISSUE_CERTIFICATE, lambda t, _: t.issue, True),
    Step("inflow", "report_arrival", reception, None, lambda t, _: host.ReportArrival(reported_on=t.day)),
    Step("inflow", "verify_certificate", reception, K.VERIFY_CERTIFICATE, lambda t, p: t.verification(p), True),
    Step("inflow", "place_member", host_office, K.PLACE_MEMBER, lambda t, _: t.placing, True),
    Step("inflow", "enrol_member", host_branch, K.ENROL_MEMBER, lambda t, _: t.enrolment, True),
)


@dataclass
class Traveller:
    """One case on its road. `advance` takes the next step if its time has come."""

    number: int
    route: Route
    person: home.Person
    day: date
    cast: Cast
    stubborn: Stubborn
    ledger: Ledger
    board: Board
    eager: bool
    beyond: tuple[Step, ...] = ()
    """What the two sides do with each other once he is managed."""
    case_id: UUID | None = None
    certificate_id: UUID | None = None
    taken: int = 0
    managed: bool = False
    arrived: bool = False

    def advance(self) -> bool:
        """True when something was done. Raises Refused for what must not be refused, TimeIsUp."""
        if self.taken == len(STEPS) and not self.managed:
            self.managed = self._is_active_on_both_sides()
            self.arrived = self.managed and not self.beyond
            return self.managed
        step = (*STEPS, *self.beyond)[self.taken]
        person = self.cast.person(step.login(self.route))
        if not self.stubborn.look(lambda: self._is_ready(step, person)):
            return False
        self._take(step, person)
        self.taken += 1
        self.arrived = bool(self.beyond) and self.taken == len(STEPS) + len(self.beyond)
        return True

    def _is_ready(self, step: Step, person: SignedIn) -> bool:
        if step.ready is not None:
            return step.ready(self, person)
        if self.eager and step.may_come_early:
            return True
        if step.waits_for is None:
            return self.case_id in self.board.expected(person)
        return self.case_id in self.board.tasks(person, step.service, step.waits_for)

    def _take(self, step: Step, person: SignedIn) -> None:
        body = self.stubborn.look(lambda: step.body(self, person))
        call = getattr(getattr(person.services, step.service), step.verb)
        named = {"declare_departure": (), "number_certificate": (self.certificate_id,)}
        subject = named.get(step.verb, (self.case_id,))
        if (part := step.part) is not None:
            subject = (*subject, self.stubborn.look(lambda: part(self, person)))
        entry = self.ledger.open(self.number, step.service, step.verb)
        self._learn(self.stubborn.command(entry, lambda key: call(*subject, body, key)))

    def _learn(self, answer: BaseModel) -> None:
        if isinstance(answer, home.Case):
            if self.case_id is None:
                self.ledger.begun(self.number, answer.case_id)
            self.case_id = answer.case_id
            self.certificate_id = answer.certificate.certificate_id if answer.certificate else None

    def _placement(self, person: SignedIn) -> host.Placement | None:
        assert self.case_id is not None
        try:
            return person.services.inflow.read_placement(self.case_id).placement
        except Refused as refused:
            if refused.problem.status == 404:
                return None
            raise

    def _is_active_on_both_sides(self) -> bool:
        assert self.case_id is not None
        case_id, home_secretary = self.case_id, self.cast.person(secretary(self.route))
        if not self.stubborn.look(lambda: case_id in self.board.active(home_secretary)):
            return False
        person = self.cast.person(host_branch(self.route))
        placement = self.stubborn.look(lambda: self._placement(person))
        return placement is not None and placement.case_status == "ACTIVE"

    # what each step says

    @property
    def declaration(self) -> home.DeclareDeparture:
        departure = home.Departure(
            leaves_on=self.day,
            expected_return=self.day + ABSENCE,
            reason="work",
            host_region=self.route.host_committee.region_code,
            host_committee=self.route.host_committee.code,
        )
        return home.DeclareDeparture(home_branch=self.route.home_branch.code, person=self.person, departure=departure)

    @property
    def briefing(self) -> home.BriefMember:
        return home.BriefMember(held_on=self.day, briefed_by="支部书记", topics="组织纪律、按时报到")

    @property
    def issue(self) -> home.IssueCertificate:
        return home.IssueCertificate(issued_on=self.day, signed_by_member=True)

    def verification(self, person: SignedIn) -> host.VerifyCertificate:
        placement = self._placement(person)
        assert placement is not None
        return host.VerifyCertificate(
            result=host.Verification.VERIFIED, certificate_number=placement.certificate_number, identity_checked=True
        )

    @property
    def placing(self) -> host.PlaceMember:
        return host.PlaceMember(host_branch=self.route.host_branch.code, placed_on=self.day)

    @property
    def enrolment(self) -> host.EnrolMember:
        return host.EnrolMember(group="第一党小组", contact_person="联系人", enrolled_on=self.day)


def unlike_people(chance: random.Random, number: int) -> list[home.Person]:
    """So many different invented people."""
    people: dict[str, home.Person] = {}
    while len(people) < number:
        person = invented_person(chance)
        people[person.id_number] = person
    return list(people.values())
