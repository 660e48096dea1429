"""What people do to a case in play that nears its end (W-01, 5.1)."""

from services.inflow.leaving import contract as at_host
from services.outflow.contract import EndReason
from services.outflow.leaving import contract as leaving
from shared.posts import Actor
from tests.chaos import people as p
from tests.chaos.case_in_play import TODAY, CaseInPlay


def relocate(case: CaseInPlay, actor: Actor) -> None:
    """Between the two committees of the county, to and fro."""
    other = p.NEXT_COMMITTEE if case.host_committee == p.HOST_COMMITTEE else p.HOST_COMMITTEE
    body = leaving.RelocateMember(
        host_region=p.HOST_DEPARTMENT, host_committee=other, text="工作单位搬迁。", moves_on=TODAY, told_by="MEMBER"
    )
    case.home(actor).relocate_member(case.case_id, body)
    case.host_committee = other


def come_back(case: CaseInPlay, actor: Actor) -> None:
    body = leaving.AnnounceReturn(returns_on=TODAY, how="EARLY", text="务工结束。")
    case.home(actor).announce_return(case.case_id, body)


def end(case: CaseInPlay, actor: Actor) -> None:
    body = leaving.RecordEnding(reason=EndReason.DEATH, ended_on=TODAY, text="死亡证明已收存。")
    case.home(actor).record_ending(case.case_id, body)


def release(case: CaseInPlay, actor: Actor) -> None:
    body = at_host.ReleaseMember(released_on=TODAY, conduct="良好", participation="应到6次")
    case.host(actor).release_member(case.case_id, body)


def report_back(case: CaseInPlay, actor: Actor) -> None:
    body = leaving.ReportReturn(reported_on=TODAY, certificate_brought=True)
    case.home(actor).report_return(case.case_id, body)


def inspect(case: CaseInPlay, actor: Actor) -> None:
    body = leaving.InspectReturn(
        inspected_on=TODAY, certificate_seen=True, entries_in_order=True, member_account="按月参加组织生活。",
        host_account="电话了解，表现良好。",
    )  # fmt: skip
    case.home(actor).inspect_return(case.case_id, body)


def send_transfer(case: CaseInPlay, actor: Actor) -> None:
    body = leaving.SendTransfer(sent_on=TODAY, letter_number="组介〔2026〕118号")
    case.home(actor).send_transfer(case.case_id, body)


def accept_transfer(case: CaseInPlay, actor: Actor) -> None:
    case.host(actor).accept_transfer(case.case_id, at_host.AcceptTransfer(accepted_on=TODAY))


def reject_transfer(case: CaseInPlay, actor: Actor) -> None:
    body = at_host.RejectTransfer(rejected_on=TODAY, text="材料不全。")
    case.host(actor).reject_transfer(case.case_id, body)


def hear_of_acceptance(case: CaseInPlay, actor: Actor) -> None:
    """Home has the receipt on paper."""
    body = leaving.RecordTransferAccepted(accepted_on=TODAY, text="回执第3联")
    case.home(actor).record_transfer_accepted(case.case_id, body)


def suspend(case: CaseInPlay, actor: Actor) -> None:
    body = leaving.SuspendMembership(
        cause=leaving.SuspensionCause.SETTLED_ABROAD, decided_on=TODAY, resolution="纪要〔2026〕20号"
    )
    case.home(actor).suspend_membership(case.case_id, body)


def restore(case: CaseInPlay, actor: Actor) -> None:
    body = leaving.RestoreMembership(decided_on=TODAY, resolution="纪要〔2026〕21号")
    case.home(actor).restore_membership(case.case_id, body)


def say_he_stays(case: CaseInPlay, actor: Actor) -> None:
    case.host(actor).report_staying(case.case_id, at_host.ReportStaying(told_on=TODAY, text="本人续签合同。"))


def call_off(case: CaseInPlay, actor: Actor) -> None:
    case.home(actor).call_off_return(case.case_id, leaving.CallOffReturn(told_by="HOST", text="本人暂不返回。"))
