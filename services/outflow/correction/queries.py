"""Reading W-17: a case's corrections, its member's former registrations, who may be the same person."""

from uuid import UUID

from sqlalchemy import select

from services.outflow.correction.contract import AliasView, DuplicateHint
from services.outflow.correction.domain import looks_like
from services.outflow.correction.permissions import HOME_READERS
from services.outflow.correction.snapshots import correction_state
from services.outflow.correction.tables import CorrectionRow
from services.outflow.queries import standing_of
from services.outflow.tables import CaseRow, MemberAliasRow, MemberRow
from services.outflow.views import names_of
from shared.act import Act
from shared.authorisation import may
from shared.corrections.contract import DECIDED, CorrectionStatus, CorrectionView, RunningCorrections
from shared.corrections.operations import correction_view
from shared.sealing import mask_id_number

RUNNING_PAGE = 200


def corrections_of(act: Act, case: CaseRow) -> list[CorrectionView]:
    """Newest first; for the home side."""
    if not may(act.actor, "read", {"read": HOME_READERS}, standing_of(case)):
        return []
    query = select(CorrectionRow).where(CorrectionRow.case_id == case.id).order_by(CorrectionRow.id.desc())
    return [correction_view(act, row) for row in act.session.scalars(query)]


def list_running_corrections(act: Act, after: UUID | None) -> RunningCorrections:
    query = (
        select(CorrectionRow, CaseRow)
        .join(CaseRow, CaseRow.id == CorrectionRow.case_id)
        .where(CorrectionRow.status.not_in(DECIDED), CorrectionRow.status != CorrectionStatus.WITH_OWNER)
        .order_by(CorrectionRow.id)
        .limit(RUNNING_PAGE)
    )
    if after is not None:
        query = query.where(CorrectionRow.id > after)
    rows = act.session.execute(query).all()
    items = [correction_state(act, case, row) for row, case in rows]
    return RunningCorrections(items=items, next=rows[-1][0].id if len(rows) == RUNNING_PAGE else None)


def aliases_of(act: Act, case: CaseRow) -> list[AliasView]:
    query = select(MemberRow).join(MemberAliasRow, MemberAliasRow.alias_id == MemberRow.id)
    rows = act.session.scalars(query.where(MemberAliasRow.member_id == case.member_id).order_by(MemberRow.id))
    return [AliasView(member_id=row.id, id_number_masked=_masked(act, row)) for row in rows]


def possible_duplicates(act: Act, case: CaseRow) -> list[DuplicateHint]:
    """Found at import and survey: the same name, nearly the same ID number. People decide whether it is he."""
    if not may(act.actor, "read", {"read": HOME_READERS}, standing_of(case)):
        return []
    aliased = select(MemberAliasRow.alias_id)
    query = (
        select(CaseRow, MemberRow)
        .join(MemberRow, MemberRow.id == CaseRow.member_id)
        .where(
            CaseRow.home_committee == case.home_committee,
            MemberRow.name == case.member.name,
            MemberRow.id != case.member_id,
            MemberRow.id.not_in(aliased),
        )
        .order_by(CaseRow.id)
    )
    own = act.seal.open(case.member.id_number_sealed)
    rows = [(one, member) for one, member in act.session.execute(query).unique() if _same(act, own, member)]
    names = names_of(act, *(one.home_branch for one, _ in rows))
    return [
        DuplicateHint(
            case_id=one.id,
            number=one.number,
            home_branch_name=names[one.home_branch],
            id_number_masked=_masked(act, member),
        )
        for one, member in rows
    ]


def _same(act: Act, own: str, other: MemberRow) -> bool:
    return looks_like(own, act.seal.open(other.id_number_sealed))


def _masked(act: Act, row: MemberRow) -> str:
    return mask_id_number(act.seal.open(row.id_number_sealed))
