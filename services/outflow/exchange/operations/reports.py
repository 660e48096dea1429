"""The member's yearly report to home (D-151): asked for on a fixed day, recorded whenever it comes."""

import json
from uuid import UUID

from sqlalchemy import select

from services.outflow.exchange.contract import RecordYearlyReport
from services.outflow.exchange.domain import ReportChannelUnknown, opening_day
from services.outflow.exchange.operations.casework import done, not_later_than_today, take_up
from services.outflow.exchange.snapshots import exchange_state, publish_exchange
from services.outflow.exchange.tables import ExchangeRow, YearlyReportRow
from services.outflow.operations.casework import note
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.history import who_was_first
from shared.organisation_directory.queries import policy_for
from shared.own_word import himself, own_word
from shared.policy.task_kinds import TaskKind

WORDS = {"thinking", "work", "participation"}


def begin_report(act: Act, case: CaseRow, exchange: ExchangeRow, year: int) -> None:
    """The workflow says that a year's opening day has come; a repeat changes nothing."""
    state = exchange_state(act, case, exchange)
    month_day = str(policy_for(act.session, case.home_path, act.today).term("member.yearly_report.opens").value)
    opens = opening_day(year, month_day)
    if state.over or state.paused or year != state.next_report or opens > act.today:
        return
    act.session.add(YearlyReportRow(case_id=case.id, year=year, asked_on=opens))
    note(act, "ask_yearly_report", case, None, year=year)
    publish_exchange(act, case, exchange)


def record_yearly_report(act: Act, case_id: UUID, body: RecordYearlyReport) -> CaseRow:
    """It counts for the calendar year in which it came; a second one in a year is refused."""
    case, exchange, post = take_up(act, "record_yearly_report", case_id)
    body = own_word(act, body, "received_on")
    not_later_than_today(act, received_on=body.received_on)
    pack = policy_for(act.session, case.home_path, act.today)
    if not himself(act) and pack.contact_channel(body.channel) is None:
        raise ReportChannelUnknown(fields=[{"field": "channel", "message": "请从选项中选择"}])
    report = _of_year(act, case, body.received_on.year)
    report.received_on, report.channel = body.received_on, body.channel
    done(act, case, exchange, TaskKind.ASK_YEARLY_REPORT, str(report.year), "record_yearly_report")
    report.words = act.seal_text(json.dumps(body.model_dump(include=WORDS), ensure_ascii=False))
    note(act, "record_yearly_report", case, post, year=report.year, channel=body.channel)
    publish_exchange(act, case, exchange)
    return case


def _of_year(act: Act, case: CaseRow, year: int) -> YearlyReportRow:
    """Raises StepAlreadyTaken."""
    query = select(YearlyReportRow).where(YearlyReportRow.case_id == case.id, YearlyReportRow.year == year)
    report = act.session.scalars(query).one_or_none()
    if report is None:
        report = YearlyReportRow(case_id=case.id, year=year)
        act.session.add(report)
    elif report.received_on is not None:
        sentence = f"{year}年的汇报已经登记"
        raise who_was_first(act.session, case.id, {"record_yearly_report"}, sentence)
    return report
