"""Where a case stands in the member's words: his steps, whose turn it is, and what he may say now."""

from collections.abc import Mapping
from datetime import date

from services.outflow.domain.mobility import MAY_BE_TAKEN_IN
from services.outflow.member.contract import MyAct, MyStep, MyStepKind, Whose
from services.outflow.statuses import CLOSED, CaseStatus
from shared.policy.task_kinds import TaskKind

K, S, W = MyStepKind, CaseStatus, Whose

WHOSE: Mapping[MyStepKind, Whose] = {
    K.DECLARED: W.HOME,
    K.BRIEFED: W.HOME,
    K.CERTIFICATE_ISSUED: W.HOME,
    K.REPORTED: W.ME,
    K.ACCEPTED: W.HOST,
    K.RETURN_ANNOUNCED: W.ME,
    K.RETURN_REPORTED: W.ME,
    K.INSPECTED: W.HOME,
}

WITH_THE_HOST = frozenset({S.REPORTED, S.ACTIVE, S.RELOCATING})

OWN_DUTIES = (TaskKind.REPORT_AT_HOST, TaskKind.REPORT_RETURN, TaskKind.ASK_YEARLY_REPORT)
"""Tasks of his branch that his own word closes (D-150, D-153, D-151)."""

OF_THE_CASE = (MyAct.REPORT_ARRIVAL, MyAct.ANNOUNCE_RETURN, MyAct.CALL_OFF_RETURN, MyAct.REPORT_RETURN)
OF_THE_EXCHANGE = (MyAct.RECORD_CHANGE, MyAct.RECORD_YEARLY_REPORT, MyAct.OPEN_REQUEST)


def steps_of(days: Mapping[MyStepKind, date | None]) -> tuple[MyStep, ...]:
    return tuple(MyStep(kind=kind, whose=WHOSE[kind], on=days.get(kind)) for kind in MyStepKind)


def whose_turn(status: CaseStatus, *, reported_back: bool) -> Whose | None:
    """None: the case is over."""
    if status in CLOSED:
        return None
    if status in (S.DEPARTED, S.REPORT_OVERDUE):
        return W.ME
    if status is S.RETURNING:
        return W.HOME if reported_back else W.ME
    return W.HOST if status in WITH_THE_HOST else W.HOME


def may_say(
    status: CaseStatus, *, reported: bool, announced: bool, reported_back: bool, away: bool, report_in: bool
) -> tuple[MyAct, ...]:
    """`announced`: the return is his own word and no finding of the branch; `away`: the exchange with the host runs;
    `report_in`: this year's report has come."""
    taken = {
        MyAct.REPORT_ARRIVAL: reported,
        MyAct.CALL_OFF_RETURN: reported_back or not announced,
        MyAct.REPORT_RETURN: reported_back,
    }
    of_the_case = (act for act in OF_THE_CASE if status in MAY_BE_TAKEN_IN[act] and not taken.get(act))
    of_the_exchange = (act for act in OF_THE_EXCHANGE if away and not (act is MyAct.RECORD_YEARLY_REPORT and report_in))
    return (*of_the_case, *of_the_exchange)
