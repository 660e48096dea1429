"""W-03: the member arrives, is verified, placed and enrolled (D-42, D-51, D-150)."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from services.inflow.contract import (
    EnrolMember,
    PlaceMember,
    PlacementStatus,
    ReportArrival,
    Verification,
    VerifyCertificate,
)
from services.inflow.domain.placement import check_verification, pause_begins, pause_ends
from services.inflow.operations.casework import (
    already_taken,
    done,
    not_earlier_than,
    not_later_than_today,
    put_down,
    take_up,
    write,
)
from services.inflow.operations.disputes import end_silence
from services.inflow.operations.roster import enter
from services.inflow.operations.void_numbers import number_to_compare, refuse_void_number
from services.inflow.sealed import notice_of
from services.inflow.snapshots import pauses_of
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.errors import Conflict, Invalid
from shared.identifiers import is_within
from shared.letters.contract import Enrolled, MemberReported, Query, Side
from shared.organisation_directory.queries import organisation
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import Pause

SELF_PLACED = "接收方已自行编入党支部。"
SELF_ENROLLED = "接收方已自行接收入册。"
PLACES = frozenset({OrganisationKind.BRANCH, OrganisationKind.GENERAL_BRANCH})


class NotABranchOfYours(Invalid):
    message = "请选择本党委所属的党支部。"


class EnrolledElsewhere(Conflict):
    message = "该党员已由另一流入地党组织编入（G4），请先与流出地党组织核对。"


def report_arrival(act: Act, case_id: UUID, body: ReportArrival) -> PlacementRow:
    row, post = take_up(act, "report_arrival", case_id)
    not_later_than_today(act, reported_on=body.reported_on)
    not_earlier_than(notice_of(act, row).departed_on, reported_on=body.reported_on)
    arrive(row, body.reported_on)
    write(act, row, MemberReported(reported_on=body.reported_on, told_by=Side.HOST))
    put_down(act, row, "report_arrival", post, reported_on=body.reported_on.isoformat())
    return row


def arrive(row: PlacementRow, reported_on: date) -> None:
    """The terms of acceptance count from the report; there is nobody to look for any more."""
    row.status = PlacementStatus.RECEIVED
    row.reported_on = row.accept_from = reported_on
    row.look_asked = row.look_since = None


def verify_certificate(act: Act, case_id: UUID, body: VerifyCertificate) -> PlacementRow:
    row, post = take_up(act, "verify_certificate", case_id)
    status = PlacementStatus(row.status)
    refuse_void_number(act, body.certificate_number)
    number = number_to_compare(act, row)
    check_verification(body, status, notice_number=number, answer=row.answer, denied=row.denied)
    if body.result is Verification.VERIFIED:
        pass_verification(act, row)
    else:
        _ask_home(act, row, body)
    put_down(act, row, "verify_certificate", post, result=body.result)
    return row


def pass_verification(act: Act, row: PlacementRow) -> None:
    row.status, row.verified_on = PlacementStatus.VERIFIED, act.today
    set_pauses(row, pause_ends(pauses_of(row), act.today))
    done(act, row, TaskKind.VERIFY_CERTIFICATE)


def _ask_home(act: Act, row: PlacementRow, body: VerifyCertificate) -> None:
    """The clock stands still from today until home answers."""
    row.status = PlacementStatus(body.result)
    question = body.question.strip()
    row.question, row.answer, row.denied = act.seal_text(question), None, False
    set_pauses(row, pause_begins(pauses_of(row), act.today))
    write(act, row, Query(question=question, suspect=body.result is Verification.SUSPECT))


def set_pauses(row: PlacementRow, pauses: tuple[Pause, ...]) -> None:
    row.pauses = [pause.model_dump(mode="json") for pause in pauses]


def place_member(act: Act, case_id: UUID, body: PlaceMember) -> PlacementRow:
    """May be repeated with another branch until one has enrolled him; the enrol task is re-armed."""
    row, post = take_up(act, "place_member", case_id)
    if row.status == PlacementStatus.PLACED and row.host_branch == body.host_branch:
        raise already_taken(act, row)
    branch = _branch_below(act, row, body.host_branch)
    not_later_than_today(act, placed_on=body.placed_on)
    not_earlier_than(row.reported_on, placed_on=body.placed_on)
    done(act, row, TaskKind.PLACE_MEMBER)
    row.status, row.placed_on = PlacementStatus.PLACED, body.placed_on
    row.host_branch, row.host_path = branch.code, branch.path
    end_silence(act, row, SELF_PLACED)
    put_down(act, row, "place_member", post, host_branch=branch.code, placed_on=body.placed_on.isoformat())
    return row


def _branch_below(act: Act, row: PlacementRow, code: str) -> OrganisationRow:
    committee = organisation(act.session, row.host_committee)
    branch = act.session.get(OrganisationRow, code)
    if branch is None or branch.kind not in PLACES or not is_within(branch.path, committee.path):
        raise NotABranchOfYours(fields=[{"field": "host_branch", "message": NotABranchOfYours.message}])
    return branch


def enrol_member(act: Act, case_id: UUID, body: EnrolMember) -> PlacementRow:
    row, post = take_up(act, "enrol_member", case_id)
    not_later_than_today(act, enrolled_on=body.enrolled_on)
    not_earlier_than(row.placed_on, enrolled_on=body.enrolled_on)
    _refuse_second_host(act, row)
    done(act, row, TaskKind.ENROL_MEMBER)
    row.status, row.enrolled_on = PlacementStatus.ENROLLED, body.enrolled_on
    enter(act, row, body)
    write(act, row, _receipt(act, row, body))
    end_silence(act, row, SELF_ENROLLED)
    put_down(act, row, "enrol_member", post, host_branch=row.host_branch, enrolled_on=body.enrolled_on.isoformat())
    return row


def _refuse_second_host(act: Act, row: PlacementRow) -> None:
    """One host at a time (W-01); the lock makes two attempts of one case wait for each other."""
    act.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"enrol/{row.case_id}", 0))))
    elsewhere = select(PlacementRow.id).where(
        PlacementRow.case_id == row.case_id,
        PlacementRow.id != row.id,
        PlacementRow.status == PlacementStatus.ENROLLED,
        PlacementRow.leaving_since.is_(None),
    )
    if act.session.scalars(elsewhere).first() is not None:
        raise EnrolledElsewhere()


def _receipt(act: Act, row: PlacementRow, body: EnrolMember) -> Enrolled:
    branch = organisation(act.session, row.host_branch or row.host_committee)
    return Enrolled(
        host_branch=branch.code,
        host_branch_name=branch.name,
        contact=body.contact_person,
        phone=body.contact_phone,
        enrolled_on=body.enrolled_on,
    )
