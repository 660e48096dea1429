"""From the proposal to the organisation in the directory, and its end."""

from uuid import UUID

from sqlalchemy import func, select

from services.registry.mobile_org.contract import (
    ActivateMobileOrg,
    AnswerMobileOrg,
    ApproveMobileOrg,
    DissolveMobileOrg,
    MobileOrgKind,
    MobileOrgStatus,
    ProposeMobileOrg,
)
from services.registry.mobile_org.domain import PremisesMissing, check_size
from services.registry.mobile_org.operations.casework import note, take_up, write
from services.registry.mobile_org.permissions import PERMISSIONS
from services.registry.mobile_org.snapshots import department_above, publish
from services.registry.mobile_org.tables import MobileOrgRow
from services.registry.operations.directory import lock_directory, publish_directory
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import Conflict, Invalid, NotFound
from shared.identifiers import new_id
from shared.letters.bodies_between import MobileOrgProgress, SupportAnswered, SupportRequested
from shared.organisation_directory.queries import policy_for
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import cancel_case_tasks, close_task


class HostUnknown(Invalid):
    message = "流入地党委不在目录中：请填写它所在地区代码和名称，或核对组织代码。"


class CodeTaken(Conflict):
    message = "这个组织代码已经使用，请换一个。"


class FoundedInTheFuture(Invalid):
    message = "成立日期晚于今天，请填写实际日期。"


def propose_mobile_org(act: Act, body: ProposeMobileOrg) -> MobileOrgRow:
    """D-33. Raises NotFound, TooFewForABranch, JoinedWithNobody, HostUnknown."""
    own = act.session.get(OrganisationRow, body.own)
    if own is None:
        raise NotFound()
    post = authorise(act.actor, "propose_mobile_org", PERMISSIONS, Standing(own=own.path))
    pack = policy_for(act.session, own.path, act.today)
    check_size(body, pack.term("mobile_org.branch_full_members").amount)
    host = act.session.get(OrganisationRow, body.host)
    name, region = (host.name, host.region_code) if host else (body.host_name, body.host_region)
    if not name or region is None:
        raise HostUnknown(fields=[{"field": "host", "message": HostUnknown.message}])
    row = MobileOrgRow(
        id=new_id(), mobile_org_id=new_id(), attempt=1, version=0, status=MobileOrgStatus.PROPOSED, own=own.code,
        own_path=own.path, partner=body.host, partner_name=name, partner_region=region, name=body.name,
        kind=body.kind, full_members=body.full_members, probationary_members=body.probationary_members,
        joined_with=list(body.joined_with), place=body.place, premises="", proposed_on=act.today,
    )  # fmt: skip
    act.session.add(row)
    act.session.flush()
    write(act, row, _request(own, body))
    note(act, "propose_mobile_org", row, post, words=body.text, host=body.host)
    publish(act, row)
    return row


def _request(own: OrganisationRow, body: ProposeMobileOrg) -> SupportRequested:
    return SupportRequested(
        name=body.name,
        kind=body.kind,
        full_members=body.full_members,
        probationary_members=body.probationary_members,
        place=body.place,
        home_name=own.name,
        text=body.text,
    )


def answer_mobile_org(act: Act, copy_id: UUID, body: AnswerMobileOrg) -> MobileOrgRow:
    """D-46: the host committee says with what it supports. Raises PremisesMissing."""
    row, post = take_up(act, "answer_mobile_org", copy_id)
    if body.supports and not body.premises:
        raise PremisesMissing(fields=[{"field": "premises", "message": PremisesMissing.message}])
    row.supports, row.premises, row.consulted_on = body.supports, body.premises, act.today
    row.status = MobileOrgStatus.HOST_CONSULTED
    close_task(act, row.id, TaskKind.SUPPORT_MOBILE_ORG, row.own, verb="answer_mobile_org")
    write(act, row, SupportAnswered(supports=body.supports, premises=body.premises, text=body.text))
    note(act, "answer_mobile_org", row, post, words=body.text, supports=body.supports)
    publish(act, row)
    return row


