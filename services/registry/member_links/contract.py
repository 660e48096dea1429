"""Public words of members' links: opening, redeeming, withdrawing."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from services.registry.contract import Device
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode

Typed = Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]


class OpenMemberLink(Contract):
    """For a case of one's own branch, at home or at the host. An older link that nobody has used is void."""

    case_id: CaseId = Field(examples=["01992f6e-7c00-7000-8000-000000000002"])
    organisation: OrganisationCode = Field(description="the branch that opens it", examples=["32100300101"])


class MemberLinkOpened(Contract):
    """Shown once. `secret` is the last part of the address; `code` is told in another way, by telephone."""

    link_id: UUID
    secret: str
    code: str = Field(description="six digits")
    expires_at: AwareDatetime


class MemberLinkStatus(StrEnum):
    """VOID: the code was typed wrong too often. ENDED: used, and the session is over. UNANSWERED: whoever opened it
    holds no post at the branch any more, or was signed out by an administrator since."""

    OPEN = "OPEN"
    EXPIRED = "EXPIRED"
    VOID = "VOID"
    WITHDRAWN = "WITHDRAWN"
    IN_USE = "IN_USE"
    ENDED = "ENDED"
    UNANSWERED = "UNANSWERED"


class MemberLinkView(Contract):
    link_id: UUID
    organisation: OrganisationCode
    status: MemberLinkStatus
    opened_by: str = Field(description="display name of the account")
    opened_at: AwareDatetime
    expires_at: AwareDatetime
    redeemed_at: AwareDatetime | None
    attempts_left: int


class MemberLinks(Contract):
    """Of one case, at the reader's branches; newest first."""

    items: list[MemberLinkView]


class WithdrawMemberLinks(Contract):
    """The unused link of the case and every session that was opened by one: at once."""

    organisation: OrganisationCode = Field(examples=["32100300101"])


class MemberLinksWithdrawn(Contract):
    withdrawn: int = Field(description="links and sessions that were still open")


class RedeemMemberLink(Contract):
    """What the member has been given in two ways."""

    secret: Typed = Field(examples=["5JgVxV0oYdF4m2rT8n1c7Q"])
    code: Typed = Field(examples=["492039"])
    device: Device = Field(default=Device.OTHER, examples=["PHONE"])


class MemberSessionOpened(Contract):
    """`token` is opaque and opens this one case; the registry stores only its hash."""

    token: str
    case_id: CaseId
    expires_at: AwareDatetime
