"""等对方办理: what the other side owes on the visitor's cases, and the 催办函 to it."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from fastapi import APIRouter, Response
from starlette.exceptions import HTTPException

from services.console.far_side import Gathered, gather
from services.console.forms.reading import KEY_FIELD
from services.console.pages.undoing import done_at
from services.console.sign_in.visitor import Submitted, Visitor, VisitorDep
from shared.authorisation import OFFICERS
from shared.tasks.limits import LISTED_AT_MOST, PAGE_AT_MOST
from shared.waiting.contract import URGE_CHARACTERS, Matter, UrgePartner, WaitingFor
from shared.waiting_lists.client import WaitingCalls

router = APIRouter()


def all_waiting(visitor: Visitor) -> Gathered[list[WaitingFor]]:
    """Of both sides of the cases, and of the agreements. Raises Refused, Outage."""
    each = visitor.services.each()
    asked: dict[str, Callable[[], list[WaitingFor]]] = {name: partial(_every_page, one) for name, one in each.items()}
    if not visitor.holds(OFFICERS):  # nobody else waits for a party to an agreement, and this is the first page
        asked["registry"] = list
    return gather(asked)


def longest_first(gathered: Gathered[list[WaitingFor]]) -> list[WaitingFor]:
    found = [one for of_side in gathered.found.values() for one in of_side]
    return sorted(found, key=lambda one: (one.since, one.case_label, one.matter))


def _every_page(client: WaitingCalls) -> list[WaitingFor]:
    found: list[WaitingFor] = []
    after: str | None = None
    while len(found) < LISTED_AT_MOST:
        page = client.list_waiting(limit=PAGE_AT_MOST, after=after)
        found += page.items
        after = page.next
        if after is None:
            break
    return found


@router.post("/cases/{case_id}")
def urge_other_side(visitor: VisitorDep, form: Submitted, case_id: UUID) -> Response:
    """Raises Refused: who has urged it today, or that nothing is owed any more."""
    client = visitor.services.each().get(str(form.get("service")))
    if client is None or form.get("matter") not in list(Matter):
        raise HTTPException(404)
    body = UrgePartner(matter=Matter(str(form["matter"])), text=str(form.get("text", ""))[:URGE_CHARACTERS])
    client.urge_partner(case_id, body, str(form.get(KEY_FIELD)))
    return done_at(form.get("back"), "urge_partner")
