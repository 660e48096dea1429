"""What the fake registry knows of stuck processes."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from fastapi import FastAPI, Response

from services.registry.incidents import contract as c
from tests.console.far_side import examples as e

SINCE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def incident(kind: c.IncidentKind = c.IncidentKind.LETTER_UNDELIVERED, n: int = 1, **changed: Any) -> c.Incident:
    said: dict[str, Any] = {
        "incident_id": UUID(int=n), "kind": kind, "label": kind.label, "remedy": kind.remedy,
        "remedy_label": kind.remedy.label, "what": "outflow_notice", "cause": "Outage", "attempts": 12, "since": SINCE,
        "last_seen_at": SINCE + timedelta(hours=3), "over_at": None, "service": "outflow",
        "workflow_id": f"mobility-case/{e.CASE_ID}", "case_id": e.CASE_ID, "owner": e.BRANCH,
        "owner_name": "蒋王街道双桥村党支部", "remedies": [],
    }  # fmt: skip
    return c.Incident(**(said | changed))


def remedy(**changed: Any) -> c.Remedy:
    said: dict[str, Any] = {
        "remedy_id": UUID(int=9), "kind": c.RemedyKind.RESEND, "label": "重新发送", "reason": "对方服务已恢复。",
        "ordered_by": "陈静", "ordered_at": SINCE + timedelta(hours=1), "carried_out_at": None, "outcome": "",
    }  # fmt: skip
    return c.Remedy(**(said | changed))


def of_every_kind() -> list[c.Incident]:
    whats = {
        c.IncidentKind.ACTIVITY_FAILING: "deliver_letter",
        c.IncidentKind.MESSAGE_UNSENT: "follow",
        c.IncidentKind.WORKFLOW_FAILING: "MobilityCase",
        c.IncidentKind.PROCESS_MISSING: "QuarterlyContact",
        c.IncidentKind.PROCESS_ORPHAN: "InflowAcceptance",
    }
    carried_out = remedy(carried_out_at=SINCE + timedelta(hours=2), outcome="已重新发送。")
    first = incident(remedies=[carried_out, remedy(remedy_id=UUID(int=8))])
    return [first, *(incident(kind, n, what=what) for n, (kind, what) in enumerate(whats.items(), 2))]


def answers_of_incidents(app: FastAPI, known: list[c.Incident]) -> None:
    @app.get("/incidents")
    def list_incidents(over: bool = False, after: str = "") -> Response:
        items = [one for one in known if (one.over_at is not None) is over]
        return _json(c.IncidentPage(items=items, next=None))

    @app.get("/incidents/{incident_id}")
    def read_incident(incident_id: UUID) -> Response:
        return _json(next(one for one in known if one.incident_id == incident_id))

    @app.post("/incidents/{incident_id}/remedies")
    def order_remedy(incident_id: UUID) -> Response:
        return _json(next(one for one in known if one.incident_id == incident_id))


def _json(model: c.Incident | c.IncidentPage) -> Response:
    return Response(model.model_dump_json(), media_type="application/json")
