"""W-10: refusals and their review, up to the department's decision. Nothing here decides by itself."""

from uuid import UUID

from services.inflow.contract import (
    DecideDispute,
    DisputeOrigin,
    DisputeOutcome,
    DisputeStage,
    PlacementStatus,
    RefuseMember,
)
from services.inflow.domain.dispute import check_decision, is_open
from services.inflow.domain.placement import STAGE_TASKS, status_after_order
from services.inflow.domain.refusal import Ground, RightCommitteeInvalid, weigh
from services.inflow.operations.casework import (
    lock_placement,
    not_later_than_today,
    permit,
    put_down,
    take_up,
    write,
)
from services.inflow.snapshots import dispute_of, pauses_of
from services.inflow.tables import DisputeRow, FindingRow, PlacementRow
from shared.act import Act
from shared.errors import NotAtThisStep, Refusal
from shared.history import who_was_first
from shared.letters.contract import DisputeProgress, Redirected, Refused
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.policy.book import packaged_book
from shared.policy.choices import RefusalRules
from shared.posts import Post
from shared.tasks.operations import close_task

SILENCE_REFUSED = "接收方已作出决定，不再属于超期未办。"
ENDED_BY = {"decide_dispute", "place_member", "enrol_member", "refuse_member", "letter_notice_withdrawn"}


def refuse_member(act: Act, case_id: UUID, body: RefuseMember) -> PlacementRow:
    """S001-B 四: refused on a listed ground, redirected (G5), or without grounds, which opens the review."""
    row, post = take_up(act, "refuse_member", case_id)
    not_later_than_today(act, decided_on=body.decided_on)
    ground = weigh(_rules(row), body)
    _end_pauses(act, row)
    end_silence(act, row, SILENCE_REFUSED)
    if ground.redirects:
        _redirect(act, row, post, body, ground)
    else:
        _refuse(act, row, post, body, ground)
    return row


def _rules(row: PlacementRow) -> RefusalRules:
    """The grounds of the pack under which the placement began."""
    return packaged_book().by_reference(row.policy).refusal


def _end_pauses(act: Act, row: PlacementRow) -> None:
    row.pauses = [
        p.model_dump(mode="json") for p in (p.model_copy(update={"end": p.end or act.today}) for p in pauses_of(row))
    ]


def _refuse(act: Act, row: PlacementRow, post: Post, body: RefuseMember, ground: Ground) -> None:
    row.status, row.refused_on = PlacementStatus.REFUSED, body.decided_on
    _keep_reason(act, row, body, ground)
    write(
        act,
        row,
        Refused(reason=ground.reason, text=body.text, listed=ground.listed, refused_on=body.decided_on),
    )
    if not ground.listed:
        open_dispute(act, row, DisputeOrigin.NO_LISTED_GROUND, DisputeStage.REVIEW, body.text)
    _note_refusal(act, row, post, body, ground)


def _redirect(act: Act, row: PlacementRow, post: Post, body: RefuseMember, ground: Ground) -> None:
    right = right_committee(act, row, body.to_committee)
    _keep_reason(act, row, body, ground)
    send_elsewhere(row, right)
    write(act, row, Redirected(to_committee=right, text=body.text))
    _note_refusal(act, row, post, body, ground)


def _keep_reason(act: Act, row: PlacementRow, body: RefuseMember, ground: Ground) -> None:
    row.refusal_reason, row.refusal_listed = ground.reason, ground.listed
    row.refusal_text = act.seal_text(body.text)


def _note_refusal(act: Act, row: PlacementRow, post: Post, body: RefuseMember, ground: Ground) -> None:
    details = {"reason": ground.reason, "listed": ground.listed, "resolution": body.resolution}
    if row.redirected_to:
        details["to_committee"] = row.redirected_to
    put_down(act, row, "refuse_member", post, decided_on=body.decided_on.isoformat(), **details)


def send_elsewhere(row: PlacementRow, right: str) -> None:
    row.status, row.redirected_to = PlacementStatus.REDIRECTED, right
    row.look_asked = row.look_since = None


def right_committee(act: Act, row: PlacementRow, code: str | None) -> str:
    """Another grassroots committee on the platform. Raises RightCommitteeInvalid."""
    found = act.session.get(OrganisationRow, code) if code else None
    wanted = OrganisationKind.GRASSROOTS_COMMITTEE
    if found is None or found.kind != wanted or found.code == row.host_committee:
        message = RightCommitteeInvalid.message
        raise RightCommitteeInvalid(fields=[{"field": "to_committee", "message": message}])
    return found.code


