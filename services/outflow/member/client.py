"""Calls of the member's view at home, and everything else that a member's token may say there."""

from uuid import UUID

from pydantic import BaseModel

from services.outflow.acts import ReportArrival
from services.outflow.exchange.contract import RecordChange, RecordSummonsReply, RecordYearlyReport
from services.outflow.leaving.contract import AnnounceReturn, CallOffReturn, ReportReturn
from services.outflow.looks.client import LookCalls
from services.outflow.member.contract import MyCase
from services.outflow.papers.contract import CertificatePaper
from shared.help_requests.contract import ConfirmRequest, OpenRequest
from shared.kernel_client import KernelClient
from shared.own_case import Told


class MyCaseCalls(KernelClient):
    def read_my_case(self, case_id: UUID) -> MyCase:
        """With a member's token, and of his own case. Raises Refused 404 for everybody else."""
        return self.get(MyCase, f"/cases/{case_id}/mine")


class MemberAtHome(MyCaseCalls, LookCalls):
    """The home side as a member's token opens it: the branch's verbs, answered with no more than that they are done.

    Days on which something is said and the way it came are those of the member who says it now, whatever the body
    states."""

    def print_certificate(self, case_id: UUID) -> CertificatePaper:
        """7.1, with the seal of the QR. Raises Refused 409 `no_certificate_to_print`."""
        return self.get(CertificatePaper, f"/cases/{case_id}/papers/certificate")

    def report_arrival(self, case_id: UUID, body: ReportArrival, key: str | None = None) -> Told:
        """D-150: he says on which day he has reported at the host."""
        return self._say(case_id, "arrival", body, key)

    def record_change(self, case_id: UUID, body: RecordChange, key: str | None = None) -> Told:
        """D-152. Raises Refused 422 `not_a_members_word` for kinds that only an organisation tells."""
        return self._say(case_id, "changes", body, key)

    def record_yearly_report(self, case_id: UUID, body: RecordYearlyReport, key: str | None = None) -> Told:
        """D-151, for this year. Raises Refused 409 `step_already_taken` for a second one."""
        return self._say(case_id, "yearly-reports", body, key)

    def announce_return(self, case_id: UUID, body: AnnounceReturn, key: str | None = None) -> Told:
        """Raises Refused 422 `not_a_members_word` for UNREPORTED, which only the branch can find."""
        return self._say(case_id, "return", body, key)

    def call_off_return(self, case_id: UUID, body: CallOffReturn, key: str | None = None) -> Told:
        return self._say(case_id, "return-called-off", body, key)

    def report_return(self, case_id: UUID, body: ReportReturn, key: str | None = None) -> Told:
        """D-153; the certificate is handed in at the branch, which inspects it."""
        return self._say(case_id, "return-report", body, key)

    def record_summons_reply(self, case_id: UUID, body: RecordSummonsReply, key: str | None = None) -> Told:
        """D-39: whether he comes. Raises Refused 409 `step_already_taken` when it was answered, or the day is over."""
        return self._say(case_id, "summons-reply", body, key)

    def open_request(self, case_id: UUID, body: OpenRequest, key: str | None = None) -> Told:
        return self._say(case_id, "requests", body, key)

    def confirm_request(self, case_id: UUID, request_id: UUID, body: ConfirmRequest, key: str | None = None) -> Told:
        return self._say(case_id, f"requests/{request_id}/confirmation", body, key)

    def _say(self, case_id: UUID, noun: str, body: BaseModel, key: str | None) -> Told:
        return self.command(Told, f"/cases/{case_id}/{noun}", body, key)
