"""The home side of the survey (D-30): a thousand branches asked, each confirms its members, committees check."""

import random
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import count
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from deploy.embedded.walking import invented_person
from services.outflow.survey.tables import SurveyLineRow, SurveyReturnRow
from services.outflow.tables import CaseRow
from shared.history import CaseEventRow
from shared.organisation_directory.tables import OrganisationRow
from shared.outbox import OutboxRow
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.service_client import Refused
from shared.survey import contract as s
from shared.tasks.contract import OpenTask
from tests.factories.organisations import path_of
from tests.factories.people import holder
from tests.security.world import schedule
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    DEPARTMENT,
    HOME_COMMITTEE,
    HOST_REGION,
    OTHER_BRANCH,
    SECRETARY,
    HomeSide,
)
from workflows.survey_return.duties import owed

OPENED = date(2026, 10, 9)
COUNTY_BRANCHES = 1_000
_serial = count(500)


def campaign(**changed: object) -> s.BeginSurvey:
    facts: dict[str, object] = {
        "campaign_id": uuid4(), "department": DEPARTMENT, "path": path_of(DEPARTMENT), "year": 2026,
        "freeze_on": OPENED, "opened_on": OPENED,
    }  # fmt: skip
    return s.BeginSurvey.model_validate(facts | changed)


