"""Routes of the host side's papers: each print is logged, and takes no idempotency key."""

from uuid import UUID

from fastapi import APIRouter

from services.inflow.papers import contract as c
from services.inflow.papers import operations
from shared.identifiers import OrganisationCode
from shared.kernel_api import WRITE
from shared.requests import Writing

papers = APIRouter(tags=["papers"])


@papers.get("/placements/{case_id}/papers/receipt", summary="打印接收回执（留痕）", responses=WRITE)
def print_receipt(act: Writing, case_id: UUID) -> c.ReceiptPaper:
    return operations.print_receipt(act, case_id)


@papers.get("/placements/{case_id}/papers/opinion", summary="打印书面意见（留痕）", responses=WRITE)
def print_opinion(act: Writing, case_id: UUID) -> c.OpinionPaper:
    return operations.print_opinion(act, case_id)


@papers.get("/papers/host-rosters/{branch}", summary="打印流入党员名册（留痕）", responses=WRITE)
def print_host_roster(act: Writing, branch: OrganisationCode) -> c.HostRosterPaper:
    return operations.print_host_roster(act, branch)


@papers.get("/papers/ledgers/{committee}", summary="打印流入党员管理台账（留痕）", responses=WRITE)
def print_ledger(act: Writing, committee: OrganisationCode) -> c.LedgerPaper:
    return operations.print_ledger(act, committee)
