"""Where a conversion stands (W-06), in the words of the rulebook."""

from enum import StrEnum


class Stage(StrEnum):
    """The track of the procedure. Opinion and application run beside it until both are there."""

    WATCHING = "WATCHING"
    PREPARED = "PREPARED"
    CONSULTED = "CONSULTED"
    REVIEWED = "REVIEWED"
    NOTICED = "NOTICED"
    READY = "READY"
    NOT_PASSED = "NOT_PASSED"
    RESOLVED_CONVERT = "RESOLVED_CONVERT"
    RESOLVED_EXTEND = "RESOLVED_EXTEND"
    RESOLVED_REVOKE = "RESOLVED_REVOKE"
    AT_COMMITTEE = "AT_COMMITTEE"
    RETURNED = "RETURNED"
    REJECTED = "REJECTED"
    APPROVED = "APPROVED"
    CONVERTED = "CONVERTED"
    REVOKED = "REVOKED"
    ENDED = "ENDED"

    @property
    def label(self) -> str:
        return STAGE_LABELS[self]


STAGE_LABELS = {
    Stage.WATCHING: "预备期内，持续考察",
    Stage.PREPARED: "准备转正",
    Stage.CONSULTED: "已听取党小组和党内外群众意见",
    Stage.REVIEWED: "支委会已审查",
    Stage.NOTICED: "公示中",
    Stage.READY: "可提交支部大会",
    Stage.NOT_PASSED: "支部大会未通过，须再次讨论",
    Stage.RESOLVED_CONVERT: "支部大会决议：按期转正",
    Stage.RESOLVED_EXTEND: "支部大会决议：延长预备期",
    Stage.RESOLVED_REVOKE: "支部大会决议：取消预备党员资格",
    Stage.AT_COMMITTEE: "党委审批中",
    Stage.RETURNED: "党委退回补充",
    Stage.REJECTED: "党委未批准，支部大会再议",
    Stage.APPROVED: "党委已批准，待宣布",
    Stage.CONVERTED: "已转为正式党员",
    Stage.REVOKED: "已取消预备党员资格",
    Stage.ENDED: "随个案终止",
}

OVER = frozenset({Stage.CONVERTED, Stage.REVOKED, Stage.ENDED})


class OpinionStep(StrEnum):
    """The track of the host's written opinion."""

    NOT_ASKED = "NOT_ASKED"
    REQUESTED = "OPINION_REQUESTED"
    OVERDUE = "OPINION_OVERDUE"
    RECEIVED = "OPINION_RECEIVED"
    WAIVED = "OPINION_WAIVED"

    @property
    def label(self) -> str:
        return OPINION_STEP_LABELS[self]


OPINION_STEP_LABELS = {
    OpinionStep.NOT_ASKED: "尚未征求流入地意见",
    OpinionStep.REQUESTED: "已征求流入地意见",
    OpinionStep.OVERDUE: "流入地意见超期",
    OpinionStep.RECEIVED: "已收到流入地意见",
    OpinionStep.WAIVED: "党委决定不再等待流入地意见",
}


class Proposal(StrEnum):
    """The three outcomes that the branch meeting votes on (C-11)."""

    CONVERT = "CONVERT"
    EXTEND = "EXTEND"
    REVOKE = "REVOKE"

    @property
    def label(self) -> str:
        return {"CONVERT": "按期转为正式党员", "EXTEND": "延长预备期", "REVOKE": "取消预备党员资格"}[self]


class Attendance(StrEnum):
    """How the member himself took part in the meeting; he has no vote."""

    IN_PERSON = "IN_PERSON"
    REMOTE = "REMOTE"
    ABSENT = "ABSENT"


class Decision(StrEnum):
    APPROVED = "APPROVED"
    RETURNED = "RETURNED"
    REJECTED = "REJECTED"

    @property
    def label(self) -> str:
        return {"APPROVED": "批准", "RETURNED": "退回补充", "REJECTED": "不批准"}[self]


class OverdueReason(StrEnum):
    """Why a conversion is late (C-17)."""

    PERSONAL = "PERSONAL"
    ORGANISATIONAL = "ORGANISATIONAL"
    TRANSFER = "TRANSFER"
    FORCE_MAJEURE = "FORCE_MAJEURE"

    @property
    def label(self) -> str:
        return OVERDUE_LABELS[self]


OVERDUE_LABELS = {
    OverdueReason.PERSONAL: "个人原因",
    OverdueReason.ORGANISATIONAL: "组织原因",
    OverdueReason.TRANSFER: "组织关系转接",
    OverdueReason.FORCE_MAJEURE: "不可抗力",
}
