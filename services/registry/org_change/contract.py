"""Public words of organisation changes (W-16)."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from shared.business_clock import BusinessClock
from shared.case_event import CaseEvent
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode
from shared.organisations import OrganisationKind
from shared.posts import Role
from shared.tasks.contract import TaskDetail

Title = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


class ChangeKind(StrEnum):
    MERGE = "MERGE"
    SPLIT = "SPLIT"
    RENAME = "RENAME"
    DISSOLVE = "DISSOLVE"

    @property
    def label(self) -> str:
        return {"MERGE": "合并", "SPLIT": "分设", "RENAME": "更名", "DISSOLVE": "撤销"}[self]


class ChangeStatus(StrEnum):
    """W-16, and CANCELLED for a decision that is taken back before its day."""

    DECIDED = "DECIDED"
    MAPPED = "MAPPED"
    EFFECTIVE = "EFFECTIVE"
    VERIFIED = "VERIFIED"
    CANCELLED = "CANCELLED"

    @property
    def label(self) -> str:
        return CHANGE_STATUS_LABELS[self]


CHANGE_STATUS_LABELS = {
    ChangeStatus.DECIDED: "已决定，待落实去向",
    ChangeStatus.MAPPED: "去向已落实，待生效",
    ChangeStatus.EFFECTIVE: "已生效，待核验",
    ChangeStatus.VERIFIED: "已核验",
    ChangeStatus.CANCELLED: "已撤回",
}
CHANGE_OVER = frozenset({ChangeStatus.VERIFIED, ChangeStatus.CANCELLED})


class PostsAt(StrEnum):
    """What becomes of the posts held at an organisation that goes."""

    MOVE = "MOVE"
    END = "END"


class Successor(Contract):
    """An organisation that stands, or a new one, which needs its name; RENAME: the organisation with its new name."""

    code: OrganisationCode = Field(examples=["32100300103"])
    name: Title | None = Field(default=None, examples=["蒋王街道双桥联合党支部"])
    kind: OrganisationKind | None = Field(default=None, description="of a new one; otherwise as its predecessor")


class DecideOrgChange(Contract):
    """By the organisation above those that change."""

    kind: ChangeKind = Field(examples=["MERGE"])
    predecessors: list[OrganisationCode] = Field(min_length=1, max_length=50, examples=[["32100300101"]])
    successors: list[Successor] = Field(min_length=1, max_length=50)
    effective_on: date = Field(examples=["2027-01-01"])
    document: Title = Field(description="number of the decision", examples=["扬邗组〔2026〕31号"])
    text: str = Field(default="", max_length=2000)

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "DecideOrgChange":
        before, after = len(set(self.predecessors)), len({one.code for one in self.successors})
        fits = {
            ChangeKind.MERGE: after == 1,
            ChangeKind.SPLIT: before == 1 and after >= 2,
            ChangeKind.RENAME: before == after == 1 and self.predecessors[0] == self.successors[0].code,
            ChangeKind.DISSOLVE: after == 1 and self.successors[0].code not in self.predecessors,
        }
        if not fits[self.kind] or before != len(self.predecessors) or after != len(self.successors):
            raise ValueError("合并要有一个合并后的组织，分设要由一个分成两个以上，更名保留原代码，撤销要指明承接的组织")
        return self


class MapOrgChange(Contract):
    """Everything gets a successor: `main` for each predecessor, and what goes elsewhere by name or case."""

    main: dict[OrganisationCode, OrganisationCode] = Field(examples=[{"32100300101": "32100300103"}])
    organisations: dict[OrganisationCode, OrganisationCode] = Field(
        default_factory=dict, description="organisation below a predecessor → its new parent"
    )
    cases: dict[CaseId, OrganisationCode] = Field(default_factory=dict, max_length=20_000)
    posts: PostsAt = Field(default=PostsAt.MOVE, examples=["MOVE"])


class RecordMove(Contract):
    """What the services have moved, as the workflow learned it; `remaining` still stand at a predecessor."""

    round: int = Field(ge=1, examples=[1])
    moved: dict[str, int] = Field(examples=[{"outflow": 12, "inflow": 3}])
    remaining: dict[str, int] = Field(examples=[{"outflow": 0, "inflow": 0}])


class VerifyOrgChange(Contract):
    text: str = Field(default="", max_length=2000, examples=["已与两地核对，人员和个案均已承接。"])


class CancelOrgChange(Contract):
    text: Text = Field(examples=["决定暂缓。"])


class OrgChangePreview(Contract):
    """What stands at the predecessors in the registry itself; the two sides tell their own counts."""

    organisations: int
    posts: int
    certificate_numbers: int
    agreements: int
    mobile_orgs: int


class OrgChange(Contract):
    change_id: UUID
    version: int
    kind: ChangeKind
    status: ChangeStatus
    decided_by: OrganisationCode
    decided_by_name: str
    decided_on: date
    effective_on: date
    document: str
    text: str
    predecessors: tuple[str, ...]
    successors: tuple[Successor, ...]
    main: dict[str, str]
    organisations: dict[str, str]
    cases: dict[CaseId, str]
    posts: PostsAt
    moves_wanted: int
    moves_done: int
    moved: dict[str, int]
    remaining: dict[str, int]
    verified_on: date | None
    next_act: str


class OrgChangeFile(Contract):
    change: OrgChange
    events: list[CaseEvent]
    tasks: list[TaskDetail]


class OrgChangePage(Contract):
    items: list[OrgChange]


class OrgChangeState(Contract):
    """What W-16's workflow follows. `moves_wanted`: how often everything is to be moved; the last rounds take along
    what was still on the way on the day itself."""

    subject: UUID
    version: int
    clock: BusinessClock
    letters: tuple[UUID, ...] = ()
    status: ChangeStatus
    decided_by: OrganisationCode
    role: Role
    decided_on: date
    effective_on: date
    effective_since: date | None
    moves_wanted: int
    moves_done: int
    main: dict[str, str]
    cases: dict[CaseId, str]

    @property
    def owner(self) -> OrganisationCode:
        return self.decided_by

    @property
    def workflow_id(self) -> str:
        return f"org-change/{self.subject}"

    @property
    def over(self) -> bool:
        return self.status in CHANGE_OVER


class RunningOrgChanges(Contract):
    items: list[OrgChangeState]
