"""How the routes of the probation conversion are called, on both sides (W-06)."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from pydantic import BaseModel
from sqlalchemy import Connection, insert, select, update

from services.inflow.opinion import contract as o
from services.inflow.opinion.tables import OpinionWatchRow
from services.inflow.tables import PlacementRow
from services.outflow.conversion import contract as c
from services.outflow.conversion.tables import ConversionRow, HostStayRow, NoticeObjectionRow
from services.outflow.tables import CaseRow, MemberRow
from tests.security import world as w
from tests.security.calls import CASE, PLACED, Arrange, Call, Kind, on_the_case, placement
from tests.security.world import TODAY, World

END = date(2026, 7, 1)
TEXT = "情况属实。"


def calls(world: World) -> dict[str, dict[str, Call]]:
    return {"outflow": _at_home(world), "inflow": _at_the_host(world)}


def _at_home(world: World) -> dict[str, Call]:
    steps: dict[str, tuple[BaseModel, Arrange]] = {
        "record_admission": (c.RecordAdmission(admitted_on=TODAY), at("WATCHING", admitted_on=None)),
        "request_opinion": (c.RequestOpinion(), at("PREPARED")),
        "record_application": (c.RecordApplication(applied_on=TODAY, written=True), at("PREPARED")),
        "record_paper_opinion": (_paper(), at("PREPARED", paper=True, asked=[1])),
        "waive_opinion": (
            c.WaiveOpinion(reason=TEXT),
            at("PREPARED", opinion_step="OPINION_OVERDUE", asked=[1], requested_on=END),
        ),
        "consult_on_conversion": (_consultation(), at("PREPARED", applied_on=TODAY, opinion_step="OPINION_RECEIVED")),
        "review_conversion": (_review(), at("CONSULTED")),
        "publish_conversion_notice": (c.PublishConversionNotice(published_on=TODAY, place="公开栏"), at("REVIEWED")),
        "record_notice_objection": (c.RecordNoticeObjection(received_on=TODAY, text=TEXT), at("NOTICED")),
        "resolve_notice_objection": (c.ResolveNoticeObjection(number=1, text=TEXT), at("NOTICED", objection=True)),
        "close_conversion_notice": (c.CloseConversionNotice(closed_on=TODAY), at("NOTICED")),
        "adjourn_conversion_meeting": (
            c.AdjournConversionMeeting(reason=TEXT, until=date(2027, 1, 1)),
            at("READY"),
        ),
        "hold_conversion_meeting": (_meeting(), at("READY")),
        "report_resolution": (c.ReportResolution(reported_on=TODAY), at("RESOLVED_CONVERT", resolution="CONVERT")),
        "decide_conversion": (_decision(), at("AT_COMMITTEE", resolution="CONVERT", reported_on=TODAY)),
        "announce_conversion": (_announcement(), at("APPROVED", resolution="CONVERT", decided_on=TODAY)),
        "open_overdue_conversion": (_overdue(), at("WATCHING")),
    }
    rows = {verb: on_the_case(world, body, arrange) for verb, (body, arrange) in steps.items()}
    return rows | {"list_running_conversions": Call(Kind.ROLE, CASE)}


def _paper() -> BaseModel:
    return c.RecordPaperOpinion(
        opinion="CONVERT_ON_TIME", reasons=TEXT, dated_on=TODAY, received_on=TODAY, secretary="许建国"
    )


def _consultation() -> BaseModel:
    return c.ConsultOnConversion(consulted_on=TODAY, group_opinion=TEXT, members_opinion=TEXT, masses_opinion=TEXT)


def _review() -> BaseModel:
    return c.ReviewConversion(reviewed_on=TODAY, view=c.Proposal.CONVERT, text=TEXT)


def _meeting() -> BaseModel:
    numbers = {"entitled": 12, "present": 9, "yes": 9, "no": 0, "abstained": 0}
    return c.HoldConversionMeeting(
        held_on=TODAY,
        proposal=c.Proposal.CONVERT,
        secret_ballot=True,
        attendance=c.Attendance.IN_PERSON,
        chaired_by="周超",
        **numbers,
    )


def _decision() -> BaseModel:
    return c.DecideConversion(decision=c.Decision.APPROVED, decided_on=TODAY, resolution="党委会议纪要〔2026〕9号")


def _announcement() -> BaseModel:
    return c.AnnounceConversion(talked_on=TODAY, talked_by="周超", announced_on=TODAY, archived=True)


def _overdue() -> BaseModel:
    return c.OpenOverdueConversion(admitted_on=date(2025, 7, 1), overdue_reason=c.OverdueReason.TRANSFER, text=TEXT)


def at(stage: str, *, paper: bool = False, objection: bool = False, **changed: Any) -> Arrange:
    """The member on probation since 1 July of last year, enrolled at the host, the conversion at this stage."""

    def arrange(connection: Connection) -> None:
        case_id, member_id = connection.execute(select(CaseRow.id, CaseRow.member_id)).one()
        connection.execute(update(MemberRow).values(standing="PROBATIONARY", joined="2025-07-01"))
        connection.execute(insert(ConversionRow).values(_conversion(case_id, member_id) | {"stage": stage} | changed))
        connection.execute(insert(HostStayRow).values(_stay(case_id, on_platform=not paper)))
        if objection:
            row = {"case_id": case_id, "number": 1, "received_on": TODAY, "text": "", "resolution": ""}
            connection.execute(insert(NoticeObjectionRow).values(row))

    return arrange


def _conversion(case_id: UUID, member_id: UUID) -> dict[str, Any]:
    return {
        "case_id": case_id, "member_id": member_id, "version": 1, "opinion_step": "NOT_ASKED", "round": 1,
        "rule_version": "2026.05", "case_status": "ACTIVE", "opened_on": TODAY, "admitted_on": date(2025, 7, 1),
        "probation_end": END, "extension_used": False, "pauses": [], "request_open": True, "asked": [],
        "waiver_open": False, "waiver": "", "consultation": "", "home_view_text": "", "adjournment": "",
        "decision_text": "", "overdue_text": "", "preparers": [],
    }  # fmt: skip


def _stay(case_id: UUID, *, on_platform: bool) -> dict[str, Any]:
    return {
        "case_id": case_id, "attempt": 1, "region": "341181", "committee": w.HOST_COMMITTEE, "name": "秦栏镇党委",
        "on_platform": on_platform, "began_on": END,
    }  # fmt: skip


def _at_the_host(world: World) -> dict[str, Call]:
    def act(body: BaseModel) -> Call:
        path, unknown = {"case_id": world.case_id}, {"case_id": uuid4()}
        return Call(Kind.OBJECT, PLACED, path, body=body, arrange=watched, unknown=unknown)

    return {
        "record_observation": act(o.RecordObservation(observed_on=TODAY, text=TEXT)),
        "draft_opinion": act(o.DraftOpinion(text=TEXT)),
        "file_opinion": act(_opinion()),
        "list_running_opinions": Call(Kind.ROLE, PLACED),
    }


def _opinion() -> BaseModel:
    said = dict.fromkeys(("participation", "dues", "thinking", "work", "group_and_members", "reasons"), TEXT)
    return o.FileOpinion(
        participation_count=4,
        opinion="CONVERT_ON_TIME",
        branch_decided_on=TODAY,
        secretary="邓磊",
        sealed=True,
        dated_on=TODAY,
        **said,
    )


def watched(connection: Connection) -> None:
    path = PLACED.owners[0]
    placement("ENROLLED", host_branch=w.HOST_BRANCH, host_path=path, enrolled_on=TODAY)(connection)
    watch = {
        "placement_id": connection.execute(select(PlacementRow.id)).scalar_one(), "version": 1, "status": "DUE",
        "round": 1, "probation_start": date(2025, 7, 1), "probation_end": END, "request_text": "", "draft": "",
    }  # fmt: skip
    connection.execute(insert(OpinionWatchRow).values(watch))
