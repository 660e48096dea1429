"""The host side's statuses, in the words of the rulebook's state machine (W-03)."""

from enum import StrEnum


class PlacementStatus(StrEnum):
    """W-03. EXPECTED: the outflow notice is here, the member is not yet. RELEASED: enrolled once, moved on since."""

    EXPECTED = "EXPECTED"
    RECEIVED = "RECEIVED"
    NEEDS_INFO = "NEEDS_INFO"
    SUSPECT = "SUSPECT"
    VERIFIED = "VERIFIED"
    PLACED = "PLACED"
    ENROLLED = "ENROLLED"
    REFUSED = "REFUSED"
    REDIRECTED = "REDIRECTED"
    WITHDRAWN = "WITHDRAWN"
    RELEASED = "RELEASED"

    @property
    def label(self) -> str:
        return PLACEMENT_STATUS_LABELS[self]


PLACEMENT_STATUS_LABELS = {
    PlacementStatus.EXPECTED: "待报到",
    PlacementStatus.RECEIVED: "已报到，待查验",
    PlacementStatus.NEEDS_INFO: "待流出地答复",
    PlacementStatus.SUSPECT: "存疑，待核实",
    PlacementStatus.VERIFIED: "已查验，待编入支部",
    PlacementStatus.PLACED: "已编入支部，待入册",
    PlacementStatus.ENROLLED: "已入册",
    PlacementStatus.REFUSED: "已拒收",
    PlacementStatus.REDIRECTED: "已转介",
    PlacementStatus.WITHDRAWN: "流出地已撤回",
    PlacementStatus.RELEASED: "已转出",
}

CASE_STATUS_SEEN_BY_HOST = {
    PlacementStatus.EXPECTED: "DEPARTED",
    PlacementStatus.RECEIVED: "REPORTED",
    PlacementStatus.NEEDS_INFO: "REPORTED",
    PlacementStatus.SUSPECT: "REPORTED",
    PlacementStatus.VERIFIED: "REPORTED",
    PlacementStatus.PLACED: "REPORTED",
    PlacementStatus.ENROLLED: "ACTIVE",
    PlacementStatus.REFUSED: "REFUSED",
    PlacementStatus.REDIRECTED: "REDIRECTED",
    PlacementStatus.WITHDRAWN: "WITHDRAWN",
    PlacementStatus.RELEASED: "RELEASED",
}
"""The case's status in the host's words: ACTIVE on both sides once the member is enrolled."""

OVER = frozenset(
    {PlacementStatus.ENROLLED, PlacementStatus.REDIRECTED, PlacementStatus.WITHDRAWN, PlacementStatus.RELEASED}
)


class DisputeStage(StrEnum):
    """W-10. REVIEW: host's county department; JOINT: both county departments; PROVINCIAL."""

    REVIEW = "REVIEW"
    JOINT = "JOINT"
    PROVINCIAL = "PROVINCIAL"
    DECIDED = "DECIDED"
