"""W-06 as people see it, and the running ones for reconciliation."""

import json
from uuid import UUID

from sqlalchemy import select

from services.outflow.conversion.contract import (
    OVER,
    ConversionView,
    Decision,
    MeetingView,
    ObjectionView,
    OpinionStep,
    OpinionView,
    OverdueReason,
    Proposal,
    RuleSourceView,
    RunningConversions,
    Stage,
)
from services.outflow.conversion.domain.dates import Milestones
from services.outflow.conversion.domain.hosts import contradicts
from services.outflow.conversion.domain.machine import BEFORE_THE_MEETING, NEXT_ACT
from services.outflow.conversion.domain.rules import rule_named
from services.outflow.conversion.snapshots import conversion_of, conversion_state, milestones_of, pack_of, stays_of
from services.outflow.conversion.tables import (
    ConversionMeetingRow,
    ConversionRow,
    NoticeObjectionRow,
    OpinionReceivedRow,
)
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.calendar.published import published_calendar
from shared.identifiers import is_within
from shared.letters.bodies_conversion import HostOpinion, OpinionValue
from shared.terms import end_of_months

RUNNING_PAGE = 200
COPIED = (
    "case_id", "stage", "opinion_step", "round", "admitted_on", "probation_end", "extension_used", "applied_on",
    "requested_on", "notice_from", "notice_until", "adjourned_until", "reported_on", "decided_on", "announced_on",
    "standing_since",
)  # fmt: skip
SEALED = {
    "waiver_reason": "waiver",
    "home_view_text": "home_view_text",
    "adjournment": "adjournment",
    "decision_text": "decision_text",
    "overdue_text": "overdue_text",
}
CONSULTATION = ("group_opinion", "members_opinion", "masses_opinion")


def conversion_view(act: Act, case: CaseRow) -> ConversionView | None:
    """None for a member who is no probationary one. What people of the home side wrote stays with the home side."""
    row = conversion_of(act, case)
    if row is None:
        return None
    inside = act.actor.is_system or any(is_within(case.home_path, post.path) for post in act.actor.posts)
    view = _plain(act, case, row) | _dates(act, case, row) | (_written(act, row) if inside else _nothing_written())
    return ConversionView.model_validate(view)


def _plain(act: Act, case: CaseRow, row: ConversionRow) -> dict[str, object]:
    rule = rule_named(row.rule_version)
    open_pauses = [pause["start"] for pause in row.pauses if pause["end"] is None]
    return {name: getattr(row, name) for name in COPIED} | {
        "rule": RuleSourceView(
            version=rule.version, title=rule.title, articles=dict(rule.articles), source=rule.source
        ),
        "paused_since": open_pauses[0] if open_pauses else None,
        "home_view": Proposal(row.home_view) if row.home_view else None,
        "decision": Decision(row.decision) if row.decision else None,
        "overdue_reason": OverdueReason(row.overdue_reason) if row.overdue_reason else None,
        "meetings": [MeetingView.model_validate(one) for one in _meetings(act, row)],
        "next_act": _next_act(row),
    }


def _next_act(row: ConversionRow) -> str:
    if any(pause["end"] is None for pause in row.pauses):
        return "党籍停止期间，转正程序暂停"
    if row.probation_end is None and row.stage == Stage.WATCHING:
        return "党支部补录接收为预备党员的日期"
    return NEXT_ACT[Stage(row.stage)]


def _meetings(act: Act, row: ConversionRow) -> list[dict[str, object]]:
    query = select(ConversionMeetingRow).where(ConversionMeetingRow.case_id == row.case_id)
    rows = act.session.scalars(query.order_by(ConversionMeetingRow.held_on, ConversionMeetingRow.id))
    plain = MeetingView.model_fields.keys() - {"chaired_by"}
    return [
        {name: getattr(one, name) for name in plain} | {"chaired_by": act.open_text(one.chaired_by)} for one in rows
    ]


