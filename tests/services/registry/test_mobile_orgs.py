"""W-15: home proposes, host supports, the department approves, and it becomes an organisation in the directory."""

from typing import Any

import pytest
from sqlalchemy import Engine

from services.registry.client import RegistryClient
from services.registry.mobile_org import contract as c
from shared.keys import KeyRing
from shared.policy.task_kinds import TaskKind as K
from tests.factories.people import Tokens
from tests.services.registry.between import (
    CHUZHOU,
    HOME_CLERK,
    HOME_OFFICER,
    HOST_CLERK,
    HOST_OFFICER,
    TODAY,
    YANGZHOU,
    YANGZHOU_DEPARTMENT,
    Between,
    refused,
)
from workflows.mobile_org.duties import owed

S = c.MobileOrgStatus
SUPPORT = c.AnswerMobileOrg(supports=True, premises="党群服务中心二楼会议室。")


@pytest.fixture
def between(registry_database: Engine, keys: KeyRing, tokens: Tokens) -> Between:
    return Between.at_work(registry_database, keys, tokens)


def proposal(**changed: Any) -> c.ProposeMobileOrg:
    said: dict[str, Any] = {
        "own": YANGZHOU,
        "host": CHUZHOU,
        "name": "蒋王街道驻天长流动党员党支部",
        "kind": c.MobileOrgKind.BRANCH,
        "full_members": 3,
        "place": "秦栏镇工业园",
    }
    return c.ProposeMobileOrg(**(said | changed))


def only(client: RegistryClient) -> c.MobileOrg:
    return client.list_mobile_orgs().items[0]


def consulted(between: Between) -> c.MobileOrg:
    between.at(HOME_CLERK).propose_mobile_org(proposal())
    between.post()
    between.at(HOST_CLERK).answer_mobile_org(only(between.at(HOST_CLERK)).copy_id, SUPPORT)
    between.post()
    return only(between.at(HOME_CLERK))


def founded(between: Between) -> c.MobileOrg:
    mine = consulted(between)
    between.at(HOME_OFFICER).approve_mobile_org(mine.copy_id, c.ApproveMobileOrg(approved=True))
    mine = between.at(HOME_CLERK).activate_mobile_org(mine.copy_id, c.ActivateMobileOrg(founded_on=TODAY))
    between.post()
    return mine


@pytest.mark.duty("D-33", "D-46")
def test_led_by_home_and_supported_by_the_host_it_becomes_an_organisation_in_the_directory(between: Between) -> None:
    mine = founded(between)
    theirs = only(between.at(HOST_CLERK))
    assert mine.status is theirs.status is S.ACTIVE
    assert (mine.leading_parent, mine.supporting_parent) == (YANGZHOU, CHUZHOU)
    assert (theirs.leading_parent, theirs.supporting_parent) == (YANGZHOU, CHUZHOU)
    assert mine.premises == SUPPORT.premises
    listed = {one.code: one for one in between.worker.read_directory().organisations}[mine.organisation or ""]
    assert (listed.parent_code, listed.kind, listed.name) == (YANGZHOU, "BRANCH", mine.name)


@pytest.mark.duty("D-33")
def test_fewer_than_three_full_members_form_a_group_or_join_with_others(between: Between) -> None:
    home = between.at(HOME_CLERK)
    refused(lambda: home.propose_mobile_org(proposal(full_members=2)), 422, "too_few_for_a_branch")
    joint = proposal(kind=c.MobileOrgKind.JOINT_BRANCH)
    refused(lambda: home.propose_mobile_org(joint), 422, "joined_with_nobody")
    assert home.propose_mobile_org(joint.model_copy(update={"joined_with": ["瓜洲镇党委"]})).status is S.PROPOSED
    group = home.propose_mobile_org(proposal(kind=c.MobileOrgKind.GROUP, full_members=1, probationary_members=1))
    assert group.kind is c.MobileOrgKind.GROUP


def test_the_host_committee_and_then_the_home_department_are_asked(between: Between) -> None:
    between.at(HOME_CLERK).propose_mobile_org(proposal())
    between.post()
    theirs = only(between.at(HOST_CLERK)).copy_id
    asked = owed(c.MobileOrgState.model_validate(between.told("MobileOrg", theirs)))
    assert [(duty.kind, duty.holder) for duty in asked] == [(K.SUPPORT_MOBILE_ORG, CHUZHOU)]
    between.asks(asked[0])
    without = c.AnswerMobileOrg(supports=True)
    refused(lambda: between.at(HOST_CLERK).answer_mobile_org(theirs, without), 422, "premises_missing")
    between.at(HOST_CLERK).answer_mobile_org(theirs, SUPPORT)
    assert between.tasks(theirs) == {("SUPPORT_MOBILE_ORG", ""): "DONE"}
    between.post()
    mine = only(between.at(HOME_CLERK)).copy_id
    asked = owed(c.MobileOrgState.model_validate(between.told("MobileOrg", mine)))
    assert [(duty.kind, duty.holder) for duty in asked] == [(K.APPROVE_MOBILE_ORG, YANGZHOU_DEPARTMENT)]


def test_who_proposes_does_not_approve_and_the_host_does_not_lead(between: Between) -> None:
    mine = consulted(between)
    approval = c.ApproveMobileOrg(approved=True)
    refused(lambda: between.at(HOME_CLERK).approve_mobile_org(mine.copy_id, approval), 403, "not_your_post")
    theirs = only(between.at(HOST_CLERK)).copy_id
    refused(lambda: between.at(HOST_OFFICER).approve_mobile_org(theirs, approval), 409, "not_of_this_committee")


def test_without_approval_nothing_is_founded_and_the_host_is_told(between: Between) -> None:
    mine = consulted(between)
    between.at(HOME_OFFICER).approve_mobile_org(mine.copy_id, c.ApproveMobileOrg(approved=False, text="人数不稳定。"))
    between.post()
    assert only(between.at(HOST_CLERK)).status is S.NOT_FOUNDED
    taken = refused(
        lambda: between.at(HOME_OFFICER).approve_mobile_org(mine.copy_id, c.ApproveMobileOrg(approved=True)),
        409,
        "step_already_taken",
    )
    assert "李部" in taken.problem.detail


def test_dissolved_it_stays_in_the_directory_for_the_history(between: Between) -> None:
    mine = founded(between)
    between.at(HOME_CLERK).dissolve_mobile_org(mine.copy_id, c.DissolveMobileOrg(text="党员已返回。"))
    between.post()
    assert only(between.at(HOST_CLERK)).status is S.DISSOLVED
    listed = {one.code: one for one in between.worker.read_directory().organisations}[mine.organisation or ""]
    assert listed.valid_to == TODAY
