"""Calls of the reports."""

from typing import Any

from services.outflow.contract import CasePage
from shared.figures import Report
from shared.kernel_client import KernelClient


class ReportCalls(KernelClient):
    def read_report(self) -> Report:
        return self.get(Report, "/report")

    def list_figure_cases(self, key: str, **wanted: Any) -> CasePage:
        """`wanted`: the fields of `FigureFilter`."""
        return self.get(CasePage, f"/report/{key}/cases", **wanted)
