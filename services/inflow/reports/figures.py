"""The host side's figures (rulebook 8), each with the condition that its list has."""

from sqlalchemy import ColumnElement, Text, cast, exists, select

from services.inflow.contract import PLACEMENT_STATUS_LABELS, DisputeStage, PlacementStatus
from services.inflow.tables import DisputeRow, PlacementRow
from shared.act import Act
from shared.figures import Counted
from shared.policy.book import packaged_book

PLACEMENTS = PlacementRow.__table__.c
STATUS_LABELS = {str(status): label for status, label in PLACEMENT_STATUS_LABELS.items()}
STAGE_LABELS = {
    DisputeStage.REVIEW: "县级组织部门审查",
    DisputeStage.JOINT: "两地组织部门联合协调",
    DisputeStage.PROVINCIAL: "省级协调",
}
IN_TIME = {"false": "按期", "true": "超期"}
WAITING = (
    PlacementStatus.RECEIVED,
    PlacementStatus.NEEDS_INFO,
    PlacementStatus.SUSPECT,
    PlacementStatus.VERIFIED,
    PlacementStatus.PLACED,
)


def reason_labels() -> dict[str, str]:
    """Of every pack, so that an old refusal keeps its words."""
    rules = [pack.refusal for pack in packaged_book().packs]
    return {one.code: one.label for rule in rules for one in (*rule.grounds, *rule.not_admissible)}


def _enrolled(_: Act) -> ColumnElement[bool]:
    return PLACEMENTS.status == PlacementStatus.ENROLLED


def _waiting(_: Act) -> ColumnElement[bool]:
    return PLACEMENTS.status.in_(WAITING)


def _waiting_too_long(act: Act) -> ColumnElement[bool]:
    return _waiting(act) & PLACEMENTS.acceptance_overdue


def _disputed(_: Act) -> ColumnElement[bool]:
    undecided = DisputeRow.stage != DisputeStage.DECIDED
    return exists().where(DisputeRow.placement_id == PLACEMENTS.id, undecided)


def _refused(_: Act) -> ColumnElement[bool]:
    return PLACEMENTS.refused_on.is_not(None)


_STAGE = select(DisputeRow.stage).where(DisputeRow.placement_id == PLACEMENTS.id).scalar_subquery()

COUNTED: tuple[Counted, ...] = (
    Counted("enrolled", "在册流入党员", _enrolled),
    Counted("enrolled-by-region", "在册流入党员来源（按流出省）", _enrolled, PLACEMENTS.home_region),
    Counted("enrolled-in-time", "接收是否按期", _enrolled, cast(PLACEMENTS.acceptance_overdue, Text), IN_TIME),
    Counted("by-status", "流入个案（按状态）", lambda _: PLACEMENTS.id.is_not(None), PLACEMENTS.status, STATUS_LABELS),
    Counted("waiting", "已报到、尚未入册", _waiting),
    Counted("waiting-too-long", "查验超期", _waiting_too_long, of="waiting"),
    Counted(
        "refused",
        "拒收（按理由）",
        lambda _: PLACEMENTS.refused_on.is_not(None),
        PLACEMENTS.refusal_reason,
        reason_labels(),
    ),
    Counted("disputed", "拒收争议（按阶段）", _disputed, _STAGE, {str(k): v for k, v in STAGE_LABELS.items()}),
    Counted("looked-for", "正在协助查找", lambda _: PLACEMENTS.look_since.is_not(None)),
)
