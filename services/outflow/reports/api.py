"""Routes of the reports."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.outflow.contract import CasePage
from services.outflow.reports import queries
from shared.figures import FigureFilter, Report
from shared.kernel_api import READ
from shared.requests import KernelDep, Reading

reports = APIRouter(prefix="/report", tags=["reports"])


@reports.get("", summary="辖区内流出一侧的各项数字（按党委）", responses=READ)
def read_report(act: Reading, kernel: KernelDep) -> Report:
    return queries.read_report(act, kernel.counts)


@reports.get("/{key}/cases", summary="一个数字背后的个案清单", responses=READ)
def list_figure_cases(act: Reading, kernel: KernelDep, key: str, wanted: Annotated[FigureFilter, Query()]) -> CasePage:
    return queries.list_figure_cases(act, kernel.counts, key, wanted)
