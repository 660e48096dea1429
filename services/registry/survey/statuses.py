"""Statuses and kinds of the survey, and how people say them."""

from enum import StrEnum


class SurveyStatus(StrEnum):
    """W-08."""

    PLANNED = "PLANNED"
    COLLECTING = "COLLECTING"
    RECONCILING = "RECONCILING"
    ANALYSED = "ANALYSED"
    REPORTED = "REPORTED"
    CLOSED = "CLOSED"

    @property
    def label(self) -> str:
        return SURVEY_STATUS_LABELS[self]


SURVEY_STATUS_LABELS = {
    SurveyStatus.PLANNED: "待部署",
    SurveyStatus.COLLECTING: "排查中",
    SurveyStatus.RECONCILING: "两地名单核对中",
    SurveyStatus.ANALYSED: "已分析，待报告",
    SurveyStatus.REPORTED: "已报告，待办结",
    SurveyStatus.CLOSED: "已办结",
}


class ExchangeStatus(StrEnum):
    """OFFERED: our half of the key is sent. GATHERING: our own lists are being made. LISTED: ours are there, theirs
    or the result not yet. READY: both are there. COMPARED. UNREACHABLE: the region is not on the platform."""

    OFFERED = "OFFERED"
    GATHERING = "GATHERING"
    LISTED = "LISTED"
    READY = "READY"
    COMPARED = "COMPARED"
    UNREACHABLE = "UNREACHABLE"

    @property
    def label(self) -> str:
        return EXCHANGE_STATUS_LABELS[self]


EXCHANGE_STATUS_LABELS = {
    ExchangeStatus.OFFERED: "已发邀请，待对方名单",
    ExchangeStatus.GATHERING: "汇集本地名单",
    ExchangeStatus.LISTED: "待对方",
    ExchangeStatus.READY: "待比对",
    ExchangeStatus.COMPARED: "已比对",
    ExchangeStatus.UNREACHABLE: "对方未上平台，不能在线核对",
}


class DifferenceStatus(StrEnum):
    OPEN = "OPEN"
    RESOLVED = "RESOLVED"
    CARRIED = "CARRIED"

    @property
    def label(self) -> str:
        return {"OPEN": "待处理", "RESOLVED": "已处理", "CARRIED": "转为在办事项"}[self]


class Process(StrEnum):
    """Which process a difference starts; a person starts it, by the act that is linked."""

    W_01 = "W-01"
    W_03 = "W-03"
    W_07 = "W-07"
    W_17 = "W-17"

    @property
    def label(self) -> str:
        return PROCESS_LABELS[self]


PROCESS_LABELS = {
    Process.W_01: "登记流出（W-01）",
    Process.W_03: "接收流入党员（W-03）",
    Process.W_07: "查找失去联系党员（W-07）",
    Process.W_17: "更正数据（W-17）",
}


class PriorityGroup(StrEnum):
    """D-60, S001-B 二(三)."""

    URBAN_COMMUNITY = "URBAN_COMMUNITY"
    MIGRANT_WORKER = "MIGRANT_WORKER"
    GRADUATE = "GRADUATE"

    @property
    def label(self) -> str:
        return {"URBAN_COMMUNITY": "城市社区", "MIGRANT_WORKER": "农民工", "GRADUATE": "大中专毕业生"}[self]
