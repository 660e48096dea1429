"""Calls of the report, alike in every service."""

from typing import Any

from shared.figures import FigureItems, Report
from shared.kernel_client import KernelClient


class ReportCalls(KernelClient):
    def read_report(self, *keys: str) -> Report:
        """The figures called `keys`, or all. Raises Refused 404 for an unknown one."""
        return self.get(Report, "/report", key=list(keys) or None)

    def list_figure(self, key: str, **wanted: Any) -> FigureItems:
        """`wanted`: the fields of `FigureFilter`. Raises Refused 404 for an unknown figure."""
        return self.get(FigureItems, f"/report/{key}/items", **wanted)
