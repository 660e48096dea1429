"""W-03 as tables: in which states a verb may be taken, what is owed, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.inflow.contract import DisputeStage as Stage
from services.inflow.contract import (
    DisputeState,
    PlacementState,
    PlacementStatus,
    Verification,
    VerifyCertificate,
)
from shared.certificate_numbers import same_number
from shared.errors import Conflict, Invalid
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import Pause

S = PlacementStatus
UNVERIFIED = frozenset({S.RECEIVED, S.NEEDS_INFO, S.SUSPECT})
ASKED_HOME = frozenset({S.NEEDS_INFO, S.SUSPECT})

MAY_BE_TAKEN_IN: dict[str, frozenset[PlacementStatus]] = {
    "report_arrival": frozenset({S.EXPECTED}),
    "verify_certificate": UNVERIFIED,
    "place_member": frozenset({S.VERIFIED, S.PLACED}),
    "enrol_member": frozenset({S.PLACED}),
    "refuse_member": UNVERIFIED | {S.VERIFIED, S.PLACED},
    "release_member": frozenset({S.ENROLLED, S.RELEASED}),
    "report_staying": frozenset({S.ENROLLED}),
    "accept_transfer": UNVERIFIED | {S.VERIFIED, S.PLACED, S.ENROLLED, S.REFUSED},
    "reject_transfer": UNVERIFIED | {S.VERIFIED, S.PLACED, S.ENROLLED, S.REFUSED},
}

LED_HERE: dict[PlacementStatus, set[str]] = {
    S.EXPECTED: {"letter_outflow_notice"},
    S.RECEIVED: {"report_arrival", "letter_member_reported", "letter_outflow_notice"},
    S.NEEDS_INFO: {"verify_certificate"},
    S.SUSPECT: {"verify_certificate", "letter_answer"},
    S.VERIFIED: {"verify_certificate", "letter_answer", "decide_dispute"},
    S.PLACED: {"place_member"},
    S.ENROLLED: {"enrol_member"},
    S.REFUSED: {"refuse_member", "decide_dispute"},
    S.REDIRECTED: {"refuse_member", "decide_dispute"},
    S.WITHDRAWN: {"letter_notice_withdrawn", "letter_member_returning", "letter_case_closed"},
    S.RELEASED: {"release_member", "accept_transfer", "letter_case_closed"},
}
"""The verbs that may have led to a state: whose taker a loser is told."""

_ORDER = (S.EXPECTED, S.RECEIVED, S.VERIFIED, S.PLACED, S.ENROLLED)


class CertificateNumberDiffers(Invalid):
    message = (
        "填写的活动证编号与流出通知不一致：请对照证件原件再核一遍；"
        "确实不一致的，选“需流出地说明”或“存疑”，写明问题发函询问。"
    )


class IdentityNotChecked(Invalid):
    message = "请先核对持证人身份证件，确认本人后再登记查验通过。"


class QuestionMissing(Invalid):
    message = "请写明要流出地答复的问题。"


class QuestionPending(Conflict):
    message = "已去函询问，流出地尚未答复；请待答复后再问。"


class HomeDenied(Conflict):
    message = "流出地答复不予确认，不能登记查验通过：请再次去函核实，或按第G1—G3项提请党委研究。"


def is_too_early(verb: str, status: PlacementStatus) -> bool:
    """Whether the step is still to come (and has not been taken, or overtaken, by somebody)."""
    asked = S.RECEIVED if status in ASKED_HOME else status
    first = min(_ORDER.index(s) for s in MAY_BE_TAKEN_IN[verb] if s in _ORDER)
    return asked in _ORDER and _ORDER.index(asked) < first


def check_verification(
    body: VerifyCertificate, status: PlacementStatus, *, notice_number: str, answer: str | None, denied: bool
) -> None:
    """D-42: what each result of the verification needs."""
    if body.result is Verification.VERIFIED:
        _check_verified(body, notice_number, denied)
        return
    if not body.question.strip():
        raise QuestionMissing(fields=[{"field": "question", "message": QuestionMissing.message}])
    if status in ASKED_HOME and answer is None:
        raise QuestionPending()


def _check_verified(body: VerifyCertificate, notice_number: str, denied: bool) -> None:
    if denied:
        raise HomeDenied()
    if same_number(body.certificate_number) != same_number(notice_number):
        message = CertificateNumberDiffers.message
        raise CertificateNumberDiffers(fields=[{"field": "certificate_number", "message": message}])
    if not body.identity_checked:
        raise IdentityNotChecked(fields=[{"field": "identity_checked", "message": IdentityNotChecked.message}])


def pause_begins(pauses: Sequence[Pause], today: date) -> tuple[Pause, ...]:
    return (*pause_ends(pauses, today), Pause(start=today))


def pause_ends(pauses: Sequence[Pause], today: date) -> tuple[Pause, ...]:
    return tuple(p if p.end is not None else Pause(start=p.start, end=today) for p in pauses)


def status_after_order(status: PlacementStatus) -> PlacementStatus:
    """W-10 OVERRULED: W-03 goes on at placing; who is placed already stays placed."""
    return status if status is S.PLACED else S.VERIFIED


@dataclass(frozen=True)
class Owed:
    """A task that is owed now, and which organisations may hold it."""

    kind: TaskKind
    occurrence: str
    holders: frozenset[str]


def owed_tasks(placement: PlacementState, dispute: DisputeState | None) -> list[Owed]:
    """Everything the host side owes in this state; whatever else is open has lapsed."""
    owed = [*_acceptance(placement), *_look(placement), *_leaving(placement)]
    return owed + (_coordination(dispute) if dispute else [])


def _acceptance(placement: PlacementState) -> list[Owed]:
    committee = frozenset({placement.host_committee})
    match placement.status:
        case S.RECEIVED | S.NEEDS_INFO | S.SUSPECT:
            return [Owed(TaskKind.VERIFY_CERTIFICATE, placement.occurrence, committee)]
        case S.VERIFIED:
            return [Owed(TaskKind.PLACE_MEMBER, placement.occurrence, committee)]
        case S.PLACED:
            branch = frozenset({placement.host_branch or ""})
            return [Owed(TaskKind.ENROL_MEMBER, placement.occurrence, branch)]
        case _:
            return []


def _look(placement: PlacementState) -> list[Owed]:
    if placement.look_since is None:
        return []
    holders = {placement.host_committee, placement.host_branch or placement.host_committee}
    return [Owed(TaskKind.LOOK_FOR_MEMBER, placement.look_occurrence, frozenset(holders))]


def _leaving(placement: PlacementState) -> list[Owed]:
    """The closing note of one who leaves (9.3), and the answer to his transfer."""
    owed = []
    if placement.note_owed and placement.host_branch:
        holder = frozenset({placement.host_branch})
        owed.append(Owed(TaskKind.RELEASE_MEMBER, placement.release_occurrence, holder))
    if placement.transfer_since:
        holder = frozenset({placement.host_committee})
        owed.append(Owed(TaskKind.ACCEPT_TRANSFER, placement.transfer_occurrence, holder))
    return owed


STAGE_TASKS = {
    Stage.REVIEW: TaskKind.REVIEW_REFUSAL,
    Stage.JOINT: TaskKind.COORDINATE_JOINTLY,
    Stage.PROVINCIAL: TaskKind.COORDINATE_PROVINCIALLY,
}


def _coordination(dispute: DisputeState) -> list[Owed]:
    if dispute.stage is Stage.DECIDED:
        return []
    decider = dispute.host_province if dispute.stage is Stage.PROVINCIAL else dispute.host_department
    return [Owed(STAGE_TASKS[dispute.stage], dispute.occurrence, frozenset({decider}))]
