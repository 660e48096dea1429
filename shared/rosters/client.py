"""Public calls of rosters, the same at both sides: one method per endpoint."""

from collections.abc import Mapping

import httpx

from shared.kernel_client import KernelClient
from shared.rosters.contract import Choice, ExportedRoster, ExportRoster, ImportReceipt, RosterCheck


class RosterCalls(KernelClient):
    def check_roster(self, organisation: str, filename: str, data: bytes) -> RosterCheck:
        """Preview, nothing is written. Raises Refused 422 for a workbook that cannot be read."""
        return RosterCheck.model_validate_json(self._upload(f"/rosters/{organisation}/check", filename, data).content)

    def report_roster(self, organisation: str, filename: str, data: bytes) -> bytes:
        """Their own sheet with “问题”“怎么改”, xlsx."""
        return self._upload(f"/rosters/{organisation}/report", filename, data).content

    def import_roster(
        self, organisation: str, filename: str, data: bytes, choice: Choice | None = None
    ) -> ImportReceipt:
        """New rows become departures (home only), one with an issued certificate a member who is out already; changed
        rows acts of their cases. Without a choice all of them; the same file again changes nothing.

        Raises Refused 409 `file_not_the_one_checked`.
        """
        fields = {} if choice is None else {"choice": choice.model_dump_json()}
        answer = self._upload(f"/rosters/{organisation}", filename, data, fields)
        return ImportReceipt.model_validate_json(answer.content)

    def export_roster(self, body: ExportRoster) -> ExportedRoster:
        """Of the cases that the caller may import."""
        return self.ask(ExportedRoster, "/roster-rows", **body.model_dump(mode="json"))

    def _upload(self, path: str, filename: str, data: bytes, fields: Mapping[str, str] | None = None) -> httpx.Response:
        return self._send("POST", path, files={"file": (filename, data)}, data=fields)
