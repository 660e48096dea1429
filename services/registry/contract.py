"""Public words of the registry: accounts and posts, sessions, certificate numbers, policy, calendars."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, HttpUrl, StringConstraints

from shared.calendar.year import CalendarYear
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode, RegionCode
from shared.organisations import Organisation
from shared.policy.pack import PolicyPack
from shared.posts import Role

Login = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{2,39}$")]
Password = Annotated[str, StringConstraints(min_length=10, max_length=200)]
DisplayName = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]


class SecondFactorRule(StrEnum):
    """What this deployment asks of department posts."""

    REQUIRED = "required"
    OFFERED = "offered"


class Device(StrEnum):
    """As much of a browser's name as a person needs to know one session from another."""

    PHONE = "PHONE"
    COMPUTER = "COMPUTER"
    OTHER = "OTHER"


class SignIn(Contract):
    login: Login = Field(examples=["liu.branch"])
    password: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(examples=["密码"])
    device: Device = Field(default=Device.OTHER, examples=["COMPUTER"])


class SessionNeed(StrEnum):
    """What a session must still do before it opens anything else."""

    NOTHING = "NOTHING"
    CODE = "CODE"
    ENROLMENT = "ENROLMENT"


class SessionOpened(Contract):
    """`token` is opaque; the registry stores only its hash."""

    token: str
    expires_at: AwareDatetime
    account: "AccountView"
    needs: SessionNeed = SessionNeed.NOTHING


class SessionView(Contract):
    """`current`: the one that asks."""

    session_id: UUID
    opened_at: AwareDatetime
    last_used_at: AwareDatetime
    device: Device
    current: bool


class OwnSessions(Contract):
    items: list[SessionView]


class SecondFactorCode(Contract):
    """Six digits of the authenticator, or a recovery code."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=40)] = Field(examples=["492039"])


class SecondFactorView(Contract):
    """`secret` and `address` (otpauth://, for the QR) only between beginning and confirming."""

    on: bool
    required: bool
    secret: str | None = None
    address: str | None = None
    recovery_codes_left: int = 0


class RecoveryCodes(Contract):
    """Shown once; each replaces one code of the authenticator."""

    codes: list[str]


class AccessTokenIssued(Contract):
    """Short-lived signed token for the services; exchange the session token for it again when it runs out."""

    token: str
    expires_at: AwareDatetime


class AbsentHolder(Contract):
    """In whose place a stand-in holds the post."""

    account_id: UUID
    name: str


class PostView(Contract):
    role: Role
    role_label: str
    organisation: OrganisationCode
    organisation_name: str
    path: str
    valid_from: date
    valid_to: date | None
    stands_in_for: AbsentHolder | None = None


class AccountView(Contract):
    account_id: UUID
    login: Login
    name: DisplayName
    posts: list[PostView]


class NewPost(Contract):
    role: Role = Field(examples=["branch_secretary"])
    organisation: OrganisationCode = Field(examples=["32100300101"])
    valid_from: date | None = Field(default=None, description="today when left out", examples=["2026-09-01"])
    valid_to: date | None = Field(default=None, description="last day", examples=["2028-08-31"])


class EndPost(Contract):
    """`on` is the post's last day; without it, yesterday: the post is gone at once."""

    role: Role = Field(examples=["branch_secretary"])
    organisation: OrganisationCode = Field(examples=["32100300101"])
    on: date | None = Field(default=None, examples=["2026-12-31"])


class ChangePassword(Contract):
    password: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(examples=["现在的密码"])
    new_password: Password = Field(examples=["新的密码至少要有十个字"])


class CreateAccount(Contract):
    """Without a password a one-time one is made and returned once."""

    login: Login = Field(examples=["zhou.secretary"])
    name: DisplayName = Field(examples=["周超"])
    password: Password | None = None
    posts: list[NewPost] = []


class AccountCreated(Contract):
    account: AccountView
    one_time_password: str | None


class AccountPage(Contract):
    items: list[AccountView]


class ImportOrganisations(Contract):
    """`path` is computed from the parents' codes here; what a row says about it is not looked at."""

    organisations: list[Organisation] = Field(
        max_length=20_000,
        examples=[
            [
                {
                    "code": "32100300101",
                    "name": "蒋王街道双桥村党支部",
                    "kind": "BRANCH",
                    "parent_code": "321003001",
                    "region_code": "321003",
                    "path": "",
                }
            ]
        ],
    )


class OrganisationsImported(Contract):
    created: int
    changed: int
    unchanged: int
    directory_version: int


class OrganisationPage(Contract):
    items: list[Organisation]


class RequestNumber(Contract):
    """A workflow puts a request for a certificate number on the department's list."""

    certificate_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000001"])
    case_id: CaseId = Field(examples=["01992f6e-7c00-7000-8000-000000000002"])
    case_number: str = Field(examples=["321003-2026-000012"])
    department: OrganisationCode = Field(examples=["321003"])
    home_branch: OrganisationCode = Field(examples=["32100300101"])
    requested_on: date = Field(examples=["2026-09-01"])
    replacement: bool = Field(default=False, description="for a booklet that takes the place of another")


class NumberRequestState(Contract):
    certificate_id: UUID
    number: str | None
    numbered_on: date | None

    @property
    def numbered(self) -> "CertificateNumbered | None":
        """What was allotted before it was asked for, as after a repeat."""
        if self.number is None or self.numbered_on is None:
            return None
        return CertificateNumbered(certificate_id=self.certificate_id, number=self.number, numbered_on=self.numbered_on)


class NumberCertificate(Contract):
    """D-73. Without `number` the next free one of the department is taken; a number is never reused."""

    number: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z-]{6,40}$")] | None = Field(
        default=None, examples=["321003-2026-000012"]
    )


