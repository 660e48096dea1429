"""Routes of the home side's papers: each print is logged, and takes no idempotency key."""

from uuid import UUID

from fastapi import APIRouter

from services.outflow.papers import contract as c
from services.outflow.papers import operations
from shared.identifiers import OrganisationCode
from shared.kernel_api import WRITE
from shared.requests import Writing

papers = APIRouter(tags=["papers"])


@papers.get("/cases/{case_id}/papers/certificate", summary="打印活动证（留痕）", responses=WRITE)
def print_certificate(act: Writing, case_id: UUID) -> c.CertificatePaper:
    return operations.print_certificate(act, case_id)


@papers.get("/cases/{case_id}/papers/outflow-notice", summary="打印流出通知（留痕）", responses=WRITE)
def print_outflow_notice(act: Writing, case_id: UUID) -> c.OutflowNoticePaper:
    return operations.print_outflow_notice(act, case_id)


@papers.get("/papers/home-rosters/{branch}", summary="打印流出党员名册（留痕）", responses=WRITE)
def print_home_roster(act: Writing, branch: OrganisationCode) -> c.HomeRosterPaper:
    return operations.print_home_roster(act, branch)
