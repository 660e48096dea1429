"""A conversion as the console meets it, on both sides, and what people fill in (W-06)."""

from datetime import date
from typing import Any
from uuid import UUID

from services.inflow.dossier.contract import PlacementDossier
from services.inflow.opinion.contract import DraftOpinion, FiledOpinion, Observation, OpinionWatchView, WatchStatus
from services.outflow.conversion.contract import (
    ConversionView,
    MeetingView,
    ObjectionView,
    OpinionStep,
    OpinionView,
    RuleSourceView,
    Stage,
)
from services.outflow.dossier.contract import CaseDossier
from shared.letters.bodies_conversion import HostOpinion, OpinionValue
from tests.console.far_side import examples as e
from tests.console.far_side.world import World

ADMITTED, END = date(2025, 12, 1), date(2026, 12, 1)
OPINION_ID = UUID(int=77)
RULE = RuleSourceView(
    version="2026.05",
    title="中国共产党发展党员工作细则（2026年修订）",
    articles={"probation": 31, "procedure": 32, "approval": 33},
    source="公开资料 [C-8]",
)


def view(stage: Stage = Stage.PREPARED, step: OpinionStep = OpinionStep.NOT_ASKED, **changed: Any) -> ConversionView:
    nothing = dict.fromkeys(
        (
            "paused_since", "applied_on", "requested_on", "waivable_from", "home_view", "notice_from", "notice_until",
            "adjourned_until", "reported_on", "decision_due_on", "decision", "decided_on", "announced_on",
            "standing_since", "overdue_reason",
        )
    )  # fmt: skip
    unsaid = dict.fromkeys(
        (
            "waiver_reason", "group_opinion", "members_opinion", "masses_opinion", "home_view_text", "adjournment",
            "decision_text", "overdue_text",
        ),
        "",
    )  # fmt: skip
    facts: dict[str, Any] = {
        "case_id": e.CASE_ID,
        "stage": stage,
        "opinion_step": step,
        "round": 1,
        "admitted_on": ADMITTED,
        "probation_end": END,
        "extension_used": False,
        "rule": RULE,
        "objections": [],
        "meetings": [],
        "late": False,
        "opinions": [],
        "may_hold_from": END,
        "next_act": "党员提出书面转正申请，党支部征求流入地书面意见",
    }
    return ConversionView(**(nothing | unsaid | facts | changed))


def opinion(value: OpinionValue = OpinionValue.NOT_SUITABLE, **changed: Any) -> OpinionView:
    details = letter(value).model_dump(mode="json", exclude={"type", "opinion", "reasons", "dated_on"})
    facts: dict[str, Any] = {
        "attempt": 1,
        "host_name": "秦栏镇朱塘村党支部",
        "opinion": value,
        "reasons": "多次不参加组织生活",
        "dated_on": END,
        "received_at": e.at(e.TODAY),
        "superseded": False,
        "contradicts": True,
        "details": details,
    }
    return OpinionView(**(facts | changed))


def letter(value: OpinionValue = OpinionValue.CONVERT_ON_TIME) -> HostOpinion:
    return HostOpinion(
        opinion_id=OPINION_ID,
        member_name="汪海",
        certificate_number="321003-2026-000012",
        home_branch_name="双桥村党支部",
        host_branch_name="朱塘村党支部",
        host_committee_name="秦栏镇党委",
        stay_from=date(2026, 9, 1),
        stay_to=END,
        probation_start=ADMITTED,
        probation_end=END,
        participation_count=12,
        participation="支部党员大会4次",
        dues="按月交纳",
        thinking="思想稳定",
        work="踏实",
        exemplary="",
        rewards_penalties="",
        problems="",
        group_and_members="同意",
        opinion=value,
        reasons="表现良好",
        branch_decided_on=END,
        secretary="邓磊",
        dated_on=END,
    )


MEETING = MeetingView(
    held_on=date(2026, 12, 15), proposal="CONVERT", extension_months=None, entitled=12, present=9, yes=6, no=2,
    abstained=1, attendance="IN_PERSON", passed=False, chaired_by="周超",
)  # fmt: skip
OBJECTION = ObjectionView(number=1, received_on=date(2026, 12, 5), text="反映未交党费", resolved="")


