"""What the two sides do with one booklet, each by the person whose step it is."""

from decimal import Decimal
from typing import Any

from deploy.embedded.people import SignedIn
from services.inflow.entries import contract as host
from services.outflow.certificate_life import contract as home
from services.outflow.leaving.contract import AnnounceReturn, ReportReturn
from services.registry.contract import NumberCertificate
from services.registry.number_status.contract import NumberStanding
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.journey import Journey


class BookletJourney(Journey):
    @property
    def host_secretary(self) -> SignedIn:
        return self.stage.branch(self.end.branch)

    def is_managed(self) -> "BookletJourney":
        """ACTIVE on both sides; the host's pages are open."""
        self.depart()
        self.host_records_arrival()
        self.is_taken_in()
        return self

    # ---- what stands ---------------------------------------------------------------------------------------
    @property
    def file(self) -> home.CertificateFile:
        found = self.secretary.services.outflow.read_dossier(self.case_id).certificate
        assert found is not None
        return found

    @property
    def book(self) -> host.EntryBook:
        found = self.reception.services.inflow.read_dossier(self.case_id).entries
        assert found is not None
        return found

    def booklet_stands(self, wanted: str) -> None:
        self.until(lambda: self.file.booklets[-1].status == wanted, f"活动证成为 {wanted}")

    def number_is(self, standing: NumberStanding, number: str, asked_by: SignedIn | None = None) -> None:
        """Asked by the host's reception, who knows nothing but the number; an operator knows its own good ones."""
        registry = (asked_by or self.reception).services.registry
        self.until(lambda: registry.check_number(number).standing is standing, f"编号 {number} 查为 {standing}")

    def home_reads(self, entry: host.Entry, status: str) -> None:
        def told() -> bool:
            return any(one.entry_id == entry.entry_id and one.status == status for one in self.file.entries)

        self.until(told, f"流出地看到第{entry.serial}号记载为 {status}")

    # ---- host ----------------------------------------------------------------------------------------------
    def enter(self, kind: str = "ACTIVITY_DAY", **facts: Any) -> host.Entry:
        said: dict[str, Any] = {"happened_on": self.stage.today, "kind": kind, "content": "参加党员活动日，集体学习。"}
        body = host.RecordEntry(**(said | facts))
        self.host_secretary.services.inflow.record_entry(self.case_id, body)
        return self.book.entries[-1]

    def pay_dues(self, month: str) -> host.Entry:
        return self.enter("DUES", content="交纳党费", month=month, amount=Decimal("20.00"))

    def confirm(self, entry: host.Entry) -> None:
        self.finds(self.host_secretary, K.CONFIRM_ENTRY, "inflow")
        body = host.ConfirmEntry(confirmed_on=self.stage.today, signed_by_member=True)
        self.host_secretary.services.inflow.confirm_entry(self.case_id, entry.entry_id, body)

    def object_to(self, entry: host.Entry) -> None:
        body = host.ObjectToEntry(objected_on=self.stage.today, text="当日请假，没有参加。")
        self.host_secretary.services.inflow.object_to_entry(self.case_id, entry.entry_id, body)

    def review(self, entry: host.Entry, outcome: str, right: host.RecordEntry | None = None) -> None:
        self.finds(self.host_secretary, K.REVIEW_ENTRY, "inflow")
        body = host.ReviewEntry(outcome=host.ReviewOutcome(outcome), text="经查签到记录。", correction=right)
        self.host_secretary.services.inflow.review_entry(self.case_id, entry.entry_id, body)

    def report_loss_at_host(self, person: SignedIn | None = None) -> None:
        body = host.ReportCertificateLost(lost_on=self.stage.today, text="在工地遗失。")
        who = person or self.host_secretary
        who.services.inflow.report_certificate_lost(self.case_id, body)

    def take_up_new_booklet(self) -> None:
        self.finds(self.host_secretary, K.TAKE_UP_BOOKLET, "inflow")
        body = host.TakeUpBooklet(number=self.book.new_number, taken_up_on=self.stage.today, all_rewritten=True)
        self.host_secretary.services.inflow.take_up_booklet(self.case_id, body)

    def answer_finding(self) -> None:
        self.finds(self.host_secretary, K.ANSWER_FALSE_ENTRIES, "inflow")
        body = host.AnswerFalseEntries(admitted=True, text="系误记他人活动，已更正。")
        self.host_secretary.services.inflow.answer_false_entries(self.case_id, body)

    # ---- home ----------------------------------------------------------------------------------------------
    def check_loss(self, *, lost: bool = True) -> None:
        self.finds(self.secretary, K.CHECK_LOSS, "outflow")
        body = home.CheckLoss(lost=lost, text="已向本人核实。")
        self.secretary.services.outflow.check_loss(self.case_id, body)

    def replace_booklet(self) -> None:
        """Request, number, seal, issue: each by the organisation whose step it is."""
        self.finds(self.secretary, K.REPLACE_CERTIFICATE, "outflow")
        body = home.RequestReplacement(reason=home.ReplacementReason.LOST)
        self.secretary.services.outflow.request_replacement(self.case_id, body)
        self.finds(self.home_department, K.NUMBER_REPLACEMENT, "registry")
        new = self.file.replacements[-1].certificate_id
        self.home_department.services.registry.number_certificate(new, NumberCertificate())
        self.finds(self.home_office, K.SEAL_REPLACEMENT, "outflow")
        seal = home.SealReplacement(sealed_on=self.stage.today)
        self.home_office.services.outflow.seal_replacement(self.case_id, seal)
        issue = home.IssueReplacement(issued_on=self.stage.today, signed_by_member=True)
        self.secretary.services.outflow.issue_replacement(self.case_id, issue)

    def returns(self) -> None:
        services, today = self.secretary.services.outflow, self.stage.today
        services.announce_return(self.case_id, AnnounceReturn(returns_on=today, how="EARLY", text="务工结束。"))
        services.report_return(self.case_id, ReportReturn(reported_on=today, certificate_brought=True))

    def find_false(self, *entries: host.Entry) -> None:
        body = home.RecordFalseEntries(
            entries=tuple(one.entry_id for one in entries), found_on=self.stage.today, text="该日本人在家，与记载不符。"
        )
        self.secretary.services.outflow.record_false_entries(self.case_id, body)

    def settle_finding(self) -> None:
        self.finds(self.home_office, K.SETTLE_FALSE_ENTRIES, "outflow")
        body = home.SettleFalseEntries(proved=True, text="经两地核查，记载不实，已由流入地更正并批评教育。")
        self.home_office.services.outflow.settle_false_entries(self.case_id, body)
