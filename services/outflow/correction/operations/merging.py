"""One person registered twice: linked, never deleted (rulebook 5.1). Both ids resolve."""

from uuid import UUID

from sqlalchemy import select

from services.outflow.contract import CertificateStatus, EndReason
from services.outflow.correction.contract import MergeMembers
from services.outflow.correction.operations.casework import take_case
from services.outflow.operations.casework import lock_case, note
from services.outflow.operations.ending import end_case
from services.outflow.snapshots import publish
from services.outflow.tables import CaseRow, CertificateRow, MemberAliasRow
from shared.act import Act
from shared.errors import Conflict, Invalid
from shared.posts import Post


class SamePerson(Invalid):
    message = "两个个案登记的已是同一名党员，不需合并。"


class MergedAlready(Conflict):
    message = "这名党员的重复登记已经合并过，请刷新页面查看最新情况。"


def merge_members(act: Act, case_id: UUID, body: MergeMembers) -> CaseRow:
    """The member of this case is kept; the other's registration becomes an alias, its open second case ends."""
    for one in sorted((case_id, body.duplicate_case_id)):
        lock_case(act, one)
    case, post = take_case(act, "merge_members", case_id)
    other, _ = take_case(act, "merge_members", body.duplicate_case_id)
    kept, duplicate = case.member_id, other.member_id
    if kept == duplicate:
        raise SamePerson()
    if act.session.get(MemberAliasRow, duplicate) is not None or act.session.get(MemberAliasRow, kept) is not None:
        raise MergedAlready()
    _end_the_second(act, kept, duplicate, post)
    _point_here(act, kept, duplicate)
    act.session.add(
        MemberAliasRow(alias_id=duplicate, member_id=kept, merged_on=act.today, merged_by=act.actor.name_in(post))
    )
    note(act, "merge_members", case, post, duplicate=str(other.id), words=body.text)
    note(act, "merge_members", other, post, kept=str(case.id))
    publish(act, case)
    return case


def _end_the_second(act: Act, kept: UUID, duplicate: UUID, post: Post) -> None:
    """Two open cases of one person cannot be (W-01): the duplicate's ends as merged."""
    if _open_case(act, kept) is None:
        return
    second = _open_case(act, duplicate)
    if second is not None:
        end_case(act, second, EndReason.MERGED, act.today, post=post)


def _open_case(act: Act, member_id: UUID) -> CaseRow | None:
    query = select(CaseRow).where(CaseRow.member_id == member_id, CaseRow.is_open)
    return act.session.scalars(query).unique().one_or_none()


def _point_here(act: Act, kept: UUID, duplicate: UUID) -> None:
    """Cases and certificates go on under the kept member; earlier aliases of the duplicate follow."""
    _one_certificate(act, kept, duplicate)
    for case in act.session.scalars(select(CaseRow).where(CaseRow.member_id == duplicate)).unique():
        case.member_id = kept
    for certificate in act.session.scalars(select(CertificateRow).where(CertificateRow.member_id == duplicate)):
        certificate.member_id = kept
    for alias in act.session.scalars(select(MemberAliasRow).where(MemberAliasRow.member_id == duplicate)):
        alias.member_id = kept
    act.session.flush()
    act.session.expire_all()


def _one_certificate(act: Act, kept: UUID, duplicate: UUID) -> None:
    """一人一证 (D-78): the duplicate's is void when the kept member has a live one."""
    live = select(CertificateRow).where(CertificateRow.status != CertificateStatus.VOID)
    if act.session.scalars(live.where(CertificateRow.member_id == kept)).first() is None:
        return
    for certificate in act.session.scalars(live.where(CertificateRow.member_id == duplicate)):
        certificate.status = CertificateStatus.VOID
