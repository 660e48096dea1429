"""What both sides do about a probationary member in play (W-06); his probation ends on END."""

from datetime import date, timedelta
from typing import Any

from services.inflow.opinion import contract as at_host
from services.outflow.contract import Person, Standing
from services.outflow.conversion import contract as c
from shared.posts import Actor
from tests.chaos import people as p
from tests.chaos.case_in_play import CaseInPlay

ADMITTED, END = date(2025, 12, 1), date(2026, 12, 1)
ASKED = END - timedelta(days=30)
ANSWERED, WAIVABLE = END + timedelta(days=2), END + timedelta(days=30)
NOTICED = END + timedelta(days=14)
"""Five working days after the notice was put up on ANSWERED."""


def probationer(person: Person) -> Person:
    return person.model_copy(update={"standing": Standing.PROBATIONARY, "joined": ADMITTED.isoformat()})


def begin(case: CaseInPlay, step: str) -> None:
    case.ground.outflow().begin_step("probation-conversion", case.case_id, step, case.now)


def ask(case: CaseInPlay, actor: Actor) -> None:
    case.home(actor).request_opinion(case.case_id, c.RequestOpinion(text="请提出书面意见。"))


def apply(case: CaseInPlay, actor: Actor) -> None:
    case.home(actor).record_application(case.case_id, c.RecordApplication(applied_on=case.today, written=True))


def waive(case: CaseInPlay, actor: Actor) -> None:
    case.home(actor).waive_opinion(case.case_id, c.WaiveOpinion(reason="多次催要未果。"))


def give_opinion(case: CaseInPlay, actor: Actor) -> None:
    said: dict[str, Any] = dict.fromkeys(
        ("participation", "dues", "thinking", "work", "group_and_members", "reasons"), "在我支部期间表现良好"
    )
    facts = {"participation_count": 12, "branch_decided_on": case.today, "dated_on": case.today, "sealed": True}
    body = at_host.FileOpinion.model_validate(said | facts | {"opinion": "CONVERT_ON_TIME", "secretary": "邓磊"})
    case.host(actor).file_opinion(case.case_id, body)


def consult(case: CaseInPlay, actor: Actor) -> None:
    words = {"group_opinion": "同意", "members_opinion": "同意", "masses_opinion": "反映良好"}
    case.home(actor).consult_on_conversion(case.case_id, c.ConsultOnConversion(consulted_on=case.today, **words))


def review(case: CaseInPlay, actor: Actor) -> None:
    body = c.ReviewConversion(reviewed_on=case.today, view=c.Proposal.CONVERT, text="材料齐全。")
    case.home(actor).review_conversion(case.case_id, body)


def publish(case: CaseInPlay, actor: Actor) -> None:
    body = c.PublishConversionNotice(published_on=case.today, place="村务公开栏")
    case.home(actor).publish_conversion_notice(case.case_id, body)


def hear_objection(case: CaseInPlay, actor: Actor) -> None:
    body = c.RecordNoticeObjection(received_on=case.today, text="反映未交党费")
    case.home(actor).record_notice_objection(case.case_id, body)


def close_notice(case: CaseInPlay, actor: Actor) -> None:
    case.home(actor).close_conversion_notice(case.case_id, c.CloseConversionNotice(closed_on=case.today))


def meet(case: CaseInPlay, actor: Actor) -> None:
    numbers = {"entitled": 12, "present": 9, "yes": 9, "no": 0, "abstained": 0}
    how = {"secret_ballot": True, "attendance": "IN_PERSON", "views_shown": True, "chaired_by": "周超"}
    body = c.HoldConversionMeeting.model_validate({"held_on": case.today, "proposal": "CONVERT"} | numbers | how)
    case.home(actor).hold_conversion_meeting(case.case_id, body)


def report(case: CaseInPlay, actor: Actor) -> None:
    case.home(actor).report_resolution(case.case_id, c.ReportResolution(reported_on=case.today))


def decide(case: CaseInPlay, actor: Actor, decision: str = "APPROVED") -> None:
    body = c.DecideConversion(
        decision=c.Decision(decision),
        decided_on=case.today,
        resolution="党委会议纪要〔2026〕30号",
        text="" if decision == "APPROVED" else "请补充材料。",
    )
    case.home(actor).decide_conversion(case.case_id, body)


def announce(case: CaseInPlay, actor: Actor) -> None:
    body = c.AnnounceConversion(talked_on=case.today, talked_by="周超", announced_on=case.today, archived=True)
    case.home(actor).announce_conversion(case.case_id, body)


def is_asked(case: CaseInPlay) -> None:
    """On ASKED: the branch has prepared, asked the host and has his application."""
    begin(case, "prepare/1")
    begin(case, "request/1")
    ask(case, p.SECRETARY)
    apply(case, p.SECRETARY)


def is_noticed(case: CaseInPlay) -> None:
    consult(case, p.SECRETARY)
    review(case, p.SECRETARY)
    publish(case, p.SECRETARY)


def is_at_committee(case: CaseInPlay) -> None:
    close_notice(case, p.SECRETARY)
    meet(case, p.SECRETARY)
    report(case, p.SECRETARY)