def watch(status: WatchStatus = WatchStatus.DUE, *, filed: bool = False) -> OpinionWatchView:
    sent = FiledOpinion(opinion_id=OPINION_ID, letter=letter(), sent_at=e.at(e.TODAY), superseded=False)
    return OpinionWatchView(
        case_id=e.CASE_ID,
        attempt=1,
        status=status,
        probation_start=ADMITTED,
        probation_end=END,
        requested_on=date(2026, 11, 1),
        request_text="请提出书面意见",
        draft=DraftOpinion(opinion=OpinionValue.CONVERT_ON_TIME, text="拟建议按期转正"),
        observations=[Observation(observed_on=date(2026, 10, 8), text="学习积极", recorded_by="侯洋")],
        opinions=[sent] if filed else [],
        next_act="流入地党支部在预备期满后出具书面意见",
    )


def arrange(world: World, home: ConversionView | None = None, host: OpinionWatchView | None = None) -> None:
    """Beside whatever else the dossiers hold."""
    key = str(e.CASE_ID)
    at_home = world.home_dossiers.get(key) or CaseDossier(case_id=e.CASE_ID)
    at_host = world.host_dossiers.get(key) or PlacementDossier(case_id=e.CASE_ID, attempt=1)
    world.home_dossiers[key] = at_home.model_copy(update={"conversion": home or view()})
    world.host_dossiers[key] = at_host.model_copy(update={"opinion": host or watch()})


BALLOT = {"entitled": "12", "present": "9", "yes": "9", "no": "0", "abstained": "0", "secret_ballot": "true"}
JUDGED = dict.fromkeys(("participation", "dues", "thinking", "work", "group_and_members", "reasons"), "良好")
FILLED: dict[str, tuple[str, dict[str, str]]] = {
    "home/record_admission": ("zhou", {"admitted_on": "2025-12-01"}),
    "home/record_application": ("zhou", {"written": "true"}),
    "home/request_opinion": ("zhou", {"text": "请提出书面意见"}),
    "home/record_paper_opinion": (
        "zhou",
        {"opinion": "EXTEND", "reasons": "时间短", "dated_on": "2026-12-03", "secretary": "许建国"},
    ),
    "home/waive_opinion": ("liu", {"reason": "多次催要未果"}),
    "home/consult_on_conversion": (
        "zhou",
        {"group_opinion": "同意", "members_opinion": "同意", "masses_opinion": "良好"},
    ),
    "home/review_conversion": ("zhou", {"view": "CONVERT", "text": "材料齐全"}),
    "home/publish_conversion_notice": ("zhou", {"place": "公开栏"}),
    "home/record_notice_objection": ("zhou", {"text": "反映未交党费"}),
    "home/resolve_notice_objection": ("zhou", {"number": "1", "text": "不属实"}),
    "home/close_conversion_notice": ("zhou", {}),
    "home/open_overdue_conversion": (
        "zhou",
        {"admitted_on": "2024-07-01", "overdue_reason": "TRANSFER", "text": "转接期间未讨论"},
    ),
    "home/adjourn_conversion_meeting": ("zhou", {"reason": "住院", "until": "2027-03-01"}),
    "home/hold_conversion_meeting": (
        "zhou",
        BALLOT | {"proposal": "CONVERT", "attendance": "IN_PERSON", "views_shown": "true"},
    ),
    "home/report_resolution": ("zhou", {}),
    "home/decide_conversion": ("liu", {"decision": "APPROVED", "resolution": "纪要〔2027〕3号"}),
    "home/announce_conversion": ("zhou", {"archived": "true"}),
    "host/file_opinion": (
        "zhao",
        JUDGED | {"participation_count": "12", "opinion": "CONVERT_ON_TIME", "sealed": "true"},
    ),
    "host/draft_opinion": ("zhao", {"opinion": "CONVERT_ON_TIME", "text": "拟建议按期转正"}),
    "host/record_observation": ("zhao", {"text": "学习积极"}),
}
