"""R8: twelve months of one case, several ways to go silent, with what the rulebook lets follow from each."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID

from deploy.embedded.walking import invented_person
from services.inflow import contract as host
from services.inflow.client import InflowClient
from services.outflow import contract as home
from services.outflow.client import OutflowClient
from services.registry.client import RegistryClient
from services.registry.contract import NumberCertificate
from shared.business_clock import SHANGHAI, BusinessClock
from shared.kernel_client import KernelClient
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.service_client import Refused

START = datetime(2026, 9, 1, 9, tzinfo=SHANGHAI)
END = datetime(2027, 9, 1, 12, tzinfo=SHANGHAI)
HOME_BRANCH, HOME_COMMITTEE, HOME_DEPARTMENT = "32100300101", "321003001", "321003"
HOST_COMMITTEE, HOST_BRANCH, HOST_REGION = "341181001", "34118100101", "341181"
QUARTERS = ("2026Q4", "2027Q1", "2027Q2", "2027Q3")
PATIENCE_SECONDS = 60
K = TaskKind
T = TypeVar("T")
C = TypeVar("C", bound=KernelClient)
Kind = tuple[str, TaskKind]


class Silence(StrEnum):
    """Where a case is left alone for the rest of the year."""

    AT_DECLARATION = "declared and left"
    AT_THE_NUMBER = "the department does not number"
    AT_THE_SEAL = "the committee does not seal"
    AT_THE_ISSUE = "the branch does not issue"
    AFTER_DEPARTURE = "never reports"
    AT_THE_HOST = "the host does not verify"
    AFTER_REFUSAL = "nobody decides the dispute"
    AFTER_ENROLMENT = "enrolled, contacted now and then"


CONTACTS: Counter[Kind] = Counter({("outflow", K.CONTACT_MEMBER): len(QUARTERS)})
SILENT_HOST: Counter[Kind] = Counter(
    {
        ("inflow", K.COORDINATE_JOINTLY): 1,
        ("outflow", K.COORDINATE_JOINTLY): 1,
        ("inflow", K.COORDINATE_PROVINCIALLY): 1,
    }
)
ONCE = (K.ASK_YEARLY_REPORT, K.CHECK_CERTIFICATE, K.REMIND_OF_DUES, K.CONSIDER_ARREARS)
AWAY: Counter[Kind] = CONTACTS + Counter({("outflow", kind): 1 for kind in ONCE})
AT_HOST: Counter[Kind] = Counter(
    {
        ("inflow", K.SEND_FEEDBACK): len(QUARTERS),
        ("outflow", K.SEND_HOME_NOTICE): len(QUARTERS),
        ("inflow", K.RECORD_ROLE_ENTRY): 1,
    }
)
"""Besides the contacts: the yearly report, the check and the dues that nobody enters at home, the feedback and home's
notice of each quarter, at the host the year's role entry."""
EXPECTED: dict[Silence, Counter[Kind]] = {
    Silence.AT_DECLARATION: Counter({("outflow", K.BRIEF_MEMBER): 1, ("outflow", K.REQUEST_CERTIFICATE): 1}),
    Silence.AT_THE_NUMBER: Counter({("registry", K.NUMBER_CERTIFICATE): 1}),
    Silence.AT_THE_SEAL: Counter({("outflow", K.SEAL_CERTIFICATE): 1}),
    Silence.AT_THE_ISSUE: Counter({("outflow", K.ISSUE_CERTIFICATE): 1}),
    Silence.AFTER_DEPARTURE: AWAY + Counter({("outflow", K.REPORT_AT_HOST): 1, ("outflow", K.SEARCH_MEMBER): 1}),
    Silence.AT_THE_HOST: AWAY + SILENT_HOST + Counter({("inflow", K.VERIFY_CERTIFICATE): 1}),
    Silence.AFTER_REFUSAL: AWAY + SILENT_HOST + Counter({("inflow", K.REVIEW_REFUSAL): 1}),
    Silence.AFTER_ENROLMENT: AWAY + AT_HOST,
}
"""The tasks that still ask after the first day; searches and looks that depend on the contacts are counted apart."""


@dataclass
class Contact:
    on: datetime
    reached: bool


@dataclass
class Life:
    """One case: where it falls silent, and the contacts the branch makes in spite of that."""

    number: int
    silence: Silence
    contacts: list[Contact] = field(default_factory=list)
    case_id: UUID = field(default_factory=lambda: UUID(int=0))

    @property
    def missed(self) -> list[str]:
        """Quarters without a two-way contact within them."""
        reached = {f"{c.on.year}Q{(c.on.month + 2) // 3}" for c in self.contacts if c.reached}
        return [quarter for quarter in QUARTERS if quarter not in reached]


def lives(count: int, seed: int) -> list[Life]:
    """The same for the same seed; every silence occurs."""
    chance = random.Random(seed)
    return [_life(number, list(Silence)[number % len(Silence)], chance) for number in range(count)]


def _life(number: int, silence: Silence, chance: random.Random) -> Life:
    life = Life(number, silence)
    if silence is Silence.AFTER_ENROLMENT:
        for quarter in QUARTERS:
            life.contacts += _contacts(quarter, chance)
    return life


