"""Letters about placing a member: notice, report, query and answer, enrolment, refusal and its dispute, looking."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from shared.contract import Contract
from shared.identifiers import OrganisationCode


class Side(StrEnum):
    """DEPARTMENT: between committees or departments themselves, who have no case in common; it has no other side."""

    HOME = "home"
    HOST = "host"
    DEPARTMENT = "department"

    @property
    def other(self) -> "Side":
        return {Side.HOME: Side.HOST, Side.HOST: Side.HOME}.get(self, self)


class PersonInLetter(Contract):
    """Minimal identity that the host needs to verify the holder (rulebook 7.7)."""

    name: str
    sex: str
    id_number: str
    phone: str
    standing: str
    joined_on: str | None
    probation_end: date | None = None


class OutflowNotice(Contract):
    """流出通知 (D-31, D-34): who comes, with which certificate, from where."""

    type: Literal["OUTFLOW_NOTICE"] = "OUTFLOW_NOTICE"
    person: PersonInLetter
    case_number: str
    home_branch: OrganisationCode
    home_branch_name: str
    home_committee: OrganisationCode
    home_committee_name: str
    home_path: str
    home_contact: str
    home_phone: str
    certificate_number: str
    category: str
    reason: str
    departed_on: date
    expected_return: date | None
    reported_on: date | None = Field(default=None, description="set when he had reported before a redirect")


class MemberReported(Contract):
    """报到通报: the member has reported; written by the side that learned it first."""

    type: Literal["MEMBER_REPORTED"] = "MEMBER_REPORTED"
    reported_on: date
    told_by: Side


class Query(Contract):
    """查询函: the host needs an answer before it can verify (W-03 NEEDS_INFO, SUSPECT)."""

    type: Literal["QUERY"] = "QUERY"
    question: str
    suspect: bool


class Answer(Contract):
    """答复函: home confirms or denies what was asked."""

    type: Literal["ANSWER"] = "ANSWER"
    confirmed: bool
    text: str


class Enrolled(Contract):
    """接收回执: placed, grouped and on the roster of a host branch."""

    type: Literal["ENROLLED"] = "ENROLLED"
    host_branch: OrganisationCode
    host_branch_name: str
    contact: str
    phone: str
    enrolled_on: date


class Refused(Contract):
    """拒收通报, with the reason code and text and whether the ground is on the closed list."""

    type: Literal["REFUSED"] = "REFUSED"
    reason: str
    text: str
    listed: bool
    refused_on: date


class Redirected(Contract):
    """转介: the place lies outside the committee's area (G5); names the right committee."""

    type: Literal["REDIRECTED"] = "REDIRECTED"
    to_committee: OrganisationCode
    text: str


class Objection(Contract):
    """异议函: the home committee objects to a refusal within the term."""

    type: Literal["OBJECTION"] = "OBJECTION"
    text: str


class DisputeProgress(Contract):
    """争议进展: review opened, coordination opened, or decided."""

    type: Literal["DISPUTE_PROGRESS"] = "DISPUTE_PROGRESS"
    stage: str
    outcome: str | None = None
    text: str = ""
    to_committee: OrganisationCode | None = None


class CoordinationProposal(Contract):
    """协调意见: what the home department proposes in joint coordination."""

    type: Literal["COORDINATION_PROPOSAL"] = "COORDINATION_PROPOSAL"
    outcome: str
    text: str


class AcceptanceOverdue(Contract):
    """接收超期通报: the host has been silent too long; both departments coordinate (W-03)."""

    type: Literal["ACCEPTANCE_OVERDUE"] = "ACCEPTANCE_OVERDUE"
    since: date


class NoticeWithdrawn(Contract):
    """撤回流出通知: home names another host or ends the case."""

    type: Literal["NOTICE_WITHDRAWN"] = "NOTICE_WITHDRAWN"
    text: str


class PleaseLook(Contract):
    """协查函: the host is asked to look for the member (5.1: never reports; two quarters missed)."""

    type: Literal["PLEASE_LOOK"] = "PLEASE_LOOK"
    reason: str


class Looked(Contract):
    """协查回复."""

    type: Literal["LOOKED"] = "LOOKED"
    found: bool
    text: str


PLACING_LABELS = {
    "OUTFLOW_NOTICE": "流出通知",
    "MEMBER_REPORTED": "报到通报",
    "QUERY": "查询函",
    "ANSWER": "答复函",
    "ENROLLED": "接收回执",
    "REFUSED": "拒收通报",
    "REDIRECTED": "转介函",
    "OBJECTION": "异议函",
    "DISPUTE_PROGRESS": "争议进展通报",
    "COORDINATION_PROPOSAL": "协调意见",
    "ACCEPTANCE_OVERDUE": "接收超期通报",
    "NOTICE_WITHDRAWN": "撤回流出通知",
    "PLEASE_LOOK": "协查函",
    "LOOKED": "协查回复",
}
