"""A member with whom contact is lost: what branch, committee and workflow do about it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from services.outflow import contract as c
from services.outflow.lost_contact import contract as lost
from services.outflow.lost_contact.contract import Finding, LostContact, Measure, SearchMethod
from shared.posts import Actor
from tests.services.outflow.home_side import CLERK, SECRETARY, HomeCase
from workflows.lost_contact.duties import owed

M, F, HOW = Measure, Finding, SearchMethod
AT_RISK = date(2027, 3, 2)
"""Six months and a day after the departure on 1 September 2026."""


class LostCase:
    """Wraps a case; `on` moves the day."""

    def __init__(self, case: HomeCase) -> None:
        self.case = case

    def on(self, day: date) -> "LostCase":
        return LostCase(self.case.on(day))

    @property
    def today(self) -> date:
        return self.case.today

    @property
    def shown(self) -> LostContact:
        found = self.case.side.at(SECRETARY).read_dossier(self.case.case_id).lost_contact
        assert found is not None
        return found

    @property
    def process_id(self) -> UUID:
        return self.shown.process_id

    def is_suspected(self) -> "LostCase":
        self.case.has_been_silent()
        return self

    def searches(self, method: SearchMethod = HOW.PHONE, actor: Actor = SECRETARY, **changed: Any) -> c.Case:
        said: dict[str, Any] = {"method": method, "searched_on": self.today, "text": "电话无人接听。"} | changed
        return self.case.side.at(actor).log_search(self.case.case_id, lost.LogSearch(**said))

    def searched_in_vain(self) -> "LostCase":
        """Three ways on three days; the newest day is where it goes on."""
        later = self
        for step, method in enumerate((HOW.PHONE, HOW.MESSAGE, HOW.EMPLOYER)):
            later = self.on(self.today + timedelta(days=step))
            later.searches(method)
        return later

    def confirms(self, actor: Actor = SECRETARY, **changed: Any) -> c.Case:
        said: dict[str, Any] = {"confirmed_on": self.today, "text": "多方查找无果。"} | changed
        return self.case.side.at(actor).confirm_lost(self.case.case_id, lost.ConfirmLost(**said))

    def finds_out(self, finding: Finding, actor: Actor = SECRETARY, **changed: Any) -> c.Case:
        body = lost.RecordFinding(finding=finding, text="经了解情况如上。", **changed)
        return self.case.side.at(actor).record_finding(self.case.case_id, body)

    def meets(self, measure: Measure, actor: Actor = SECRETARY, **changed: Any) -> c.Case:
        said: dict[str, Any] = {"measure": measure, "held_on": self.today, "entitled": 12, "present": 10}
        body = lost.ResolveMeasure(**(said | {"in_favour": 9, "text": "同意提请党委审批。"} | changed))
        return self.case.side.at(actor).resolve_measure(self.case.case_id, body)

    def is_decided(self, measure: Measure, actor: Actor = CLERK, *, approved: bool = True) -> c.Case:
        body = lost.DecideMeasure(measure=measure, approved=approved, decided_on=self.today, text="党委会研究。")
        return self.case.side.at(actor).decide_measure(self.case.case_id, body)

    def is_filed(self, measure: Measure, actor: Actor = CLERK) -> c.Case:
        body = lost.FileMeasure(measure=measure, filed_on=self.today, filing_number="扬邗组备〔2027〕3号")
        return self.case.side.at(actor).file_measure(self.case.case_id, body)

    def applies(self, actor: Actor = SECRETARY, **changed: Any) -> c.Case:
        said: dict[str, Any] = {"applied_on": self.today, "text": "申请恢复党籍。"} | changed
        return self.case.side.at(actor).apply_for_restoration(self.case.case_id, lost.ApplyForRestoration(**said))

    def reviews(self, *, corrected: bool) -> c.Case:
        body = lost.ReviewCorrectionOrder(corrected=corrected, text="期内表现如上。")
        return self.case.side.at(SECRETARY).review_correction_order(self.case.case_id, body)

    def day_comes(self, step: str) -> None:
        """What the workflow says when the day has come."""
        self.case.side.worker.begin_step("lost-contact", self.process_id, step, self.case.side.now)

    def is_suspended(self) -> "LostCase":
        """The whole way: searched for, confirmed, resolved, approved, filed."""
        last = self.searched_in_vain()
        last.confirms()
        last.meets(M.SUSPEND)
        last.is_decided(M.SUSPEND)
        last.is_filed(M.SUSPEND)
        return last

    def duties(self) -> set[tuple[str, str]]:
        """Kind and holder, by the tables of duties of W-07."""
        state = self.case.loss()
        return {(duty.kind.value, duty.holder) for duty in owed(state)} if state and not state.over else set()
