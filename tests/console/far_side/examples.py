"""Cases, placements, tasks and rosters as the services would show them."""

from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from services.inflow.contract import PersonView, Placement, PlacementFile, PlacementStatus
from services.outflow.contract import (
    Case,
    CaseFile,
    CaseStatus,
    CertificateView,
    ContactEntry,
    ContactQuarter,
    MemberView,
)
from services.outflow.roster.contract import RosterCheck, RosterProblem, RosterRow, RosterSheet, RowState, Verdict
from shared.business_clock import SHANGHAI
from shared.calendar.published import published_calendar
from shared.history import CaseEvent
from shared.letters.contract import LetterSummary
from shared.policy.ladder import RungAction
from shared.policy.moments import Period
from shared.policy.pack import Unit
from shared.policy.schedule import Schedule, Why, plan
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks.contract import FiredRung, Task, TaskAttachment, TaskDetail, TaskStatus, TaskUrge
from shared.terms import HalfYear, Quarter
from shared.waiting.contract import Matter, PartnerUrge, WaitingFor
from tests.console.far_side.services import pack

TODAY = date(2026, 11, 20)  # a Friday
BRANCH, COMMITTEE, DEPARTMENT = "32100300101", "321003001", "321003"
HOST_BRANCH, HOST_COMMITTEE, HOST_DEPARTMENT = "34118100101", "341181001", "341181"
CASE_ID = UUID("01930000-0000-7000-8000-000000000001")
CERTIFICATE_ID = UUID("01930000-0000-7000-8000-0000000000ce")
ATTACHMENT_ID = UUID("01930000-0000-7000-8000-0000000000af")
NUMBER = "321003-2026-000012"


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=SHANGHAI)


def case(status: CaseStatus = CaseStatus.ELIGIBLE, **changed: Any) -> Case:
    member = MemberView(
        name="汪海",
        sex="男",
        standing="FULL",
        id_number_masked="320000********1237",
        phone_masked="138****0000",
        joined="2006-03",
        education="大专",
    )
    known: dict[str, Any] = {
        "case_id": CASE_ID, "number": NUMBER, "version": 3, "status": status, "category": "LONG",
        "policy": "JS-PROV-2017@1", "classification_source": "流动党员活动证使用规定 [C-3]", "advice": "",
        "member": member, "home_branch": BRANCH, "home_branch_name": "蒋王街道双桥村党支部",
        "home_committee": COMMITTEE, "home_committee_name": "邗江区蒋王街道党委",
        "home_department": DEPARTMENT, "home_department_name": "中共邗江区委组织部",
        "host_region": "341181", "host_region_name": "", "host_committee": HOST_COMMITTEE,
        "host_name": "天长市秦栏镇党委", "host_branch": None, "host_branch_name": "", "host_on_platform": True,
        "host_contact": "王敏 0550-7000000", "attempt": 1, "reason": "work", "declared_on": date(2026, 10, 12),
        "leaves_on": date(2026, 10, 26), "expected_return": None, "briefed_on": None, "departed_on": None,
        "reported_on": None, "active_on": None, "refusal_reason": None, "refusal_text": None,
        "refusal_listed": None, "query": None, "coordination": None, "certificate": None,
        "duty_holder": BRANCH, "duty_holder_name": "蒋王街道双桥村党支部",
        "next_act": "党支部行前教育；党支部申领活动证",
    }  # fmt: skip
    return Case(**known | changed)


def certificate(status: str = "SEALED", number: str | None = "321003-2026-000012") -> CertificateView:
    return CertificateView(
        certificate_id=CERTIFICATE_ID,
        status=status,
        number=number,
        requested_on=date(2026, 10, 13),
        numbered_on=date(2026, 10, 14) if number else None,
        sealed_on=None,
        issued_on=None,
    )


def placement(status: PlacementStatus = PlacementStatus.RECEIVED, **changed: Any) -> Placement:
    person = PersonView(
        name="汪海", sex="男", standing="FULL", id_number_masked="320000********1237", phone_masked="138****0000"
    )
    known: dict[str, Any] = {
        "case_id": CASE_ID, "attempt": 1, "case_number": NUMBER, "version": 2, "status": status,
        "case_status": "REPORTED", "person": person, "certificate_number": NUMBER, "category": "LONG",
        "reason": "work", "home_branch": BRANCH, "home_branch_name": "蒋王街道双桥村党支部",
        "home_committee": COMMITTEE, "home_committee_name": "邗江区蒋王街道党委", "home_contact": "周超",
        "home_phone": "0514-80000000", "host_committee": HOST_COMMITTEE, "host_committee_name": "天长市秦栏镇党委",
        "host_department": HOST_DEPARTMENT, "host_department_name": "中共天长市委组织部", "host_branch": None,
        "host_branch_name": "", "group": None, "contact_person": None, "notified_on": date(2026, 10, 26),
        "departed_on": date(2026, 10, 26), "reported_on": date(2026, 11, 9), "verified_on": None,
        "placed_on": None, "enrolled_on": None, "acceptance_overdue": False, "question": None, "answer": None,
        "refusal_reason": None, "refusal_text": None, "refusal_listed": None, "look_asked": None,
        "dispute": None, "duty_holder": BRANCH, "next_act": "流入地党委查验活动证",
    }  # fmt: skip
    return Placement(**known | changed)


