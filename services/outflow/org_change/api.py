"""Routes of organisation changes on the home side."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.outflow.org_change import operations, queries
from services.outflow.org_change.contract import MoveOrganisation, MovePreview, MoveReceipt
from shared.identifiers import OrganisationCode
from shared.kernel_api import READ, WRITE
from shared.requests import Reading, Writing, system_only

router = APIRouter(prefix="/org-changes", tags=["org-changes"])
Codes = Annotated[list[OrganisationCode], Query(min_length=1, max_length=50)]


@router.post("/moves", summary="移交一批（工作流，W-16）", responses=WRITE, dependencies=[Depends(system_only)])
def move_organisation(act: Writing, body: MoveOrganisation) -> MoveReceipt:
    return operations.move_organisation(act, body)


@router.get("/preview", summary="这些组织名下有多少需要承接", responses=READ)
def preview_move(act: Reading, codes: Codes) -> MovePreview:
    return queries.preview_move(act, codes)
