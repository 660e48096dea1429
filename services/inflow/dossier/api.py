"""The route of the dossier."""

from uuid import UUID

from fastapi import APIRouter

from services.inflow.dossier import queries
from services.inflow.dossier.contract import PlacementDossier
from shared.kernel_api import READ
from shared.requests import Reading

dossiers = APIRouter(prefix="/placements", tags=["placements"])


@dossiers.get("/{case_id}/dossier", summary="一名流入党员的各项过程：流入地一侧", responses=READ)
def read_dossier(act: Reading, case_id: UUID) -> PlacementDossier:
    return queries.read_dossier(act, case_id)
