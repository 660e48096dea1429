"""个案: those that left from here and those that came here, with filters. A name is searched by POST only."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.console.far_side import gather
from services.console.forms.drafts import texts
from services.console.forms.hosts import RECEIVING
from services.console.rendering import render
from services.console.sign_in.visitor import Submitted, Visitor, VisitorDep
from services.inflow.contract import PlacementPage, PlacementStatus
from services.outflow.contract import CasePage, CaseStatus

router = APIRouter()
FEW, MANY = 20, 50
HOME_STATUSES, HOST_STATUSES = frozenset(CaseStatus), frozenset(PlacementStatus)


@dataclass(frozen=True)
class Wanted:
    """The filters; `text` is never part of an address."""

    side: str = ""
    status: str = ""
    committee: str = ""
    text: str = ""
    after: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Wanted":
        known = {name: value.strip() for name, value in given.items() if name in cls.__dataclass_fields__}
        wanted = cls(**known)
        return replace(wanted, side=wanted._side())

    def _side(self) -> str:
        """A status belongs to one side; choosing it chooses the side."""
        if self.status in HOST_STATUSES - HOME_STATUSES:
            return "host"
        if self.status in HOME_STATUSES - HOST_STATUSES:
            return "home"
        return self.side if self.side in ("home", "host") else ""

    @property
    def address(self) -> str:
        shown = {name: value for name, value in asdict(self).items() if value and name != "text"}
        return "/cases" + (f"?{urlencode(shown)}" if shown else "")

    def only(self, side: str, after: str | None = None) -> "Wanted":
        return replace(self, side=side, after=after or "")


@router.get("/cases")
def list_cases(request: Request, visitor: VisitorDep) -> Response:
    given = {name: value for name, value in request.query_params.items() if name != "text"}
    return _page(request, visitor, Wanted.of(given))


@router.post("/cases")
def search_cases(request: Request, visitor: VisitorDep, form: Submitted) -> Response:
    wanted = Wanted.of(texts(form))
    if not wanted.text:
        return RedirectResponse(wanted.address, status_code=303)
    return _page(request, visitor, wanted)


def _page(request: Request, visitor: Visitor, wanted: Wanted) -> Response:
    asked: dict[str, Any] = {}
    if wanted.side != "host":
        asked["outflow"] = lambda: _home(visitor, wanted)
    if wanted.side != "home":
        asked["inflow"] = lambda: _host(visitor, wanted)
    gathered = gather(asked)
    return render(
        request,
        "cases.html",
        wanted=wanted,
        home=gathered.found.get("outflow"),
        host=gathered.found.get("inflow"),
        missing=gathered.missing,
        case_statuses=list(CaseStatus),
        placement_statuses=list(PlacementStatus),
        committees=visitor.organisations.of_kind(*RECEIVING),
        organisations=visitor.organisations,
    )


def _home(visitor: Visitor, wanted: Wanted) -> CasePage:
    outflow, filters = visitor.services.outflow, _filters(wanted, HOME_STATUSES)
    return outflow.search_cases(wanted.text, **filters) if wanted.text else outflow.list_cases(**filters)


def _host(visitor: Visitor, wanted: Wanted) -> PlacementPage:
    inflow, filters = visitor.services.inflow, _filters(wanted, HOST_STATUSES)
    return inflow.search_placements(wanted.text, **filters) if wanted.text else inflow.list_placements(**filters)


def _filters(wanted: Wanted, statuses: frozenset[str]) -> dict[str, Any]:
    return {
        "status": wanted.status if wanted.status in statuses else None,
        "committee": wanted.committee or None,
        "after": wanted.after or None,
        "limit": MANY if wanted.side else FEW,
    }
