"""Two hosts claim one member (5.1): home decides which is right."""

from uuid import UUID

from sqlalchemy import select

from services.outflow.contract import CaseStatus
from services.outflow.leaving.contract import RelocateMember, SettleHostClaim
from services.outflow.leaving.operations.relocation import move_on
from services.outflow.leaving.operations.taking_up import take_up
from services.outflow.operations.casework import note
from services.outflow.operations.ending import take_back_tasks, tell_all
from services.outflow.operations.notice import change_host
from services.outflow.tables import CaseRow, HostClaimRow
from shared.act import Act
from shared.errors import NotFound
from shared.history import who_was_first
from shared.letters.bodies_leaving import CaseClosed
from shared.letters.contract import Side
from shared.letters.operations import write_letter
from shared.organisation_directory.queries import organisation
from shared.policy.task_kinds import TaskKind


def settle_host_claim(act: Act, case_id: UUID, body: SettleHostClaim) -> CaseRow:
    """Keep the present host, or give the member to the one that claims him: a new notice goes there, and the
    present host is left as one leaves any other. Raises NotFound for a claim that nobody made."""
    case, post = take_up(act, "settle_host_claim", case_id)
    claim = _open_claim(act, case, body.attempt)
    claim.settled_on, claim.kept = act.today, body.keep_present
    take_back_tasks(act, case, "settle_host_claim", TaskKind.SETTLE_HOST_CLAIM)
    if body.keep_present:
        _deny(act, case, claim)
    else:
        _give_to(act, case, claim, body.text)
    note(act, "settle_host_claim", case, post, claim=body.attempt, kept=body.keep_present, words=body.text)
    tell_all(act, case)
    return case


def _open_claim(act: Act, case: CaseRow, attempt: int) -> HostClaimRow:
    query = select(HostClaimRow).where(HostClaimRow.case_id == case.id, HostClaimRow.attempt == attempt)
    claim = act.session.scalars(query).one_or_none()
    if claim is None:
        raise NotFound()
    if claim.settled_on is not None:
        raise who_was_first(act.session, case.id, {"settle_host_claim"}, "这项确认已经办理")
    return claim


def _deny(act: Act, case: CaseRow, claim: HostClaimRow) -> None:
    write_letter(
        act,
        case_id=case.id,
        attempt=claim.attempt,
        side=Side.HOME,
        sender=case.home_branch,
        recipient=claim.committee,
        recipient_region=organisation(act.session, claim.committee).region_code,
        body=CaseClosed(reason="OTHER_HOST", closed_on=act.today),
    )


def _give_to(act: Act, case: CaseRow, claim: HostClaimRow, text: str) -> None:
    region = organisation(act.session, claim.committee).region_code
    if case.status == CaseStatus.ACTIVE:
        body = RelocateMember(
            host_region=region, host_committee=claim.committee, text=text[:200], moves_on=act.today, told_by="HOST"
        )
        move_on(act, case, body, act.today)
    else:
        change_host(act, case, text[:200], region, "", claim.committee, "")