def event(act: str, status: str, day: date, by: str, role: str, organisation: str, hour: int = 9) -> CaseEvent:
    return CaseEvent(
        act=act, status=status, by=by, role=role, organisation=organisation, at=at(day, hour), recorded_at=at(day, hour)
    )


def schedule(kind: TaskKind, since: date) -> Schedule:
    return plan(kind, since=since, pack=pack(), calendar=published_calendar(), quarter=_period(kind, since))


def _period(kind: TaskKind, since: date) -> Period | None:
    unit = pack().term(pack().ladder(kind).term).unit
    if unit is Unit.HALF_YEAR:
        return HalfYear.of(since)
    return Quarter.of(since) if unit is Unit.QUARTER else None


def task(kind: TaskKind, service: str, *, due_on: date, n: int = 1, **changed: Any) -> Task:
    planned = schedule(kind, TODAY - timedelta(days=10))
    late = published_calendar().working_days_between(due_on, TODAY) if due_on < TODAY else 0
    known: dict[str, Any] = {
        "task_id": UUID(int=n + 0x1000), "kind": kind, "label": kind.label, "case_id": CASE_ID,
        "case_label": f"321003-2026-{n:06}", "subject": "汪海", "occurrence": "", "service": service,
        "status": TaskStatus.OPEN,
        "holder": BRANCH, "holder_name": "蒋王街道双桥村党支部", "role": Role.BRANCH_SECRETARY,
        "committee": COMMITTEE, "since": TODAY - timedelta(days=10), "due_on": due_on, "provisional": False,
        "paused": False, "late": False, "overdue_working_days": late, "rung": None,
        "opened_at": at(TODAY - timedelta(days=10)), "closed_at": None, "closed_by_act": None, "why": planned.why,
        "next_rung": next((rung for rung in planned.rungs if rung.day >= TODAY), None),
    }  # fmt: skip
    return Task(**known | changed)


def urge(day: date = TODAY, text: str = "请于周五前办结。") -> TaskUrge:
    return TaskUrge(
        by="李部", role=Role.DEPARTMENT_OFFICER, organisation=DEPARTMENT, organisation_name="中共邗江区委组织部",
        text=text, on=day, at=at(day),
    )  # fmt: skip


def attachment(name: str = "谈话记录.pdf") -> TaskAttachment:
    return TaskAttachment(
        attachment_id=ATTACHMENT_ID, name=name, media_type="application/pdf", size=1_300_000, by="吴敏",
        role=Role.CONTACT_PERSON, organisation=BRANCH, at=at(TODAY),
    )  # fmt: skip


def partner_urge(direction: Literal["sent", "received"], matter: Matter, day: date = TODAY) -> PartnerUrge:
    return PartnerUrge(
        matter=matter, label=matter.label, direction=direction, organisation_name="天长市秦栏镇党委",
        by="" if direction == "received" else "王敏", text="请尽快答复。", on=day, at=at(day),
    )  # fmt: skip


def waiting(matter: Matter = Matter.PLACEMENT, service: str = "outflow", **changed: Any) -> WaitingFor:
    known: dict[str, Any] = {
        "service": service, "case_id": CASE_ID, "case_label": NUMBER, "subject": "汪海", "matter": matter,
        "label": matter.label, "detail": "", "since": date(2026, 11, 9), "due_on": None, "partner": HOST_COMMITTEE,
        "partner_name": "天长市秦栏镇党委", "urged": None,
    }  # fmt: skip
    return WaitingFor(**known | changed)


def fired(name: str, action: RungAction, went_to: str, went_to_name: str, why: Why, day: date) -> FiredRung:
    return FiredRung(
        name=name,
        action=action,
        to="HOLDER" if action is RungAction.REMIND else "COMMITTEE_HEAD",
        went_to=went_to,
        went_to_name=went_to_name,
        reason="" if action is RungAction.REMIND else "基层党委没有在岗人员，改送上一级",
        why=why,
        planned_at=at(day, 8),
        fired_at=at(day, 8),
    )


def letter(direction: str, type_: str, label: str, counterpart: str, day: date, **changed: Any) -> LetterSummary:
    known: dict[str, Any] = {
        "letter_id": UUID(int=hash((direction, type_)) & 0xFFFF), "type": type_, "label": label, "number": 1,
        "attempt": 1, "direction": direction, "channel": "ELECTRONIC", "counterpart": counterpart,
        "written_at": at(day), "delivered_at": at(day, 10),
    }  # fmt: skip
    return LetterSummary(**known | changed)


