"""W-16 in the registry: decided, mapped, effective on its day, verified when everything has moved."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine

from services.registry import contract as r
from services.registry.agreement.contract import AgreementStatus
from services.registry.client import RegistryClient
from services.registry.org_change import contract as c
from shared.keys import KeyRing
from shared.policy.task_kinds import TaskKind as K
from shared.posts import Role
from tests.factories.people import Tokens, holder
from tests.services.registry.between import (
    CHUZHOU,
    HOME_CLERK,
    HOME_OFFICER,
    HOST_CLERK,
    YANGZHOU,
    YANGZHOU_DEPARTMENT,
    Between,
    refused,
)
from tests.services.registry.test_agreements import copies, in_force
from workflows.org_change.duties import is_to_be_moved, openings, owed

BRANCH, SISTER, NEIGHBOUR, NEW = "32100300101", "32100300102", "321003002", "32100300199"
FAR_BRANCH = "32108100101"
"""Of another county of the same city."""
DAY = date(2026, 9, 10)
S = c.ChangeStatus


@pytest.fixture
def between(registry_database: Engine, keys: KeyRing, tokens: Tokens) -> Between:
    return Between.at_work(registry_database, keys, tokens)


@pytest.fixture
def committee(between: Between) -> RegistryClient:
    """The committee above the branches decides about them."""
    return between.at(HOME_CLERK)


def decision(kind: c.ChangeKind, before: list[str], *after: c.Successor, **changed: Any) -> c.DecideOrgChange:
    said: dict[str, Any] = {"effective_on": DAY, "document": "扬邗组〔2026〕31号"} | changed
    return c.DecideOrgChange(kind=kind, predecessors=before, successors=list(after), **said)


MERGER = decision(c.ChangeKind.MERGE, [BRANCH, SISTER], c.Successor(code=NEW, name="双桥联合党支部"))


def state_of(between: Between, change_id: UUID) -> c.OrgChangeState:
    return c.OrgChangeState.model_validate(between.told("OrgChange", change_id))


def effective(between: Between, client: RegistryClient, body: c.DecideOrgChange, **mapped: Any) -> UUID:
    change = client.decide_org_change(body)
    client.map_org_change(change.change_id, c.MapOrgChange(**({"main": change.main} | mapped)))
    between.on(body.effective_on)
    between.worker.begin_step("org-change", change.change_id, "effective", between.now)
    return change.change_id


def organisations(between: Between) -> dict[str, Any]:
    return {one.code: one for one in between.worker.read_directory().organisations}


def test_a_merger_founds_the_successor_and_keeps_the_old_codes_for_the_history(
    between: Between, committee: RegistryClient
) -> None:
    effective(between, committee, MERGER)
    after = organisations(between)
    assert after[NEW].path == f"{after[YANGZHOU].path}.{NEW}"
    assert (after[NEW].valid_from, after[BRANCH].valid_to, after[SISTER].valid_to) == (
        DAY,
        date(2026, 9, 9),
        date(2026, 9, 9),
    )
    successions = between.worker.read_directory().successions
    assert {(one.predecessor, one.successor, one.main) for one in successions} == {
        (BRANCH, NEW, True),
        (SISTER, NEW, True),
    }


def test_nothing_takes_effect_before_its_day_nor_unmapped(between: Between, committee: RegistryClient) -> None:
    change = committee.decide_org_change(MERGER)
    assert change.status is S.DECIDED
    assert openings(state_of(between, change.change_id)) == {}
    between.worker.begin_step("org-change", change.change_id, "effective", between.now)
    committee.map_org_change(change.change_id, c.MapOrgChange(main=change.main))
    between.worker.begin_step("org-change", change.change_id, "effective", between.now)
    assert openings(state_of(between, change.change_id)) == {"effective": DAY}
    assert NEW not in organisations(between)


def test_whoever_decided_is_asked_to_map_and_then_to_verify(between: Between, committee: RegistryClient) -> None:
    change = committee.decide_org_change(MERGER)
    asked = owed(state_of(between, change.change_id))
    assert [(duty.kind, duty.holder, duty.role) for duty in asked] == [
        (K.MAP_ORG_CHANGE, YANGZHOU, Role.COMMITTEE_OFFICER)
    ]
    between.asks(asked[0])
    committee.map_org_change(change.change_id, c.MapOrgChange(main=change.main))
    assert between.tasks(change.change_id) == {("MAP_ORG_CHANGE", ""): "DONE"}
    between.on(DAY).worker.begin_step("org-change", change.change_id, "effective", between.now)
    assert [duty.kind for duty in owed(state_of(between, change.change_id))] == [K.VERIFY_ORG_CHANGE]
    assert is_to_be_moved(state_of(between, change.change_id))


def test_it_is_verified_only_when_both_sides_have_moved_everything(between: Between, committee: RegistryClient) -> None:
    change_id = effective(between, committee, MERGER)
    verify = c.VerifyOrgChange()
    refused(lambda: committee.verify_org_change(change_id, verify), 409, "not_all_moved")
    rest = c.RecordMove(round=1, moved={"outflow": 3, "inflow": 0}, remaining={"outflow": 1, "inflow": 0})
    between.worker.record_move(change_id, rest, between.now)
    refused(lambda: committee.verify_org_change(change_id, verify), 409, "not_all_moved")
    assert openings(state_of(between, change_id))["again-1"] == date(2026, 9, 11)
    between.on(date(2026, 9, 11)).worker.begin_step("org-change", change_id, "again-1", between.now)
    assert is_to_be_moved(state_of(between, change_id))
    done = c.RecordMove(round=2, moved={"outflow": 1, "inflow": 0}, remaining={"outflow": 0, "inflow": 0})
    for _ in range(2):
        between.worker.record_move(change_id, done, between.now)
    change = committee.verify_org_change(change_id, verify)
    assert (change.status, change.moved) == (S.VERIFIED, {"outflow": 4, "inflow": 0})
    assert state_of(between, change_id).over


def test_posts_at_what_goes_move_to_the_successor_and_end_when_it_is_dissolved(
    between: Between, committee: RegistryClient, tokens: Tokens
) -> None:
    operator = RegistryClient("", tokens.operator, http=between.http)
    post = r.NewPost(role=Role.BRANCH_SECRETARY, organisation=BRANCH)
    account = operator.create_account(r.CreateAccount(login="wang.branch", name="王书记", posts=[post])).account
    effective(between, committee, MERGER)
    held = next(one for one in operator.list_accounts().items if one.account_id == account.account_id).posts
    assert [(one.role, one.organisation, one.valid_from) for one in held] == [(Role.BRANCH_SECRETARY, NEW, DAY)]
    gone = decision(c.ChangeKind.DISSOLVE, [NEW], c.Successor(code="32100300103"), effective_on=date(2026, 9, 20))
    effective(between, committee, gone, posts=c.PostsAt.END)
    held = next(one for one in operator.list_accounts().items if one.account_id == account.account_id).posts
    assert held == []


def test_a_rename_keeps_the_code_and_moves_nothing(between: Between, committee: RegistryClient) -> None:
    effective(
        between, committee, decision(c.ChangeKind.RENAME, [BRANCH], c.Successor(code=BRANCH, name="双桥新村党支部"))
    )
    after = organisations(between)[BRANCH]
    assert (after.name, after.valid_to) == ("双桥新村党支部", None)
    assert between.worker.read_directory().successions == []
    unnamed = decision(c.ChangeKind.RENAME, [SISTER], c.Successor(code=SISTER), effective_on=date(2026, 9, 20))
    refused(lambda: committee.decide_org_change(unnamed), 422, "successor_needs_name")


def test_a_split_must_say_where_everything_goes(between: Between, committee: RegistryClient) -> None:
    split = decision(
        c.ChangeKind.SPLIT, [BRANCH], c.Successor(code=BRANCH), c.Successor(code=NEW, name="双桥第二党支部")
    )
    change = committee.decide_org_change(split)
    assert change.main == {}
    refused(lambda: committee.map_org_change(change.change_id, c.MapOrgChange(main={})), 422, "mapping_incomplete")
    astray = c.MapOrgChange(main={BRANCH: BRANCH}, cases={uuid4(): SISTER})
    refused(lambda: committee.map_org_change(change.change_id, astray), 422, "mapping_incomplete")
    mapped = committee.map_org_change(change.change_id, c.MapOrgChange(main={BRANCH: BRANCH}, cases={uuid4(): NEW}))
    assert mapped.status is S.MAPPED
    between.on(DAY).worker.begin_step("org-change", change.change_id, "effective", between.now)
    assert organisations(between)[BRANCH].valid_to is None
    assert organisations(between)[NEW].name == "双桥第二党支部"


def test_when_committees_merge_their_branches_and_agreements_go_along_and_the_partner_is_told(between: Between) -> None:
    mine, theirs = in_force(between)
    officer = between.at(HOME_OFFICER)
    effective(between, officer, decision(c.ChangeKind.MERGE, [YANGZHOU, NEIGHBOUR], c.Successor(code=NEIGHBOUR)))
    after = organisations(between)
    assert after[BRANCH].parent_code == NEIGHBOUR
    assert after[BRANCH].path == f"{after[NEIGHBOUR].path}.{BRANCH}"
    between.post()
    heir = between.at(holder(Role.COMMITTEE_OFFICER, NEIGHBOUR))
    home, host = copies(heir, between.at(HOST_CLERK))
    assert (home.own, home.status, host.partner) == (NEIGHBOUR, AgreementStatus.IN_FORCE, NEIGHBOUR)
    assert "party_succeeded" in {event.act for event in heir.read_agreement(mine).events}
    assert "letter_party_succeeded" in {event.act for event in between.at(HOST_CLERK).read_agreement(theirs).events}
    refused(lambda: between.at(HOME_CLERK).read_agreement(mine), 404, "not_found")


def test_the_committee_above_decides_and_nobody_else(between: Between, committee: RegistryClient) -> None:
    neighbour = between.at(holder(Role.COMMITTEE_OFFICER, NEIGHBOUR))
    refused(lambda: neighbour.decide_org_change(MERGER), 404, "not_found")
    own = decision(c.ChangeKind.DISSOLVE, [YANGZHOU], c.Successor(code=NEIGHBOUR))
    refused(lambda: committee.decide_org_change(own), 404, "not_found")
    assert between.at(HOME_OFFICER).decide_org_change(MERGER).decided_by == YANGZHOU_DEPARTMENT
    refused(lambda: committee.decide_org_change(MERGER), 409, "change_under_way")


def test_a_decision_may_be_taken_back_before_its_day(between: Between, committee: RegistryClient) -> None:
    change = committee.decide_org_change(MERGER)
    assert committee.cancel_org_change(change.change_id, c.CancelOrgChange(text="暂缓。")).status is S.CANCELLED
    refused(
        lambda: committee.map_org_change(change.change_id, c.MapOrgChange(main=change.main)), 409, "step_already_taken"
    )
    assert committee.decide_org_change(MERGER).status is S.DECIDED


def test_the_preview_counts_what_stands_at_the_predecessors(between: Between) -> None:
    in_force(between)
    change = between.at(HOME_OFFICER).decide_org_change(
        decision(c.ChangeKind.MERGE, [YANGZHOU, NEIGHBOUR], c.Successor(code=NEIGHBOUR))
    )
    preview = between.at(HOME_OFFICER).preview_org_change(change.change_id)
    below = [one for one in organisations(between).values() if one.parent_code in (YANGZHOU, NEIGHBOUR)]
    assert (preview.organisations, preview.agreements) == (len(below), 1)


def test_what_does_not_stand_any_more_cannot_change_again(between: Between, committee: RegistryClient) -> None:
    effective(between, committee, MERGER)
    again = decision(c.ChangeKind.DISSOLVE, [BRANCH], c.Successor(code=NEW), effective_on=date(2026, 10, 1))
    refused(lambda: committee.decide_org_change(again), 422, "organisation_is_gone")
    elsewhere = decision(c.ChangeKind.DISSOLVE, [NEW], c.Successor(code=CHUZHOU), effective_on=date(2026, 10, 1))
    refused(lambda: committee.decide_org_change(elsewhere), 422, "not_under_one_superior")


def test_across_counties_it_is_one_decision_of_the_city_and_the_certificates_change_lists(between: Between) -> None:
    """A branch of 邗江 is dissolved and its members go to one of 仪征; the city stands above both."""
    number = numbered(between, BRANCH)
    body = decision(c.ChangeKind.DISSOLVE, [BRANCH], c.Successor(code=FAR_BRANCH))
    refused(lambda: between.at(HOME_OFFICER).decide_org_change(body), 422, "not_under_one_superior")
    city = between.at(holder(Role.DEPARTMENT_OFFICER, "321000"))
    change_id = effective(between, city, body)
    assert city.read_org_change(change_id).change.decided_by == "321000"
    held = between.at(holder(Role.DEPARTMENT_OFFICER, "321081")).list_certificate_numbers().items
    assert [(one.number, one.home_branch, one.department) for one in held] == [(number, FAR_BRANCH, "321081")]
    assert between.at(HOME_OFFICER).list_certificate_numbers().items == []
    assert numbered(between, SISTER) != number, "what has been given is not given again"


def test_two_counties_that_both_number_from_one_can_merge(between: Between) -> None:
    first, second = numbered(between, BRANCH), numbered(between, FAR_BRANCH)
    city = between.at(holder(Role.DEPARTMENT_OFFICER, "321000"))
    effective(between, city, decision(c.ChangeKind.MERGE, ["321003", "321081"], c.Successor(code="321081")))
    held = between.at(holder(Role.DEPARTMENT_OFFICER, "321081")).list_certificate_numbers().items
    assert {one.number for one in held} == {first, second}


def numbered(between: Between, branch: str) -> str:
    """A certificate of a member of this branch, on the list of its county."""
    asked = r.RequestNumber(
        certificate_id=uuid4(), case_id=uuid4(), case_number="321003-2026-000012", department=branch[:6],
        home_branch=branch, requested_on=date.fromisoformat(between.now[:10]),
    )  # fmt: skip
    between.worker.request_number(asked, between.now)
    officer = between.at(holder(Role.DEPARTMENT_OFFICER, branch[:6]))
    number = officer.number_certificate(asked.certificate_id, r.NumberCertificate()).number
    assert number is not None
    return number
