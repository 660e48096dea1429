"""The route of the dossier."""

from uuid import UUID

from fastapi import APIRouter

from services.outflow.dossier import queries
from services.outflow.dossier.contract import CaseDossier
from shared.kernel_api import READ
from shared.requests import Reading

dossiers = APIRouter(prefix="/cases", tags=["cases"])


@dossiers.get("/{case_id}/dossier", summary="个案的各项过程：流出地一侧", responses=READ)
def read_dossier(act: Reading, case_id: UUID) -> CaseDossier:
    return queries.read_dossier(act, case_id)
