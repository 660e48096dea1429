"""What the other party owes on the reader's agreements: one statement, longest waited for first."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import aliased

from services.registry.agreement.permissions import PERMISSIONS
from services.registry.agreement.tables import AgreementRow
from services.registry.agreement.waiting.sources import COPY, sources
from shared.act import Act
from shared.authorisation import visible
from shared.waiting.contract import Matter, WaitingFilter, WaitingFor, WaitingPage
from shared.waiting.pages import cut, newest_urge, order_of, page_of
from shared.waiting.tables import PartnerUrgeRow
from shared.waiting.views import urge_view


def list_waiting(act: Act, wanted: WaitingFilter) -> WaitingPage:
    """Raises PageMarkInvalid."""
    mine = visible(act.actor, "list_waiting", PERMISSIONS, COPY.own_path)
    return cut(_found(act, mine, wanted, wanted.limit + 1), wanted.limit)


def waiting_of(act: Act, copy_id: UUID, matter: Matter | None = None) -> list[WaitingFor]:
    """Of one copy that the reader has been let to."""
    wanted = WaitingFilter(matter=matter)
    return _found(act, COPY.id == copy_id, wanted, wanted.limit)


def _found(act: Act, mine: ColumnElement[bool], wanted: WaitingFilter, limit: int) -> list[WaitingFor]:
    waiting = page_of(sources(mine), wanted, limit)
    urge = aliased(PartnerUrgeRow, newest_urge(waiting).lateral())
    query = (
        select(waiting, AgreementRow.number, AgreementRow.partner, AgreementRow.partner_name, urge)
        .join(AgreementRow, AgreementRow.id == waiting.c.subject)
        .outerjoin(urge, true())
        .order_by(*order_of(waiting))
    )
    return [_view(act, found) for found in act.session.execute(query)]


def _view(act: Act, found: Any) -> WaitingFor:
    matter, urge = Matter(found.matter), found[-1]
    return WaitingFor(
        service="registry",
        case_id=found.case_id,
        case_label=found.number,
        subject="",
        matter=matter,
        label=matter.label,
        detail=found.detail,
        since=found.since,
        due_on=found.due_on,
        partner=found.partner,
        partner_name=found.partner_name,
        urged=urge_view(act, urge) if urge else None,
    )
