"""W-06 as a table: in which stage each act may be taken and where it may lead. Timers only open; people decide."""

from collections.abc import Mapping

from services.outflow.conversion.stages import OVER, Decision, OpinionStep, Proposal, Stage
from shared.errors import Conflict

S = Stage
BEFORE_THE_MEETING = frozenset({S.PREPARED, S.CONSULTED, S.REVIEWED, S.NOTICED, S.READY})
RESOLVED = frozenset({S.RESOLVED_CONVERT, S.RESOLVED_EXTEND, S.RESOLVED_REVOKE})
BACK_AT_THE_BRANCH = frozenset({S.NOT_PASSED, S.RETURNED, S.REJECTED})
MAY_MEET = BACK_AT_THE_BRANCH | {S.READY}
SETTLED = frozenset({OpinionStep.RECEIVED, OpinionStep.WAIVED})

Steps = Mapping[str, Mapping[Stage, frozenset[Stage]]]


def _from(stages: frozenset[Stage] | set[Stage], *to: Stage) -> dict[Stage, frozenset[Stage]]:
    return {stage: frozenset(to) or frozenset({stage}) for stage in stages}


STEPS: Steps = {
    "record_admission": _from({S.WATCHING, S.PREPARED}, S.WATCHING, S.PREPARED),
    "prepare": _from({S.WATCHING}, S.PREPARED),
    "request_opinion": _from({S.PREPARED}),
    "record_paper_opinion": _from(BEFORE_THE_MEETING | BACK_AT_THE_BRANCH),
    "waive_opinion": _from({S.PREPARED}),
    "record_application": _from({S.PREPARED}),
    "consult_on_conversion": _from({S.PREPARED} | BACK_AT_THE_BRANCH, S.CONSULTED),
    "review_conversion": _from({S.CONSULTED}, S.REVIEWED, S.READY),
    "publish_conversion_notice": _from({S.REVIEWED}, S.NOTICED),
    "record_notice_objection": _from({S.NOTICED}),
    "resolve_notice_objection": _from({S.NOTICED}),
    "close_conversion_notice": _from({S.NOTICED}, S.READY),
    "adjourn_conversion_meeting": _from(MAY_MEET),
    "hold_conversion_meeting": _from(MAY_MEET, S.NOT_PASSED, *RESOLVED),
    "report_resolution": _from(RESOLVED | {S.RETURNED}, S.AT_COMMITTEE),
    "decide_conversion": _from({S.AT_COMMITTEE}, S.APPROVED, S.RETURNED, S.REJECTED, S.WATCHING, S.REVOKED),
    "announce_conversion": _from({S.APPROVED}, S.CONVERTED),
}
"""Act → stage in which it may be taken → stages to which it may lead."""

ORDER = (
    S.WATCHING, S.PREPARED, S.CONSULTED, S.REVIEWED, S.NOTICED, S.READY, S.NOT_PASSED, S.RESOLVED_CONVERT,
    S.RESOLVED_EXTEND, S.RESOLVED_REVOKE, S.AT_COMMITTEE, S.RETURNED, S.REJECTED, S.APPROVED, S.CONVERTED, S.REVOKED,
    S.ENDED,
)  # fmt: skip

LED_HERE: Mapping[Stage, set[str]] = {
    stage: {verb for verb, froms in STEPS.items() if any(stage in to - {start} for start, to in froms.items())}
    for stage in Stage
}
"""The acts that may have led to a stage: whose taker a loser is told."""

NEXT_ACT: Mapping[Stage, str] = {
    S.WATCHING: "预备期满前60日开始准备转正",
    S.PREPARED: "党员提出书面转正申请，党支部征求流入地书面意见",
    S.CONSULTED: "支委会审查",
    S.REVIEWED: "公示",
    S.NOTICED: "公示期满、异议核实后结束公示",
    S.READY: "预备期满后召开支部大会讨论",
    S.NOT_PASSED: "党支部再次召开支部大会",
    S.RESOLVED_CONVERT: "党支部把决议报基层党委",
    S.RESOLVED_EXTEND: "党支部把决议报基层党委",
    S.RESOLVED_REVOKE: "党支部把决议报基层党委",
    S.AT_COMMITTEE: "基层党委在三个月内审批",
    S.RETURNED: "党支部补充后再报，或再次召开支部大会",
    S.REJECTED: "党支部再次召开支部大会",
    S.APPROVED: "党支部书记谈话、宣布、归档，告知流入地",
    S.CONVERTED: "已办结",
    S.REVOKED: "已办结",
    S.ENDED: "个案已终止",
}


class NotThisStage(Exception):
    """The act does not belong to the stage; `early` when its turn is still to come."""

    def __init__(self, early: bool) -> None:
        self.early = early
        super().__init__(early)


def check(verb: str, stage: Stage) -> None:
    """Raises NotThisStage."""
    allowed = STEPS[verb]
    if stage not in allowed:
        raise NotThisStage(early=stage not in OVER and ORDER.index(stage) < min(map(ORDER.index, allowed)))


def step(verb: str, stage: Stage, to: Stage) -> Stage:
    """Where the act leads. Raises NotThisStage; LookupError for a way that the table does not know."""
    check(verb, stage)
    if to not in STEPS[verb][stage]:
        raise LookupError(f"{verb}: {stage} → {to}")
    return to


def after_review(public_notice: bool) -> Stage:
    """9.9: whether conversions are published is a parameter."""
    return S.REVIEWED if public_notice else S.READY


def after_meeting(proposal: Proposal, passed: bool) -> Stage:
    return S(f"RESOLVED_{proposal}") if passed else S.NOT_PASSED


def after_decision(decision: Decision, resolution: Proposal) -> Stage:
    """RETURNED and REJECTED go back to the branch; an approved extension watches anew."""
    if decision is not Decision.APPROVED:
        return S(decision.value)
    return {Proposal.CONVERT: S.APPROVED, Proposal.EXTEND: S.WATCHING, Proposal.REVOKE: S.REVOKED}[resolution]


class ApplicationMissing(Conflict):
    message = "还没有登记本人的书面转正申请，请先提醒本人提出并登记。"


class OpinionMissing(Conflict):
    message = "流入地的书面意见还没有收到：请先催要；确实收不到的，期限过后由党委决定不再等待。"


def check_papers(applied: bool, opinion: OpinionStep) -> None:
    """APPLIED and (OPINION_RECEIVED or OPINION_WAIVED), before anybody is consulted."""
    if not applied:
        raise ApplicationMissing()
    if opinion not in SETTLED:
        raise OpinionMissing()
