"""What Temporal's own UI finds a workflow by: ids and codes, nothing about a person."""

import pytest

from services.inflow.contract import DisputeStage, PlacementStatus
from shared.followed import CASE, OWNER, Followed, found_by
from tests.workflows import snapshots as s


@pytest.mark.parametrize(
    ("state", "owner"),
    [
        (s.case(), s.HOME_BRANCH),
        (s.contact(), s.HOME_BRANCH),
        (s.placement(PlacementStatus.EXPECTED), s.HOST_COMMITTEE),
        (s.dispute(DisputeStage.REVIEW), s.HOST_DEPARTMENT),
    ],
)
def test_a_process_is_found_by_its_case_and_the_organisation_whose_it_is(state: Followed, owner: str) -> None:
    assert found_by(state) == {CASE: str(s.CASE), OWNER: owner}
