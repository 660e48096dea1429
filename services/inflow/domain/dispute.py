"""W-10 on the host side: who decides at which stage, and what a decision needs."""

from services.inflow.contract import DecideDispute, DisputeOrigin, DisputeOutcome, DisputeStage, PlacementStatus
from services.inflow.domain.refusal import RightCommitteeMissing
from shared.errors import Invalid

NEXT_STAGE = {DisputeStage.REVIEW: DisputeStage.JOINT, DisputeStage.JOINT: DisputeStage.PROVINCIAL}


class NothingToUphold(Invalid):
    message = "接收方只是超期未办，没有作出拒收决定，不能“维持拒收”：请责令接收或指明应接收的党委。"


def is_open(stage: DisputeStage | None) -> bool:
    return stage is not None and stage is not DisputeStage.DECIDED


def may_object(status: PlacementStatus, *, listed: bool | None, disputed: bool) -> bool:
    """Home objects to a refusal on a listed ground, once; without a ground the review is open anyway.

    `disputed`: this very refusal has been under review already.
    """
    return status is PlacementStatus.REFUSED and bool(listed) and not disputed


def check_decision(body: DecideDispute, origin: DisputeOrigin) -> None:
    if body.outcome is DisputeOutcome.UPHELD and origin is DisputeOrigin.SILENCE:
        raise NothingToUphold(fields=[{"field": "outcome", "message": NothingToUphold.message}])
    if body.outcome is DisputeOutcome.REDIRECTED and body.to_committee is None:
        message = RightCommitteeMissing.message
        raise RightCommitteeMissing(fields=[{"field": "to_committee", "message": message}])
