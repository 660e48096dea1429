"""Public words of notices. What is told names no person: counts, kinds of tasks, case numbers."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from shared.announcing.contract import DueCounts, RungToTell
from shared.contract import Contract

Address = Annotated[str, StringConstraints(min_length=5, max_length=200, pattern=r"^[A-Za-z0-9@._+/=-]+$")]


class ChannelKind(StrEnum):
    WECOM = "WECOM"
    DINGTALK = "DINGTALK"
    FEISHU = "FEISHU"
    EMAIL = "EMAIL"

    @property
    def label(self) -> str:
        return CHANNEL_LABELS[self]

    @property
    def hint(self) -> str:
        """What the address is."""
        return CHANNEL_HINTS[self]


CHANNEL_LABELS = {
    ChannelKind.WECOM: "企业微信",
    ChannelKind.DINGTALK: "钉钉",
    ChannelKind.FEISHU: "飞书",
    ChannelKind.EMAIL: "电子邮件",
}
CHANNEL_HINTS = {
    ChannelKind.WECOM: "群机器人地址里 key= 后面的一串",
    ChannelKind.DINGTALK: "群机器人地址里 access_token= 后面的一串",
    ChannelKind.FEISHU: "群机器人地址最后一段",
    ChannelKind.EMAIL: "邮箱地址",
}


class AddChannel(Contract):
    kind: ChannelKind = Field(examples=["EMAIL"])
    address: Address = Field(examples=["zhou@example.cn"])


class Channel(Contract):
    """`failing_since`: what was sent there last has not arrived; the person cannot be reached this way."""

    channel_id: UUID
    kind: ChannelKind
    label: str
    address_masked: str
    added_at: AwareDatetime
    failing_since: AwareDatetime | None


class Channels(Contract):
    items: list[Channel]


class Notice(Contract):
    """`service` and `task_id` say which task; a digest has none."""

    notice_id: UUID
    words: str
    at: AwareDatetime
    read_at: AwareDatetime | None
    service: str
    task_id: UUID | None


class NoticePage(Contract):
    unread: int
    items: list[Notice]
    next: str | None = Field(description="pass as `after` to go on; None at the end")


class NoticesRead(Contract):
    read: int


class TellOfDay(Contract):
    """Of all services, before the morning's digest goes out."""

    day: date = Field(examples=["2026-09-01"])
    counts: list[DueCounts] = Field(examples=[[]])


class TellOfRungs(Contract):
    service: str = Field(max_length=20, examples=["outflow"])
    rungs: list[RungToTell] = Field(examples=[[]])


class Told(Contract):
    """How many people have been told something new."""

    notices: int


class Sending(Contract):
    """One notice on one channel, for the worker that sends it."""

    notice_id: UUID
    channel_id: UUID
    kind: ChannelKind
    address: str
    words: str


class Sendings(Contract):
    items: list[Sending]


class RecordSending(Contract):
    channel_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000005"])
    arrived: bool = Field(examples=[True])
