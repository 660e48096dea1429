"""Exactly what stands on the papers of the home side."""

from datetime import date

from pydantic import Field

from services.outflow.certificate_life.contract import DuesLine, EntryView, HostPage, InspectionView, YearlyCheck
from services.outflow.statuses import CaseStatus, Standing
from shared.contract import Contract
from shared.letters.contract import OutflowNotice
from shared.papers.contract import SealedPaper


class CertificatePaper(SealedPaper):
    """7.1: the booklet's pages. `number` is the certificate's. Good until the end of the next yearly check."""

    case_number: str
    department_name: str
    home_committee_name: str
    home_branch_name: str
    home_contact: str
    home_phone: str
    name: str
    sex: str
    ethnicity: str
    born_on: date | None
    id_number: str
    education: str
    joined: str = Field(description="ISO date or year-month")
    standing: Standing
    photo_attached: bool
    sealed_on: date | None
    issued_on: date | None
    leaves_on: date
    reason: str = Field(description="in words")
    destination: str
    expected_return: date | None
    dues_paid_to: str = Field(description="month, such as 2026-10")
    pages: tuple[HostPage, ...]
    entries: tuple[EntryView, ...]
    dues: tuple[DuesLine, ...]
    checks: tuple[YearlyCheck, ...]
    inspection: InspectionView | None


class OutflowNoticePaper(SealedPaper):
    """The notice as it was written to the present host (D-31). `number` is the case's."""

    addressee: str
    notice: OutflowNotice
    reason: str = Field(description="in words")
    written_on: date


class HomeRosterLine(Contract):
    """7.3, home side. ID number and telephone are masked: a list shows them whole to nobody."""

    name: str
    sex: str
    born_on: date | None
    id_number_masked: str
    phone_masked: str
    standing: Standing
    education: str
    certificate_number: str
    status: CaseStatus
    reason: str
    left_on: date
    destination: str
    host: str
    expected_return: date | None
    last_contact_on: date | None


class HomeRosterPaper(SealedPaper):
    """名册: the branch's open cases, in the order in which they were declared. `number`: branch and day."""

    branch_name: str
    committee_name: str
    contact: str
    lines: tuple[HomeRosterLine, ...]