HOME_EVENTS = [
    event("declare_departure", "ELIGIBLE", date(2026, 10, 12), "周超", "branch_secretary", BRANCH),
    event("brief_member", "ELIGIBLE", date(2026, 10, 13), "周超", "branch_secretary", BRANCH),
    event("request_certificate", "ELIGIBLE", date(2026, 10, 13), "周超", "branch_secretary", BRANCH, 10),
    event("record_certificate_number", "ELIGIBLE", date(2026, 10, 14), "系统", "system", ""),
    event("seal_certificate", "ELIGIBLE", date(2026, 10, 15), "刘芳", "committee_officer", COMMITTEE),
    event("issue_certificate", "DEPARTED", date(2026, 10, 26), "周超", "branch_secretary", BRANCH),
    event("letter_member_reported", "REPORTED", date(2026, 11, 9), "系统", "system", "", 16),
]
HOST_EVENTS = [event("report_arrival", "RECEIVED", date(2026, 11, 9), "王敏", "reception_officer", HOST_COMMITTEE, 15)]


def home_file(of: Case, **changed: Any) -> CaseFile:
    quarter = ContactQuarter(quarter="2026Q4", status="ATTEMPTED", attempts=1, done_on=None)
    entry = ContactEntry(
        contacted_on=date(2026, 11, 12), channel="phone", outgoing=True, reached=False, thinking="", work="",
        life="", told="", follow_up="下周再打", recorded_by="周超",
    )  # fmt: skip
    known: dict[str, Any] = {
        "case": of, "events": HOME_EVENTS, "tasks": [_fired_detail()],
        "letters": [letter("sent", "OUTFLOW_NOTICE", "流出通知", HOST_COMMITTEE, date(2026, 10, 26))],
        "quarters": [quarter], "contacts": [entry],
    }  # fmt: skip
    return CaseFile(**known | changed)


def _fired_detail() -> TaskDetail:
    done = task(
        TaskKind.REPORT_AT_HOST, "outflow", due_on=date(2026, 11, 25), n=7, status=TaskStatus.DONE,
        closed_at=at(date(2026, 11, 9), 16), closed_by_act="member_reported", next_rung=None,
    )  # fmt: skip
    why = schedule(TaskKind.REPORT_AT_HOST, date(2026, 10, 26)).rungs[0].why
    rung = fired("remind-7", RungAction.REMIND, BRANCH, "蒋王街道双桥村党支部", why, date(2026, 11, 2))
    return TaskDetail(task=done, fired=[rung])


def host_file(of: Placement, **changed: Any) -> PlacementFile:
    verify = task(
        TaskKind.VERIFY_CERTIFICATE, "inflow", due_on=date(2026, 11, 16), n=8, holder=HOST_COMMITTEE,
        holder_name="天长市秦栏镇党委", role=Role.RECEPTION_OFFICER, committee=HOST_COMMITTEE,
    )  # fmt: skip
    rungs = schedule(TaskKind.VERIFY_CERTIFICATE, date(2026, 11, 9)).rungs
    why = next((r.why for r in rungs if r.action is RungAction.RAISE), rungs[0].why)
    rung = fired("raise-10", RungAction.RAISE, HOST_DEPARTMENT, "中共天长市委组织部", why, date(2026, 11, 19))
    known: dict[str, Any] = {
        "placement": of, "events": HOST_EVENTS, "tasks": [TaskDetail(task=verify, fired=[rung])],
        "letters": [letter("received", "OUTFLOW_NOTICE", "流出通知", BRANCH, date(2026, 10, 26))],
    }  # fmt: skip
    return PlacementFile(**known | changed)


def roster_check(rows: int = 3) -> RosterCheck:
    good = {
        "name": "汪海",
        "id_number": "320000199001011237",
        "branch": BRANCH,
        "left": "2026-10-26",
        "host_committee": HOST_COMMITTEE,
    }
    lost = RosterProblem(
        code="id_number_lost_digits", severity=Verdict.ERROR, field="id_number",
        problem="身份证号被 Excel 改成了数字，后几位已丢失。", remedy="请把该列设为“文本”后重新填写 18 位号码。",
    )  # fmt: skip
    away = RosterProblem(
        code="host_not_on_platform", severity=Verdict.WARNING, field="host_region",
        problem="流入地不在平台上。", remedy="可以导入，函件由本支部打印寄送。",
    )  # fmt: skip
    elsewhere = {"name": "李娜", "host_region_name": "广东省深圳市"}
    found = [RosterRow(sheet="Sheet1", row=5 + n, verdict=Verdict.OK, values=good) for n in range(rows - 2)]
    found.append(RosterRow(sheet="Sheet1", row=100, verdict=Verdict.WARNING, problems=(away,), values=elsewhere))
    wrong = RosterRow(sheet="Sheet1", row=101, verdict=Verdict.ERROR, problems=(lost,), values={"name": "周强"})
    found.append(wrong.model_copy(update={"state": RowState.ERROR}))
    sheet = RosterSheet(name="Sheet1", first_heading_row=3, last_heading_row=4, columns={"name": 1})
    return RosterCheck(rows=tuple(found), sheets=(sheet,), digest="0" * 64)
