"""The route of the member's own view; what he says goes by the branch's routes."""

from uuid import UUID

from fastapi import APIRouter

from services.outflow.member import queries
from services.outflow.member.contract import MyCase
from shared.kernel_api import READ
from shared.requests import Reading
from shared.service_app import refusals

mine = APIRouter(prefix="/cases", tags=["member"])


@mine.get("/{case_id}/mine", summary="党员本人的个案（只有本人可读）", responses=READ | refusals(403))
def read_my_case(act: Reading, case_id: UUID) -> MyCase:
    return queries.read_my_case(act, case_id)