def refused(call: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value


def opened(side: HomeSide) -> UUID:
    body = campaign()
    side.worker.begin_survey(body, side.now)
    return body.campaign_id


def members(side: HomeSide, campaign_id: UUID) -> list[s.SurveyedMember]:
    return side.at(SECRETARY).read_survey_return(campaign_id, BRANCH).members


def returns(side: HomeSide, campaign_id: UUID, *said: s.ConfirmedMember, **options: object) -> s.SurveyReturnSummary:
    body = s.ReturnSurvey.model_validate({"members": said} | options)
    return side.at(SECRETARY).return_survey(campaign_id, BRANCH, body)


def as_recorded(side: HomeSide, campaign_id: UUID) -> list[s.ConfirmedMember]:
    known = members(side, campaign_id)
    return [s.ConfirmedMember(subject=one.subject, whereabouts=one.registered) for one in known if one.registered]


def others_return(side: HomeSide, campaign_id: UUID) -> None:
    """The other branches of the committee, which know of nobody."""
    for row in side.rows(SurveyReturnRow):
        if row.committee == HOME_COMMITTEE and row.level == "BRANCH" and row.organisation != BRANCH:
            secretary = holder(Role.BRANCH_SECRETARY, row.organisation)
            side.at(secretary).return_survey(campaign_id, row.organisation, s.ReturnSurvey())


@pytest.fixture
def side(home_side: HomeSide) -> HomeSide:
    """双桥村 has one member away."""
    home_side.declares().departs()
    return home_side.on(OPENED)


def thousand_branches(engine: Engine) -> None:
    """A county with 50 committees of 20 branches each."""
    path = path_of(DEPARTMENT)
    with Session(engine) as session, session.begin():
        session.execute(text("DELETE FROM organisation WHERE kind IN ('BRANCH', 'GROUP', 'GRASSROOTS_COMMITTEE')"))
        for n in range(50):
            committee = f"C{n:03d}"
            session.add(_unit(committee, "GRASSROOTS_COMMITTEE", DEPARTMENT, f"{path}.{committee}"))
            for m in range(COUNTY_BRANCHES // 50):
                branch = f"{committee}B{m:02d}"
                session.add(_unit(branch, "BRANCH", committee, f"{path}.{committee}.{branch}"))


def _unit(code: str, kind: str, parent: str, path: str) -> OrganisationRow:
    return OrganisationRow(
        code=code, name=f"{code}党组织", kind=kind, parent_code=parent, region_code="321003", path=path, contact="",
        phone="", office="", hours="", valid_from=date(2020, 1, 1), staffed=True,
    )  # fmt: skip


@pytest.mark.duty("D-30", "D-59")
def test_a_thousand_branches_get_a_small_workflow_each_and_the_campaign_none_of_it(home_side: HomeSide) -> None:
    thousand_branches(home_side.engine)
    body, side = campaign(), home_side.on(OPENED)
    begun = side.worker.begin_survey(body, side.now)
    assert (begun.branches, begun.committees) == (COUNTY_BRANCHES, 50)
    messages = [row for row in side.rows(OutboxRow) if row.workflow == "SurveyReturn"]
    assert len({row.workflow_id for row in messages}) == len(messages) == COUNTY_BRANCHES
    assert {row.signal for row in messages} == {"follow"}
    assert max(len(str(row.start)) for row in messages) < 2_000
    assert not [row for row in side.rows(OutboxRow) if row.workflow == "AnnualSurvey"]


def test_a_campaign_told_twice_asks_nobody_twice(home_side: HomeSide) -> None:
    body, side = campaign(), home_side.on(OPENED)
    assert side.worker.begin_survey(body, side.now) == side.worker.begin_survey(body, side.now)
    branches = [row.organisation for row in side.rows(SurveyReturnRow) if row.level == "BRANCH"]
    messages = [row.workflow_id for row in side.rows(OutboxRow) if row.workflow == "SurveyReturn"]
    assert len(set(branches)) == len(branches) == len(messages)


@pytest.mark.duty("D-30")
def test_a_branch_confirms_every_member_it_knows_of(side: HomeSide) -> None:
    campaign_id = opened(side)
    (away,) = members(side, campaign_id)
    assert (away.registered, away.confirmed) == (s.Whereabouts.OUT, None)
    nobody = refused(lambda: returns(side, campaign_id))
    assert nobody.problem.code == "members_not_confirmed"
    summary = returns(side, campaign_id, s.ConfirmedMember(subject=away.subject, whereabouts=s.Whereabouts.OUT))
    assert (summary.status, summary.confirmed, summary.found) == (s.ReturnStatus.RETURNED, 1, 0)


def test_what_is_not_finished_is_kept(side: HomeSide) -> None:
    campaign_id = opened(side)
    summary = returns(side, campaign_id, *as_recorded(side, campaign_id), finished=False)
    assert summary.status is s.ReturnStatus.OWED
    assert [one.confirmed for one in members(side, campaign_id)] == [s.Whereabouts.OUT]


@pytest.mark.parametrize(
    ("said", "leads_to"),
    [(s.Whereabouts.OUT, None), (s.Whereabouts.AT_HOME, "RETURNING"), (s.Whereabouts.UNKNOWN, "W-07")],
)
def test_an_answer_says_which_process_it_calls_for_and_starts_none(
    side: HomeSide, said: s.Whereabouts, leads_to: str | None
) -> None:
    campaign_id = opened(side)
    before = len(side.rows(CaseRow))
    (away,) = members(side, campaign_id)
    returns(side, campaign_id, s.ConfirmedMember(subject=away.subject, whereabouts=said))
    assert members(side, campaign_id)[0].leads_to == leads_to
    assert len(side.rows(CaseRow)) == before


def test_a_member_found_out_of_the_records_is_kept_sealed_and_called_for(side: HomeSide) -> None:
    campaign_id = opened(side)
    who = invented_person(random.Random(next(_serial)))
    found = s.FoundMember(name="陈一", id_number=who.id_number, region=HOST_REGION, place="秦栏镇")
    returns(side, campaign_id, *as_recorded(side, campaign_id), found=[found])
    returns(side, campaign_id, found=[found])
    listed = [one for one in members(side, campaign_id) if one.registered is None]
    assert [(one.name, one.leads_to) for one in listed] == [("陈一", "W-01")]
    (line,) = [row for row in side.rows(SurveyLineRow) if row.found]
    assert who.id_number not in line.found
    assert "陈一" not in line.found


def test_an_answer_of_the_other_list_or_about_a_stranger_is_refused(side: HomeSide) -> None:
    campaign_id = opened(side)
    (away,) = members(side, campaign_id)
    wrong = s.ConfirmedMember(subject=away.subject, whereabouts=s.Whereabouts.IN)
    assert refused(lambda: returns(side, campaign_id, wrong)).problem.code == "answer_not_for_this_list"
    stranger = s.ConfirmedMember(subject=uuid4(), whereabouts=s.Whereabouts.OUT)
    assert refused(lambda: returns(side, campaign_id, stranger)).problem.code == "not_a_member_here"


@pytest.mark.duty("D-30")
def test_the_committee_is_asked_to_check_once_its_last_branch_has_returned(side: HomeSide) -> None:
    campaign_id = opened(side)
    others_return(side, campaign_id)
    committee = side.at(CLERK).read_survey_return(campaign_id, HOME_COMMITTEE).summary
    assert committee.status is s.ReturnStatus.WAITING
    returns(side, campaign_id, *as_recorded(side, campaign_id))
    assert side.at(CLERK).read_survey_return(campaign_id, HOME_COMMITTEE).summary.status is s.ReturnStatus.OWED
    checked = side.at(CLERK).check_survey(campaign_id, HOME_COMMITTEE, s.CheckSurvey())
    assert checked.status is s.ReturnStatus.CHECKED
    late = refused(lambda: returns(side, campaign_id, finished=True))
    assert (late.problem.status, "郑洁" in late.problem.detail) == (409, True)


def test_a_committee_goes_on_without_a_branch_only_with_a_reason(side: HomeSide) -> None:
    campaign_id = opened(side)
    assert refused(lambda: side.at(CLERK).check_survey(campaign_id, HOME_COMMITTEE, s.CheckSurvey())).problem.code == (
        "branches_missing"
    )
    reason = s.CheckSurvey(text="双桥村党支部书记空缺，已派人代办。")
    checked = side.at(CLERK).check_survey(campaign_id, HOME_COMMITTEE, reason)
    tally = side.worker.read_survey_tally(checked.return_id)
    assert (tally.returned, tally.text) == (0, "双桥村党支部书记空缺，已派人代办。")
    assert tally.branches > 1


SEND_BACK = s.SendBackReturn(text="名册上另有一名党员，请逐人确认。")


@pytest.mark.duty("D-30")
def test_a_return_is_sent_back_with_a_reason_and_the_branch_is_asked_again(side: HomeSide) -> None:
    campaign_id = opened(side)
    returns(side, campaign_id, *as_recorded(side, campaign_id))
    side = side.on(date(2026, 10, 12))
    sent = side.at(CLERK).send_back_return(campaign_id, BRANCH, SEND_BACK)
    assert (sent.status, sent.round, sent.since) == (s.ReturnStatus.OWED, 2, date(2026, 10, 12))
    page = side.at(SECRETARY).read_survey_return(campaign_id, BRANCH)
    assert page.sent_back == SEND_BACK.text
    (duty,) = owed(state_of(side, BRANCH))
    assert (duty.kind, duty.occurrence, duty.since) == (TaskKind.RETURN_SURVEY, "2", date(2026, 10, 12))
    told = [row.message for row in side.rows(OutboxRow) if row.message.get("organisation") == BRANCH]
    assert [one["status"] for one in sorted(told, key=lambda one: one["version"])] == ["OWED", "RETURNED", "OWED"]


@pytest.mark.duty("D-30")
def test_what_was_given_stays_as_it_was(side: HomeSide) -> None:
    campaign_id = opened(side)
    returns(side, campaign_id, *as_recorded(side, campaign_id))
    side.at(CLERK).send_back_return(campaign_id, BRANCH, SEND_BACK)
    (away,) = members(side, campaign_id)
    returns(side, campaign_id, s.ConfirmedMember(subject=away.subject, whereabouts=s.Whereabouts.UNKNOWN))
    page = side.at(SECRETARY).read_survey_return(campaign_id, BRANCH)
    assert page.sent_back == ""
    versions = [(one.number, one.round, one.changed, one.given_by) for one in page.versions]
    assert versions == [(1, 1, 0, "周超"), (2, 2, 1, "周超")]
    for forbidden in ("UPDATE survey_return_version SET given_by = ''", "DELETE FROM survey_return_version"):
        with side.engine.begin() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text(forbidden))
    with Session(side.engine) as session:
        row = session.scalars(select(SurveyReturnRow).where(SurveyReturnRow.organisation == BRANCH)).one()
        events = session.scalars(select(CaseEventRow).where(CaseEventRow.case_id == row.id)).all()
    assert [event.act for event in events] == ["return_survey", "send_back_return", "return_survey"]
    assert "名册" not in events[1].sealed_note


def test_the_committee_waits_until_the_branch_has_answered_and_is_then_asked_anew(side: HomeSide) -> None:
    campaign_id = opened(side)
    others_return(side, campaign_id)
    returns(side, campaign_id, *as_recorded(side, campaign_id))
    assert [duty.occurrence for duty in owed(state_of(side, HOME_COMMITTEE))] == ["1"]
    side.at(CLERK).send_back_return(campaign_id, BRANCH, SEND_BACK)
    waiting = state_of(side, HOME_COMMITTEE)
    assert (waiting.status, owed(waiting)) == (s.ReturnStatus.WAITING, []), "it still has its workflow"
    returns(side, campaign_id, *as_recorded(side, campaign_id))
    assert [duty.occurrence for duty in owed(state_of(side, HOME_COMMITTEE))] == ["2"]
    assert side.at(CLERK).check_survey(campaign_id, HOME_COMMITTEE, s.CheckSurvey()).status is s.ReturnStatus.CHECKED


def test_only_a_given_return_is_sent_back_by_its_own_committee_and_before_it_has_checked(side: HomeSide) -> None:
    campaign_id = opened(side)
    early = refused(lambda: side.at(CLERK).send_back_return(campaign_id, BRANCH, SEND_BACK))
    assert early.problem.code == "not_at_this_step"
    returns(side, campaign_id, *as_recorded(side, campaign_id))
    for actor, status in ((SECRETARY, 404), (holder(Role.INSPECTOR, HOME_COMMITTEE), 403)):
        answer = refused(partial(side.at(actor).send_back_return, campaign_id, BRANCH, SEND_BACK))
        assert answer.problem.status == status
    side.at(CLERK).check_survey(campaign_id, HOME_COMMITTEE, s.CheckSurvey(text="其余支部书记空缺。"))
    late = refused(lambda: side.at(CLERK).send_back_return(campaign_id, BRANCH, SEND_BACK))
    assert (late.problem.status, "郑洁" in late.problem.detail) == (409, True)


def state_of(side: HomeSide, organisation: str) -> s.ReturnState:
    """As it would be started again."""
    running = side.worker.list_running_survey_returns().items
    return next(one for one in running if one.organisation == organisation)


def test_only_the_branch_itself_returns_and_only_its_line_sees_it(side: HomeSide) -> None:
    campaign_id = opened(side)
    neighbour = holder(Role.BRANCH_SECRETARY, OTHER_BRANCH)
    body = s.ReturnSurvey()
    assert refused(lambda: side.at(neighbour).return_survey(campaign_id, BRANCH, body)).problem.status == 404
    assert refused(lambda: side.at(CLERK).return_survey(campaign_id, BRANCH, body)).problem.status == 403
    assert [one.organisation for one in side.at(neighbour).list_survey_returns(campaign_id).items] == [OTHER_BRANCH]


def test_a_closed_campaign_takes_back_what_it_still_asks(side: HomeSide) -> None:
    campaign_id = opened(side)
    side.worker.end_survey(campaign_id, side.now)
    assert {row.status for row in side.rows(SurveyReturnRow) if row.level == "BRANCH"} == {"ENDED"}
    assert side.worker.list_running_survey_returns().items == []
    assert refused(lambda: returns(side, campaign_id)).problem.status == 409


def test_the_task_of_a_return_is_opened_once_and_not_after_it_was_given(side: HomeSide) -> None:
    campaign_id = opened(side)
    state = next(one for one in side.worker.list_running_survey_returns().items if one.organisation == BRANCH)
    opening = OpenTask(
        kind=TaskKind.RETURN_SURVEY, case_id=state.return_id, occurrence=state.occurrence, holder=BRANCH,
        role=Role.BRANCH_SECRETARY, since=OPENED,
        schedule=schedule(TaskKind.RETURN_SURVEY),
    )  # fmt: skip
    opened_task = side.worker.open_task(opening, side.now)
    assert side.worker.open_task(opening, side.now) == opened_task
    returns(side, campaign_id, *as_recorded(side, campaign_id))
    assert refused(lambda: side.worker.open_task(opening, side.now)).problem.status == 409


def ask(**changed: object) -> s.ListSurveyRows:
    facts: dict[str, object] = {
        "year": 2026, "freeze_on": OPENED, "within": path_of(DEPARTMENT), "partner_region": "34", "key": "ab" * 32,
    }  # fmt: skip
    return s.ListSurveyRows.model_validate(facts | changed)


def test_the_list_holds_who_had_left_for_the_region_by_the_freeze_date(side: HomeSide) -> None:
    listed = side.worker.list_survey_rows(ask()).items
    assert [(row.fields.standing, row.fields.status, row.region) for row in listed] == [
        ("FULL", "ON_THE_WAY", "341181")
    ]
    assert side.worker.list_survey_rows(ask(partner_region="37")).items == []
    assert side.worker.list_survey_rows(ask(freeze_on=date(2026, 8, 31))).items == []
    assert side.worker.list_survey_rows(ask(not_from=path_of(DEPARTMENT))).items == []


def test_the_list_says_what_the_branch_said(side: HomeSide) -> None:
    campaign_id = opened(side)
    (away,) = members(side, campaign_id)
    returns(side, campaign_id, s.ConfirmedMember(subject=away.subject, whereabouts=s.Whereabouts.UNKNOWN))
    assert [row.fields.status for row in side.worker.list_survey_rows(ask()).items] == ["UNKNOWN"]


def test_the_same_person_has_another_index_under_another_key(side: HomeSide) -> None:
    (one,), (other,) = (side.worker.list_survey_rows(ask(key=key * 32)).items for key in ("ab", "cd"))
    assert one.index != other.index
