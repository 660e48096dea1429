"""What a member sees of his own case at home: no opinion, no consultation, nobody else."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.outflow.certificate_life.contract import DuesLine, EntryView, HostPage, YearlyCheck
from services.outflow.statuses import CaseStatus, CertificateStatus, Standing
from shared.contract import Contract
from shared.exchange import ChangeKind, SummonsKind
from shared.help_requests.contract import HelpRequestView
from shared.identifiers import CaseId
from shared.letters.bodies_exchange import ContactData
from shared.own_case import MyOrganisation


class Whose(StrEnum):
    """Whose turn a step is, or was."""

    ME = "ME"
    HOME = "HOME"
    HOST = "HOST"


class MyStepKind(StrEnum):
    """W-01 in the member's words, in their order."""

    DECLARED = "DECLARED"
    BRIEFED = "BRIEFED"
    CERTIFICATE_ISSUED = "CERTIFICATE_ISSUED"
    REPORTED = "REPORTED"
    ACCEPTED = "ACCEPTED"
    RETURN_ANNOUNCED = "RETURN_ANNOUNCED"
    RETURN_REPORTED = "RETURN_REPORTED"
    INSPECTED = "INSPECTED"


class MyStep(Contract):
    kind: MyStepKind
    whose: Whose
    on: date | None = Field(description="None: still to come")


class MyDutyKind(StrEnum):
    """D-150, D-151, D-153."""

    REPORT_ARRIVAL = "REPORT_ARRIVAL"
    YEARLY_REPORT = "YEARLY_REPORT"
    REPORT_RETURN = "REPORT_RETURN"


class MyDuty(Contract):
    """What the member himself owes. `from_on` in the future: it is not asked for yet."""

    kind: MyDutyKind
    from_on: date
    due_on: date | None = Field(description="None before it is asked for")
    year: int | None = Field(default=None, description="of a yearly report")


class MyAct(StrEnum):
    """Verbs that a member may say at home."""

    REPORT_ARRIVAL = "report_arrival"
    RECORD_CHANGE = "record_change"
    RECORD_YEARLY_REPORT = "record_yearly_report"
    ANNOUNCE_RETURN = "announce_return"
    CALL_OFF_RETURN = "call_off_return"
    REPORT_RETURN = "report_return"
    OPEN_REQUEST = "open_request"


class MyCertificate(Contract):
    """活动证. `printable`: `print_certificate` gives its pages and the seal for the QR."""

    number: str
    status: CertificateStatus
    issued_on: date | None
    printable: bool
    hosts: tuple[HostPage, ...]
    entries: tuple[EntryView, ...]
    dues: tuple[DuesLine, ...]
    checks: tuple[YearlyCheck, ...]


class MyReport(Contract):
    """A year of which his report was asked for or has come (D-151)."""

    year: int
    asked_on: date | None
    received_on: date | None


class MyChange(Contract):
    """What he has reported himself (D-152)."""

    kind: ChangeKind
    happened_on: date
    told_on: date
    text: str


class MySummons(Contract):
    """D-39: he is called home to an election or another important event that is still to come."""

    summons_id: UUID
    kind: SummonsKind
    event_on: date
    place: str
    text: str
    comes: bool | None = Field(description="None: not answered yet")
    may_answer: bool


class MyCase(Contract):
    """`today`: the business day, on which he speaks. `may`: the acts that are open to him now."""

    case_id: CaseId
    number: str
    as_of: AwareDatetime
    today: date
    name: str
    standing: Standing
    status: CaseStatus
    next_act: str = Field(description="what happens next, in Chinese")
    whose_turn: Whose | None = Field(description="None when the case is over")
    steps: tuple[MyStep, ...]
    duties: tuple[MyDuty, ...] = Field(description="the most urgent first")
    may: tuple[MyAct, ...]
    home: MyOrganisation
    host: MyOrganisation | None = Field(description="None before a host has accepted him; phone as the host gave it")
    departed_on: date | None
    expected_return: date | None
    returns_on: date | None
    contact: ContactData = Field(description="as last reported; the telephone is masked")
    certificate: MyCertificate | None
    reports: tuple[MyReport, ...]
    changes: tuple[MyChange, ...]
    requests: tuple[HelpRequestView, ...]
    summonses: tuple[MySummons, ...] = Field(description="the nearest day first")
