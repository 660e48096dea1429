"""Taking up a case for an act of leaving."""

from uuid import UUID

from services.outflow.leaving.permissions import PERMISSIONS
from services.outflow.operations.casework import check_step, lock_case
from services.outflow.queries import standing_of
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import authorise
from shared.errors import Invalid
from shared.posts import Post


class BeforeDeparture(Invalid):
    message = "日期早于党员流出的日期，请核对。"


def take_up(act: Act, verb: str, case_id: UUID) -> tuple[CaseRow, Post]:
    """Raises NotFound, NotYourPost, and StepAlreadyTaken when the case has moved on."""
    case = lock_case(act, case_id)
    post = authorise(act.actor, verb, PERMISSIONS, standing_of(case))
    check_step(act, verb, case)
    return case, post


def not_before_departure(case: CaseRow, **dates: object) -> None:
    """Raises BeforeDeparture naming the field."""
    for field, day in dates.items():
        if case.departed_on is not None and day < case.departed_on:  # type: ignore[operator]  # dates only
            raise BeforeDeparture(fields=[{"field": field, "message": f"早于 {case.departed_on}"}])
