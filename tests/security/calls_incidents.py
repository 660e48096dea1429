"""How the routes of incidents are called, and the kernel's route that says what is on its way."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Connection, insert

from services.registry.incidents import contract as c
from services.registry.incidents.permissions import WATCHERS
from services.registry.incidents.tables import IncidentRow
from tests.factories.organisations import path_of
from tests.security import world as w
from tests.security.calls import HOME_TASK, Call, Kind
from tests.security.relations import Object
from tests.security.world import World

COMMITTEE = path_of(w.HOME_COMMITTEE)
STUCK = Object(owners=(COMMITTEE,), seen_at=COMMITTEE)
LOOKED_AT = replace(STUCK, readers=WATCHERS)
ID = uuid4()
AT = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)


def calls(_: World) -> dict[str, dict[str, Call]]:
    on_the_way = {"list_on_the_way": Call(Kind.ROLE, HOME_TASK)}
    return {"registry": _incidents() | on_the_way, "outflow": on_the_way, "inflow": on_the_way}


def _incidents() -> dict[str, Call]:
    order = c.OrderRemedy(reason="对方已恢复")
    report = c.ReportTroubles(observer="worker", looked_for=(), troubles=())
    outcome = c.RemedyCarriedOut(outcome="已重新发送。")
    return {
        "list_incidents": Call(Kind.LIST, STUCK, arrange=_stuck),
        "read_incident": Call(
            Kind.OBJECT, LOOKED_AT, {"incident_id": ID}, arrange=_stuck, unknown={"incident_id": uuid4()}
        ),
        "order_remedy": Call(
            Kind.OBJECT, STUCK, {"incident_id": ID}, body=order, arrange=_stuck, unknown={"incident_id": uuid4()}
        ),
        "report_troubles": Call(Kind.ROLE, STUCK, body=report),
        "list_ordered_remedies": Call(Kind.ROLE, STUCK),
        "record_remedy": Call(Kind.ROLE, STUCK, {"remedy_id": uuid4()}, body=outcome, answers=404),
    }


def _stuck(connection: Connection) -> None:
    row = {
        "id": ID, "kind": c.IncidentKind.LETTER_UNDELIVERED, "key": "a", "observer": "worker", "what": "outflow_notice",
        "cause": "", "attempts": 0, "since": AT, "last_seen_at": AT, "service": "outflow", "workflow_id": "",
        "owner": w.HOME_COMMITTEE, "owner_path": COMMITTEE,
    }  # fmt: skip
    connection.execute(insert(IncidentRow).values(row))
