"""The host side of the survey (D-30, D-43): branches with members of other places are asked, every branch may tell."""

import random
from datetime import date
from itertools import count
from uuid import UUID, uuid4

import pytest

from deploy.embedded.walking import invented_person
from services.inflow.contract import PlacementStatus
from services.inflow.survey.tables import SurveyReturnRow
from shared.posts import Role
from shared.service_client import Refused
from shared.survey import contract as s
from tests.factories.organisations import path_of
from tests.factories.people import holder
from tests.services.inflow.host_side import (
    BRANCH,
    CLERK,
    COMMITTEE,
    DEPARTMENT,
    HOME_DEPARTMENT,
    ID_NUMBER,
    NEIGHBOUR_BRANCH,
    OTHER_BRANCH,
    SECRETARY,
    TODAY,
    HostSide,
)

FREEZE = date(2026, 10, 9)
NONE = s.ReturnSurvey()
_serial = count(900)


def opened(side: HostSide) -> UUID:
    body = s.BeginSurvey(
        campaign_id=uuid4(), department=DEPARTMENT, path=path_of(DEPARTMENT), year=2026, freeze_on=FREEZE,
        opened_on=TODAY,
    )  # fmt: skip
    side.worker.begin_survey(body, side.clock.now().isoformat())
    return body.campaign_id


@pytest.fixture
def side(host_side: HostSide) -> HostSide:
    """One member of 蒋王街道 is enrolled at the branch."""
    host_side.case().goes_as_far_as(PlacementStatus.ENROLLED)
    return host_side


@pytest.mark.duty("D-30", "D-43")
def test_only_branches_with_members_of_other_places_are_asked(side: HostSide) -> None:
    opened(side)
    asked = [row.organisation for row in side.rows(SurveyReturnRow) if row.level == "BRANCH"]
    assert asked == [BRANCH]


@pytest.mark.duty("D-43")
def test_the_branch_confirms_whom_it_has_taken_in(side: HostSide) -> None:
    campaign_id = opened(side)
    (member,) = side.at(SECRETARY).read_survey_return(campaign_id, BRANCH).members
    assert member.registered is s.Whereabouts.IN
    gone = s.ConfirmedMember(subject=member.subject, whereabouts=s.Whereabouts.OUT)
    summary = side.at(SECRETARY).return_survey(campaign_id, BRANCH, s.ReturnSurvey(members=[gone]))
    assert summary.status is s.ReturnStatus.RETURNED
    assert side.at(CLERK).read_survey_return(campaign_id, COMMITTEE).summary.status is s.ReturnStatus.OWED
    ask = s.ListSurveyRows(
        year=2026, freeze_on=FREEZE, within=path_of(DEPARTMENT), partner_region=HOME_DEPARTMENT,
        partner_path=path_of(HOME_DEPARTMENT), key="ab" * 32,
    )  # fmt: skip
    (row,) = side.worker.list_survey_rows(ask).items
    assert (row.fields.status, row.fields.committee, row.fields.branch) == ("OUT", COMMITTEE, BRANCH)


def test_a_branch_that_was_not_asked_may_tell_whom_it_found(side: HostSide) -> None:
    campaign_id = opened(side)
    who = invented_person(random.Random(next(_serial)))
    found = s.FoundMember(name="沈一", id_number=who.id_number, region=HOME_DEPARTMENT)
    secretary = holder(Role.BRANCH_SECRETARY, NEIGHBOUR_BRANCH)
    summary = side.at(secretary).return_survey(campaign_id, NEIGHBOUR_BRANCH, s.ReturnSurvey(found=[found]))
    assert (summary.status, summary.found) == (s.ReturnStatus.RETURNED, 1)
    (line,) = side.at(secretary).read_survey_return(campaign_id, NEIGHBOUR_BRANCH).members
    assert (line.name, line.leads_to) == ("沈一", "W-03")


def test_a_stranger_cannot_join_a_campaign(side: HostSide) -> None:
    campaign_id = opened(side)
    for own, told_of in (("32100300101", "32100300101"), (NEIGHBOUR_BRANCH, OTHER_BRANCH)):
        stranger = side.at(holder(Role.BRANCH_SECRETARY, own))
        with pytest.raises(Refused) as refusal:
            stranger.return_survey(campaign_id, told_of, NONE)
        assert refusal.value.problem.status == 404
    assert len([row for row in side.rows(SurveyReturnRow) if row.level == "BRANCH"]) == 1


def test_nothing_of_a_persons_number_leaves_in_the_list(side: HostSide) -> None:
    ask = s.ListSurveyRows(year=2026, freeze_on=FREEZE, within=path_of(DEPARTMENT), partner_region="32", key="ab" * 32)
    (row,) = side.worker.list_survey_rows(ask).items
    assert ID_NUMBER not in row.model_dump_json()
    assert len(row.index) == 64
