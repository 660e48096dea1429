"""What both sides do with the booklet of a member in play and with its pages (W-02, W-12)."""

from uuid import UUID

from services.inflow.entries import contract as at_host
from services.outflow.certificate_life import contract as c
from shared.posts import Actor
from tests.chaos import people as p
from tests.chaos.case_in_play import CaseInPlay


def enter(case: CaseInPlay, actor: Actor) -> UUID:
    body = at_host.RecordEntry(
        happened_on=case.today, kind="ACTIVITY_DAY", content="参加党员活动日。", place="社区党群服务中心"
    )
    case.host(actor).record_entry(case.case_id, body)
    return book(case, actor).entries[-1].entry_id


def book(case: CaseInPlay, actor: Actor) -> at_host.EntryBook:
    found = case.host(actor).read_dossier(case.case_id).entries
    assert found is not None
    return found


def confirm(case: CaseInPlay, actor: Actor, entry: UUID) -> None:
    body = at_host.ConfirmEntry(confirmed_on=case.today, signed_by_member=True)
    case.host(actor).confirm_entry(case.case_id, entry, body)


def object_to(case: CaseInPlay, actor: Actor, entry: UUID) -> None:
    body = at_host.ObjectToEntry(objected_on=case.today, text="当日请假，没有参加。")
    case.host(actor).object_to_entry(case.case_id, entry, body)


def lose(case: CaseInPlay, actor: Actor) -> None:
    case.home(actor).report_loss(case.case_id, c.ReportLoss(lost_on=case.today, text="乘车途中遗失。"))


def lose_at_host(case: CaseInPlay, actor: Actor) -> None:
    body = at_host.ReportCertificateLost(lost_on=case.today, text="在工地遗失。")
    case.host(actor).report_certificate_lost(case.case_id, body)


def check_loss(case: CaseInPlay, actor: Actor) -> None:
    case.home(actor).check_loss(case.case_id, c.CheckLoss(lost=True, text="属实。"))


def ask_again(case: CaseInPlay, actor: Actor) -> None:
    body = c.RequestReplacement(reason=c.ReplacementReason.LOST)
    case.home(actor).request_replacement(case.case_id, body)


def number_again(case: CaseInPlay) -> None:
    found = case.home(p.SECRETARY).read_dossier(case.case_id).certificate
    assert found is not None
    new = found.replacements[-1].certificate_id
    number = f"{p.HOME_DEPARTMENT}-2026-{new.int % 10**9:09d}"
    body = c.RecordReplacementNumber(certificate_id=new, number=number, numbered_on=case.today)
    case.ground.outflow().record_replacement_number(case.case_id, body, case.now)


def seal_again(case: CaseInPlay, actor: Actor) -> None:
    case.home(actor).seal_replacement(case.case_id, c.SealReplacement(sealed_on=case.today))


def issue_again(case: CaseInPlay, actor: Actor) -> None:
    body = c.IssueReplacement(issued_on=case.today, signed_by_member=True)
    case.home(actor).issue_replacement(case.case_id, body)


def is_replaced(case: CaseInPlay) -> None:
    """Lost, checked, and a new one issued; the host still has to take it up."""
    lose(case, p.SECRETARY)
    check_loss(case, p.SECRETARY)
    ask_again(case, p.SECRETARY)
    number_again(case)
    seal_again(case, p.CLERK)
    issue_again(case, p.SECRETARY)


def take_up(case: CaseInPlay, actor: Actor) -> None:
    body = at_host.TakeUpBooklet(number=book(case, actor).new_number, taken_up_on=case.today, all_rewritten=True)
    case.host(actor).take_up_booklet(case.case_id, body)


def void(case: CaseInPlay, actor: Actor) -> None:
    case.home(actor).void_certificate(case.case_id, c.VoidCertificate(text="证号有误。"))


def check_at_home(case: CaseInPlay, actor: Actor) -> None:
    body = c.CheckCertificate(checked_on=case.today, remarks="记载完整。")
    case.home(actor).check_certificate(case.case_id, body)


def check_at_host(case: CaseInPlay, actor: Actor) -> None:
    case.host(actor).check_booklet(case.case_id, at_host.CheckBooklet(checked_on=case.today))


def find_false(case: CaseInPlay, actor: Actor, *entries: UUID) -> None:
    body = c.RecordFalseEntries(entries=entries, found_on=case.today, text="该日本人在家，与记载不符。")
    case.home(actor).record_false_entries(case.case_id, body)


def answer_finding(case: CaseInPlay, actor: Actor) -> None:
    body = at_host.AnswerFalseEntries(admitted=True, text="系误记，已更正。")
    case.host(actor).answer_false_entries(case.case_id, body)


def settle_finding(case: CaseInPlay, actor: Actor) -> None:
    body = c.SettleFalseEntries(proved=True, text="经两地核查，记载不实。")
    case.home(actor).settle_false_entries(case.case_id, body)