def open_dispute(act: Act, row: PlacementRow, origin: DisputeOrigin, stage: DisputeStage, text: str) -> None:
    """A placement disputed again keeps one row, with a new round; what was before is in the history."""
    earlier = dispute_of(act, row)
    dispute = earlier or DisputeRow(placement_id=row.id, round=0)
    dispute.round += 1
    dispute.version = row.version + 1
    dispute.origin, dispute.stage, dispute.text = origin, stage, act.seal_text(text)
    dispute.opened_on = dispute.stage_since = act.today
    dispute.outcome = dispute.decided_on = dispute.to_committee = None
    dispute.finding = dispute.proposal = ""
    act.session.add(dispute)


def end_silence(act: Act, row: PlacementRow, text: str) -> None:
    """The host has moved by itself: there is nothing left to coordinate, and nobody has been overruled."""
    dispute = dispute_of(act, row)
    if dispute is None or dispute.origin != DisputeOrigin.SILENCE or not is_open(DisputeStage(dispute.stage)):
        return
    end_dispute(act, row, dispute, text)
    write(act, row, DisputeProgress(stage=DisputeStage.DECIDED, text=text))


def end_dispute(act: Act, row: PlacementRow, dispute: DisputeRow, text: str) -> None:
    dispute.version = row.version + 1
    dispute.stage, dispute.text = DisputeStage.DECIDED, act.seal_text(text)
    dispute.stage_since = dispute.decided_on = act.today


def decide_dispute(act: Act, case_id: UUID, body: DecideDispute) -> PlacementRow:
    """REVIEW and JOINT: the host's county department; PROVINCIAL: the province."""
    row = lock_placement(act, case_id)
    dispute = dispute_of(act, row)
    post = permit(act, "decide_dispute", row, *_deciders(row, dispute))
    if dispute is None or not is_open(DisputeStage(dispute.stage)):
        raise _nothing_to_decide(act, row, dispute)
    check_decision(body, DisputeOrigin(dispute.origin))
    right = right_committee(act, row, body.to_committee) if body.outcome is DisputeOutcome.REDIRECTED else None
    _close_stage_task(act, row, dispute)
    _settle(act, row, dispute, body, right)
    _keep_finding(act, row, post, body)
    write(act, row, DisputeProgress(stage="DECIDED", outcome=body.outcome, text=body.text, to_committee=right))
    put_down(act, row, "decide_dispute", post, outcome=body.outcome, to_committee=right)
    return row


def _deciders(row: PlacementRow, dispute: DisputeRow | None) -> tuple[str, ...]:
    stage = DisputeStage(dispute.stage) if dispute else DisputeStage.DECIDED
    if stage is DisputeStage.DECIDED:
        return row.host_department, row.host_province
    return (row.host_province,) if stage is DisputeStage.PROVINCIAL else (row.host_department,)


def _nothing_to_decide(act: Act, row: PlacementRow, dispute: DisputeRow | None) -> Refusal:
    if dispute is None:
        return NotAtThisStep("该党员的接收没有争议，无须决定。", status=row.status)
    return who_was_first(act.session, row.case_id, ENDED_BY, "该争议已经办结")


def _close_stage_task(act: Act, row: PlacementRow, dispute: DisputeRow) -> None:
    kind = STAGE_TASKS[DisputeStage(dispute.stage)]
    decider = _deciders(row, dispute)[0]
    occurrence = f"{row.attempt}.{dispute.round}"
    close_task(act, row.case_id, kind, decider, verb="decide_dispute", occurrence=occurrence)


def _settle(act: Act, row: PlacementRow, dispute: DisputeRow, body: DecideDispute, right: str | None) -> None:
    end_dispute(act, row, dispute, body.text)
    dispute.outcome, dispute.to_committee = body.outcome, right
    dispute.finding = act.seal_text(body.finding.strip())
    if body.outcome is DisputeOutcome.OVERRULED:
        _order_acceptance(act, row)
    elif right is not None:
        send_elsewhere(row, right)


def _order_acceptance(act: Act, row: PlacementRow) -> None:
    """W-03 goes on with fresh terms, which count from the order."""
    row.status = status_after_order(PlacementStatus(row.status))
    row.round += 1
    row.accept_from = act.today
    row.acceptance_overdue = row.denied = False
    row.pauses = []


def _keep_finding(act: Act, row: PlacementRow, post: Post, body: DecideDispute) -> None:
    """An order to accept is a finding in itself (W-10, D-67), whether or not more is written."""
    overruled = body.outcome is DisputeOutcome.OVERRULED
    if text := body.finding.strip() or (body.text if overruled else ""):
        act.session.add(
            FindingRow(
                placement_id=row.id,
                organisation=row.host_committee,
                decided_by=post.organisation,
                text=act.seal_text(text),
                decided_on=act.today,
            )
        )
