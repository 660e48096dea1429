"""Calls of the reports."""

from typing import Any

from services.inflow.contract import PlacementPage
from shared.figures import Report
from shared.kernel_client import KernelClient


class ReportCalls(KernelClient):
    def read_report(self) -> Report:
        return self.get(Report, "/report")

    def list_figure_placements(self, key: str, **wanted: Any) -> PlacementPage:
        """`wanted`: the fields of `FigureFilter`."""
        return self.get(PlacementPage, f"/report/{key}/placements", **wanted)