def approve_mobile_org(act: Act, copy_id: UUID, body: ApproveMobileOrg) -> MobileOrgRow:
    """The home department; approved, it becomes an organisation in the directory. Raises CodeTaken."""
    row, post = take_up(act, "approve_mobile_org", copy_id)
    close_task(act, row.id, TaskKind.APPROVE_MOBILE_ORG, department_above(act, row), verb="approve_mobile_org")
    if body.approved:
        row.organisation, row.approved_on = _list(act, row, body.code), act.today
        row.status = MobileOrgStatus.APPROVED
    else:
        row.status, row.ended_on = MobileOrgStatus.NOT_FOUNDED, act.today
    _report(act, row)
    note(act, "approve_mobile_org", row, post, words=body.text, organisation=row.organisation)
    publish(act, row)
    return row


def _list(act: Act, row: MobileOrgRow, wanted: str | None) -> str:
    """Under the leading parent; the supporting one stands in this register."""
    lock_directory(act)
    parent = act.session.get_one(OrganisationRow, row.own)
    code = wanted or _free_code(act, row.own)
    if act.session.get(OrganisationRow, code) is not None:
        raise CodeTaken(fields=[{"field": "code", "message": CodeTaken.message}])
    group = row.kind == MobileOrgKind.GROUP
    act.session.add(
        OrganisationRow(
            code=code, name=row.name, kind=OrganisationKind.GROUP if group else OrganisationKind.BRANCH,
            parent_code=parent.code, region_code=parent.region_code, path=f"{parent.path}.{code}",
            contact=parent.contact, phone=parent.phone, office=row.premises, hours="", valid_from=act.today,
            valid_to=None, staffed=False,
        )
    )  # fmt: skip
    act.session.flush()
    publish_directory(act)
    return code


def _free_code(act: Act, parent: str) -> str:
    taken = select(func.count()).where(OrganisationRow.code.startswith(f"{parent}L"))
    return f"{parent}L{(act.session.scalar(taken) or 0) + 1:02d}"


def _report(act: Act, row: MobileOrgRow) -> None:
    write(act, row, MobileOrgProgress(status=row.status, organisation=row.organisation, on=act.today))


def activate_mobile_org(act: Act, copy_id: UUID, body: ActivateMobileOrg) -> MobileOrgRow:
    """The home committee has founded it."""
    row, post = take_up(act, "activate_mobile_org", copy_id)
    if body.founded_on > act.today:
        raise FoundedInTheFuture(fields=[{"field": "founded_on", "message": FoundedInTheFuture.message}])
    row.status, row.active_on = MobileOrgStatus.ACTIVE, body.founded_on
    _report(act, row)
    note(act, "activate_mobile_org", row, post, founded_on=body.founded_on.isoformat())
    publish(act, row)
    return row


def dissolve_mobile_org(act: Act, copy_id: UUID, body: DissolveMobileOrg) -> MobileOrgRow:
    """Before the approval: the proposal is taken back. Its members stay where their affiliation is."""
    row, post = take_up(act, "dissolve_mobile_org", copy_id)
    founded = row.organisation is not None
    close(act, row, MobileOrgStatus.DISSOLVED if founded else MobileOrgStatus.NOT_FOUNDED, "dissolve_mobile_org")
    note(act, "dissolve_mobile_org", row, post, words=body.text)
    publish(act, row)
    return row


def close(act: Act, row: MobileOrgRow, status: MobileOrgStatus, verb: str) -> None:
    row.status, row.ended_on = status, act.today
    cancel_case_tasks(act, row.id, verb=verb)
    listed = act.session.get(OrganisationRow, row.organisation) if row.organisation else None
    if listed is not None and listed.valid_to is None:
        lock_directory(act)
        listed.valid_to = act.today
        act.session.flush()
        publish_directory(act)
    _report(act, row)
