"""Routes of the reports."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.inflow.contract import PlacementPage
from services.inflow.reports import queries
from shared.figures import FigureFilter, Report
from shared.kernel_api import READ
from shared.requests import KernelDep, Reading

reports = APIRouter(prefix="/report", tags=["reports"])


@reports.get("", summary="辖区内流入一侧的各项数字（按党委）", responses=READ)
def read_report(act: Reading, kernel: KernelDep) -> Report:
    return queries.read_report(act, kernel.counts)


@reports.get("/{key}/placements", summary="一个数字背后的个案清单", responses=READ)
def list_figure_placements(
    act: Reading, kernel: KernelDep, key: str, wanted: Annotated[FigureFilter, Query()]
) -> PlacementPage:
    return queries.list_figure_placements(act, kernel.counts, key, wanted)
