"""The route of looks."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from services.inflow.looks import queries
from shared.kernel_api import READ
from shared.looks.contract import LookFilter, Looks
from shared.requests import Reading
from shared.service_app import refusals

looks = APIRouter(prefix="/placements", tags=["placements"])


@looks.get("/{case_id}/looks", summary="谁看过这名党员的完整信息（流入地一侧）", responses=READ | refusals(403))
def list_looks(act: Reading, case_id: UUID, wanted: Annotated[LookFilter, Query()]) -> Looks:
    return queries.list_looks(act, case_id, wanted)
