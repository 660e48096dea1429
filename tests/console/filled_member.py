"""A member's own case as both sides tell it to him, with everything that his page can ask, and his way in."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from services.inflow.entries.contract import EntryKind, EntryStatus
from services.inflow.member.contract import MyEntry, MyHostAct, MyPlacement
from services.outflow.certificate_life.contract import DuesLine, EntryView, HostPage, YearlyCheck
from services.outflow.member import contract as c
from shared.exchange import VOTES_AT_HOME, SummonsKind
from shared.help_requests.contract import HelpRequestView, RequestKind, RequestStatus
from shared.keys import KeyRing
from shared.letters.bodies_exchange import ContactData
from shared.own_case import OWN_PAGE, MyOrganisation
from tests.console import filled_papers
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import Browser

SECRET, CODE = "kT3-vmA9", "492039"
DAY = date(2026, 11, 12)
ENTRY, ANSWERED_ENTRY, REQUEST, SUMMONS = UUID(int=0x51), UUID(int=0x52), UUID(int=0x53), UUID(int=0x55)
LONG_NAME = "天长市秦栏镇民营科技创业园区流动党员联合党支部第二工作委员会"
HOME = MyOrganisation(name="蒋王街道双桥村党支部", contact="周超", phone="0514-80000000")
HOST = MyOrganisation(name=LONG_NAME, contact="赵强", phone="0550-7000001 转 802")


def entry(entry_id: UUID = ENTRY, **changed: Any) -> MyEntry:
    known: dict[str, Any] = {
        "entry_id": entry_id, "serial": entry_id.int - 0x50, "happened_on": DAY, "kind": EntryKind.ACTIVITY_DAY,
        "content": "参加党员活动日，集体学习，到社区党群服务中心打扫卫生。", "place": "社区党群服务中心", "month": "",
        "amount": None, "recorder": "赵强", "recorded_on": DAY, "status": EntryStatus.ENTERED, "answered_on": None,
        "objection": "", "review": "", "corrects": None, "corrected_by": None, "may_answer": True,
    }  # fmt: skip
    return MyEntry(**known | changed)


def help_request(status: RequestStatus = RequestStatus.ANSWERED, **changed: Any) -> HelpRequestView:
    answer = "已同镇中心小学联系，下学期可以入学。" if status is RequestStatus.ANSWERED else ""
    known: dict[str, Any] = {
        "request_id": REQUEST, "kind": RequestKind.DIFFICULTY, "status": status, "asked_on": DAY, "channel": OWN_PAGE,
        "text": "孩子入学有困难", "holder": e.HOST_COMMITTEE, "answer": answer, "answered_on": DAY,
        "confirmed_on": None, "remark": "",
    }  # fmt: skip
    return HelpRequestView(**known | changed)


def summons(**changed: Any) -> c.MySummons:
    known: dict[str, Any] = {
        "summons_id": SUMMONS, "kind": SummonsKind.ELECTION, "event_on": date(2026, 12, 20),
        "place": "双桥村党群服务中心", "text": f"支部换届选举，请按时参加。\n{VOTES_AT_HOME}",
        "comes": None, "may_answer": True,
    }  # fmt: skip
    return c.MySummons(**known | changed)


def _steps(reached: int) -> tuple[c.MyStep, ...]:
    whose = {"BRIEFED": "HOME", "CERTIFICATE_ISSUED": "HOME", "ACCEPTED": "HOST", "INSPECTED": "HOME"}
    return tuple(
        c.MyStep(
            kind=kind, whose=c.Whose(whose.get(kind, "ME")),
            on=date(2026, 10, 12) + timedelta(days=7 * n) if n < reached else None,
        )
        for n, kind in enumerate(c.MyStepKind)
    )  # fmt: skip


def _certificate() -> c.MyCertificate:
    told = EntryView(
        entry_id=ANSWERED_ENTRY, attempt=1, serial=2, happened_on=DAY, kind="DUES", content="交纳党费", place="",
        month="2026-10", amount=Decimal("12.50"), recorder="赵强", recorded_on=DAY, late=False, corrects=None,
        corrected_by=None, status="CONFIRMED", confirmed_by="MEMBER", answered_on=DAY,
    )  # fmt: skip
    page = HostPage(
        attempt=1,
        host_committee="天长市秦栏镇党委",
        host_branch=LONG_NAME,
        came_in_on=DAY,
        contact="赵强",
        left_on=None,
    )
    dues = DuesLine(month="2026-10", amount=Decimal("12.50"), paid_at="host", recorded_twice=False)
    check = YearlyCheck(year=2026, status="PASSED", checked_on=DAY, by="host", remarks="")
    return c.MyCertificate(
        number=e.NUMBER, status="IN_USE", issued_on=date(2026, 10, 26), printable=True, hosts=(page,), entries=(told,),
        dues=(dues,), checks=(check,),
    )  # fmt: skip


def duty(kind: c.MyDutyKind, from_on: date = DAY, due_on: date | None = date(2026, 12, 16), **changed: Any) -> c.MyDuty:
    return c.MyDuty(kind=kind, from_on=from_on, due_on=due_on, **changed)


def my_case(**changed: Any) -> c.MyCase:
    """Away, and everything open that may be open."""
    late = duty(c.MyDutyKind.REPORT_ARRIVAL, due_on=date(2026, 11, 16))
    back, yearly = duty(c.MyDutyKind.REPORT_RETURN), duty(c.MyDutyKind.YEARLY_REPORT, year=2026)
    known: dict[str, Any] = {
        "case_id": e.CASE_ID, "number": e.NUMBER, "as_of": e.at(e.TODAY), "today": e.TODAY, "name": "汪海",
        "standing": "FULL", "status": "ACTIVE", "next_act": "党支部每季度联系党员", "whose_turn": "HOME",
        "steps": _steps(5), "duties": (late, yearly, back), "may": tuple(c.MyAct), "home": HOME, "host": HOST,
        "departed_on": date(2026, 10, 26), "expected_return": date(2027, 1, 31), "returns_on": None,
        "contact": ContactData(), "certificate": _certificate(), "reports": (), "changes": (),
        "requests": (help_request(RequestStatus.OPEN, request_id=UUID(int=0x54), kind=RequestKind.QUESTION),),
        "summonses": (summons(), summons(summons_id=UUID(int=0x56), comes=True, may_answer=False)),
    }  # fmt: skip
    return c.MyCase(**known | changed)


def my_placement(**changed: Any) -> MyPlacement:
    objected = entry(ANSWERED_ENTRY, status=EntryStatus.OBJECTED, objection="当天请假", may_answer=False)
    known: dict[str, Any] = {
        "case_id": e.CASE_ID, "case_number": e.NUMBER, "as_of": e.at(e.TODAY), "today": e.TODAY, "status": "ENROLLED",
        "committee": MyOrganisation(name="天长市秦栏镇党委", contact="王敏", phone="0550-7000000"), "branch": HOST,
        "group": "第一党小组", "contact_person": "赵强", "contact_phone": "13900000000",
        "reported_on": date(2026, 11, 9), "enrolled_on": DAY, "released_on": None,
        "entries": (entry(), objected),
        "may": tuple(MyHostAct), "requests": (help_request(),),
    }  # fmt: skip
    return MyPlacement(**known | changed)


def arrange(world: World, keys: KeyRing) -> World:
    """汪海's case on both sides, and the link that he has been sent."""
    world.my_cases[str(e.CASE_ID)] = my_case()
    world.my_placements[str(e.CASE_ID)] = my_placement()
    world.papers["certificate"] = filled_papers.certificate(keys)
    world.links[SECRET] = (CODE, e.CASE_ID)
    return world


def enters(app: FastAPI, secret: str = SECRET, code: str = CODE) -> Browser:
    """A member's browser behind the link."""
    browser = Browser(app)
    browser.send(f"/m/{secret}", code=code)
    return browser


FILLED: dict[str, dict[str, str]] = {
    "report_arrival": {},
    "record_change": {"kind": "CONTACT_CHANGED", "phone": "13900000009"},
    "record_yearly_report": {"thinking": "STEADY", "work": "SAME", "participation": "ALL"},
    "announce_return": {"returns_on": "2027-01-15"},
    "call_off_return": {},
    "report_return": {},
    "open_request": {"kind": "DIFFICULTY", "text": "工资被拖欠"},
    f"record_summons_reply/{SUMMONS}": {"comes": "false", "reason": "工期紧，请不了假"},
    f"confirm_request/{REQUEST}": {"satisfied": "true"},
    f"confirm_entry/{ENTRY}": {},
    f"object_to_entry/{ENTRY}": {"text": "当天请假，没有参加。"},
}
"""Of each act, by its place behind /me/, what there is to fill in."""
