"""The route of the member's own view; what he says goes by the branch's routes."""

from uuid import UUID

from fastapi import APIRouter

from services.inflow.member import queries
from services.inflow.member.contract import MyPlacement
from shared.kernel_api import READ
from shared.requests import Reading
from shared.service_app import refusals

mine = APIRouter(prefix="/placements", tags=["member"])


@mine.get("/{case_id}/mine", summary="党员本人在流入地的情况（只有本人可读）", responses=READ | refusals(403))
def read_my_placement(act: Reading, case_id: UUID) -> MyPlacement:
    return queries.read_my_placement(act, case_id)
