"""One member's year, told as his people live it: each `yield` is the business moment at which somebody acts next."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from deploy.embedded.people import SignedIn
from deploy.embedded.rehearsal.ledger import Account, Ledger, first_day, first_quarter, last_day, next_quarter
from deploy.embedded.rehearsal.manners import DAY, Manner
from deploy.embedded.walking import ABSENCE, Cast
from services.inflow import contract as host
from services.outflow import contract as home
from services.registry.contract import NumberCertificate
from shared.business_clock import SHANGHAI
from shared.service_client import Outage, Refused

LOOK_AGAIN = timedelta(hours=2)
PATIENCE = timedelta(days=40)
NOT_YET = frozenset({403, 404, 409})
OFFICE_OPENS, OFFICE_HOURS = time(8, 30), timedelta(hours=8)
TALK = "思想稳定，工作生活正常。"
Moments = Iterator[datetime]


class Story:
    def __init__(self, account: Account, ledger: Ledger, cast: Cast, start: datetime, end: datetime) -> None:
        self.account, self.ledger, self.cast = account, ledger, cast
        self.start, self.end = start, end
        self.somebody = account.somebody
        self.route, self.manner = account.somebody.route, account.somebody.manner

    # ---- the year ------------------------------------------------------------------------------------------
    def told(self) -> Moments:
        yield self._office(self.start + self.somebody.leaves_after)
        yield from self._acts("declare_departure", self._declare)
        yield from self._gets_his_certificate()
        if self.manner is Manner.NEVER_REPORTS:
            return
        yield from self._comes_to_the_host()
        yield from self._is_contacted()

    def _gets_his_certificate(self) -> Moments:
        slow = self.manner is Manner.SLOW_HOME
        for verb, act in (
            ("brief_member", self._brief),
            ("request_certificate", self._request),
            ("number_certificate", self._number),
            ("seal_certificate", self._seal),
            ("issue_certificate", self._issue),
        ):
            yield self._later(2, 4) if slow else self._later(0.1, 0.8)
            yield from self._acts(verb, act)

    def _comes_to_the_host(self) -> Moments:
        yield self._later(36, 60) if self.manner is Manner.REPORTS_LATE else self._later(3, 20)
        yield from self._acts("report_arrival", self._report)
        if self.manner is Manner.REFUSED_AT_FIRST:
            yield self._later(1, 3)
            yield from self._acts("refuse_member", self._refuse)
            yield self._later(2, 6)
            yield from self._acts("decide_dispute", self._decide)
        else:
            yield self._later(9, 13) if self.manner is Manner.SLOW_HOST else self._later(0.3, 3)
            yield from self._acts("verify_certificate", self._verify)
        yield self._later(0.3, 2)
        yield from self._acts("place_member", self._place)
        yield self._later(0.3, 2)
        yield from self._acts("enrol_member", self._enrol)

    def _is_contacted(self) -> Moments:
        """Once in a quarter, early in it; the forgetful leave every second quarter out."""
        quarter, number = first_quarter(self.account.done["issue_certificate"].first), 0
        while True:
            opens = max(first_day(quarter), self.cast.clock.today())
            room = (min(last_day(quarter), opens + 45 * DAY) - opens).days
            day = opens + self.somebody.within(0, max(room - 1, 0))
            number += 1
            if self.manner is not Manner.FORGETS_CONTACTS or number % 2:
                yield self._office(datetime.combine(day, OFFICE_OPENS, SHANGHAI))
                yield from self._acts("record_contact", self._contact)
                self.account.contacts.append(self.account.done["record_contact"])
            quarter = next_quarter(quarter)

    # ---- when ----------------------------------------------------------------------------------------------
    def _later(self, first: float, last: float) -> datetime:
        """Some days from now, in office hours."""
        return self._office(self.cast.clock.now() + self.somebody.within(first, last))

    def _office(self, moment: datetime) -> datetime:
        opens = datetime.combine(moment.date(), OFFICE_OPENS, SHANGHAI)
        return max(moment, opens) if moment <= opens + OFFICE_HOURS else opens + DAY

    def _acts(self, verb: str, act: Callable[[], Any]) -> Moments:
        """Act now; what the act needs may still be on its way through the machine, and that time is counted."""
        planned = self.cast.clock.now()
        while True:
            sent = self.cast.clock.now()
            try:
                act()
            except (Refused, Outage) as problem:
                now = self.cast.clock.now()
                passing = isinstance(problem, Outage) or problem.problem.status in NOT_YET
                if not passing or now - planned > PATIENCE:
                    self.ledger.failed(self.account, verb, str(problem))
                    return
                yield self._office(now + LOOK_AGAIN)
                continue
            self.ledger.acted(self.account, verb, sent, self.cast.clock.now())
            self.ledger.waited(sent - planned)
            return

    # ---- who does what -------------------------------------------------------------------------------------
    @property
    def _today(self) -> date:
        return self.cast.clock.today()

    def _secretary(self) -> SignedIn:
        return self.cast.person(f"branch.{self.route.home_branch.code}")

    def _at_host(self, post: str) -> SignedIn:
        code = self.route.host_branch.code if post == "branch" else self.route.host_committee.code
        return self.cast.person(f"{post}.{code}")

    def _declare(self) -> None:
        departure = home.Departure(
            leaves_on=self._today,
            expected_return=self._today + ABSENCE,
            reason="work",
            host_region=self.route.host_committee.region_code,
            host_committee=self.route.host_committee.code,
        )
        body = home.DeclareDeparture(
            home_branch=self.route.home_branch.code, person=self.somebody.person, departure=departure
        )
        self.account.case_id = self._secretary().services.outflow.declare_departure(body).case_id

    def _home(self, verb: str, body: Any, person: SignedIn | None = None) -> None:
        getattr((person or self._secretary()).services.outflow, verb)(self.account.case_id, body)

    def _brief(self) -> None:
        self._home("brief_member", home.BriefMember(held_on=self._today, briefed_by="支部书记", topics="组织纪律"))

    def _request(self) -> None:
        self._home("request_certificate", home.RequestCertificate())

    def _number(self) -> None:
        assert self.account.case_id is not None
        certificate = self._secretary().services.outflow.read_case(self.account.case_id).case.certificate
        assert certificate is not None
        officer = self.cast.person(f"dept.{self.route.home_department}")
        officer.services.registry.number_certificate(certificate.certificate_id, NumberCertificate())

    def _seal(self) -> None:
        office = self.cast.person(f"office.{self.route.home_committee}")
        self._home("seal_certificate", home.SealCertificate(sealed_on=self._today), office)

    def _issue(self) -> None:
        self._home("issue_certificate", home.IssueCertificate(issued_on=self._today, signed_by_member=True))

    def _host(self, verb: str, body: Any, post: str) -> None:
        getattr(self._at_host(post).services.inflow, verb)(self.account.case_id, body)

    def _report(self) -> None:
        self._host("report_arrival", host.ReportArrival(reported_on=self._today), "reception")

    def _verify(self) -> None:
        assert self.account.case_id is not None
        inflow = self._at_host("reception").services.inflow
        number = inflow.read_placement(self.account.case_id).placement.certificate_number
        verified = host.Verification.VERIFIED
        body = host.VerifyCertificate(result=verified, certificate_number=number, identity_checked=True)
        self._host("verify_certificate", body, "reception")

    def _refuse(self) -> None:
        body = host.RefuseMember(
            reason="too_many", text="人数太多。", decided_on=self._today, resolution="党委会议纪要"
        )
        self._host("refuse_member", body, "office")

    def _decide(self) -> None:
        body = host.DecideDispute(outcome=host.DisputeOutcome.OVERRULED, text="人数多不是拒收的理由，请依规接收。")
        department = self.route.host_committee.path.split(".")[-2]
        self.cast.person(f"dept.{department}").services.inflow.decide_dispute(self._case_id(), body)

    def _case_id(self) -> Any:
        return self.account.case_id

    def _place(self) -> None:
        body = host.PlaceMember(host_branch=self.route.host_branch.code, placed_on=self._today)
        self._host("place_member", body, "office")

    def _enrol(self) -> None:
        body = host.EnrolMember(group="第一党小组", contact_person="联系人", enrolled_on=self._today)
        self._host("enrol_member", body, "branch")

    def _contact(self) -> None:
        body = home.RecordContact(contacted_on=self._today, channel="phone", reached=True, thinking=TALK)
        self._home("record_contact", body)
