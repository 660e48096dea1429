"""个案: those that left from here and those that came here, by views and filters. A name is searched by POST only."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from services.console.bulk.offering import ticks_of_list
from services.console.far_side import gather
from services.console.forms.hosts import RECEIVING
from services.console.lists.sides import SIDES, Page, Side
from services.console.lists.views import opened, views_of
from services.console.lists.wanted import Pairs, Wanted
from services.console.lists.workbook import columns_of, workbook_of
from services.console.rendering import render
from services.console.sign_in.visitor import Submitted, Visitor, VisitorDep
from services.console.wording import section
from shared.identifiers import new_id
from shared.organisations import OrganisationKind
from shared.workbooks.writing import XLSX
from shared.working_lists.contract import Reach, When

router = APIRouter()
WHY_REVEALED = "导出完整的身份证号和电话，请填写理由。"


@router.get("/cases")
def list_cases(request: Request, visitor: VisitorDep) -> Response:
    """A name that somebody has put into the address is not looked for."""
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name != "text"]
    return show_lists(request, visitor, Wanted.of(pairs))


@router.post("/cases")
def search_cases(request: Request, visitor: VisitorDep, form: Submitted) -> Response:
    wanted = Wanted.of(pairs_of(form))
    everything = bool(form.get("everything"))
    if not wanted.text and not wanted.problem and not everything:
        return RedirectResponse(wanted.address, status_code=303)
    return show_lists(request, visitor, wanted, everything=everything)


@router.post("/cases/export")
def export_cases(request: Request, visitor: VisitorDep, form: Submitted) -> Response:
    """By POST, as a name may be searched for. Raises 404 for both sides at once."""
    wanted = Wanted.of(pairs_of(form))
    if wanted.one_side is None:
        raise HTTPException(404)
    reason = str(form.get("reason", "")).strip()[:200]
    if form.get("reveal") and not reason:
        return show_lists(request, visitor, replace(wanted, problem=WHY_REVEALED), status=422)
    name = f"attachment; filename=cases-{visitor.today.isoformat()}.xlsx"
    content = workbook_of(visitor, wanted.one_side, wanted, reason=reason if form.get("reveal") else "")
    return Response(content, media_type=XLSX, headers={"Content-Disposition": name})


def pairs_of(form: FormData) -> Pairs:
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]


def show_lists(
    request: Request,
    visitor: Visitor,
    wanted: Wanted,
    *,
    problem: str = "",
    status: int = 200,
    name: str = "",
    everything: bool = False,
) -> Response:
    """`problem`: why a view was not saved under `name`; `everything`: all rows are ticked."""
    views, missing = views_of(visitor)
    wanted, view = opened(wanted, views)
    sides = [wanted.one_side] if wanted.one_side else list(SIDES.values())
    gathered = gather({SERVICES[side.name]: lambda side=side: _page(visitor, side, wanted) for side in sides})  # type: ignore[misc]
    return render(
        request,
        "cases.html",
        status=status,
        wanted=wanted,
        view=view,
        views=views,
        found=[(side, gathered.found[SERVICES[side.name]]) for side in sides if SERVICES[side.name] in gathered.found],
        missing=[*gathered.missing, *missing],
        columns_of=columns_of,
        count_words=count_words,
        changeable=[one for one in views if one.may_change],
        new_key=lambda: new_id().hex,
        problem=problem,
        name=name,
        ticks=ticks_of_list(visitor, wanted.side, everything),
        **_choices(visitor, wanted),
    )


SERVICES = {"home": "outflow", "host": "inflow"}


def _page(visitor: Visitor, side: Side, wanted: Wanted) -> Page:
    return side.ask(visitor, wanted.text, wanted.asked(side))


def count_words(page: Page, wanted: Wanted) -> str:
    """Says what is known: a list is not counted to its end to show its first page."""
    number = len(page.items)
    if page.next:
        return f"本页 {number} 条，还有" if wanted.after else f"前 {number} 条，还有"
    return f"本页 {number} 条，到此为止" if wanted.after else f"共 {number} 条"


def _choices(visitor: Visitor, wanted: Wanted) -> dict[str, Any]:
    return {
        "sides": SIDES,
        "provinces": section("provinces"),
        "reaches": list(Reach),
        "whens": list(When),
        "committees": visitor.organisations.of_kind(*RECEIVING),
        "places": places_of(visitor) if wanted.side else [],
        "shareable": [(p.organisation, visitor.organisations.name(p.organisation)) for p in visitor.actor.posts],
    }


def places_of(visitor: Visitor) -> list[tuple[str, str]]:
    """The organisations at and below one's posts, code and name."""
    known = visitor.organisations
    found = {one.code: one for post in visitor.actor.posts for one in known.below(post.organisation, *OrganisationKind)}
    return [(one.code, one.name) for one in sorted(found.values(), key=lambda one: one.path)]
