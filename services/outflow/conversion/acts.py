"""What people tell W-06: the body of each act."""

from datetime import date

from pydantic import Field

from services.outflow.acts import Line, Name, Note, Text
from services.outflow.conversion.stages import Attendance, Decision, OverdueReason, Proposal
from shared.contract import Contract
from shared.letters.bodies_conversion import OpinionValue


class RecordAdmission(Contract):
    """The day of the branch meeting that admitted him, when the file holds none or only a month."""

    admitted_on: date = Field(examples=["2025-12-01"])


class RequestOpinion(Contract):
    """D-41."""

    text: Note = Field(default="", examples=["请结合该同志在你处的表现，就能否按期转正提出书面意见。"])


class RecordApplication(Contract):
    """The member's own written application; accepted at any time after it is due."""

    applied_on: date = Field(examples=["2026-11-20"])
    written: bool = Field(description="in writing, signed by himself", examples=[True])


class RecordPaperOpinion(Contract):
    """The written opinion of a host that is not on the platform, as it came by post."""

    opinion: OpinionValue = Field(examples=["CONVERT_ON_TIME"])
    reasons: Text = Field(examples=["按时参加组织生活，表现良好。"])
    dated_on: date = Field(examples=["2026-12-03"])
    received_on: date = Field(examples=["2026-12-10"])
    secretary: Name = Field(examples=["许建国"])


class WaiveOpinion(Contract):
    """The home committee goes on without the opinion; never before the term, never by itself."""

    reason: Text = Field(examples=["多次催要并经两地组织部门协调仍未收到，为不影响转正，决定不再等待。"])


class ConsultOnConversion(Contract):
    """Group, members and masses are heard (细则 转正程序)."""

    consulted_on: date = Field(examples=["2026-12-12"])
    group_opinion: Text = Field(examples=["党小组同意按期转正。"])
    members_opinion: Text = Field(examples=["征求8名党员意见，均同意。"])
    masses_opinion: Text = Field(examples=["征求5名群众意见，反映良好。"])


class ReviewConversion(Contract):
    """The branch committee examines the papers and takes its own view."""

    reviewed_on: date = Field(examples=["2026-12-14"])
    view: Proposal = Field(description="what the home side proposes", examples=["CONVERT"])
    text: Text = Field(examples=["支委会审查认为材料齐全、程序完备，同意提交支部大会。"])


class PublishConversionNotice(Contract):
    published_on: date = Field(examples=["2026-12-15"])
    place: Line = Field(examples=["村党务公开栏"])


class RecordNoticeObjection(Contract):
    received_on: date = Field(examples=["2026-12-16"])
    text: Text = Field(examples=["有群众反映其未按时交纳党费。"])


class ResolveNoticeObjection(Contract):
    number: int = Field(ge=1, examples=[1])
    text: Text = Field(examples=["经核实，党费已在流入地按月交纳，反映不属实。"])


class CloseConversionNotice(Contract):
    closed_on: date = Field(examples=["2026-12-23"])


class AdjournConversionMeeting(Contract):
    """The member cannot return for the meeting (5.1)."""

    reason: Text = Field(examples=["本人在外地住院，暂不能返回。"])
    until: date = Field(description="when the meeting is to be held", examples=["2027-01-15"])


class HoldConversionMeeting(Contract):
    """Numbers as counted at the meeting; the outcome follows from them. The member himself has no vote."""

    held_on: date = Field(examples=["2026-12-25"])
    proposal: Proposal = Field(examples=["CONVERT"])
    extension_months: int | None = Field(default=None, ge=1, le=60, examples=[None])
    entitled: int = Field(ge=1, le=5000, description="all members of the branch with a vote", examples=[12])
    present: int = Field(ge=0, le=5000, description="of these, present", examples=[9])
    yes: int = Field(ge=0, le=5000, examples=[9])
    no: int = Field(ge=0, le=5000, examples=[0])
    abstained: int = Field(ge=0, le=5000, examples=[0])
    secret_ballot: bool = Field(examples=[True])
    attendance: Attendance = Field(examples=["IN_PERSON"])
    views_shown: bool = Field(
        default=False, description="the host's opinion and the home side's view were both presented", examples=[True]
    )
    chaired_by: Name = Field(examples=["周超"])


class ReportResolution(Contract):
    reported_on: date = Field(examples=["2026-12-28"])
    supplement: Note = Field(default="", description="what was added after a return")


class DecideConversion(Contract):
    """The committee examines and approves within three months (细则)."""

    decision: Decision = Field(examples=["APPROVED"])
    decided_on: date = Field(examples=["2027-01-20"])
    resolution: Line = Field(description="committee minute or resolution", examples=["党委会议纪要〔2027〕3号"])
    text: Note = Field(default="", description="grounds; required unless approved")


class AnnounceConversion(Contract):
    """The secretary talks with him, it is announced to the members, the papers are archived."""

    talked_on: date = Field(examples=["2027-01-22"])
    talked_by: Name = Field(examples=["周超"])
    announced_on: date = Field(examples=["2027-01-25"])
    archived: bool = Field(examples=[True])


class OpenOverdueConversion(Contract):
    """Old data: the conversion is overdue already when the case comes in (5.1)."""

    admitted_on: date = Field(examples=["2024-07-01"])
    overdue_reason: OverdueReason = Field(examples=["TRANSFER"])
    text: Text = Field(examples=["因组织关系转接未及时讨论转正。"])
