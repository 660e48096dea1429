"""Declaring and cancelling a departure (W-01 DECLARED, 5.0)."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert
from stdnum.cn import ric

from services.outflow.contract import (
    CLOSED,
    CancelDeparture,
    CaseStatus,
    CertificateStatus,
    DeclareDeparture,
    Departure,
    Person,
)
from services.outflow.domain.classification import Classification, classify
from services.outflow.operations.casework import note, take_up
from services.outflow.permissions import PERMISSIONS
from services.outflow.queries import member_of, standing_of
from services.outflow.snapshots import publish
from services.outflow.tables import CaseRow, MemberRow, case_serial
from shared.act import Act
from shared.authorisation import Standing, authorise, may
from shared.errors import Conflict, Invalid, NotFound
from shared.history import who_was_first
from shared.identifiers import new_id, province_of
from shared.organisation_directory.queries import nearest, organisation, policy_for, region
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.person_search import search_terms
from shared.posts import Post
from shared.tasks.operations import cancel_case_tasks

SECOND_CASE = "该党员已有办理中的流动个案，不能重复申报；请在原个案里办理"


class MemberAlreadyAway(Conflict):
    message = f"{SECOND_CASE}。"


class HostCommitteeNotAHost(Invalid):
    message = "流入地党组织应填写基层党委，请重新选择。"


class IdNumberInvalid(Invalid):
    message = "身份证号有误，请对照身份证核对。"


def declare_departure(act: Act, body: DeclareDeparture) -> CaseRow:
    """Register the member, classify at once, start the process. Raises NotFound for a branch that is not yours,
    MemberAlreadyAway, DepartureReasonUnknown, OrganisationUnknown."""
    branch = act.session.get(OrganisationRow, body.home_branch)
    if branch is None:
        raise NotFound()
    post = authorise(act.actor, "declare_departure", PERMISSIONS, Standing(own=branch.path))
    member = register_member(act, body.person, body.home_branch)
    _refuse_second_case(act, member)
    return open_case(act, member, branch, body.departure, post)


def open_case(act: Act, member: MemberRow, branch: OrganisationRow, departure: Departure, post: Post | None) -> CaseRow:
    case = new_case(act, member, branch, departure, post)
    publish(act, case)
    return case


def new_case(act: Act, member: MemberRow, branch: OrganisationRow, departure: Departure, post: Post | None) -> CaseRow:
    """Declared and classified; nobody has been told of it yet."""
    pack = policy_for(act.session, branch.path, act.today)
    outcome = classify(departure, pack)
    case = _case_row(act, member, branch, departure, outcome, pack.reference)
    apply_host(
        act, case, departure.host_region, departure.host_region_name, departure.host_committee, departure.host_name
    )
    act.session.add(case)
    act.session.flush()
    note(act, "declare_departure", case, post, category=case.category, source=outcome.source)
    return case


def _case_row(
    act: Act, member: MemberRow, branch: OrganisationRow, departure: Departure, outcome: Classification, policy: str
) -> CaseRow:
    committee = nearest(act.session, branch.path, OrganisationKind.GRASSROOTS_COMMITTEE)
    department = nearest(act.session, branch.path, OrganisationKind.COUNTY_DEPARTMENT)
    return CaseRow(
        id=new_id(),
        number=f"{branch.region_code}-{act.today.year}-{act.next_of(case_serial):06d}",
        member=member,
        status=outcome.status,
        is_open=outcome.status not in CLOSED,
        category=outcome.category,
        policy=policy,
        classification_source=outcome.source,
        advice=outcome.advice,
        home_branch=branch.code,
        home_path=branch.path,
        home_committee=committee.code if committee else None,
        home_department=department.code if department else None,
        reason=departure.reason,
        abroad=departure.abroad,
        declared_on=act.today,
        leaves_on=departure.leaves_on,
        expected_return=departure.expected_return,
        attempt=1,
        version=0,
    )


def apply_host(act: Act, case: CaseRow, region_code: str, region_name: str, committee: str | None, name: str) -> None:
    """Set where he goes. A region that nobody serves on the platform is a real case: home goes on alone."""
    case.host_region, case.host_region_name = region_code, region_name
    case.host_on_platform = region(act.session, province_of(region_code)) is not None
    case.host_committee, case.host_path, case.host_name = None, None, name
    case.host_branch, case.host_branch_name, case.host_contact = None, "", ""
    if committee is not None:
        found = organisation(act.session, committee)
        if found.kind not in (OrganisationKind.GRASSROOTS_COMMITTEE, OrganisationKind.WORK_COMMITTEE):
            raise HostCommitteeNotAHost(fields=[{"field": "host_committee", "message": f"{found.name}不是基层党委"}])
        case.host_committee, case.host_name = found.code, found.name


def register_member(act: Act, person: Person, branch: str) -> MemberRow:
    """The member by his ID number's blind index; a known one gets the newest data unless he is away already."""
    if not ric.is_valid(person.id_number):
        raise IdNumberInvalid(fields=[{"field": "person.id_number", "message": "校验码或出生日期不对"}])
    index = act.seal.index(person.id_number)
    values = {
        "name": person.name,
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "education": person.education,
        "standing": person.standing,
        "joined": person.joined,
        "phone_sealed": act.seal.close(person.phone),
        "branch": branch,
        "search_terms": search_terms(act.seal, name=person.name, id_number=person.id_number, phone=person.phone),
    }
    new = {"id": new_id(), "id_number_sealed": act.seal.close(person.id_number), "id_number_index": index}
    statement = insert(MemberRow).values(**values, **new, recorded_at=act.at)
    away = exists().where(CaseRow.member_id == MemberRow.id, CaseRow.is_open)
    act.session.execute(statement.on_conflict_do_update(index_elements=["id_number_index"], set_=values, where=~away))
    query = select(MemberRow).where(MemberRow.id_number_index == index).with_for_update()
    return member_of(act, act.session.scalars(query).one().id)


def open_case_of(act: Act, member: MemberRow) -> CaseRow | None:
    query = select(CaseRow).where(CaseRow.member_id == member.id, CaseRow.is_open)
    return act.session.scalars(query).one_or_none()


def _refuse_second_case(act: Act, member: MemberRow) -> None:
    open_case_row = open_case_of(act, member)
    if open_case_row is None:
        return
    if not authorise_reading(act, open_case_row):
        raise MemberAlreadyAway()
    first = who_was_first(act.session, open_case_row.id, {"declare_departure"}, SECOND_CASE)
    raise MemberAlreadyAway(first.text, case_id=str(open_case_row.id), number=open_case_row.number, **first.details)


def authorise_reading(act: Act, case: CaseRow) -> bool:
    return may(act.actor, "read_case", PERMISSIONS, standing_of(case))


def cancel_departure(act: Act, case_id: UUID, body: CancelDeparture) -> CaseRow:
    """Any open case before departure may be cancelled; an unissued certificate is void."""
    case, post = take_up(act, "cancel_departure", case_id)
    case.status, case.is_open = CaseStatus.CLOSED_CANCELLED, False
    for certificate in case.certificates:
        certificate.status = CertificateStatus.VOID
    cancel_case_tasks(act, case.id, verb="cancel_departure")
    note(act, "cancel_departure", case, post, words=body.reason)
    publish(act, case)
    return case
