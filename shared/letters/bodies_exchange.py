"""What the two branches tell each other while the member is away: feedback, changes, summonses (W-05, D-39, D-57)."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.contract import Contract
from shared.exchange import ChangeKind, SummonsKind


class Topics(Contract):
    """The four topics of every notice between the branches (D-64, S001-B 三3)."""

    placement: str = Field(
        description="where he is placed and by whom he is looked after", examples=["编入第一党小组。"]
    )
    participation: str = Field(examples=["本季度参加组织生活3次，按月交纳党费。"])
    conduct: str = Field(description="major conduct", examples=["思想稳定，工作踏实。"])
    conversion: str = Field(default="", description="of a probationary member", examples=["正式党员，不涉及转正。"])


class Feedback(Contract):
    """情况反馈 (D-52, D-64): one for each quarter, from the host branch."""

    type: Literal["FEEDBACK"] = "FEEDBACK"
    feedback_id: UUID
    quarter: str
    topics: Topics
    sent_on: date


class FeedbackAcknowledged(Contract):
    """反馈收悉: home has read it and asks nothing (more)."""

    type: Literal["FEEDBACK_ACKNOWLEDGED"] = "FEEDBACK_ACKNOWLEDGED"
    feedback_id: UUID


class FeedbackQuestion(Contract):
    """反馈询问."""

    type: Literal["FEEDBACK_QUESTION"] = "FEEDBACK_QUESTION"
    feedback_id: UUID
    text: str


class FeedbackAnswer(Contract):
    """反馈答复."""

    type: Literal["FEEDBACK_ANSWER"] = "FEEDBACK_ANSWER"
    feedback_id: UUID
    text: str


class HomeNotice(Contract):
    """流出地情况通报 (D-34, D-64): home's own notice with the same four topics."""

    type: Literal["HOME_NOTICE"] = "HOME_NOTICE"
    notice_id: UUID
    topics: Topics
    sent_on: date


class ContactData(Contract):
    """What has changed of how he can be reached; empty: as before."""

    phone: str = ""
    residence: str = ""
    employer: str = ""


class ChangeNotice(Contract):
    """变动通报 (D-57, D-152): written by the side that has heard of it."""

    type: Literal["CHANGE_NOTICE"] = "CHANGE_NOTICE"
    change_id: UUID
    kind: ChangeKind
    happened_on: date
    learned_on: date
    told_by_member: bool
    text: str
    contact: ContactData


class ChangeAcknowledged(Contract):
    """变动收悉."""

    type: Literal["CHANGE_ACKNOWLEDGED"] = "CHANGE_ACKNOWLEDGED"
    change_id: UUID


class Summons(Contract):
    """召回通知 (D-39). An election says that the vote is cast at home and never at the host (D-154)."""

    type: Literal["SUMMONS"] = "SUMMONS"
    summons_id: UUID
    kind: SummonsKind
    event_on: date
    place: str
    text: str


class SummonsReply(Contract):
    """召回答复: written by the side that has the member's word."""

    type: Literal["SUMMONS_REPLY"] = "SUMMONS_REPLY"
    summons_id: UUID
    comes: bool
    reason: str
    replied_on: date


EXCHANGE_LABELS = {
    "FEEDBACK": "情况反馈",
    "FEEDBACK_ACKNOWLEDGED": "反馈收悉",
    "FEEDBACK_QUESTION": "反馈询问函",
    "FEEDBACK_ANSWER": "反馈答复函",
    "HOME_NOTICE": "流出地情况通报",
    "CHANGE_NOTICE": "变动通报",
    "CHANGE_ACKNOWLEDGED": "变动收悉",
    "SUMMONS": "召回通知",
    "SUMMONS_REPLY": "召回答复",
}
