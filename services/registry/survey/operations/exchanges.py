"""Comparing lists with one region, by letters and by an index that only the two parties can compute (decision 0008).

Side 1, the campaign's department, offers; side 2 answers with its lists; side 1 compares and tells the result.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, func, insert, select, update

from services.registry.survey.contract import AddRows, ExchangeRef, ExchangeStatus
from services.registry.survey.operations.parties import provincial_department
from services.registry.survey.snapshots import publish_exchange
from services.registry.survey.tables import CampaignRow, ExchangeRow, ListRow
from shared.act import Act
from shared.errors import NotAtThisStep, NotFound
from shared.identifiers import new_id, province_of
from shared.letters.bodies_survey import CHUNK, ListedFields, ListedMember, ListRole, SurveyList, SurveyOffer
from shared.letters.contract import Body, Side
from shared.letters.operations import write_letter
from shared.organisation_directory.queries import organisation
from shared.organisation_directory.tables import RegionRow
from shared.survey.shared_index import new_private_half, public_half

T = TypeVar("T")


def lock_exchange(act: Act, exchange_id: UUID, side: int) -> ExchangeRow:
    """Raises NotFound. Held before a letter is written, so that numbers have no gaps."""
    row = act.session.get(ExchangeRow, (exchange_id, side), with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound()
    return row


def write(act: Act, row: ExchangeRow, body: Body) -> None:
    """To the other party: the region's provincial department, or the department that offered."""
    mine = organisation(act.session, row.path.split(".")[-1])
    theirs = provincial_department(act.session, row.region) if row.side == 1 else None
    write_letter(
        act,
        case_id=row.id,
        attempt=row.side,
        side=Side.DEPARTMENT,
        sender=mine.code,
        recipient=(theirs.code if theirs else "") if row.side == 1 else row.department,
        recipient_region=row.region,
        body=body,
    )


def offer_lists(act: Act, campaign: CampaignRow) -> None:
    """To every region on the platform, our own too: a member may have gone to the next county."""
    for region in act.session.scalars(select(RegionRow.region_code).order_by(RegionRow.region_code)).all():
        row = _exchange(act, campaign, region, ExchangeStatus.OFFERED)
        write(act, row, _offer(act, row))
        publish_exchange(act, row)


def _exchange(act: Act, campaign: CampaignRow, region: str, status: ExchangeStatus) -> ExchangeRow:
    department = organisation(act.session, campaign.department)
    assert campaign.freeze_on is not None
    row = ExchangeRow(
        id=new_id(),
        side=1,
        campaign_id=campaign.id,
        year=campaign.year,
        freeze_on=campaign.freeze_on,
        department=department.code,
        department_name=department.name,
        department_path=department.path,
        department_region=department.region_code,
        region=region,
        path=campaign.path,
        status=status,
        since=act.today,
        private_half=act.seal.close(new_private_half()),
        chunks_due={},
    )
    act.session.add(row)
    act.session.flush()
    return row


def _offer(act: Act, row: ExchangeRow) -> SurveyOffer:
    return SurveyOffer(
        year=row.year,
        freeze_on=row.freeze_on,
        department=row.department,
        department_name=row.department_name,
        department_path=row.department_path,
        department_region=row.department_region,
        public_key=our_half(act, row),
    )


def our_half(act: Act, row: ExchangeRow) -> str:
    return public_half(act.seal.open(row.private_half))


def note_unreachable(act: Act, campaign: CampaignRow, regions: set[str]) -> None:
    """Regions where our members are, or came from, that no operator serves: compared on paper, if at all."""
    known = set(act.session.scalars(select(RegionRow.region_code)))
    told = set(act.session.scalars(select(ExchangeRow.region).where(ExchangeRow.campaign_id == campaign.id)))
    for region in sorted({province_of(one) for one in regions if one} - known - told):
        _exchange(act, campaign, region, ExchangeStatus.UNREACHABLE).private_half = ""


