"""How the exchange follows the placement, and what its workflow asks for (W-05)."""

from uuid import UUID

from services.inflow.contract import PlacementStatus
from services.inflow.exchange.operations.care import let_summons_pass
from services.inflow.exchange.operations.feedback import begin_quarter
from services.inflow.exchange.snapshots import exchange_state, publish_exchange
from services.inflow.exchange.tables import ExchangeRow, HelpRequestRow
from services.inflow.operations.rungs import lock_case
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.errors import Conflict
from shared.help_requests import operations as requests
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask

SUMMONS_PAST = "summons-past"


class ExchangeTaskNotOwed(Conflict):
    message = "情况已往前走，这项任务不再需要。"


def follow_placement(act: Act, row: PlacementRow) -> None:
    """Begins when he is enrolled, rests while his membership is suspended or he is on his way home, ends with his
    release."""
    exchange = act.session.get(ExchangeRow, row.id, with_for_update=True)
    enrolled = row.status == PlacementStatus.ENROLLED
    if exchange is None:
        if enrolled:
            begun = ExchangeRow(placement_id=row.id, began_on=row.enrolled_on or act.today, rests=0, version=0)
            begun.branch, begun.committee = _known_by(row)
            act.session.add(begun)
            publish_exchange(act, row, begun)
        return
    if not enrolled and not exchange.over:
        exchange.over = True
        _end_requests(act, row)
        publish_exchange(act, row, exchange)
    elif enrolled and (exchange.branch, exchange.committee) != _known_by(row):
        _hand_over(act, row, exchange)
    elif enrolled and rests(row) is not exchange.paused:
        _rest(act, exchange, rests(row))
        publish_exchange(act, row, exchange)


def _known_by(row: PlacementRow) -> tuple[str, str]:
    return row.host_branch or row.host_committee, row.host_committee


def _hand_over(act: Act, row: PlacementRow, exchange: ExchangeRow) -> None:
    """W-16: branch or committee has a successor; what is owed goes on there."""
    old = exchange.branch
    exchange.branch, exchange.committee = _known_by(row)
    for request in requests.open_requests(act, HelpRequestRow, row.case_id, row.attempt):
        requests.hand_over(act, request, "inflow", old, exchange.branch, row.host_path)
    publish_exchange(act, row, exchange)


def rests(row: PlacementRow) -> bool:
    return row.suspended_on is not None or row.leaving_why == "RETURN"


def _rest(act: Act, exchange: ExchangeRow, resting: bool) -> None:
    exchange.paused = resting
    if not resting:
        exchange.rests, exchange.resumed_on = exchange.rests + 1, act.today


def _end_requests(act: Act, row: PlacementRow) -> None:
    for request in requests.open_requests(act, HelpRequestRow, row.case_id, row.attempt):
        request.ended = True
        requests.publish(act, request, "inflow")


def begin(act: Act, placement_id: UUID, step: str) -> None:
    """A quarter of feedback, or the end of a summons whose day is past."""
    if not step.startswith(SUMMONS_PAST):
        begin_quarter(act, placement_id, step)
        return
    row = act.session.get(PlacementRow, placement_id, with_for_update=True)
    exchange = act.session.get(ExchangeRow, placement_id, with_for_update=True)
    if row is not None and exchange is not None:
        let_summons_pass(act, row, exchange, UUID(step.removeprefix(SUMMONS_PAST + ".")))


def open_exchange_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises ExchangeTaskNotOwed."""
    lock_case(act, opening.case_id)
    attempt = opening.occurrence.split(".")[0]
    row = act.session.query(PlacementRow).filter_by(case_id=opening.case_id, attempt=int(attempt)).one_or_none()
    exchange = act.session.get(ExchangeRow, row.id) if row else None
    if row is None or exchange is None:
        raise ExchangeTaskNotOwed()
    state = exchange_state(act, row, exchange)
    if opening.occurrence not in {state.occurrence(one.key) for one in state.pending().get(opening.kind, ())}:
        raise ExchangeTaskNotOwed(status=row.status)
    return tasks.open_task(act, opening, row.case_number)


def open_request_task(act: Act, opening: OpenTask) -> OpenedTask:
    lock_case(act, opening.case_id)
    row = act.session.query(PlacementRow).filter_by(case_id=opening.case_id).order_by(PlacementRow.attempt).first()
    return requests.open_request_task(act, HelpRequestRow, opening, row.case_number if row else "")
