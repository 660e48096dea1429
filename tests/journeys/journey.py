"""One member's way through both sides, driven by the people whose step it is: each finds the task on the own list
(待办, scope=mine) and then acts."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from deploy.embedded.people import SignedIn
from deploy.embedded.walking import invented_person
from services.inflow import contract as inflow
from services.outflow import contract as outflow
from services.registry.contract import NumberCertificate
from shared.kernel_client import KernelClient
from shared.policy.task_kinds import TaskKind as K
from shared.service_client import Refused
from shared.tasks.contract import Task, TaskDetail, TaskStatus
from tests.journeys.owed import ALONGSIDE, KEPT_AT_HOST, Owed
from tests.journeys.places import CHUZHOU_QINLAN, YANGZHOU_HANHE, Home, Host
from tests.journeys.stage import Stage
from tests.journeys.telling import tell

ABSENCE = timedelta(days=900)


class Journey:
    def __init__(
        self,
        stage: Stage,
        start: Home = YANGZHOU_HANHE,
        end: Host = CHUZHOU_QINLAN,
        person: outflow.Person | None = None,
    ) -> None:
        self.stage, self.start, self.end = stage, start, end
        self.person = person or invented_person(random.Random())
        self.case_id: UUID

    # ---- who acts ------------------------------------------------------------------------------------------
    @property
    def secretary(self) -> SignedIn:
        return self.stage.branch(self.start.branch)

    @property
    def home_office(self) -> SignedIn:
        return self.stage.office(self.start.committee)

    @property
    def home_department(self) -> SignedIn:
        return self.stage.department(self.start.department)

    @property
    def reception(self) -> SignedIn:
        return self.stage.reception(self.end.committee)

    @property
    def host_office(self) -> SignedIn:
        return self.stage.office(self.end.committee)

    @property
    def host_department(self) -> SignedIn:
        return self.stage.department(self.end.department)

    # ---- home, before the departure ------------------------------------------------------------------------
    def declare(self, **facts: object) -> "Journey":
        """`facts` override those of a long absence for work with the host known."""
        today = self.stage.today
        departure = outflow.Departure.model_validate(
            {
                "leaves_on": today,
                "expected_return": today + ABSENCE,
                "reason": "work",
                "host_region": self.end.region,
                "host_committee": self.end.committee,
            }
            | facts
        )
        body = outflow.DeclareDeparture(home_branch=self.start.branch, person=self.person, departure=departure)
        self.case_id = self.secretary.services.outflow.declare_departure(body).case_id
        return self

    def brief(self) -> None:
        self.finds(self.secretary, K.BRIEF_MEMBER)
        briefing = outflow.BriefMember(held_on=self.stage.today, briefed_by="支部书记", topics="组织纪律、按时报到")
        self.secretary.services.outflow.brief_member(self.case_id, briefing)

    def request_certificate(self) -> None:
        self.finds(self.secretary, K.REQUEST_CERTIFICATE)
        self.secretary.services.outflow.request_certificate(self.case_id, outflow.RequestCertificate())

    def number(self) -> None:
        self.finds(self.home_department, K.NUMBER_CERTIFICATE)
        certificate = self.home.certificate
        assert certificate is not None
        registry = self.home_department.services.registry
        registry.number_certificate(certificate.certificate_id, NumberCertificate())

    def seal(self) -> None:
        self.finds(self.home_office, K.SEAL_CERTIFICATE)
        body = outflow.SealCertificate(sealed_on=self.stage.today)
        self.home_office.services.outflow.seal_certificate(self.case_id, body)

    def issue(self) -> None:
        self.finds(self.secretary, K.ISSUE_CERTIFICATE)
        body = outflow.IssueCertificate(issued_on=self.stage.today, signed_by_member=True)
        self.secretary.services.outflow.issue_certificate(self.case_id, body)

    def depart(self, **facts: object) -> "Journey":
        """From the declaration to the certificate in the member's hand, by all whose step it is."""
        self.declare(**facts)
        for step in (self.brief, self.request_certificate, self.number, self.seal, self.issue):
            step()
        return self

    # ---- host ----------------------------------------------------------------------------------------------
    def host_records_arrival(self) -> "Journey":
        """The reception officer, who sees the member as expected since the notice came."""
        self.host_stands(inflow.PlacementStatus.EXPECTED)
        body = inflow.ReportArrival(reported_on=self.stage.today)
        self.reception.services.inflow.report_arrival(self.case_id, body)
        return self

    def home_records_arrival(self) -> None:
        self.finds(self.secretary, K.REPORT_AT_HOST)
        body = outflow.ReportArrival(reported_on=self.stage.today)
        self.secretary.services.outflow.report_arrival(self.case_id, body)

    def verify(self) -> None:
        self.finds(self.reception, K.VERIFY_CERTIFICATE)
        body = inflow.VerifyCertificate(
            result=inflow.Verification.VERIFIED,
            certificate_number=self.placement.certificate_number,
            identity_checked=True,
        )
        self.reception.services.inflow.verify_certificate(self.case_id, body)

    def ask_home(self, question: str, result: inflow.Verification = inflow.Verification.NEEDS_INFO) -> None:
        self.finds(self.reception, K.VERIFY_CERTIFICATE)
        body = inflow.VerifyCertificate(result=result, question=question)
        self.reception.services.inflow.verify_certificate(self.case_id, body)

    def answer(self, *, confirmed: bool, text: str = "情况属实。") -> None:
        self.finds(self.secretary, K.ANSWER_QUERY)
        body = outflow.AnswerQuery(confirmed=confirmed, text=text)
        self.secretary.services.outflow.answer_query(self.case_id, body)

    def place(self, branch: str | None = None, *, again: bool = False) -> None:
        if not again:
            self.finds(self.host_office, K.PLACE_MEMBER)
        body = inflow.PlaceMember(host_branch=branch or self.end.branch, placed_on=self.stage.today)
        self.host_office.services.inflow.place_member(self.case_id, body)

    def enrol(self, branch: str | None = None) -> None:
        secretary = self.stage.branch(branch or self.end.branch)
        self.finds(secretary, K.ENROL_MEMBER)
        body = inflow.EnrolMember(group="第一党小组", contact_person="许联系", enrolled_on=self.stage.today)
        secretary.services.inflow.enrol_member(self.case_id, body)

    def is_taken_in(self) -> "Journey":
        """Verified, placed and enrolled, then ACTIVE on both sides."""
        self.verify()
        self.place()
        self.enrol()
        return self.is_active_on_both_sides()

    def is_active_on_both_sides(self) -> "Journey":
        self.home_stands(outflow.CaseStatus.ACTIVE)
        self.host_stands(inflow.PlacementStatus.ENROLLED)
        assert self.placement.case_status == "ACTIVE", self.told()
        return self

    def refuse(self, reason: str, text: str = "党委研究决定不予接收。", to: str | None = None) -> None:
        body = inflow.RefuseMember(
            reason=reason, text=text, decided_on=self.stage.today, resolution="党委会议纪要〔1〕号", to_committee=to
        )
        self.host_office.services.inflow.refuse_member(self.case_id, body)

    # ---- W-10 ----------------------------------------------------------------------------------------------
    def object_to_refusal(self) -> None:
        self.finds(self.home_office, K.CONSIDER_OBJECTION)
        body = outflow.ObjectToRefusal(text="党员身份属实，请复核。")
        self.home_office.services.outflow.object_to_refusal(self.case_id, body)

    def propose(self, outcome: str) -> None:
        self.finds(self.home_department, K.COORDINATE_JOINTLY, "outflow")
        body = outflow.ProposeCoordination(outcome=outcome, text="请依规接收。")
        self.home_department.services.outflow.propose_coordination(self.case_id, body)

    def decide(self, outcome: str, kind: K = K.REVIEW_REFUSAL, *, to: str | None = None, finding: str = "") -> None:
        provincial = kind is K.COORDINATE_PROVINCIALLY
        decider = self.stage.department(self.end.province if provincial else self.end.department)
        self.finds(decider, kind, "inflow")
        body = inflow.DecideDispute(
            outcome=inflow.DisputeOutcome(outcome), text="经审查作出决定。", to_committee=to, finding=finding
        )
        decider.services.inflow.decide_dispute(self.case_id, body)

    def name_host(self, end: Host) -> None:
        """The home branch names another host; from here on the journey goes there."""
        self.finds(self.secretary, K.NAME_HOST)
        body = outflow.NameHost(host_region=end.region, host_committee=end.committee, text="另行指定流入地党组织")
        self.secretary.services.outflow.name_host(self.case_id, body)
        self.end = end

    # ---- W-04, 5.1 -----------------------------------------------------------------------------------------
    def contact(self, *, reached: bool) -> None:
        self.finds(self.secretary, K.CONTACT_MEMBER)
        body = outflow.RecordContact(
            contacted_on=self.stage.today, channel="phone", reached=reached, thinking="思想稳定"
        )
        self.secretary.services.outflow.record_contact(self.case_id, body)

    def look(self, *, found: bool) -> None:
        self.finds(self.reception, K.LOOK_FOR_MEMBER)
        body = inflow.AnswerLook(found=found, text="已到登记住址走访。")
        self.reception.services.inflow.answer_look(self.case_id, body)

    # ---- looking -------------------------------------------------------------------------------------------
    @property
    def home_file(self) -> outflow.CaseFile:
        return self.secretary.services.outflow.read_case(self.case_id)

    @property
    def home(self) -> outflow.Case:
        return self.home_file.case

    @property
    def host_file(self) -> inflow.PlacementFile:
        return self.reception.services.inflow.read_placement(self.case_id)

    @property
    def placement(self) -> inflow.Placement:
        return self.host_file.placement

    def told(self) -> str:
        return tell(self)

    def until(self, ready: Callable[[], object], what: str, *, days: float = 0) -> None:
        self.stage.until(lambda: ready() or None, what, days=days, told=self.told)

    def home_stands(self, *wanted: outflow.CaseStatus, days: float = 0) -> None:
        self.until(lambda: self.home.status in wanted, f"流出地个案成为 {'/'.join(wanted)}", days=days)

    def host_stands(self, wanted: inflow.PlacementStatus, *, days: float = 0) -> None:
        def stands() -> bool:
            try:
                return self.placement.status is wanted
            except Refused as refused:
                if refused.problem.status != 404:
                    raise
                return False

        self.until(stands, f"流入地 {self.end.committee} 的接收成为 {wanted}", days=days)

    def finds(self, person: SignedIn, kind: K, service: str = "", *, days: float = 0) -> Task:
        """The task, once it is open on this person's own list."""
        where = self._kept_by(person, kind, service)

        def listed() -> Task | None:
            mine = where.list_tasks(scope="mine", kind=kind, case_id=self.case_id).items
            return mine[0] if mine else None

        what = f"{person.name} 的待办里出现“{kind.label}”"
        return self.stage.until(listed, what, days=days, told=self.told)

    def is_not_asked(self, person: SignedIn, kind: K, service: str = "") -> bool:
        where = self._kept_by(person, kind, service)
        return not where.list_tasks(scope="mine", kind=kind, case_id=self.case_id).items

    def raised_to(self, person: SignedIn, kind: K, service: str = "") -> bool:
        """Whether the open task is among those that have risen to this person (上送到我的)."""
        where = self._kept_by(person, kind, service)
        return bool(where.list_tasks(scope="raised", kind=kind, case_id=self.case_id).items)

    def _kept_by(self, person: SignedIn, kind: K, service: str) -> KernelClient:
        if service:
            return getattr(person.services, service)  # type: ignore[no-any-return]
        if kind is K.NUMBER_CERTIFICATE:
            return person.services.registry
        return person.services.inflow if kind in KEPT_AT_HOST else person.services.outflow

    def tasks(self) -> list[TaskDetail]:
        """With every rung that has fired: of the home side, of the present host, of the registry."""
        return [*self.home_file.tasks, *self._numbering(), *(self.host_file.tasks if self.host_knows() else [])]

    def _numbering(self) -> list[TaskDetail]:
        registry = self.home_department.services.registry
        listed = [
            task
            for status in TaskStatus
            for task in registry.list_tasks(scope="mine", case_id=self.case_id, status=status).items
        ]
        return [registry.read_task(task.task_id) for task in listed]

    def host_knows(self) -> bool:
        """Whether the present host has the outflow notice."""
        try:
            return self.placement.attempt == self.home.attempt
        except Refused as refused:
            if refused.problem.status != 404:
                raise
            return False

    def task(self, kind: K, occurrence: str | None = None, service: str | None = None) -> TaskDetail:
        """The one task of this kind (and occurrence, and service)."""
        found = [
            detail
            for detail in self.tasks()
            if detail.task.kind is kind
            and occurrence in (None, detail.task.occurrence)
            and service in (None, detail.task.service)
        ]
        assert len(found) == 1, f"{kind}: {len(found)} 项任务\n{self.told()}"
        return found[0]

    def owed(self) -> set[Owed]:
        """Open tasks of this case in all three services, by the operator's eye."""
        pages = [
            service.list_tasks(scope="subtree", case_id=self.case_id)
            for operator in self.stage.operators
            for service in (operator.registry, operator.outflow, operator.inflow)
        ]
        return {Owed(task.service, task.kind, task.holder) for page in pages for task in page.items}

    def owes(self, *wanted: Owed) -> None:
        """Exactly these tasks are open, apart from those of processes beside the case (they have journeys of their
        own)."""

        def fits() -> bool:
            return {one for one in self.owed() if one.kind not in ALONGSIDE} == set(wanted)

        self.until(fits, f"待办恰为 {[str(one.kind) + '@' + one.holder for one in wanted]}")

    def arrived_on(self) -> date:
        reported = self.placement.reported_on
        assert reported is not None
        return reported
