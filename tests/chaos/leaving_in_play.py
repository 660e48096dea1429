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
