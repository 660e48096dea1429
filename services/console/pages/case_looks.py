"""Who has looked at the sealed data of the person of a case, on both sides as far as the visitor may know."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.console.far_side import gather
from services.console.pages.reports import none_if_not_mine
from services.console.rendering import render
from services.console.sign_in.visitor import Visitor, VisitorDep
from services.inflow.contract import PlacementFile
from services.outflow.contract import CaseFile
from shared.errors import NotFound
from shared.looks.contract import Looks
from shared.problem_details import Problem
from shared.service_client import Refused

router = APIRouter()
UNKNOWN = Problem(status=404, code="not_found", detail=NotFound.message)


@dataclass(frozen=True)
class SideLooks:
    """`next`: the address of older ones."""

    side: str
    looks: Looks
    next: str


AskLooks = Callable[[], Looks | None]


def read_looks(address: str, at_home: AskLooks, at_the_host: AskLooks) -> tuple[list[SideLooks], list[str]]:
    """Of each side that tells; and which services did not answer. `address`: of the page that shows them."""
    gathered = gather({"outflow": at_home, "inflow": at_the_host})
    sides = {"home": gathered.found.get("outflow"), "host": gathered.found.get("inflow")}
    told = [
        SideLooks(side, looks, f"{address}?{side}={looks.next}" if looks.next else "")
        for side, looks in sides.items()
        if looks
    ]
    return told, gathered.missing


@router.get("/cases/{case_id}/looks")
def show_looks(
    request: Request, visitor: VisitorDep, case_id: UUID, home: int | None = None, host: int | None = None
) -> Response:
    """For auditors, too, who see no case. `home`, `host`: marks of pages. Raises Refused 404 if neither side tells."""
    outflow, inflow = visitor.services.outflow, visitor.services.inflow
    told, missing = read_looks(
        f"/cases/{case_id}/looks",
        lambda: none_if_not_mine(lambda: outflow.list_looks(case_id, after=home)),
        lambda: none_if_not_mine(lambda: inflow.list_looks(case_id, after=host)),
    )
    if not told and not missing:
        raise Refused(UNKNOWN)
    return render(request, "looks.html", case_id=case_id, sides=told, missing=missing, older=home or host)


def may_read_looks(visitor: Visitor, home: CaseFile | None, host: PlacementFile | None) -> bool:
    """Whether the case page leads there: for people of a side that tells."""
    owners = [home.case.home_branch] if home else []
    owners += [host.placement.host_branch or host.placement.host_committee] if host else []
    return any(visitor.oversees_any(owner) for owner in owners)
