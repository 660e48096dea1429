"""Reading one's own case: what concerns the member himself out of what the processes know."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.outflow.certificate_life.domain import IN_HAND
from services.outflow.certificate_life.queries import certificate_file
from services.outflow.exchange.contract import HomeExchange
from services.outflow.exchange.queries import exchange_view
from services.outflow.exchange.snapshots import exchange_state
from services.outflow.exchange.tables import ExchangeRow
from services.outflow.member import contract as c
from services.outflow.member.domain import OWN_DUTIES, may_say, steps_of, whose_turn
from services.outflow.member.permissions import PERMISSIONS
from services.outflow.queries import standing_of
from services.outflow.snapshots import live_certificate
from services.outflow.statuses import CaseStatus, Standing
from services.outflow.tables import CaseRow
from services.outflow.views import case_view
from shared.act import Act
from shared.authorisation import authorise
from shared.errors import NotFound
from shared.exchange import SummonsStatus
from shared.letters.bodies_exchange import ContactData
from shared.organisation_directory.tables import OrganisationRow
from shared.own_case import MyOrganisation
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import TaskStatus
from shared.tasks.tables import TaskRow

K, Steps = c.MyDutyKind, c.MyStepKind
DUTY = {
    TaskKind.REPORT_AT_HOST: K.REPORT_ARRIVAL,
    TaskKind.REPORT_RETURN: K.REPORT_RETURN,
    TaskKind.ASK_YEARLY_REPORT: K.YEARLY_REPORT,
}


def read_my_case(act: Act, case_id: UUID) -> c.MyCase:
    """Raises NotFound, also for a case that is not the reader's own."""
    case = act.session.get(CaseRow, case_id)
    if case is None:
        raise NotFound()
    authorise(act.actor, "read_my_case", PERMISSIONS, standing_of(case))
    exchange, row = exchange_view(act, case), act.session.get(ExchangeRow, case.id)
    view, status, away = case_view(act, case), CaseStatus(case.status), row is not None and not row.over
    copied = ("number", "departed_on", "expected_return", "next_act")
    return c.MyCase.model_validate(
        {name: getattr(view, name) for name in copied}
        | _said(act, exchange)
        | {
            "case_id": case.id,
            "as_of": act.at,
            "today": act.today,
            "name": case.member.name,
            "standing": Standing(case.member.standing),
            "status": status,
            "whose_turn": whose_turn(status, reported_back=case.return_reported_on is not None),
            "steps": steps_of(_days(case)),
            "duties": tuple(_duties(act, case, row if away else None)),
            "may": _may(act, case, exchange, away=away),
            "home": _home(act, case),
            "host": _host(case),
            "returns_on": case.returns_on,
            "certificate": _certificate(act, case),
            "summonses": tuple(_summonses(act, exchange, away=away)),
        }
    )


def _days(case: CaseRow) -> dict[c.MyStepKind, date | None]:
    certificate = live_certificate(case)
    return {
        Steps.DECLARED: case.declared_on,
        Steps.BRIEFED: case.briefed_on,
        Steps.CERTIFICATE_ISSUED: certificate.issued_on if certificate else None,
        Steps.REPORTED: case.reported_on,
        Steps.ACCEPTED: case.active_on,
        Steps.RETURN_ANNOUNCED: case.returning_since,
        Steps.RETURN_REPORTED: case.return_reported_on,
        Steps.INSPECTED: case.ended_on if case.status == CaseStatus.CLOSED_RETURNED else None,
    }


def _duties(act: Act, case: CaseRow, exchange: ExchangeRow | None) -> Iterator[c.MyDuty]:
    """What is asked now, by its due day; then the next yearly report, when it is not asked yet."""
    query = select(TaskRow).where(
        TaskRow.case_id == case.id, TaskRow.kind.in_(OWN_DUTIES), TaskRow.status == TaskStatus.OPEN
    )
    asked = list(act.session.scalars(query.order_by(TaskRow.due_on, TaskRow.id)))
    yield from (_duty(task) for task in asked)
    if exchange is not None and TaskKind.ASK_YEARLY_REPORT not in {task.kind for task in asked}:
        state = exchange_state(act, case, exchange)
        yield c.MyDuty(kind=K.YEARLY_REPORT, from_on=state.report_opens_on, due_on=None, year=state.next_report)


def _duty(task: TaskRow) -> c.MyDuty:
    kind = DUTY[TaskKind(task.kind)]
    year = int(task.occurrence.split(".")[0]) if kind is K.YEARLY_REPORT else None
    return c.MyDuty(kind=kind, from_on=task.since, due_on=task.due_on, year=year)


def _may(act: Act, case: CaseRow, exchange: HomeExchange | None, *, away: bool) -> tuple[c.MyAct, ...]:
    reports = exchange.reports if exchange else []
    return may_say(
        CaseStatus(case.status),
        reported=case.reported_on is not None,
        announced=case.return_announced,
        reported_back=case.return_reported_on is not None,
        away=away,
        report_in=any(one.year == act.today.year and one.received_on for one in reports),
    )


def _home(act: Act, case: CaseRow) -> MyOrganisation:
    """A code stands for a branch that has left the directory."""
    found = act.session.get(OrganisationRow, case.home_branch)
    return (
        MyOrganisation.model_validate(found) if found else MyOrganisation(name=case.home_branch, contact="", phone="")
    )


def _host(case: CaseRow) -> MyOrganisation | None:
    """As the host has told home; its telephone stands with its contact."""
    if case.active_on is None:
        return None
    return MyOrganisation(name=case.host_branch_name or case.host_name, contact=case.host_contact, phone="")


def _certificate(act: Act, case: CaseRow) -> c.MyCertificate | None:
    """None before it has a number."""
    booklet, file = live_certificate(case), certificate_file(act, case)
    if booklet is None or not booklet.number:
        return None
    return c.MyCertificate(
        number=booklet.number,
        status=booklet.status,
        issued_on=booklet.issued_on,
        printable=booklet.status in IN_HAND,
        hosts=file.pages if file else (),
        entries=file.entries if file else (),
        dues=file.dues if file else (),
        checks=file.checks if file else (),
    )


def _summonses(act: Act, exchange: HomeExchange | None, *, away: bool) -> Iterator[c.MySummons]:
    called = exchange.summonses if exchange else []
    for one in sorted((one for one in called if one.event_on >= act.today), key=lambda one: one.event_on):
        known = one.model_dump(include=set(c.MySummons.model_fields))
        yield c.MySummons.model_validate(known | {"may_answer": away and one.status is SummonsStatus.CALLED})


def _said(act: Act, exchange: HomeExchange | None) -> dict[str, object]:
    """What he has told or asked; nothing before the departure."""
    if exchange is None:
        return {"contact": ContactData(), "reports": (), "changes": (), "requests": ()}
    own = (one for one in exchange.changes if one.told_by_member and not one.from_host)
    return {
        "contact": exchange.contact,
        "reports": tuple(c.MyReport.model_validate(one) for one in exchange.reports),
        "changes": tuple(
            c.MyChange(kind=one.kind, happened_on=one.happened_on, told_on=one.learned_on, text=one.text) for one in own
        ),
        "requests": tuple(exchange.requests),
    }
