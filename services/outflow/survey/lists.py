"""The members of the home side: whom a branch must confirm, and the home list for comparison."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, select
from sqlalchemy.orm import aliased

from services.outflow.statuses import CaseStatus
from services.outflow.survey.tables import SurveyLineRow, SurveyReturnRow, SurveyReturnVersionRow
from services.outflow.tables import CaseRow, CertificateRow, MemberRow
from shared.act import Act
from shared.letters.bodies_survey import ListedFields, ListRole
from shared.organisation_directory.queries import organisation
from shared.sealing import mask_id_number
from shared.survey.book import KnownMember, SurveyBook
from shared.survey.contract import (
    ListSurveyRows,
    OwnListedRow,
    ReadDistribution,
    SurveyDistribution,
    SurveyRows,
    Whereabouts,
)
from shared.survey.lists import PAGE, age_band, counted, found_rows, said_of, status_word
from shared.survey.shared_index import shared_index

NO_LONGER_OURS = (CaseStatus.CLOSED_TRANSFERRED, CaseStatus.CLOSED_ENDED)
PATH = CaseRow.__table__.c.home_path
_NEWEST_NUMBER = (
    select(CertificateRow.number)
    .where(CertificateRow.case_id == CaseRow.id)
    .order_by(CertificateRow.id.desc())
    .limit(1)
    .correlate(CaseRow)
    .scalar_subquery()
)
# Columns instead of objects: a list may have 200,000 rows, of which each takes a tenth of the time.
LISTED = (
    CaseRow.id,
    CaseRow.status,
    CaseRow.member_id,
    CaseRow.host_region,
    CaseRow.host_committee,
    CaseRow.host_branch,
    CaseRow.home_path,
    MemberRow.standing,
    MemberRow.id_number_sealed,
    _NEWEST_NUMBER.label("certificate"),
)


def known(act: Act, branch: str) -> list[KnownMember]:
    """Everybody of the branch whom the records hold: out by an open case, at home without one."""
    ended = aliased(CaseRow)
    gone = exists(select(ended.id).where(ended.member_id == MemberRow.id, ended.status.in_(NO_LONGER_OURS)))
    open_case = and_(CaseRow.member_id == MemberRow.id, CaseRow.is_open, CaseRow.departed_on.is_not(None))
    query = select(MemberRow, CaseRow).outerjoin(CaseRow, open_case).where(MemberRow.branch == branch, ~gone)
    rows = act.session.execute(query.order_by(MemberRow.name, MemberRow.id)).unique().all()
    return [_known(act, member, case) for member, case in rows]


def _known(act: Act, member: MemberRow, case: CaseRow | None) -> KnownMember:
    return KnownMember(
        subject=member.id,
        name=member.name,
        id_number_masked=mask_id_number(act.seal.open(member.id_number_sealed)),
        standing=member.standing,
        registered=Whereabouts.OUT if case else Whereabouts.AT_HOME,
        place=(case.host_branch_name or case.host_name or case.host_region_name) if case else "",
        case_id=case.id if case else None,
        case_number=case.number if case else "",
    )


def asked(_: Act, __: str) -> Collection[str] | None:
    """Every branch: also one without a member away says so."""
    return None


def _away(within: str, until: object) -> ColumnElement[bool]:
    return and_(PATH.op("<@")(within), CaseRow.is_open, CaseRow.departed_on <= until)


def list_rows(act: Act, wanted: ListSurveyRows) -> SurveyRows:
    """Members who had left by the freeze date for the other side's region, a page at a time; found ones last."""
    conditions = [
        _away(wanted.within, wanted.freeze_on),
        CaseRow.host_region.startswith(wanted.partner_region, autoescape=True),
    ]
    if wanted.not_from:
        conditions.append(~PATH.op("<@")(wanted.not_from))
    if wanted.after:
        conditions.append(CaseRow.id > wanted.after)
    query = select(*LISTED).join(MemberRow, MemberRow.id == CaseRow.member_id).where(*conditions)
    cases = act.session.execute(query.order_by(CaseRow.id).limit(PAGE)).all()
    said = said_of(act, SurveyLineRow, wanted.year, (case.member_id for case in cases))
    items = [_row(act, case, wanted.key, said.get(case.member_id)) for case in cases]
    if len(cases) == PAGE:
        return SurveyRows(items=items, next=cases[-1].id)
    return SurveyRows(items=[*items, *found_rows(act, SurveyLineRow, wanted, homes_apart=True)], next=None)


def _row(act: Act, case: Row[Any], key: str, said: str | None) -> OwnListedRow:
    enrolled = case.status in (CaseStatus.ACTIVE, CaseStatus.CONTACT_AT_RISK)
    fields = ListedFields(
        certificate=case.certificate or "",
        standing=case.standing,
        committee=case.host_committee or "",
        branch=(case.host_branch or "") if enrolled else "",
        status=status_word(enrolled, Whereabouts.OUT, said),
    )
    index = shared_index(key, act.seal.open(case.id_number_sealed))
    return OwnListedRow(index=index, fields=fields, region=case.host_region, case_id=case.id, path=case.home_path)


def distribution(act: Act, wanted: ReadDistribution) -> SurveyDistribution:
    cases = act.session.scalars(select(CaseRow).where(_away(wanted.path, wanted.freeze_on))).unique()
    return SurveyDistribution(items=counted(_key(act, case, wanted) for case in cases))


def _key(act: Act, case: CaseRow, wanted: ReadDistribution) -> tuple[str, str, str, str, str, str]:
    band = age_band(act.seal.open(case.member.id_number_sealed), wanted.freeze_on)
    home = organisation(act.session, case.home_branch).region_code
    return home, case.host_region, case.category or "", case.member.standing, case.reason, band


BOOK = SurveyBook(
    role=ListRole.HOME,
    returns=SurveyReturnRow,
    lines=SurveyLineRow,
    versions=SurveyReturnVersionRow,
    known=known,
    asked=asked,
    rows=list_rows,
    distribution=distribution,
)
