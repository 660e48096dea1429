"""How the exchange follows the case, and what its workflows ask for."""

from uuid import UUID

from services.outflow.contract import CaseStatus
from services.outflow.domain.mobility import AWAY
from services.outflow.exchange.domain import RESTS_IN
from services.outflow.exchange.operations.feedback import begin_quarter
from services.outflow.exchange.operations.reports import begin_report
from services.outflow.exchange.snapshots import (
    exchange_state,
    open_summonses,
    publish_exchange,
    publish_summons,
    rows_of,
    summons_state,
)
from services.outflow.exchange.tables import ChangeRow, ExchangeRow, HelpRequestRow
from services.outflow.operations.casework import lock_case
from services.outflow.operations.ending import end_for_good
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict
from shared.help_requests import operations as requests
from shared.policy.task_kinds import TaskKind
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask

K, S = TaskKind, CaseStatus
OF_EXCHANGE = (
    K.ACKNOWLEDGE_FEEDBACK,
    K.ACKNOWLEDGE_CHANGE,
    K.FOLLOW_CHANGE,
    K.ASK_YEARLY_REPORT,
    K.GET_SUMMONS_REPLY,
    K.SEND_HOME_NOTICE,
    K.OBTAIN_FEEDBACK,
)


class ExchangeTaskNotOwed(Conflict):
    message = "情况已往前走，这项任务不再需要。"


def follow_case(act: Act, case: CaseRow) -> None:
    """Begins when he has left, rests while he is lost, suspended or returning, ends with the case."""
    exchange = act.session.get(ExchangeRow, case.id, with_for_update=True)
    status = CaseStatus(case.status)
    if exchange is None:
        if status in AWAY:
            began_on = case.departed_on or act.today
            begun = ExchangeRow(case_id=case.id, began_on=began_on, branch=case.home_branch, version=0, rests=0)
            begun.paused = begun.over = False
            begun.host_since = case.active_on
            act.session.add(begun)
            publish_exchange(act, case, begun)
        return
    followed = status is S.RETURNING and _follow_changes(act, case, exchange)
    if not case.is_open and not exchange.over:
        _end(act, case, exchange)
    elif case.is_open and exchange.branch != case.home_branch:
        _hand_over(act, case, exchange)
    elif case.is_open and (status in RESTS_IN) is not exchange.paused:
        _rest(act, case, exchange, status in RESTS_IN)
    elif followed or _host_has_changed(case, exchange):
        publish_exchange(act, case, exchange)


def _host_has_changed(case: CaseRow, exchange: ExchangeRow) -> bool:
    """Another host has him, or none while he moves on."""
    before, exchange.host_since = exchange.host_since, case.active_on
    return case.is_open and before != exchange.host_since


def _follow_changes(act: Act, case: CaseRow, exchange: ExchangeRow) -> bool:
    """The return that the host told of has been opened."""
    state = exchange_state(act, case, exchange)
    for change in rows_of(act, ChangeRow, case.id):
        if change.follow_since is not None and change.followed_on is None:
            change.followed_on = act.today
            kind, occurrence = TaskKind.FOLLOW_CHANGE, state.occurrence(str(change.id))
            tasks.close_task(act, case.id, kind, case.home_branch, verb="open_return", occurrence=occurrence)
    return bool(state.follow)


def _hand_over(act: Act, case: CaseRow, exchange: ExchangeRow) -> None:
    """W-16: the branch has a successor; what is owed goes on there."""
    old, exchange.branch = exchange.branch, case.home_branch
    for summons in open_summonses(act, case.id):
        publish_summons(act, case, exchange, summons)
    for request in requests.open_requests(act, HelpRequestRow, case.id):
        requests.hand_over(act, request, "outflow", old, case.home_branch, case.home_path)
    publish_exchange(act, case, exchange)


def _end(act: Act, case: CaseRow, exchange: ExchangeRow) -> None:
    exchange.over = True
    for summons in open_summonses(act, case.id):
        summons.ended = True
        publish_summons(act, case, exchange, summons)
    for request in requests.open_requests(act, HelpRequestRow, case.id):
        request.ended = True
        requests.publish(act, request, "outflow")
    publish_exchange(act, case, exchange)


def _rest(act: Act, case: CaseRow, exchange: ExchangeRow, resting: bool) -> None:
    """What is still owed afterwards is asked for anew, by another occurrence."""
    exchange.paused, exchange.host_since = resting, case.active_on
    if not resting:
        exchange.rests, exchange.resumed_on = exchange.rests + 1, act.today
    end_for_good(act, case, "rest_exchange", *OF_EXCHANGE, TaskKind.ANSWER_REQUEST, TaskKind.CONFIRM_REQUEST)
    for summons in open_summonses(act, case.id):
        publish_summons(act, case, exchange, summons)
    for request in requests.open_requests(act, HelpRequestRow, case.id):
        request.round += 0 if resting else 1
        requests.publish(act, request, "outflow")
    publish_exchange(act, case, exchange)


def begin(act: Act, case_id: UUID, step: str) -> None:
    """A year whose report is asked for from now on, or a quarter of which both branches write (`quarter/2026Q4.0`)."""
    case = lock_case(act, case_id)
    exchange = act.session.get(ExchangeRow, case.id, with_for_update=True)
    noun, _, period = step.split(".")[0].partition("/")
    if exchange is not None and noun == "quarter":
        begin_quarter(act, case, exchange, period)
    elif exchange is not None:
        begin_report(act, case, exchange, int(period))


def open_exchange_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises ExchangeTaskNotOwed."""
    case = lock_case(act, opening.case_id)
    exchange = act.session.get(ExchangeRow, case.id)
    if exchange is None or opening.occurrence not in _occurrences(act, case, exchange, opening.kind):
        raise ExchangeTaskNotOwed(status=case.status)
    return tasks.open_task(act, opening, case.number)


def _occurrences(act: Act, case: CaseRow, exchange: ExchangeRow, kind: TaskKind) -> set[str]:
    if kind is TaskKind.GET_SUMMONS_REPLY:
        called = [] if exchange.paused else open_summonses(act, case.id)
        return {summons_state(act, case, exchange, one).occurrence for one in called}
    state = exchange_state(act, case, exchange)
    return {state.occurrence(one.key) for one in state.pending().get(kind, ())}


def open_request_task(act: Act, opening: OpenTask) -> OpenedTask:
    case = lock_case(act, opening.case_id)
    return requests.open_request_task(act, HelpRequestRow, opening, case.number)