class CertificateNumber(Contract):
    certificate_id: UUID
    case_id: CaseId
    case_number: str
    department: OrganisationCode
    department_name: str
    home_branch: OrganisationCode
    home_branch_name: str
    requested_on: date
    number: str | None
    numbered_on: date | None
    status: str = Field(description="REQUESTED, ALLOTTED, VOID, WITHDRAWN")
    replacement: bool = False
    imported: bool = Field(default=False, description="issued before this system, its number came with old data")
    voided_on: date | None = None


class CertificateNumberPage(Contract):
    items: list[CertificateNumber]


class RegisterRegion(Contract):
    """A region that another operator serves: where its letters go and the key that proves them."""

    region_code: RegionCode = Field(examples=["330000"])
    operator: str = Field(min_length=1, max_length=100, examples=["浙江省委组织部信息中心"])
    outflow_url: HttpUrl = Field(examples=["https://outflow.example.cn"])
    inflow_url: HttpUrl = Field(examples=["https://inflow.example.cn"])
    registry_url: HttpUrl = Field(examples=["https://registry.example.cn"])
    public_key: str = Field(max_length=2000, description="Ed25519, PEM", examples=["-----BEGIN PUBLIC KEY-----\n…"])


class DirectoryChanged(Contract):
    """Signal `directory_changed` to the workflow that carries the directory to the services."""

    version: int


class CertificateNumbered(Contract):
    """Signal `certificate_numbered` to W-01's workflow, or to W-02's for a replacement."""

    certificate_id: UUID
    number: str
    numbered_on: date


class PolicyInForce(Contract):
    """The pack that holds for an organisation on a day: nearest assignment up the tree."""

    pack: PolicyPack
    assigned_to: OrganisationCode | None


class Calendars(Contract):
    years: list[CalendarYear]


class AssignPolicy(Contract):
    organisation: OrganisationCode = Field(examples=["320000"])
    pack: str = Field(examples=["JS-PROV-2017"])
    valid_from: date = Field(examples=["2026-09-01"])


class PolicyAssignment(Contract):
    organisation: OrganisationCode
    pack: str
    valid_from: date
    valid_to: date | None


class PolicyAssignments(Contract):
    items: list[PolicyAssignment]


class Ended(Contract):
    ended: bool


class Nothing(Contract):
    """The body of an act that needs no words."""
