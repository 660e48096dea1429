"""The issue register (7.2) for a workbook. The export is logged (rulebook 7)."""

from services.outflow.certificate_life.contract import IssueRegister
from services.outflow.certificate_life.queries import RegisterWanted, whole_register
from shared.act import Act
from shared.audit import record


def export_issue_register(act: Act, wanted: RegisterWanted) -> IssueRegister:
    """What the list shows, without pages; where it shows nothing, nothing has left the house."""
    lines = list(whole_register(act, wanted))
    if lines:
        details = wanted.model_dump(mode="json", exclude_none=True)
        record(act.session, "export_issue_register", act.actor, business_at=act.at, details=details)
    return IssueRegister(items=lines, next=None)
