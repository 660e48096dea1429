"""Routes of saved views."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.registry.saved_views import contract as c
from services.registry.saved_views import operations, queries
from shared.kernel_api import READ, WRITE
from shared.requests import Commanding, Reading

router = APIRouter(prefix="/saved-views", tags=["views"])


@router.get("", summary="我的视图和本组织共用的视图", responses=READ)
def list_saved_views(act: Reading) -> c.SavedViews:
    return queries.list_saved_views(act)


@router.post("", summary="保存视图", response_model=c.SavedView, responses=WRITE)
def save_view(command: Commanding, body: c.SaveView) -> Response:
    return command.answer(operations.save_view(command.act, body))


@router.post("/{view_id}", summary="修改视图（本人或本组织负责人员）", response_model=c.SavedView, responses=WRITE)
def change_view(command: Commanding, view_id: UUID, body: c.ChangeView) -> Response:
    return command.answer(operations.change_view(command.act, view_id, body))


@router.post("/{view_id}/removal", summary="删除视图（同上）", response_model=c.Removed, responses=WRITE)
def remove_view(command: Commanding, view_id: UUID) -> Response:
    return command.answer(operations.remove_view(command.act, view_id))
