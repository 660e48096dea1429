"""What the host owes on the reader's cases: one statement, longest waited for first."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import aliased

from services.outflow.tables import CaseRow, MemberRow
from services.outflow.waiting.permissions import PERMISSIONS
from services.outflow.waiting.sources import CASE, RELEASING, sources
from shared.act import Act
from shared.authorisation import visible
from shared.exchange import SummonsKind
from shared.terms import Quarter
from shared.waiting.contract import Matter, WaitingFilter, WaitingFor, WaitingPage
from shared.waiting.pages import cut, newest_urge, order_of, page_of
from shared.waiting.tables import PartnerUrgeRow
from shared.waiting.views import urge_view

PARTNER = ("host_committee", "host_name", "former_committee", "former_name")


def list_waiting(act: Act, wanted: WaitingFilter) -> WaitingPage:
    """Raises PageMarkInvalid."""
    mine = visible(act.actor, "list_waiting", PERMISSIONS, CASE.home_path)
    return cut(_found(act, mine, wanted, wanted.limit + 1), wanted.limit)


def waiting_of(act: Act, case_id: UUID, matter: Matter | None = None) -> list[WaitingFor]:
    """Of one case that the reader has been let to."""
    wanted = WaitingFilter(case_id=case_id, matter=matter)
    return _found(act, CASE.id == case_id, wanted, wanted.limit)


def _found(act: Act, mine: ColumnElement[bool], wanted: WaitingFilter, limit: int) -> list[WaitingFor]:
    waiting = page_of(sources(mine), wanted, limit)
    urge = aliased(PartnerUrgeRow, newest_urge(waiting).lateral())
    query = (
        select(waiting, CaseRow.number, MemberRow.name, *(getattr(CaseRow, name) for name in PARTNER), urge)
        .join(CaseRow, CaseRow.id == waiting.c.subject)
        .join(MemberRow, MemberRow.id == CaseRow.member_id)
        .outerjoin(urge, true())
        .order_by(*order_of(waiting))
    )
    return [_view(act, found) for found in act.session.execute(query)]


def _view(act: Act, found: Any) -> WaitingFor:
    matter, urge = Matter(found.matter), found[-1]
    former = matter is RELEASING
    return WaitingFor(
        service="outflow",
        case_id=found.case_id,
        case_label=found.number,
        subject=found.name,
        matter=matter,
        label=matter.label,
        detail=SummonsKind(found.detail).label if matter is Matter.SUMMONS_REPLY else found.detail,
        since=found.since,
        due_on=Quarter(found.detail).last if matter is Matter.FEEDBACK else found.due_on,
        partner=found.former_committee if former else found.host_committee,
        partner_name=(found.former_name if former else found.host_name) or "",
        urged=urge_view(act, urge) if urge else None,
    )
