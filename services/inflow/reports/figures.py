"""The figures of placements and disputes (rulebook 8); every process beside the case gives its own."""

from sqlalchemy import ColumnElement, Text, cast

from services.inflow.contract import PLACEMENT_STATUS_LABELS, DisputeOutcome, DisputeStage, PlacementStatus
from services.inflow.listing import PLACEMENTS, listing_of_placements
from services.inflow.tables import DisputeRow
from shared.act import Act
from shared.figures import Counted, Listing, every, is_in, labels_of
from shared.policy.book import packaged_book
from shared.reporting.flows import county_of, flow_figures
from shared.reporting.queries import regions

STATUS_LABELS = labels_of(PLACEMENT_STATUS_LABELS)
STAGE_LABELS = labels_of(
    {
        DisputeStage.REVIEW: "县级组织部门审查",
        DisputeStage.JOINT: "两地组织部门联合协调",
        DisputeStage.PROVINCIAL: "省级协调",
        DisputeStage.DECIDED: "已有结论",
    }
)
OUTCOME_LABELS = labels_of(
    {
        DisputeOutcome.UPHELD: "拒收成立",
        DisputeOutcome.OVERRULED: "责令接收",
        DisputeOutcome.REDIRECTED: "转介其他党委",
    }
)
IN_TIME = {"false": "按期", "true": "超期"}
LISTED = {"true": "属于规定的拒收理由", "false": "不属于规定的拒收理由"}
WAITING = (
    PlacementStatus.RECEIVED,
    PlacementStatus.NEEDS_INFO,
    PlacementStatus.SUSPECT,
    PlacementStatus.VERIFIED,
    PlacementStatus.PLACED,
)
DISPUTE = DisputeRow.__table__.c
ROWS = listing_of_placements(state=PLACEMENTS.status, words=STATUS_LABELS, on=PLACEMENTS.reported_on)
DISPUTES = listing_of_placements(
    DisputeRow.__table__, state=DISPUTE.stage, words=STAGE_LABELS, on=DISPUTE.opened_on, row_id=DISPUTE.placement_id
)


def reason_labels() -> dict[str, str]:
    """Of every pack, so that an old refusal keeps its words."""
    rules = [pack.refusal for pack in packaged_book().packs]
    return {one.code: one.label for rule in rules for one in (*rule.grounds, *rule.not_admissible)}


def _flows(organisation: ColumnElement[str]) -> Listing:
    return listing_of_placements(
        state=PLACEMENTS.status, words=STATUS_LABELS, on=PLACEMENTS.reported_on, organisation=organisation
    )


def _present(_: Act) -> ColumnElement[bool]:
    """Expected, being taken in, or enrolled: neither refused nor gone on."""
    return PLACEMENTS.status.in_((PlacementStatus.EXPECTED, *WAITING, PlacementStatus.ENROLLED))


def _enrolled(_: Act) -> ColumnElement[bool]:
    return PLACEMENTS.status == PlacementStatus.ENROLLED


def _waiting_too_long(_: Act) -> ColumnElement[bool]:
    return PLACEMENTS.status.in_(WAITING) & PLACEMENTS.acceptance_overdue


def _refused(_: Act) -> ColumnElement[bool]:
    return PLACEMENTS.refused_on.is_not(None)


def _undecided(_: Act) -> ColumnElement[bool]:
    return DISPUTE.stage != DisputeStage.DECIDED


COUNTED: tuple[Counted, ...] = (
    Counted(ROWS, "enrolled", "在册流入党员", _enrolled),
    Counted(ROWS, "enrolled-by-region", "在册流入党员来源（按流出地）", _enrolled, PLACEMENTS.home_region, regions),
    Counted(ROWS, "enrolled-in-time", "接收是否按期", _enrolled, cast(PLACEMENTS.acceptance_overdue, Text), IN_TIME),
    Counted(ROWS, "by-status", "流入个案（按状态）", every(PLACEMENTS.id), PLACEMENTS.status, STATUS_LABELS),
    Counted(ROWS, "waiting", "已报到、尚未入册", is_in(PLACEMENTS.status, *WAITING)),
    Counted(ROWS, "waiting-too-long", "查验超期", _waiting_too_long, of="waiting"),
    Counted(ROWS, "refused", "拒收（按理由）", _refused, PLACEMENTS.refusal_reason, reason_labels()),
    Counted(
        ROWS, "refused-by-ground", "拒收（是否有规定的理由）", _refused, cast(PLACEMENTS.refusal_listed, Text), LISTED
    ),
    Counted(DISPUTES, "disputed", "拒收争议（按阶段）", _undecided, DISPUTE.stage, STAGE_LABELS),
    Counted(
        DISPUTES,
        "disputes-decided",
        "拒收争议的结论",
        is_in(DISPUTE.stage, DisputeStage.DECIDED),
        DISPUTE.outcome,
        OUTCOME_LABELS,
    ),
    Counted(ROWS, "looked-for", "正在协助查找", lambda _: PLACEMENTS.look_since.is_not(None)),
)
FLOWS = flow_figures(
    _flows,
    own=county_of(PLACEMENTS.host_path),
    far=county_of(PLACEMENTS.home_path),
    condition=_present,
    title="流入来源",
)
