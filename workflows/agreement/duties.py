"""Who owes what in an agreement (W-09), and what begins on its day. Each side owes in its own copy."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from services.registry.agreement.contract import AgreementState, AgreementStatus
from shared.policy.task_kinds import TaskKind
from shared.terms import HalfYear
from workflows.duty import Duty

A_DAY = timedelta(days=1)


def owed(state: AgreementState) -> list[Duty]:
    return [*_to_negotiate(state), *_to_live_by_it(state)]


def _to_negotiate(state: AgreementState) -> Iterator[Duty]:
    """Answer the other side's text; sign one's own that the other has signed."""
    if state.answer_since:
        yield _duty(state, TaskKind.NEGOTIATE_AGREEMENT, state.answer_since, str(state.round))
    if state.countersign_since:
        yield _duty(state, TaskKind.NEGOTIATE_AGREEMENT, state.countersign_since, f"{state.round}.sign")


def _to_live_by_it(state: AgreementState) -> Iterator[Duty]:
    """Consult every half-year (定期会商, S001-B 三1); decide about renewal from the renewal notice on."""
    if state.status is not AgreementStatus.IN_FORCE:
        return
    for period in state.open_periods:
        yield _duty(state, TaskKind.HOLD_CONSULTATION, HalfYear(period).first, period, period)
    if state.renewal_open:
        yield _duty(state, TaskKind.RENEW_AGREEMENT, state.renewal_from)


def openings(state: AgreementState) -> Mapping[str, date]:
    """In force on its first day, over on the day after its last; between them the renewal notice and half-years."""
    if state.status is AgreementStatus.SIGNED:
        return {"in_force": state.begins_on}
    if state.status is not AgreementStatus.IN_FORCE:
        return {}
    opens = {"end": state.last_day + A_DAY}
    if not state.renewal_asked:
        opens["renewal"] = state.renewal_from
    if state.next_period:
        opens[state.next_period] = HalfYear(state.next_period).first
    return opens


def _duty(state: AgreementState, kind: TaskKind, since: date, occurrence: str = "", period: str | None = None) -> Duty:
    return Duty(
        kind=kind, case_id=state.subject, occurrence=occurrence, service="registry", holder=state.party,
        role=state.role, since=since, period=period,
    )  # fmt: skip
