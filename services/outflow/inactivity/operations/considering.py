"""条例 Art 31(6), step by step: reported by the branch, heard, decided by the committee. Nothing is automatic."""

from uuid import UUID

from services.outflow.contract import EndReason
from services.outflow.inactivity.contract import (
    OPEN,
    ConsiderInactivity,
    DecideInactivity,
    InactivityStatus,
    ReportInactivity,
)
from services.outflow.inactivity.permissions import PERMISSIONS
from services.outflow.inactivity.queries import newest
from services.outflow.inactivity.snapshots import publish_inactivity
from services.outflow.inactivity.tables import InactivityRow
from services.outflow.operations.casework import lock_case, not_later_than_today, note
from services.outflow.operations.duties import DutyNoLongerOwed
from services.outflow.operations.ending import end_case
from services.outflow.queries import standing_of
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import authorise
from shared.errors import Conflict, Invalid, NotAtThisStep, NotYourPost
from shared.organisation_directory.queries import policy_for
from shared.policy.task_kinds import TaskKind
from shared.posts import Post
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask
from shared.tasks.operations import close_task
from shared.terms import lasts_at_least

S = InactivityStatus
K = TaskKind


class NotSixMonths(Invalid):
    message = "连续不满六个月，不适用这一规定；请先提醒教育。"


class NothingNamed(Invalid):
    message = "请至少选择一种情形：不参加组织生活、不交党费、不做分配的工作。"


class InactivityUnderWay(Conflict):
    message = "已有一份记录正在研究，请先办结。"


class NoInactivityReported(Conflict):
    message = "没有待研究的记录；请先登记有关情况。"


class PreparerMayNotDecide(NotYourPost):
    message = "提请处理的人不能审批，请由党委另一名工作人员办理。"


def _take_case(act: Act, verb: str, case_id: UUID) -> tuple[CaseRow, Post]:
    case = lock_case(act, case_id)
    return case, authorise(act.actor, verb, PERMISSIONS, standing_of(case))


def report_inactivity(act: Act, case_id: UUID, body: ReportInactivity) -> CaseRow:
    case, post = _take_case(act, "report_inactivity", case_id)
    pack = policy_for(act.session, case.home_path, act.today)
    if not lasts_at_least(body.since, act.today, pack.term("lost.inactivity").amount):
        raise NotSixMonths(fields=[{"field": "since", "message": NotSixMonths.message}])
    if not (body.no_participation or body.no_dues or body.no_work):
        raise NothingNamed()
    standing = newest(act, case.id)
    if standing is not None and standing.status in OPEN:
        raise InactivityUnderWay()
    facts = body.model_dump(exclude={"text"})
    row = InactivityRow(
        case_id=case.id, version=0, status=S.REPORTED, policy=pack.reference, reported_on=act.today,
        stage_since=act.today, considered_account="", **facts,
    )  # fmt: skip
    act.session.add(row)
    note(act, "report_inactivity", case, post, since=body.since.isoformat(), words=body.text)
    publish_inactivity(act, case, row)
    return case


def _take_up(act: Act, verb: str, case_id: UUID, wanted: InactivityStatus) -> tuple[CaseRow, InactivityRow, Post]:
    case, post = _take_case(act, verb, case_id)
    row = newest(act, case.id)
    if row is None:
        raise NoInactivityReported()
    if row.status != wanted:
        raise NotAtThisStep(f"这份记录现在是“{S(row.status).label}”，这一步不能办理。", status=row.status)
    return case, row, post


def consider_inactivity(act: Act, case_id: UUID, body: ConsiderInactivity) -> CaseRow:
    case, row, post = _take_up(act, "consider_inactivity", case_id, S.REPORTED)
    not_later_than_today(act, heard_on=body.heard_on)
    occurrence = str(row.id)
    close_task(act, case.id, K.CONSIDER_INACTIVITY, case.home_branch, verb="consider_inactivity", occurrence=occurrence)
    row.status = S.GOOD_REASON if body.good_reason else S.AT_COMMITTEE
    row.heard_on, row.stage_since, row.considered_account = body.heard_on, act.today, act.actor.account
    note(act, "consider_inactivity", case, post, good_reason=body.good_reason, words=body.text)
    publish_inactivity(act, case, row)
    return case


def decide_inactivity(act: Act, case_id: UUID, body: DecideInactivity) -> CaseRow:
    """Approved, the case ends as a lapse; sent back, the record is closed and the branch may report anew."""
    case, row, post = _take_up(act, "decide_inactivity", case_id, S.AT_COMMITTEE)
    not_later_than_today(act, decided_on=body.decided_on)
    if act.actor.answers_for(row.considered_account):
        raise PreparerMayNotDecide()
    holder = case.home_committee or case.home_branch
    occurrence = str(row.id)
    close_task(act, case.id, K.DECIDE_INACTIVITY, holder, verb="decide_inactivity", occurrence=occurrence)
    row.status = S.LAPSED if body.approved else S.RETURNED
    row.decided_on, row.decided_by = body.decided_on, act.actor.name_in(post)
    note(act, "decide_inactivity", case, post, approved=body.approved, words=body.text)
    if body.approved:
        end_case(act, case, EndReason.LAPSED, act.today, post=post)
    publish_inactivity(act, case, row)
    return case


def follow_case(act: Act, case: CaseRow) -> None:
    """The case is over: the record rests where it stands."""
    row = None if case.is_open else newest(act, case.id)
    if row is not None and row.status in OPEN:
        row.status = S.ENDED
        publish_inactivity(act, case, row)


def open_inactivity_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises DutyNoLongerOwed."""
    case = lock_case(act, opening.case_id)
    row = newest(act, case.id)
    wanted = {K.CONSIDER_INACTIVITY: S.REPORTED, K.DECIDE_INACTIVITY: S.AT_COMMITTEE}[opening.kind]
    if row is None or row.status != wanted or opening.occurrence != str(row.id):
        raise DutyNoLongerOwed(status=case.status)
    return tasks.open_task(act, opening, case.number)
