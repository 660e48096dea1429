"""What people at the host tell when a member leaves."""

from datetime import date

from pydantic import Field

from services.inflow.contract import Line, Text
from shared.contract import Contract


class ReleaseMember(Contract):
    """The summary on departure (9.3): conduct, participation, dues. With it the host has released him."""

    released_on: date = Field(examples=["2026-12-03"])
    conduct: Text = Field(examples=["思想稳定，遵守纪律，主动参加社区志愿服务。"])
    participation: Text = Field(examples=["在我支部期间应到6次，实到6次。"])
    dues_paid_to: str = Field(
        default="", pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$", description="YYYY-MM; empty: none were paid here"
    )
    text: str = Field(default="", max_length=2000, description="anything else that home should know")


class ReportStaying(Contract):
    """The member does not go back after all; home is told and calls the return off."""

    told_on: date = Field(examples=["2026-12-05"])
    text: Text = Field(examples=["本人续签劳动合同，继续在我支部参加组织生活。"])


class AcceptTransfer(Contract):
    """The affiliation has arrived: from this day the host holds it (条例 Art 25)."""

    accepted_on: date = Field(examples=["2026-12-18"])


class RejectTransfer(Contract):
    rejected_on: date = Field(examples=["2026-12-18"])
    text: Line = Field(examples=["介绍信抬头有误，请更正后重开。"])


class ClosingNoteView(Contract):
    released_on: date
    conduct: str
    participation: str
    dues_paid_to: str
    text: str
