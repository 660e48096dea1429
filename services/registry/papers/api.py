"""Routes of papers in the registry."""

from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.papers import contract as c
from services.registry.papers import operations, queries
from shared.kernel_api import READ, WRITE
from shared.posts import Actor
from shared.requests import KernelDep, Reading, Writing, act_of, system_only
from shared.service_app import refusals

papers = APIRouter(tags=["papers"])


@papers.get("/agreements/{copy_id}/paper", summary="打印共管协议（留痕）", responses=WRITE)
def print_agreement(act: Writing, copy_id: UUID) -> c.AgreementPaper:
    return operations.print_agreement(act, copy_id)


@papers.post("/papers/verification", summary="核验一份盖有二维码的纸件（公开）", responses=refusals(401, 422))
def verify_paper(kernel: KernelDep, body: c.VerifyPaper) -> c.PaperVerdict:
    with kernel.reading() as session:
        return queries.verify_paper(act_of(kernel, session, Actor(account="", name="", posts=())), body)


@papers.get(
    "/papers/void", summary="本系统各地区的作废清单（已签名）", responses=READ, dependencies=[Depends(system_only)]
)
def list_void_papers(act: Reading) -> c.VoidLists:
    return queries.list_void_papers(act)
