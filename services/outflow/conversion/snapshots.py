"""What W-06's workflow follows: a snapshot of the conversion, told in the act's own transaction."""

from datetime import date

from sqlalchemy import select

from services.outflow.conversion.contract import ConversionState, OpinionStep, Stage
from services.outflow.conversion.domain.dates import Milestones, days_stood_still, milestones
from services.outflow.conversion.domain.hosts import Stay, hosts_to_ask, stays
from services.outflow.conversion.tables import ConversionRow, HostStayRow
from services.outflow.statuses import CaseStatus
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.calendar.published import published_calendar
from shared.organisation_directory.queries import policy_for
from shared.outbox import follow
from shared.policy.pack import PolicyPack
from shared.tasks.contract import Pause


def conversion_of(act: Act, case: CaseRow) -> ConversionRow | None:
    return act.session.get(ConversionRow, case.id)


def pack_of(act: Act, case: CaseRow) -> PolicyPack:
    return policy_for(act.session, case.home_path, act.today)


def pauses_of(row: ConversionRow) -> tuple[Pause, ...]:
    return tuple(Pause.model_validate(pause) for pause in row.pauses)


def milestones_of(act: Act, case: CaseRow, row: ConversionRow) -> Milestones | None:
    """None while the day of admission is unknown."""
    if row.probation_end is None:
        return None
    asked = _counted_from(row)
    since = max(row.probation_end, asked or row.probation_end)
    stood = [(max(p.start, since), p.end) for p in pauses_of(row) if (p.end or act.today) > since]
    still = days_stood_still(stood, max(act.today, since))
    return milestones(row.probation_end, asked, pack_of(act, case), published_calendar(), still)


def _counted_from(row: ConversionRow) -> date | None:
    """From where the terms of the opinion run when that is later than the end of probation: the request; or, of what
    came in overdue, the day from which it is asked for again (`import.grace`)."""
    again = row.meeting_since if row.overdue_reason else None
    return max((day for day in (row.requested_on, again) if day is not None), default=None)


def stays_of(act: Act, case: CaseRow) -> dict[int, HostStayRow]:
    query = select(HostStayRow).where(HostStayRow.case_id == case.id).order_by(HostStayRow.attempt)
    return {row.attempt: row for row in act.session.scalars(query)}


def known_stays(act: Act, case: CaseRow) -> list[Stay]:
    rows = stays_of(act, case).values()
    return stays([(row.attempt, row.began_on) for row in rows], max([act.today, *(row.began_on for row in rows)]))


def hosts_asked_now(act: Act, case: CaseRow) -> tuple[int, ...]:
    return hosts_to_ask(known_stays(act, case), CaseStatus(case.status))


def conversion_state(act: Act, case: CaseRow, row: ConversionRow) -> ConversionState:
    days = milestones_of(act, case, row)
    return ConversionState(
        case_id=case.id,
        version=row.version,
        clock=act.clock,
        stage=Stage(row.stage),
        opinion_step=OpinionStep(row.opinion_step),
        round=row.round,
        home_branch=case.home_branch,
        home_committee=case.home_committee or case.home_branch,
        opened_on=row.opened_on,
        probation_end=row.probation_end,
        prepare_on=days and days.prepare_on,
        request_on=days and max(days.request_on, row.opened_on),
        apply_from=days and max(days.apply_from, row.opened_on),
        request_open=row.request_open,
        applied=row.applied_on is not None,
        may_ask=bool(hosts_asked_now(act, case)),
        opinion_since=days and days.opinion_since,
        overdue_on=days and days.overdue_on,
        waivable_from=days and days.waivable_from,
        waiver_open=row.waiver_open,
        meeting_since=row.meeting_since or row.probation_end,
        resolved_on=row.resolved_on,
        reported_on=row.reported_on,
        decided_on=row.decided_on,
        pauses=pauses_of(row),
    )


def publish_conversion(act: Act, case: CaseRow, row: ConversionRow) -> None:
    row.version += 1
    act.session.flush()
    state = conversion_state(act, case, row)
    follow(act.session, "ProbationConversion", state)


def latest_meeting_on(act: Act, case: CaseRow, row: ConversionRow) -> date | None:
    days = milestones_of(act, case, row)
    return days.latest_meeting if days else None
