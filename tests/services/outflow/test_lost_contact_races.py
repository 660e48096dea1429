"""R6 for W-07: found against confirmed, restored against lapsed; whoever comes second is told who was first."""

from datetime import timedelta

from services.outflow import contract as c
from services.outflow.lost_contact.contract import LostStatus
from shared.posts import Role
from tests.factories.people import holder
from tests.services.outflow.home_side import BRANCH, HomeSide
from tests.services.outflow.lost_side import AT_RISK, LostCase, M
from tests.services.outflow.test_races import at_once

S, L = c.CaseStatus, LostStatus
DEPUTY = holder(Role.BRANCH_SECRETARY, BRANCH, account="deputy", name="孙副书记")
TIMES = 3


def lost(home_side: HomeSide) -> LostCase:
    return LostCase(home_side.declares().departs()).on(AT_RISK).is_suspected()


def test_found_against_confirmed_ends_with_a_member_who_is_there(home_side: HomeSide) -> None:
    """Either order: who is found is found; a confirmation that comes after it is refused and names the finder."""
    for _ in range(TIMES):
        last = lost(home_side).searched_in_vain()
        confirmed, found = at_once(last.confirms, lambda: last.searches(actor=DEPUTY, found=True))  # noqa: B023
        assert found is None
        assert (last.shown.status, last.case.read().status) == (L.FOUND, S.REPORT_OVERDUE)
        if confirmed is not None:
            assert (confirmed.problem.status, confirmed.problem.details["by"]) == (409, "孙副书记")


def test_restored_against_lapsed_has_one_end(home_side: HomeSide) -> None:
    for _ in range(TIMES):
        loss = lost(home_side)
        loss.is_suspended()
        lapse_on = loss.shown.lapse_on
        assert lapse_on is not None
        end = loss.on(lapse_on)
        end.day_comes(f"lapse/{lapse_on}")
        end.meets(M.LAPSE)
        end.is_decided(M.LAPSE)
        in_time = lapse_on - timedelta(days=2)
        filed, applied = at_once(
            lambda: end.is_filed(M.LAPSE),  # noqa: B023
            lambda: end.applies(DEPUTY, applied_on=in_time),  # noqa: B023
        )
        assert (filed is None) != (applied is None)
        if applied is None:
            assert (end.shown.status, end.shown.measure_due, end.case.read().status) == (
                L.SUSPENDED, M.RESTORE, S.SUSPENDED,
            )  # fmt: skip
        else:
            assert (end.shown.status, end.case.read().status) == (L.LAPSED, S.CLOSED_ENDED)
            assert applied.problem.details["act"] == "file_measure"
