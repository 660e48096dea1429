"""The audit log, as the fake services tell it."""

from datetime import timedelta
from uuid import UUID

from fastapi import FastAPI, Request, Response

from shared.audit_log.contract import AuditEntry, AuditPage
from tests.console.far_side import examples as e
from tests.console.far_side.world import World

REASON = "<b>核对证件</b>"


def entry(number: int = 1, act: str = "declare_departure", **changed: object) -> AuditEntry:
    said: dict[str, object] = {
        "entry_id": number, "at": e.at(e.TODAY) - timedelta(hours=number), "act": act, "account": "zhou-01",
        "role": "branch_secretary", "organisation": e.BRANCH, "organisation_name": "蒋王街道双桥村党支部",
        "stands_in": False, "about": e.CASE_ID, "is_look": False, "outcome": "done", "field": "", "reason": "",
    }  # fmt: skip
    return AuditEntry.model_validate(said | changed)


def entries() -> list[AuditEntry]:
    look = entry(1, "reveal_field", is_look=True, field="id_number", reason=REASON, stands_in=True)
    refused = entry(3, "letter_refused", role="", about=UUID(int=0xA), outcome="refused")
    return [look, entry(2), refused, entry(4, "sign_in", about=None)]


def answers_of_auditing(app: FastAPI, service: str, world: World) -> None:
    """One page, and an older one that holds its last line again."""

    @app.get("/audit-log")
    def list_audit(request: Request, after: int | None = None) -> Response:
        world.asked.append((service, str(request.url.query)))
        found = world.audited.get(service, [])
        page = AuditPage(items=found[-1:] if after else found, next=None if after or len(found) < 2 else 7)
        return Response(page.model_dump_json(), media_type="application/json")
