"""What people at home do when a case nears its end, and what the host writes back."""

from datetime import date
from typing import Any

from services.outflow import contract as c
from services.outflow.leaving import contract as leaving
from shared.letters.bodies_leaving import ClosingNote
from shared.letters.contract import Enrolled
from shared.posts import Actor
from tests.services.outflow.home_side import (
    CLERK,
    HOST_BRANCH,
    HOST_REGION,
    OTHER_HOST,
    SECRETARY,
    HomeCase,
    HomeSide,
)

OTHER_BRANCH_THERE = "34118100201"
S = c.CaseStatus


def enrolled(on: date, branch: str = HOST_BRANCH) -> Enrolled:
    name = "天长市秦栏镇朱塘村党支部"
    return Enrolled(host_branch=branch, host_branch_name=name, contact="侯洋", phone="", enrolled_on=on)


def active_case(home_side: HomeSide, **changed: Any) -> HomeCase:
    case = home_side.declares(**changed).departs()
    case.reports()
    case.hears(enrolled(case.today))
    assert case.read().status is S.ACTIVE
    return case


def moves_on(case: HomeCase, actor: Actor = SECRETARY, **changed: Any) -> c.Case:
    said: dict[str, Any] = {
        "host_region": HOST_REGION,
        "host_committee": OTHER_HOST,
        "text": "工作单位搬到铜城镇。",
        "moves_on": case.today,
        "told_by": "MEMBER",
    }
    return case.side.at(actor).relocate_member(case.case_id, leaving.RelocateMember(**(said | changed)))


def comes_back(case: HomeCase, how: str = "ANNOUNCED", **changed: Any) -> c.Case:
    said = {"returns_on": case.today, "how": how, "text": "务工结束。"} | changed
    return case.side.at(SECRETARY).announce_return(case.case_id, leaving.AnnounceReturn(**said))


def has_come_back(case: HomeCase, **changed: Any) -> c.Case:
    said = {"reported_on": case.today, "certificate_brought": True} | changed
    return case.side.at(SECRETARY).report_return(case.case_id, leaving.ReportReturn(**said))


def is_inspected(case: HomeCase, actor: Actor = SECRETARY, **changed: Any) -> c.Case:
    said: dict[str, Any] = {
        "inspected_on": case.today,
        "certificate_seen": True,
        "entries_in_order": True,
        "member_account": "按月参加组织生活。",
    }
    return case.side.at(actor).inspect_return(case.case_id, leaving.InspectReturn(**(said | changed)))


def ends(case: HomeCase, reason: str = "DEATH", actor: Actor = SECRETARY) -> c.Case:
    body = leaving.RecordEnding(reason=c.EndReason(reason), ended_on=case.today, text="有关材料已收存。")
    return case.side.at(actor).record_ending(case.case_id, body)


def is_suspended(case: HomeCase) -> c.Case:
    cause = leaving.SuspensionCause.SETTLED_ABROAD
    body = leaving.SuspendMembership(cause=cause, decided_on=case.today, resolution="纪要〔2026〕20号")
    return case.side.at(CLERK).suspend_membership(case.case_id, body)


def is_restored(case: HomeCase) -> c.Case:
    body = leaving.RestoreMembership(decided_on=case.today, resolution="纪要〔2027〕3号")
    return case.side.at(CLERK).restore_membership(case.case_id, body)


def is_sent_over(case: HomeCase, actor: Actor = CLERK) -> c.Case:
    body = leaving.SendTransfer(sent_on=case.today, letter_number="组介〔2026〕118号")
    return case.side.at(actor).send_transfer(case.case_id, body)


def closing_note(on: date) -> ClosingNote:
    return ClosingNote(
        released_on=on,
        enrolled_on=on,
        host_branch=HOST_BRANCH,
        host_branch_name="天长市秦栏镇朱塘村党支部",
        conduct="表现良好。",
        participation="应到6次，实到6次。",
        dues_paid_to="2026-08",
    )


def leaving_of(case: HomeCase) -> leaving.LeavingView:
    view = case.side.at(SECRETARY).read_dossier(case.case_id).leaving
    assert view is not None
    return view
