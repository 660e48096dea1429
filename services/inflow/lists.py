"""The list of placements as people ask for it: filters, situations, orders; and the words in which they are offered."""

from enum import StrEnum

from pydantic import Field

from services.inflow.statuses import PlacementStatus
from shared.identifiers import RegionCode
from shared.working_lists.contract import ListFilter, SearchText


class PlacementSituation(StrEnum):
    """Each is a figure of the report (rulebook 8), whose condition and length it has."""

    WAITING = "waiting"
    WAITING_TOO_LONG = "waiting-too-long"
    ENTRIES_UNCONFIRMED = "entries-unconfirmed"
    FEEDBACK_MISSING = "feedback-missing"
    CHANGES_UNTOLD = "changes-untold"
    OPINIONS_MISSING = "opinions-missing"
    DISPUTED = "disputed"
    LOOKED_FOR = "looked-for"

    @property
    def label(self) -> str:
        return SITUATION_LABELS[self]


SITUATION_LABELS = {
    PlacementSituation.WAITING: "已报到、尚未入册",
    PlacementSituation.WAITING_TOO_LONG: "查验接收超期",
    PlacementSituation.ENTRIES_UNCONFIRMED: "记载未经本人核实",
    PlacementSituation.FEEDBACK_MISSING: "超期未反馈",
    PlacementSituation.CHANGES_UNTOLD: "情况尚未通报流出地",
    PlacementSituation.OPINIONS_MISSING: "预备期满、书面意见未发出",
    PlacementSituation.DISPUTED: "拒收争议在办",
    PlacementSituation.LOOKED_FOR: "正在协助查找",
}


class PlacementDay(StrEnum):
    NOTIFIED = "notified_on"
    REPORTED = "reported_on"
    ENROLLED = "enrolled_on"
    SITUATION = "situation"

    @property
    def label(self) -> str:
        return DAY_LABELS[self]


DAY_LABELS = {
    PlacementDay.NOTIFIED: "收到通知日期",
    PlacementDay.REPORTED: "报到日期",
    PlacementDay.ENROLLED: "入册日期",
    PlacementDay.SITUATION: "该情形的日期",
}


class PlacementOrder(StrEnum):
    """Names stand sealed here and cannot be put in an order; what is due first is the order of tasks."""

    NEWEST = "newest"
    OLDEST = "oldest"
    REPORTED = "reported"

    @property
    def label(self) -> str:
        return {"newest": "最近通知在前", "oldest": "最早通知在前", "reported": "报到最早在前"}[self]


class PlacementFilter(ListFilter):
    """`organisation` and `reach`: of the host side."""

    status: list[PlacementStatus] = Field(default=[], max_length=len(PlacementStatus))
    committee: str | None = Field(default=None, description="host committee")
    home_region: RegionCode | None = Field(default=None, description="GB/T 2260 code of the home province")
    situation: PlacementSituation | None = None
    day: PlacementDay | None = None
    order: PlacementOrder = PlacementOrder.NEWEST


class PlacementSearch(PlacementFilter):
    """Sent by POST, because a name must not stand in an address."""

    text: SearchText