def _dates(act: Act, case: CaseRow, row: ConversionRow) -> dict[str, object]:
    days = milestones_of(act, case, row)
    settled = OpinionStep(row.opinion_step) in (OpinionStep.RECEIVED, OpinionStep.WAIVED)
    return {
        "waivable_from": days.waivable_from if days and not settled else None,
        "decision_due_on": _decision_due(act, case, row),
        "may_hold_from": row.probation_end,
        "late": _is_late(act, row, days),
    }


def _decision_due(act: Act, case: CaseRow, row: ConversionRow) -> object:
    if row.reported_on is None:
        return None
    months = pack_of(act, case).term("conversion.approval").amount
    return end_of_months(row.reported_on, months, published_calendar().next_working)


def _is_late(act: Act, row: ConversionRow, days: Milestones | None) -> bool:
    waiting = Stage(row.stage) in BEFORE_THE_MEETING or row.stage == Stage.WATCHING
    return waiting and days is not None and act.today > days.latest_meeting


def _written(act: Act, row: ConversionRow) -> dict[str, object]:
    said = json.loads(act.seal.open(row.consultation)) if row.consultation else {}
    return (
        {name: act.open_text(getattr(row, column)) for name, column in SEALED.items()}
        | {name: said.get(name, "") for name in CONSULTATION}
        | {"objections": _objections(act, row), "opinions": _opinions(act, row)}
    )


def _nothing_written() -> dict[str, object]:
    return dict.fromkeys((*SEALED, *CONSULTATION), "") | {"objections": [], "opinions": []}


def _objections(act: Act, row: ConversionRow) -> list[ObjectionView]:
    query = select(NoticeObjectionRow).where(NoticeObjectionRow.case_id == row.case_id)
    return [
        ObjectionView(
            number=one.number,
            received_on=one.received_on,
            text=act.open_text(one.text) or "",
            resolved=act.open_text(one.resolution) or "",
        )
        for one in act.session.scalars(query.order_by(NoticeObjectionRow.number))
    ]


def _opinions(act: Act, row: ConversionRow) -> list[OpinionView]:
    """Those that stand come last; both sides' views stand side by side, nothing follows from a difference by itself."""
    query = select(OpinionReceivedRow).where(OpinionReceivedRow.case_id == row.case_id)
    rows = list(act.session.scalars(query.order_by(OpinionReceivedRow.received_at, OpinionReceivedRow.id)))
    replaced = {one.supersedes for one in rows}
    case = act.session.get_one(CaseRow, row.case_id)
    names = {attempt: stay.name for attempt, stay in stays_of(act, case).items()}
    rows.sort(key=lambda one: one.id not in replaced)
    return [_opinion(act, row, one, names.get(one.attempt, ""), one.id in replaced) for one in rows]


def _opinion(act: Act, row: ConversionRow, one: OpinionReceivedRow, host: str, superseded: bool) -> OpinionView:
    body = HostOpinion.model_validate_json(act.seal.open(one.sealed))
    view = Proposal(row.home_view) if row.home_view else None
    return OpinionView(
        attempt=one.attempt,
        host_name=body.host_branch_name or host,
        opinion=OpinionValue(one.opinion),
        reasons=body.reasons,
        dated_on=one.dated_on,
        received_at=one.received_at,
        superseded=superseded,
        contradicts=contradicts(OpinionValue(one.opinion), view),
        details=body.model_dump(mode="json", exclude={"type", "opinion", "reasons", "dated_on"}),
    )


def list_running_conversions(act: Act, after: UUID | None) -> RunningConversions:
    """Conversions that should have a workflow."""
    query = (
        select(CaseRow, ConversionRow)
        .join(ConversionRow, ConversionRow.case_id == CaseRow.id)
        .where(ConversionRow.stage.not_in(OVER))
        .order_by(CaseRow.id)
    )
    if after is not None:
        query = query.where(CaseRow.id > after)
    rows = act.session.execute(query.limit(RUNNING_PAGE)).unique().all()
    items = [conversion_state(act, case, row) for case, row in rows]
    return RunningConversions(items=items, next=items[-1].case_id if len(items) == RUNNING_PAGE else None)
