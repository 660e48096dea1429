"""The committee decides, the branch announces, both sides are told. Who prepared it does not approve it."""

from typing import Any
from uuid import UUID

from services.outflow.contract import EndReason, Standing
from services.outflow.conversion.contract import (
    AnnounceConversion,
    DecideConversion,
    Decision,
    OpinionStep,
    Proposal,
    Stage,
)
from services.outflow.conversion.domain.dates import extended_end
from services.outflow.conversion.domain.machine import after_decision
from services.outflow.conversion.operations.casework import (
    done,
    move,
    next_round,
    not_earlier_than,
    put_down,
    take_up,
    write_to,
)
from services.outflow.conversion.snapshots import stays_of
from services.outflow.conversion.tables import ConversionRow
from services.outflow.operations.casework import not_later_than_today
from services.outflow.operations.ending import end_case
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import BRANCH
from shared.errors import Invalid, NotYourPost
from shared.letters.bodies_conversion import ConversionOutcome, ConversionResult
from shared.policy.task_kinds import TaskKind
from shared.posts import Post


class PreparerMayNotApprove(NotYourPost):
    message = "您经办过该党员的转正，按“经办与审批分开”的要求，请由党委的其他同志办理审批。"


class GroundsMissing(Invalid):
    message = "退回或者不批准的，请写明理由和要求。"


class NotArchived(Invalid):
    message = "请把转正材料归入本人档案后再登记。"


def decide_conversion(act: Act, case_id: UUID, body: DecideConversion) -> ConversionRow:
    """A late decision is accepted; nothing is decided by the passing of the term. Raises PreparerMayNotApprove."""
    case, row, post = take_up(act, "decide_conversion", case_id)
    _check_separation(act, case, row)
    not_later_than_today(act, decided_on=body.decided_on)
    not_earlier_than(row.reported_on, decided_on=body.decided_on)
    if body.decision is not Decision.APPROVED and not body.text:
        raise GroundsMissing(fields=[{"field": "text", "message": GroundsMissing.message}])
    done(act, case, row, TaskKind.DECIDE_CONVERSION, "decide_conversion")
    row.decision, row.decided_on = body.decision, body.decided_on
    row.decision_text = act.seal_text(f"{body.resolution}。{body.text}")
    resolution = Proposal(row.resolution or Proposal.CONVERT)
    move(row, "decide_conversion", after_decision(body.decision, resolution))
    words = f"{body.resolution} {body.text}".strip()
    told = {"decision": body.decision, "resolution": resolution}
    _carry_out(act, case, row, post, words, told)
    return row


def _check_separation(act: Act, case: CaseRow, row: ConversionRow) -> None:
    """By account and by role: neither the account that prepared it, nor a post in the branch that did."""
    in_the_branch = any(post.role in BRANCH and post.organisation == case.home_branch for post in act.actor.posts)
    if in_the_branch or any(act.actor.answers_for(one) for one in row.preparers):
        raise PreparerMayNotApprove()


def _carry_out(act: Act, case: CaseRow, row: ConversionRow, post: Post, words: str, told: dict[str, Any]) -> None:
    match Stage(row.stage):
        case Stage.RETURNED | Stage.REJECTED:
            next_round(row, row.decided_on)
        case Stage.WATCHING:
            _watch_anew(act, case, row)
        case Stage.REVOKED:
            _tell_hosts(act, case, row, ConversionOutcome.REVOKED)
        case _:
            pass
    put_down(act, "decide_conversion", case, row, post, words=words, **told)
    if row.stage == Stage.REVOKED and case.is_open:
        assert row.decided_on is not None
        end_case(act, case, EndReason.REVOKED, row.decided_on, post=post)


def _watch_anew(act: Act, case: CaseRow, row: ConversionRow) -> None:
    """APPROVED(extend): once only; everything begins again for the new end of probation."""
    assert row.probation_end is not None
    row.probation_end = extended_end(row.probation_end, row.extension_months or 0)
    row.extension_used = True
    _tell_hosts(act, case, row, ConversionOutcome.EXTENDED)
    row.opinion_step, row.asked, row.requested_on = OpinionStep.NOT_ASKED, [], None
    row.request_open = row.waiver_open = False
    row.applied_on = row.home_view = row.resolution = row.resolved_on = row.reported_on = None
    row.waived_on = row.notice_from = row.notice_until = row.adjourned_until = None
    row.consultation = row.home_view_text = row.waiver = row.adjournment = ""
    row.overdue_reason, row.overdue_text, row.preparers = None, "", []
    next_round(row)


def _tell_hosts(act: Act, case: CaseRow, row: ConversionRow, outcome: ConversionOutcome) -> None:
    """D-64: those that were asked, and the one that has him now."""
    hosts = stays_of(act, case)
    attempts = sorted({*row.asked, *list(hosts)[-1:]})
    assert row.decided_on is not None
    assert row.probation_end is not None
    result = ConversionResult(
        outcome=outcome,
        approved_on=row.decided_on,
        probation_end=row.probation_end,
        standing_since=row.standing_since,
    )
    write_to(act, case, attempts, result)


def announce_conversion(act: Act, case_id: UUID, body: AnnounceConversion) -> ConversionRow:
    """Talk, announcement, archive: he is a full member, from the day his probation ended, however late this is."""
    case, row, post = take_up(act, "announce_conversion", case_id)
    not_later_than_today(act, talked_on=body.talked_on, announced_on=body.announced_on)
    not_earlier_than(row.decided_on, talked_on=body.talked_on, announced_on=body.announced_on)
    if not body.archived:
        raise NotArchived(fields=[{"field": "archived", "message": NotArchived.message}])
    done(act, case, row, TaskKind.ANNOUNCE_CONVERSION, "announce_conversion")
    move(row, "announce_conversion", Stage.CONVERTED)
    row.announced_on, row.standing_since = body.announced_on, row.probation_end
    case.member.standing = Standing.FULL
    _tell_hosts(act, case, row, ConversionOutcome.CONVERTED)
    put_down(act, "announce_conversion", case, row, post, standing_since=str(row.standing_since))
    return row
