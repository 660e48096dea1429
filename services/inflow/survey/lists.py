"""The members of the host side: whom a branch must confirm, and the host list for comparison."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, select

from services.inflow.contract import PlacementStatus
from services.inflow.sealed import notice_of
from services.inflow.survey.tables import SurveyLineRow, SurveyReturnRow, SurveyReturnVersionRow
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.letters.bodies_survey import ListedFields, ListRole
from shared.organisation_directory.tables import OrganisationRow
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

NOT_OURS = (
    PlacementStatus.REFUSED,
    PlacementStatus.REDIRECTED,
    PlacementStatus.WITHDRAWN,
    PlacementStatus.RELEASED,
)
IN_A_BRANCH = (PlacementStatus.PLACED, PlacementStatus.ENROLLED)
COLUMNS = PlacementRow.__table__.c


def known(act: Act, branch: str) -> list[KnownMember]:
    """D-43: everybody placed in the branch."""
    query = select(PlacementRow).where(PlacementRow.host_branch == branch, PlacementRow.status.in_(IN_A_BRANCH))
    return [_known(act, row) for row in act.session.scalars(query.order_by(PlacementRow.id))]


def _known(act: Act, row: PlacementRow) -> KnownMember:
    person = notice_of(act, row).person
    return KnownMember(
        subject=row.case_id,
        name=person.name,
        id_number_masked=mask_id_number(person.id_number),
        standing=person.standing,
        registered=Whereabouts.IN,
        place=row.home_committee_name,
        case_id=row.case_id,
        case_number=row.case_number,
    )


def asked(act: Act, path: str) -> Collection[str] | None:
    """Branches with members of other places; any other branch may report somebody it found all the same."""
    query = select(PlacementRow.host_branch).where(
        COLUMNS.host_path.op("<@")(path), PlacementRow.status.in_(IN_A_BRANCH), PlacementRow.host_branch.is_not(None)
    )
    return {branch for branch in act.session.scalars(query.distinct()) if branch}


def _here(within: str) -> list[ColumnElement[bool]]:
    return [COLUMNS.host_path.op("<@")(within), PlacementRow.status.not_in(NOT_OURS)]


def list_rows(act: Act, wanted: ListSurveyRows) -> SurveyRows:
    """Members from the other side who had set out by the freeze date; found ones last."""
    conditions = [*_here(wanted.within), _from_partner(wanted)]
    if wanted.not_from:
        conditions.append(~COLUMNS.home_path.op("<@")(wanted.not_from))
    if wanted.after:
        conditions.append(PlacementRow.id > wanted.after)
    rows = act.session.scalars(select(PlacementRow).where(*conditions).order_by(PlacementRow.id).limit(PAGE)).all()
    items = _listed(act, rows, wanted)
    if len(rows) == PAGE:
        return SurveyRows(items=items, next=rows[-1].id)
    return SurveyRows(items=[*items, *found_rows(act, SurveyLineRow, wanted, homes_apart=False)], next=None)


def _from_partner(wanted: ListSurveyRows) -> ColumnElement[bool]:
    """The province proves itself by its letters; a path alone could claim anybody's members."""
    province = PlacementRow.home_region.startswith(wanted.partner_region[:2], autoescape=True)
    return and_(province, COLUMNS.home_path.op("<@")(wanted.partner_path)) if wanted.partner_path else province


def _listed(act: Act, rows: Sequence[PlacementRow], wanted: ListSurveyRows) -> list[OwnListedRow]:
    said = said_of(act, SurveyLineRow, wanted.year, (row.case_id for row in rows))
    listed = (_row(act, row, wanted, said.get(row.case_id)) for row in rows)
    return [row for row in listed if row is not None]


def _row(act: Act, row: PlacementRow, wanted: ListSurveyRows, said: str | None) -> OwnListedRow | None:
    notice = notice_of(act, row)
    if notice.departed_on > wanted.freeze_on:
        return None
    enrolled = row.status == PlacementStatus.ENROLLED
    fields = ListedFields(
        certificate=row.certificate_number,
        standing=notice.person.standing,
        committee=row.host_committee,
        branch=(row.host_branch or "") if enrolled else "",
        status=status_word(enrolled, Whereabouts.IN, said),
    )
    index = shared_index(wanted.key, notice.person.id_number)
    return OwnListedRow(index=index, fields=fields, region=row.home_region, case_id=row.case_id, path=row.host_path)


def distribution(act: Act, wanted: ReadDistribution) -> SurveyDistribution:
    rows = act.session.scalars(select(PlacementRow).where(*_here(wanted.path)))
    return SurveyDistribution(items=counted(_key(act, row, wanted.freeze_on) for row in rows))


def _key(act: Act, row: PlacementRow, on: date) -> tuple[str, str, str, str, str, str]:
    notice = notice_of(act, row)
    host = act.session.get(OrganisationRow, row.host_committee)
    home = act.session.get(OrganisationRow, row.home_branch)
    return (
        home.region_code if home else row.home_region,
        host.region_code if host else "",
        notice.category,
        notice.person.standing,
        notice.reason,
        age_band(notice.person.id_number, on),
    )


BOOK = SurveyBook(
    role=ListRole.HOST,
    returns=SurveyReturnRow,
    lines=SurveyLineRow,
    versions=SurveyReturnVersionRow,
    known=known,
    asked=asked,
    rows=list_rows,
    distribution=distribution,
)
