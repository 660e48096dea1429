"""W-07 as tables: where each act may be taken, when a loss may be confirmed, which measure is due."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from services.outflow.lost_contact.contract import Finding, LostState, LostStatus, Measure, Search, Stage
from services.outflow.statuses import CaseStatus, Standing
from shared.errors import Invalid
from shared.policy.task_kinds import TaskKind
from shared.terms import add_months

S, M = LostStatus, Measure
MONTHS_OF_A_YEAR = 12

SEARCHED = frozenset({S.SUSPECTED, S.SEARCHING, S.CONFIRMED})
"""The member is being looked for; whoever finds him now has found a lost member."""

LOSING = frozenset({CaseStatus.CONTACT_AT_RISK, CaseStatus.LOST, CaseStatus.SUSPENDED})
"""Statuses of the case in which W-07 goes on; in every other open one the member has been reached."""

MAY_BE_TAKEN_IN: Mapping[str, frozenset[LostStatus]] = {
    "log_search": SEARCHED,
    "confirm_lost": frozenset({S.SEARCHING}),
    "record_finding": frozenset({S.FOUND}),
    "resolve_measure": frozenset({S.FOUND, S.CONFIRMED, S.SUSPENDED}),
    "decide_measure": frozenset({S.FOUND, S.CONFIRMED, S.SUSPENDED}),
    "file_measure": frozenset({S.FOUND, S.CONFIRMED, S.SUSPENDED}),
    "review_correction_order": frozenset({S.CORRECTING}),
    "apply_for_restoration": frozenset({S.SUSPENDED}),
}

LED_HERE: Mapping[LostStatus, set[str]] = {
    S.FOUND: {
        "log_search",
        "record_contact",
        "member_found",
        "letter_enrolled",
        "letter_member_reported",
        "report_arrival",
        "announce_return",
        "relocate_member",
    },
    S.CONFIRMED: {"confirm_lost"},
    S.SUSPENDED: {"file_measure"},
    S.RESTORED: {"decide_measure"},
    S.LAPSED: {"file_measure"},
    S.REMOVED: {"file_measure"},
    S.REVOKED: {"decide_measure"},
    S.NOT_KEPT: {"decide_measure"},
    S.CORRECTING: {"decide_measure"},
    S.SETTLED: {"record_finding", "review_correction_order"},
}
"""The verbs that may have led to a state: whose taker a loser is told."""

FILED = frozenset({M.SUSPEND, M.REMOVE, M.LAPSE})
"""Filed with the county department before they take effect (W-07)."""

EFFECT: Mapping[Measure, LostStatus] = {
    M.CORRECT: S.CORRECTING,
    M.SUSPEND: S.SUSPENDED,
    M.REVOKE: S.REVOKED,
    M.NOT_KEEP: S.NOT_KEPT,
    M.REMOVE: S.REMOVED,
    M.RESTORE: S.RESTORED,
    M.LAPSE: S.LAPSED,
}

NEXT_ACT: Mapping[LostStatus, str] = {
    S.SUSPECTED: "党支部以多种方式查找，逐次登记",
    S.SEARCHING: "党支部继续查找；满六个月且各种方式都已试过的，研究认定失去联系",
    S.CLEARED: "已恢复联系",
    S.FOUND: "党支部查明失联原因，提出处理意见",
    S.CORRECTING: "党员在期限内改正，期满由党支部考察",
    S.CONFIRMED: "支部大会讨论，报党委审批",
    S.SUSPENDED: "两年内本人重新取得联系并书面申请的，按程序恢复党籍",
    S.SETTLED: "恢复正常管理",
    S.RESTORED: "已恢复党籍",
    S.REVOKED: "已取消预备党员资格",
    S.NOT_KEPT: "不再保留预备党员资格",
    S.REMOVED: "已除名",
    S.LAPSED: "按自行脱党除名",
    S.ENDED: "个案已终止",
}


class CorrectionTermTooLong(Invalid):
    message = "限期改正的期限应在今天之后，且最长不超过一年，请重新填写。"


class VotesDoNotAddUp(Invalid):
    message = "人数不符：到会人数不能多于应到会人数，赞成人数不能多于到会人数。请核对人数。"


def is_settled_abroad(finding: Finding | None, settled_abroad: bool) -> bool:
    return finding is Finding.F4 or settled_abroad


def measure_due(
    status: LostStatus,
    standing: Standing,
    *,
    finding: Finding | None,
    settled_abroad: bool,
    applied: bool,
    lapse_due: bool,
) -> Measure | None:
    """What the branch meeting has to vote on. An application within the term goes before the lapse."""
    abroad = is_settled_abroad(finding, settled_abroad)
    match status:
        case S.CONFIRMED:
            return _for_the_lost(standing, abroad)
        case S.FOUND if finding is Finding.F2:
            return M.CORRECT
        case S.FOUND if finding is Finding.F3:
            return M.REMOVE if standing is Standing.FULL else M.REVOKE
        case S.FOUND if finding is Finding.F4:
            return _for_the_lost(standing, abroad)
        case S.SUSPENDED if applied:
            return M.RESTORE
        case S.SUSPENDED if lapse_due:
            return M.LAPSE
        case _:
            return None


def _for_the_lost(standing: Standing, abroad: bool) -> Measure:
    """条例 Art 24, [C-14]: full members are suspended; a probationary one is revoked, or abroad not kept."""
    if standing is Standing.FULL:
        return M.SUSPEND
    return M.NOT_KEEP if abroad else M.REVOKE


def passes(entitled: int, present: int, in_favour: int) -> bool:
    """More than half of those entitled are there, and more than half of all entitled say yes."""
    if present > entitled or in_favour > present:
        raise VotesDoNotAddUp()
    return present * 2 > entitled and in_favour * 2 > entitled


def after_approval(measure: Measure) -> Stage | None:
    return Stage.FILING if measure in FILED else None


def missing_for_confirmation(
    searches: Collection[Search], today: date, confirm_on: date, *, methods: int, dates: int
) -> list[str]:
    """What `confirm_lost` still needs, in Chinese; empty when six months have run out and all ways were tried."""
    missing = []
    if today < confirm_on:
        missing.append(f"自最后一次确认联系之日起未满六个月，{confirm_on}起方可认定")
    tried = {search.method for search in searches}
    days = {search.searched_on for search in searches}
    if len(tried) < methods:
        missing.append(f"查找方式只有{len(tried)}种，至少{methods}种")
    if len(days) < dates:
        missing.append(f"查找日期只有{len(days)}个，至少{dates}个不同日期")
    return missing


def lapse_day(suspended_on: date, years: int) -> date:
    """The day after the term in which he may still be restored has run out (条例 Art 24)."""
    return add_months(suspended_on, years * MONTHS_OF_A_YEAR) + timedelta(days=1)


def check_correction_term(correct_by: date | None, today: date, months: int) -> date:
    """条例 Art 30: at most a year. Raises CorrectionTermTooLong."""
    if correct_by is None or not today < correct_by <= add_months(today, months):
        raise CorrectionTermTooLong(fields=[{"field": "correct_by", "message": CorrectionTermTooLong.message}])
    return correct_by


def occurrence_of(state: LostState) -> str:
    """Tells the meetings on the same and on another measure apart."""
    return f"{state.since}.{state.measure_due}.{state.meetings}"


def owed_tasks(state: LostState) -> set[tuple[TaskKind, str]]:
    """Everything that is owed in this state; whatever else is open has lapsed."""
    owed: set[tuple[TaskKind, str]] = set()
    if state.status in (S.SUSPECTED, S.SEARCHING):
        owed.add((TaskKind.SEARCH_MEMBER, state.since.isoformat()))
    if state.status is S.SEARCHING and state.confirm_since:
        owed.add((TaskKind.CONFIRM_LOST, state.since.isoformat()))
    if state.status is S.FOUND and state.measure_due is None:
        owed.add((TaskKind.RECORD_FINDING, f"{state.since}.{state.meetings}"))
    if state.measure_due:
        owed.add((MEASURE_TASKS.get(state.stage) or _meeting(state.measure_due), occurrence_of(state)))
    if state.status is S.CORRECTING and state.correction_since:
        owed.add((TaskKind.REVIEW_CORRECTION_ORDER, str(state.correct_until)))
    return owed


MEASURE_TASKS: Mapping[Stage | None, TaskKind] = {
    Stage.COMMITTEE: TaskKind.DECIDE_LOST_MEASURE,
    Stage.FILING: TaskKind.FILE_LOST_MEASURE,
}


def _meeting(measure: Measure) -> TaskKind:
    return TaskKind.CONSIDER_LAPSE if measure is M.LAPSE else TaskKind.HOLD_LOST_MEETING
