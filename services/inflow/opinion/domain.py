"""The host's opinion as a table: watched from the enrolment, due from T−60 or on request, filed once and for all."""

from collections.abc import Mapping
from datetime import date

from services.inflow.opinion.contract import FileOpinion, WatchStatus
from shared.errors import Conflict, Invalid
from shared.letters.bodies_conversion import ConversionOutcome

S = WatchStatus
MAY_BE_TAKEN_IN: Mapping[str, frozenset[WatchStatus]] = {
    "record_observation": frozenset({S.WATCHING, S.DUE, S.FILED}),
    "draft_opinion": frozenset({S.WATCHING, S.DUE}),
    "file_opinion": frozenset({S.WATCHING, S.DUE, S.FILED}),
}
NEXT_ACT: Mapping[WatchStatus, str] = {
    S.WATCHING: "流入地党支部继续教育考察，做好记录",
    S.DUE: "流入地党支部在预备期满后出具书面意见",
    S.FILED: "等待流出地办理转正；情况有变化的，另出一份意见替代",
    S.ENDED: "已结束",
}


class OpinionTooEarly(Invalid):
    message = "正式意见的日期不能早于预备期满日；期满之前请先存为草稿。"


class OpinionNotSealed(Invalid):
    message = "书面意见须由支部书记签名并加盖印章，请办好后再发出。"


class DecidedAfterDate(Invalid):
    message = "支部研究日期不能晚于意见的落款日期，请核对。"


class ProbationUnknown(Conflict):
    message = "流出地还没有告知预备期的起止日期，请待征求意见函到达后再出具。"


def check_opinion(body: FileOpinion, probation_end: date) -> None:
    """9.5: a draft before, the final one dated on or after the end of probation."""
    if body.dated_on < probation_end:
        raise OpinionTooEarly(fields=[{"field": "dated_on", "message": f"预备期满日为 {probation_end}"}])
    if body.branch_decided_on > body.dated_on:
        raise DecidedAfterDate(fields=[{"field": "branch_decided_on", "message": DecidedAfterDate.message}])
    if not body.sealed:
        raise OpinionNotSealed(fields=[{"field": "sealed", "message": OpinionNotSealed.message}])


def after_request(status: WatchStatus, *, other_end: bool) -> WatchStatus:
    """An opinion that crossed with the request answers it, unless the request speaks of another end of probation."""
    return S.FILED if status is S.FILED and not other_end else S.DUE


def after_result(outcome: ConversionOutcome) -> WatchStatus:
    return S.WATCHING if outcome is ConversionOutcome.EXTENDED else S.ENDED


def after_leaving(status: WatchStatus, *, requested: bool) -> WatchStatus:
    """He has moved on: what home has asked is still answered (5.1: the last host)."""
    return status if status is S.FILED or (status is S.DUE and requested) else S.ENDED
