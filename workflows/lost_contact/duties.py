"""Who owes what while a member is lost. Read it beside rulebook 5, W-07."""

from collections.abc import Iterator
from datetime import date

from services.outflow.lost_contact.contract import LostState, LostStatus, Measure, Stage
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty

S = LostStatus


def owed(loss: LostState) -> list[Duty]:
    """The branch searches, finds out, holds the meeting; the committee decides and files."""
    return [*_to_find_him(loss), *_to_settle_it(loss), *_to_see_him_improve(loss)]


def _to_find_him(loss: LostState) -> Iterator[Duty]:
    if loss.status in (S.SUSPECTED, S.SEARCHING):
        yield _of_the_branch(loss, TaskKind.SEARCH_MEMBER, loss.since, loss.since.isoformat())
    if loss.status is S.SEARCHING and loss.confirm_since:
        yield _of_the_branch(loss, TaskKind.CONFIRM_LOST, loss.confirm_since, loss.since.isoformat())
    if loss.status is S.FOUND and loss.measure_due is None and loss.found_on:
        yield _of_the_branch(loss, TaskKind.RECORD_FINDING, loss.found_on, f"{loss.since}.{loss.meetings}")


def _to_settle_it(loss: LostState) -> Iterator[Duty]:
    """Branch meeting, committee, filing; a resolution that fails or is sent back is put to another meeting."""
    if loss.measure_due is None:
        return
    occurrence = f"{loss.since}.{loss.measure_due}.{loss.meetings}"
    since = loss.stage_since or loss.measure_since or loss.since
    match loss.stage:
        case Stage.COMMITTEE:
            yield _of_the_committee(loss, TaskKind.DECIDE_LOST_MEASURE, since, occurrence)
        case Stage.FILING:
            yield _of_the_committee(loss, TaskKind.FILE_LOST_MEASURE, since, occurrence)
        case _ if loss.measure_due is Measure.LAPSE:
            yield _of_the_branch(loss, TaskKind.CONSIDER_LAPSE, since, occurrence)
        case _:
            yield _of_the_branch(loss, TaskKind.HOLD_LOST_MEETING, since, occurrence)


def _to_see_him_improve(loss: LostState) -> Iterator[Duty]:
    if loss.status is S.CORRECTING and loss.correction_since:
        kind, occurrence = TaskKind.REVIEW_CORRECTION_ORDER, str(loss.correct_until)
        yield _of_the_branch(loss, kind, loss.correction_since, occurrence)


def openings(loss: LostState) -> dict[str, date]:
    """The days on which people have to be asked: six months, the end of a correction order, two years."""
    if loss.status is S.SEARCHING and loss.confirm_since is None:
        return {f"confirm/{loss.confirm_on}": loss.confirm_on}
    if loss.status is S.CORRECTING and loss.correct_until and loss.correction_since is None:
        return {f"review/{loss.correct_until}": loss.correct_until}
    if loss.status is S.SUSPENDED and loss.lapse_on and loss.lapse_since is None:
        return {f"lapse/{loss.lapse_on}": loss.lapse_on}
    return {}


def _of_the_branch(loss: LostState, kind: TaskKind, since: date, occurrence: str) -> Duty:
    return _duty(loss, kind, loss.home_branch, Role.BRANCH_SECRETARY, since, occurrence)


def _of_the_committee(loss: LostState, kind: TaskKind, since: date, occurrence: str) -> Duty:
    return _duty(loss, kind, loss.home_committee, Role.COMMITTEE_OFFICER, since, occurrence)


def _duty(loss: LostState, kind: TaskKind, holder: str, role: Role, since: date, occurrence: str) -> Duty:
    return Duty(
        kind=kind, case_id=loss.case_id, occurrence=occurrence, service="outflow", holder=holder, role=role, since=since
    )