def _contacts(quarter: str, chance: random.Random) -> list[Contact]:
    """None, an attempt, or a talk; on some day of the first two months at eleven."""
    kinds = chance.choice(((), (False,), (True,), (True,), (False, True)))
    first = datetime(int(quarter[:4]), int(quarter[-1]) * 3 - 2, 1, 11, tzinfo=SHANGHAI)
    day = first + timedelta(days=chance.randrange(0, 55))
    made = [Contact(day + timedelta(days=3 * reached), reached) for reached in kinds]
    return [one for one in made if one.on < END]


class Place(Protocol):
    """Where the people work: in this process, or on a stack that runs."""

    @property
    def clock(self) -> BusinessClock: ...

    def person(self, kind: type[C], service: str, role: Role, organisation: str) -> C: ...


class Actors:
    """The people of 蒋王街道 and 秦栏镇, each with a client of the service he works in."""

    def __init__(self, place: Place) -> None:
        self.clock = place.clock
        self.secretary = place.person(OutflowClient, "outflow", Role.BRANCH_SECRETARY, HOME_BRANCH)
        self.office = place.person(OutflowClient, "outflow", Role.COMMITTEE_OFFICER, HOME_COMMITTEE)
        self.officer = place.person(RegistryClient, "registry", Role.DEPARTMENT_OFFICER, HOME_DEPARTMENT)
        self.reception = place.person(InflowClient, "inflow", Role.RECEPTION_OFFICER, HOST_COMMITTEE)
        self.clerk = place.person(InflowClient, "inflow", Role.COMMITTEE_OFFICER, HOST_COMMITTEE)
        self.host_branch = place.person(InflowClient, "inflow", Role.BRANCH_SECRETARY, HOST_BRANCH)

    @property
    def today(self) -> date:
        return self.clock.today()

    def live_first_day(self, life: Life, seed: int) -> None:
        """As far as the silence."""
        steps: list[tuple[Silence, Callable[[Life], None]]] = [
            (Silence.AT_DECLARATION, self._prepare),
            (Silence.AT_THE_NUMBER, self._number),
            (Silence.AT_THE_SEAL, self._seal),
            (Silence.AT_THE_ISSUE, self._issue),
            (Silence.AFTER_DEPARTURE, self._report),
            (Silence.AT_THE_HOST, self._verify),
        ]
        self._declare(life, seed)
        for silence, step in steps:
            if life.silence is silence:
                return
            step(life)
        (self._refuse if life.silence is Silence.AFTER_REFUSAL else self._enrol)(life)

    def _declare(self, life: Life, seed: int) -> None:
        person = invented_person(random.Random(seed * 100_000 + life.number))
        departure = home.Departure(
            leaves_on=self.today, reason="work", host_region=HOST_REGION, host_committee=HOST_COMMITTEE
        )
        body = home.DeclareDeparture(home_branch=HOME_BRANCH, person=person, departure=departure)
        life.case_id = self.secretary.declare_departure(body).case_id

    def _prepare(self, life: Life) -> None:
        briefing = home.BriefMember(held_on=self.today, briefed_by="周超", topics="组织纪律")
        self.secretary.brief_member(life.case_id, briefing)
        self.secretary.request_certificate(life.case_id, home.RequestCertificate())

    def _number(self, life: Life) -> None:
        certificate = self.secretary.read_case(life.case_id).case.certificate
        assert certificate is not None
        until_not_refused(
            lambda: self.officer.number_certificate(certificate.certificate_id, NumberCertificate()), "the request"
        )

    def _seal(self, life: Life) -> None:
        until_not_refused(
            lambda: self.office.seal_certificate(life.case_id, home.SealCertificate(sealed_on=self.today)),
            "the number",
        )

    def _issue(self, life: Life) -> None:
        body = home.IssueCertificate(issued_on=self.today, signed_by_member=True)
        self.secretary.issue_certificate(life.case_id, body)

    def _report(self, life: Life) -> None:
        until_not_refused(
            lambda: self.reception.report_arrival(life.case_id, host.ReportArrival(reported_on=self.today)),
            "the notice",
        )

    def _verify(self, life: Life) -> None:
        number = self.reception.read_placement(life.case_id).placement.certificate_number
        body = host.VerifyCertificate(
            result=host.Verification.VERIFIED, certificate_number=number, identity_checked=True
        )
        self.reception.verify_certificate(life.case_id, body)

    def _refuse(self, life: Life) -> None:
        body = host.RefuseMember(reason="too_many", text="人数太多。", decided_on=self.today, resolution="会议纪要")
        self.clerk.refuse_member(life.case_id, body)

    def _enrol(self, life: Life) -> None:
        self.clerk.place_member(life.case_id, host.PlaceMember(host_branch=HOST_BRANCH, placed_on=self.today))
        enrolment = host.EnrolMember(group="第一党小组", contact_person="侯洋", enrolled_on=self.today)
        self.host_branch.enrol_member(life.case_id, enrolment)

    def contact(self, life: Life, contact: Contact) -> None:
        body = home.RecordContact(contacted_on=self.today, channel="phone", reached=contact.reached)
        self.secretary.record_contact(life.case_id, body)


def until_not_refused(act: Callable[[], T], what: str) -> T:
    """The workflow brings what the act needs; until then the service says no."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return act()
        except Refused as refused:
            if time.monotonic() > until:
                raise AssertionError(f"{what} did not come: {refused}") from refused
            time.sleep(0.02)
