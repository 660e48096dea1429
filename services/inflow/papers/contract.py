"""Exactly what stands on the papers of the host side."""

from datetime import date
from typing import Literal

from pydantic import Field

from services.inflow.statuses import PlacementStatus
from shared.contract import Contract
from shared.identifiers import RegionCode
from shared.letters.bodies_conversion import HostOpinion
from shared.papers.contract import SealedPaper


class ReceiptPaper(SealedPaper):
    """接收回执 (D-51, 7.7): verified, placed, on the roster. `number` is the case's."""

    name: str
    sex: str
    standing: str
    certificate_number: str
    home_branch_name: str
    home_committee_name: str
    host_committee_name: str
    host_branch_name: str
    group: str
    contact_person: str
    contact_phone: str
    departed_on: date
    reported_on: date | None
    verified_on: date | None
    placed_on: date | None
    enrolled_on: date


class OpinionPaper(SealedPaper):
    """反馈意见 (D-58, 7.5): the newest that was sent, word for word. `number` is the case's."""

    opinion: HostOpinion
    superseding: bool = Field(description="it takes the place of an earlier one")


class RosterLine(Contract):
    """One inflow member. ID number and telephone are masked: a list shows them whole to nobody."""

    name: str
    sex: str
    born_on: date | None
    id_number_masked: str
    phone_masked: str
    standing: str
    probation_end: date | None
    category: str
    certificate_number: str
    home_committee_name: str
    home_branch_name: str
    home_contact: str
    branch_name: str
    group: str
    contact_person: str
    came_in_on: date
    left_on: date | None
    last_feedback_on: date | None


class HostRosterPaper(SealedPaper):
    """名册 (7.3, host side): who is on the branch's roster today. `number`: branch and day."""

    branch_name: str
    committee_name: str
    contact: str
    lines: tuple[RosterLine, ...]


class LedgerLine(Contract):
    """7.4: the roster's facts, and what was done with and for the member."""

    case_number: str
    home_region: RegionCode
    status: PlacementStatus
    member: RosterLine
    placed_on: date | None
    participation: int = Field(description="entries of meetings, lectures, appraisals, activity days")
    helped: int = Field(description="requests for help or questions that were answered")
    changes: int
    letters_received: int
    letters_sent: int


class LedgerCount(Contract):
    """`by`: origin region (its code), standing, age (30 for 30–39), month of coming in."""

    by: Literal["region", "standing", "age", "month"]
    value: str
    count: int


class LedgerPaper(SealedPaper):
    """台账: everybody on the committee's rosters today, and who has left since the year began."""

    committee_name: str
    contact: str
    year: int
    lines: tuple[LedgerLine, ...]
    counts: tuple[LedgerCount, ...]
