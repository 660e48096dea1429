"""Routes of the report, alike in every service."""

from typing import Annotated

from fastapi import APIRouter, Query

from shared.figures import FigureFilter, FigureItems, Report, ReportFilter
from shared.kernel_api import READ
from shared.reporting import queries
from shared.requests import KernelDep, Reading

reports = APIRouter(prefix="/report", tags=["reports"])


@reports.get("", summary="辖区内的各项数字（按组织）", responses=READ)
def read_report(act: Reading, kernel: KernelDep, wanted: Annotated[ReportFilter, Query()]) -> Report:
    return queries.read_report(act, kernel.counts, wanted)


@reports.get("/{key}/items", summary="一个数字背后的清单", responses=READ)
def list_figure(act: Reading, kernel: KernelDep, key: str, wanted: Annotated[FigureFilter, Query()]) -> FigureItems:
    return queries.list_figure(act, kernel.counts, key, wanted)
