"""What branch and committee do about a member in play with whom contact is lost (W-07)."""

from datetime import date, timedelta

from services.outflow.lost_contact import contract as lost
from services.outflow.lost_contact.contract import Finding, Measure, SearchMethod
from shared.posts import Actor
from tests.chaos import people as p
from tests.chaos.case_in_play import CaseInPlay

AT_RISK = date(2027, 3, 2)
"""Six months and a day after the departure on 1 September 2026."""
WAYS = (SearchMethod.PHONE, SearchMethod.MESSAGE, SearchMethod.EMPLOYER)
SEARCHED = AT_RISK + timedelta(days=len(WAYS) - 1)


def is_at_risk(case: CaseInPlay) -> None:
    case.ground.outflow().begin_step("quarterly-contact", case.case_id, f"risk/{AT_RISK}", case.now)


def search(case: CaseInPlay, actor: Actor, method: SearchMethod = SearchMethod.PHONE, *, found: bool = False) -> None:
    body = lost.LogSearch(method=method, searched_on=case.today, found=found, text="逐一查找。")
    case.home(actor).log_search(case.case_id, body)


def find(case: CaseInPlay, actor: Actor) -> None:
    search(case, actor, found=True)


def confirm(case: CaseInPlay, actor: Actor) -> None:
    case.home(actor).confirm_lost(case.case_id, lost.ConfirmLost(confirmed_on=case.today, text="多方查找无果。"))


def find_out(case: CaseInPlay, actor: Actor, finding: Finding) -> None:
    case.home(actor).record_finding(case.case_id, lost.RecordFinding(finding=finding, text="经了解如上。"))


def resolve(case: CaseInPlay, actor: Actor, measure: Measure = Measure.SUSPEND) -> None:
    votes = {"entitled": 12, "present": 11, "in_favour": 10}
    body = lost.ResolveMeasure(measure=measure, held_on=case.today, text="同意提请党委。", **votes)
    case.home(actor).resolve_measure(case.case_id, body)


def decide(case: CaseInPlay, actor: Actor, measure: Measure = Measure.SUSPEND, *, approved: bool = True) -> None:
    body = lost.DecideMeasure(measure=measure, approved=approved, decided_on=case.today, text="党委会研究。")
    case.home(actor).decide_measure(case.case_id, body)


def file(case: CaseInPlay, actor: Actor, measure: Measure = Measure.SUSPEND) -> None:
    body = lost.FileMeasure(measure=measure, filed_on=case.today, filing_number="备〔2027〕3号")
    case.home(actor).file_measure(case.case_id, body)


def apply_again(case: CaseInPlay, actor: Actor, on: date) -> None:
    body = lost.ApplyForRestoration(applied_on=on, text="申请恢复党籍。")
    case.home(actor).apply_for_restoration(case.case_id, body)


def is_searched_in_vain(case: CaseInPlay) -> None:
    """From AT_RISK on, three ways on three days; it is SEARCHED afterwards."""
    case.ground.on(AT_RISK)
    is_at_risk(case)
    for days, way in enumerate(WAYS):
        case.ground.on(AT_RISK + timedelta(days=days))
        search(case, p.SECRETARY, way)


def is_to_be_suspended(case: CaseInPlay) -> None:
    """Confirmed, resolved and approved; the filing is owed."""
    confirm(case, p.SECRETARY)
    resolve(case, p.SECRETARY)
    decide(case, p.CLERK)
