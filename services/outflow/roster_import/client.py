"""Public calls of rosters: one method per endpoint."""

import httpx

from services.outflow.contract import ImportReceipt
from services.outflow.roster.contract import RosterCheck
from shared.kernel_client import KernelClient


class RosterCalls(KernelClient):
    def check_roster(self, organisation: str, filename: str, data: bytes) -> RosterCheck:
        """Preview, nothing is written. Raises Refused 422 for a workbook that cannot be read."""
        return RosterCheck.model_validate_json(self._upload(f"/rosters/{organisation}/check", filename, data).content)

    def report_roster(self, organisation: str, filename: str, data: bytes) -> bytes:
        """Their own sheet with 「问题」「怎么改」, xlsx."""
        return self._upload(f"/rosters/{organisation}/report", filename, data).content

    def import_roster(self, organisation: str, filename: str, data: bytes) -> ImportReceipt:
        """Every row without error becomes a departure, one with an issued certificate a member who is out already;
        the same file again changes nothing."""
        return ImportReceipt.model_validate_json(self._upload(f"/rosters/{organisation}", filename, data).content)

    def _upload(self, path: str, filename: str, data: bytes) -> httpx.Response:
        return self._send("POST", path, files={"file": (filename, data)})
