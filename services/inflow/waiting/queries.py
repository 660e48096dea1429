"""What home owes on the reader's placements: one statement, longest waited for first."""

from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import aliased

from services.inflow.sealed import notice_of
from services.inflow.tables import PlacementRow
from services.inflow.waiting.permissions import PERMISSIONS
from services.inflow.waiting.sources import PLACEMENT, detail_words, sources
from shared.act import Act
from shared.authorisation import visible
from shared.waiting.contract import Matter, WaitingFilter, WaitingFor, WaitingPage
from shared.waiting.pages import cut, newest_urge, order_of, page_of
from shared.waiting.tables import PartnerUrgeRow
from shared.waiting.views import urge_view


def list_waiting(act: Act, wanted: WaitingFilter) -> WaitingPage:
    """Raises PageMarkInvalid."""
    mine = visible(act.actor, "list_waiting", PERMISSIONS, PLACEMENT.host_path)
    return cut(_found(act, mine, wanted, wanted.limit + 1), wanted.limit)


def waiting_of(act: Act, row: PlacementRow, matter: Matter | None = None) -> list[WaitingFor]:
    """Of one placement that the reader has been let to."""
    wanted = WaitingFilter(matter=matter)
    return _found(act, PLACEMENT.id == row.id, wanted, wanted.limit)


def _found(act: Act, mine: ColumnElement[bool], wanted: WaitingFilter, limit: int) -> list[WaitingFor]:
    waiting = page_of(sources(mine), wanted, limit)
    urge = aliased(PartnerUrgeRow, newest_urge(waiting).lateral())
    query = (
        select(waiting, PlacementRow, urge)
        .join(PlacementRow, PlacementRow.id == waiting.c.subject)
        .outerjoin(urge, true())
        .order_by(*order_of(waiting))
    )
    return [_view(act, found) for found in act.session.execute(query)]


def _view(act: Act, found: Any) -> WaitingFor:
    matter, row, urge = Matter(found.matter), found.PlacementRow, found[-1]
    return WaitingFor(
        service="inflow",
        case_id=row.case_id,
        case_label=row.case_number,
        subject=notice_of(act, row).person.name,
        matter=matter,
        label=matter.label,
        detail=detail_words(matter, found.detail),
        since=found.since,
        due_on=found.due_on,
        partner=row.home_branch,
        partner_name=row.home_committee_name,
        urged=urge_view(act, urge) if urge else None,
    )