def add_survey_rows(act: Act, exchange_id: UUID, side: int, body: AddRows) -> ExchangeRef:
    """One page of our own list; the first page sweeps away what an interrupted attempt left."""
    row = lock_exchange(act, exchange_id, side)
    if row.status != ExchangeStatus.GATHERING:
        raise NotAtThisStep("名单已经汇集完毕。", status=row.status)
    if body.first:
        act.session.execute(delete(ListRow).where(*_list(row, ours=True, role=body.role)))
    values = [
        {
            "exchange_id": row.id,
            "side": row.side,
            "ours": True,
            "role": body.role,
            "index": one.index,
            "region": one.region,
            "case_id": one.case_id,
            "path": one.path,
        }
        | one.fields.model_dump()
        for one in body.rows
    ]
    if values:
        # The table itself: an object for each of 200,000 rows is not needed.
        act.session.execute(insert(ListRow.__table__), values)  # type: ignore[arg-type]  # a table is a FromClause to mypy
    return ExchangeRef(exchange_id=row.id, side=row.side)


def _list(row: ExchangeRow, *, ours: bool, role: str) -> Sequence[ColumnElement[bool]]:
    return (ListRow.exchange_id == row.id, ListRow.side == row.side, ListRow.ours == ours, ListRow.role == role)


def list_of(row: ExchangeRow, *, ours: bool, role: str) -> Select[ListRow]:
    return select(ListRow).where(*_list(row, ours=ours, role=role)).order_by(ListRow.id)


def finish_survey_lists(act: Act, exchange_id: UUID, side: int) -> ExchangeRef:
    """Both of our lists are whole: side 2 sends them, side 1 waits for the other's or compares."""
    row = lock_exchange(act, exchange_id, side)
    if row.status == ExchangeStatus.GATHERING:
        row.gathered = True
        if row.side == 2:
            _send_lists(act, row)
            row.status = ExchangeStatus.LISTED
        else:
            ready_if_whole(row)
        publish_exchange(act, row)
    return ExchangeRef(exchange_id=row.id, side=row.side)


def ready_if_whole(row: ExchangeRow) -> None:
    """Side 1: our lists are gathered; are all letters of theirs here?"""
    due = row.chunks_due
    whole = len(due) == len(ListRole) and all(one["got"] == one["chunks"] for one in due.values())
    if row.gathered:
        row.status = ExchangeStatus.READY if whole else ExchangeStatus.LISTED


def _send_lists(act: Act, row: ExchangeRow) -> None:
    half = our_half(act, row)
    for role in ListRole:
        query = select(func.count()).select_from(list_of(row, ours=True, role=role).subquery())
        chunks = max(-(-(act.session.scalar(query) or 0) // CHUNK), 1)
        members = (_listed(one) for one in act.session.scalars(list_of(row, ours=True, role=role)).yield_per(CHUNK))
        for number, chunk in enumerate(in_chunks(members), start=1):
            body = SurveyList(role=role, chunk=number, chunks=chunks, public_key=half, members=tuple(chunk))
            write(act, row, body)


def in_chunks(items: Iterator[T]) -> Iterator[list[T]]:
    """At least one chunk, so that an empty list is a letter as well."""
    first = True
    while chunk := list(islice(items, CHUNK)):
        first = False
        yield chunk
    if first:
        yield []


def _listed(one: ListRow) -> ListedMember:
    return ListedMember(index=one.index, fields=fields_of(one), region=one.region)


def fields_of(one: ListRow) -> ListedFields:
    return ListedFields(
        certificate=one.certificate,
        standing=one.standing,
        committee=one.committee,
        branch=one.branch,
        status=one.status,
    )


def forget_rows(act: Act, row: ExchangeRow) -> None:
    """What was needed to compare is kept no longer than that."""
    act.session.execute(delete(ListRow).where(ListRow.exchange_id == row.id, ListRow.side == row.side))
    row.private_half = ""


def forget_lists(act: Act, campaign_id: UUID) -> None:
    """The campaign is closed; a comparison that never came to its end leaves nothing behind."""
    mine = select(ExchangeRow.id).where(ExchangeRow.campaign_id == campaign_id)
    act.session.execute(delete(ListRow).where(ListRow.exchange_id.in_(mine), ListRow.side == 1))
    cleared = update(ExchangeRow).where(ExchangeRow.id.in_(mine), ExchangeRow.side == 1).values(private_half="")
    act.session.execute(cleared.execution_options(synchronize_session=False))
