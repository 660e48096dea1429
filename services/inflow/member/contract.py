"""What a member sees of his placement at the host: no feedback, no opinion, nobody else."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.inflow.entries.contract import EntryKind, EntryStatus
from services.inflow.statuses import PlacementStatus
from shared.contract import Contract
from shared.help_requests.contract import HelpRequestView
from shared.identifiers import CaseId
from shared.own_case import MyOrganisation


class MyEntry(Contract):
    """One line of the booklet. `may_answer`: he may confirm it or object to it now (W-12)."""

    entry_id: UUID
    serial: int
    happened_on: date
    kind: EntryKind
    content: str
    place: str
    month: str
    amount: Decimal | None
    recorder: str
    recorded_on: date
    status: EntryStatus
    answered_on: date | None
    objection: str
    review: str
    corrects: UUID | None
    corrected_by: UUID | None
    may_answer: bool


class MyHostAct(StrEnum):
    """Verbs that a member may say at the host."""

    CONFIRM_ENTRY = "confirm_entry"
    OBJECT_TO_ENTRY = "object_to_entry"
    OPEN_REQUEST = "open_request"


class MyPlacement(Contract):
    """The newest host's side of his case. `may`: the acts that are open to him now."""

    case_id: CaseId
    case_number: str
    as_of: AwareDatetime
    today: date
    status: PlacementStatus
    committee: MyOrganisation
    branch: MyOrganisation | None = Field(description="None before he is placed in one")
    group: str
    contact_person: str = Field(description="who looks after him in the branch")
    contact_phone: str
    reported_on: date | None
    enrolled_on: date | None
    released_on: date | None
    entries: tuple[MyEntry, ...] = Field(description="newest first")
    may: tuple[MyHostAct, ...]
    requests: tuple[HelpRequestView, ...]
