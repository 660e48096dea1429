"""W-15: a committee of 仪征 founds a branch for its members in 天长; the host gives rooms, the department approves."""

from uuid import UUID

import pytest

from deploy.embedded.people import SignedIn
from services.registry.mobile_org import contract as c
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.acts_between import asked
from tests.journeys.places import CHUZHOU_TONGCHENG, YANGZHOU_YIZHENG
from tests.journeys.stage import Stage

HOME, HOST = YANGZHOU_YIZHENG, CHUZHOU_TONGCHENG
NAME = "新集镇驻铜城流动党员党支部"


def copy_of(stage: Stage, who: SignedIn, own: str) -> UUID:
    def found() -> UUID | None:
        listed = who.services.registry.list_mobile_orgs().items
        return next((one.copy_id for one in listed if (one.name, one.own) == (NAME, own)), None)

    return stage.until(found, f"{who.name} 看到“{NAME}”")


def stands(stage: Stage, who: SignedIn, copy_id: UUID, wanted: c.MobileOrgStatus) -> None:
    registry = who.services.registry
    stage.until(lambda: registry.read_mobile_org(copy_id).mobile_org.status is wanted or None, f"成为 {wanted}")


@pytest.mark.duty("D-33", "D-46")
def test_home_proposes_the_host_supports_the_department_approves_and_it_ends_one_day(stage: Stage) -> None:
    ours, theirs, department = (
        stage.office(HOME.committee), stage.office(HOST.committee), stage.department(HOME.department),
    )  # fmt: skip
    proposal = c.ProposeMobileOrg(
        own=HOME.committee, host=HOST.committee, name=NAME, kind=c.MobileOrgKind.BRANCH, full_members=3, place="铜城镇"
    )
    mine = ours.services.registry.propose_mobile_org(proposal).copy_id
    other = copy_of(stage, theirs, HOST.committee)
    asked(stage, theirs, K.SUPPORT_MOBILE_ORG, other)
    theirs.services.registry.answer_mobile_org(other, c.AnswerMobileOrg(supports=True, premises="党群服务中心二楼"))
    asked(stage, department, K.APPROVE_MOBILE_ORG, mine)
    department.services.registry.approve_mobile_org(mine, c.ApproveMobileOrg(approved=True))
    ours.services.registry.activate_mobile_org(mine, c.ActivateMobileOrg(founded_on=stage.today))
    stands(stage, theirs, other, c.MobileOrgStatus.ACTIVE)
    ours.services.registry.dissolve_mobile_org(mine, c.DissolveMobileOrg(text="党员均已返回。"))
    stands(stage, theirs, other, c.MobileOrgStatus.DISSOLVED)


@pytest.mark.duty("D-33", "D-46")
def test_on_the_console_the_supporting_committee_of_another_province_is_found_by_name(stage: Stage) -> None:
    browser = stage.browser("office.321023003")
    said = {
        "host": "清流街道",
        "name": "射阳湖镇驻清流流动党员党支部",
        "kind": "BRANCH",
        "place": "清流街道",
        "full_members": "4",
    }
    browser.send("/between/mobile-orgs/new/0", **said)
    theirs = stage.browser("office.341102002")
    stage.until(lambda: said["name"] in theirs.get("/between/mobile-orgs").text or None, "流入地党委看到商请")
