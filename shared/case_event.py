"""One step of a case as people read it; kept apart from its table so that contracts need no database."""

from typing import Any

from pydantic import AwareDatetime, Field

from shared.contract import Contract


class CaseEvent(Contract):
    """One step of a case as its two sides see it; `details` hold codes and dates, no personal data."""

    act: str = Field(examples=["brief_member"])
    status: str = Field(examples=["ELIGIBLE"])
    by: str = Field(description="display name of the account", examples=["周超"])
    role: str
    organisation: str
    details: dict[str, Any] = {}
    note: str = Field(default="", description="what was written with the act; kept sealed")
    at: AwareDatetime = Field(description="business time")
    recorded_at: AwareDatetime = Field(description="real time")
