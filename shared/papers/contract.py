"""Public words of sealed papers: the kinds, what the seal in the QR says, and what a look at it finds."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from shared.contract import Contract
from shared.identifiers import OrganisationCode, RegionCode

LONGEST_TEXT = 2_000
"""Characters of what is handed in for checking: an address with its fragment is under 500."""


class PaperKind(StrEnum):
    CERTIFICATE = "CERTIFICATE"
    OUTFLOW_NOTICE = "OUTFLOW_NOTICE"
    RECEIPT = "RECEIPT"
    OPINION = "OPINION"
    AGREEMENT = "AGREEMENT"
    HOME_ROSTER = "HOME_ROSTER"
    HOST_ROSTER = "HOST_ROSTER"
    LEDGER = "LEDGER"

    @property
    def label(self) -> str:
        return PAPER_LABELS[self]


PAPER_LABELS = {
    PaperKind.CERTIFICATE: "流动党员活动证",
    PaperKind.OUTFLOW_NOTICE: "流动党员流出通知",
    PaperKind.RECEIPT: "流入党员接收回执",
    PaperKind.OPINION: "预备党员反馈意见",
    PaperKind.AGREEMENT: "流动党员共管协议",
    PaperKind.HOME_ROSTER: "流出党员名册",
    PaperKind.HOST_ROSTER: "流入党员名册",
    PaperKind.LEDGER: "流入党员管理台账",
}


class SealedPaper(Contract):
    """The base of everything that is printed. `seal`: the text after the `#` of the address in the QR."""

    kind: PaperKind
    number: str
    printed_at: AwareDatetime
    valid_until: date
    seal: str


class PaperSeal(Contract):
    """What the QR says and the region's key signs; nothing in it names a person.

    `holder`: four bytes of SHA-256 over number, name and birth date, or empty where the paper has no single holder.
    Enough to see whether a typed name fits, too little to find the name by trying names.
    """

    region: RegionCode
    kind: PaperKind
    number: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    organisation: OrganisationCode
    issued_at: AwareDatetime
    valid_until: date
    holder: bytes = b""


class PaperStanding(StrEnum):
    """UNCHECKED: genuine and in its term, but whether it is void could not be looked up."""

    VALID = "VALID"
    EXPIRED = "EXPIRED"
    VOID = "VOID"
    UNKNOWN = "UNKNOWN"
    UNCHECKED = "UNCHECKED"
    NOT_GENUINE = "NOT_GENUINE"

    @property
    def label(self) -> str:
        return STANDING_LABELS[self]


STANDING_LABELS = {
    PaperStanding.VALID: "真实有效",
    PaperStanding.EXPIRED: "已过有效期",
    PaperStanding.VOID: "已作废",
    PaperStanding.UNKNOWN: "编号查不到",
    PaperStanding.UNCHECKED: "真实，未核对是否作废",
    PaperStanding.NOT_GENUINE: "不能认定为真",
}


class VoidPaper(Contract):
    kind: PaperKind
    number: str
    voided_on: date


class VerifyPaper(Contract):
    """`text`: the address in the QR, or what stands after its `#`. Name and birth date: as the identity card has it."""

    text: str = Field(min_length=1, max_length=LONGEST_TEXT, examples=["https://gongguan.example.cn/verify#6BF…"])
    name: str = Field(default="", max_length=60, examples=["汪海"])
    born_on: date | None = Field(default=None, examples=["1990-01-01"])


class PaperVerdict(Contract):
    """Empty fields: the seal is not genuine, and nothing that it says may be believed."""

    standing: PaperStanding
    text: str = Field(description="what was found and what to do, in Chinese")
    kind: PaperKind | None = None
    number: str = ""
    region: str = ""
    region_name: str = ""
    organisation: str = ""
    organisation_name: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    voided_on: date | None = None
    fits: bool | None = Field(default=None, description="whether the typed name and birth date are the holder's")
    as_of: AwareDatetime | None = Field(default=None, description="of the list of void numbers, or of the look-up")

    @property
    def good(self) -> bool:
        """Genuine, in its term, not void, and of nobody else than was typed."""
        return self.standing is PaperStanding.VALID and self.fits is not False

    @property
    def headline(self) -> str:
        other = self.standing is PaperStanding.VALID and self.fits is False
        return "纸件真实，但不是所填的人" if other else self.standing.label
