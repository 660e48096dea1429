"""Saving what a list shows as a view, for oneself or for one's organisation; changing and removing views."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from services.console.lists.wanted import Wanted
from services.console.pages.cases import pairs_of, show_lists
from services.console.sign_in.visitor import Submitted, Visitor, VisitorDep
from services.registry.saved_views.contract import ChangeView, SavedView, SaveView
from shared.service_client import Refused

router = APIRouter()
LONGEST = 40
NAME_WRONG = "请填写视图名称，不超过 40 个字。"
ONE_LIST = "请先选择流出个案或流入个案，再保存为视图。"


@router.post("/cases/views")
def save_view(request: Request, visitor: VisitorDep, form: Submitted) -> Response:
    """Filters only: a name that is searched for is no part of a view."""
    pairs = list(pairs_of(form))
    given, wanted = dict(pairs), Wanted.of(pairs)
    name = given.get("view_name", "").strip()
    if wanted.one_side is None or not 0 < len(name) <= LONGEST:
        problem = NAME_WRONG if wanted.one_side else ONE_LIST
        return show_lists(request, visitor, wanted, problem=problem, status=422, name=name)
    try:
        saved = _save(visitor, wanted, name, given)
    except Refused as refused:
        if refused.problem.status not in (409, 422):
            raise
        return show_lists(
            request, visitor, wanted, problem=refused.problem.detail, status=refused.problem.status, name=name
        )
    return RedirectResponse(f"/cases?view={saved.view_id}", status_code=303)


def _save(visitor: Visitor, wanted: Wanted, name: str, given: dict[str, str]) -> SavedView:
    assert wanted.one_side is not None
    registry, kind, key = visitor.services.registry, wanted.one_side.kind, given.get("key")
    if replaced := given.get("replaces"):
        change = ChangeView(name=name, list=kind, filters=wanted.filters)
        return registry.change_view(_id(replaced), change, key)
    shared_with = given.get("shared_with") or None
    return registry.save_view(SaveView(name=name, list=kind, filters=wanted.filters, shared_with=shared_with), key)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise HTTPException(404) from error


@router.post("/cases/views/{view_id}/removal")
def remove_view(visitor: VisitorDep, view_id: UUID, form: Submitted) -> Response:
    visitor.services.registry.remove_view(view_id, str(form.get("key") or "") or None)
    return RedirectResponse("/cases", status_code=303)
