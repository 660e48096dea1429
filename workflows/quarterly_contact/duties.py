"""W-04: which periods owe a contact, when the next one opens, when silence becomes a risk."""

from datetime import date

from services.outflow.contract import ContactState, ContactStatus
from shared.policy.contact_period import contact_period
from shared.policy.moments import Period, period_named
from shared.policy.spreading import spread_opening
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty

SETTLED = (ContactStatus.DONE, ContactStatus.DONE_LATE)


def next_period(contact: ContactState) -> Period:
    """The first period, from the one that owes the first contact on, that is not open yet."""
    period = contact_period(contact.owed_from, abroad=contact.abroad)
    known = {quarter.quarter for quarter in contact.quarters}
    while str(period) in known:
        period = period.next()
    return period


def openings(contact: ContactState) -> dict[str, date]:
    """What opens by itself, and on which day: the next period, and the risk of having lost the member."""
    period = next_period(contact)
    risk = {} if contact.at_risk else {f"risk/{contact.at_risk_on}": contact.at_risk_on}
    opens_on = spread_opening(period.first, contact.owed_from, contact.case_id, contact.spread_days)
    return {str(period): opens_on} | risk


def owed(contact: ContactState) -> list[Duty]:
    """One task for each period that is not settled; a missed one stays until the late contact."""
    return [
        Duty(
            kind=TaskKind.CONTACT_MEMBER,
            case_id=contact.case_id,
            occurrence=quarter.quarter,
            service="outflow",
            holder=contact.home_branch,
            role=Role.BRANCH_SECRETARY,
            since=max(period_named(quarter.quarter).first, contact.owed_from),
            period=quarter.quarter,
            flags=_flags(contact.abroad, quarter.second_in_a_row),
        )
        for quarter in contact.quarters
        if quarter.status not in SETTLED
    ]


def _flags(abroad: bool, second_in_a_row: bool) -> tuple[str, ...]:
    return tuple(name for name, holds in (("abroad", abroad), ("second_in_a_row", second_in_a_row)) if holds)
