"""5.1 Regional policy changes mid-month: what has been asked keeps the old version; what begins follows the new one."""

from services.outflow.contract import CaseStatus
from services.registry.contract import AssignPolicy
from shared.policy.task_kinds import TaskKind as K
from shared.tasks.contract import Task
from tests.journeys.journey import Journey
from tests.journeys.places import CHUZHOU_TONGCHENG, KUNSHAN
from tests.journeys.stage import Stage

OLD, NEW = "JS-PROV-2017@1", "CN-BASE-2019@1"


def policy_changes(stage: Stage) -> None:
    """The county goes back to the national rules from today; every service hears of it."""
    operator = stage.operator(KUNSHAN.branch)
    pack = NEW.partition("@")[0]
    operator.registry.assign_policy(AssignPolicy(organisation=KUNSHAN.department, pack=pack, valid_from=stage.today))
    version = operator.registry.read_directory().version
    stage.until(lambda: operator.outflow.read_directory_version().version >= version, "流出地服务收到新目录")


def asked_to_brief(journey: Journey) -> Task:
    return journey.finds(journey.secretary, K.BRIEF_MEMBER)


def test_what_was_begun_keeps_the_old_version_and_the_branch_holds_the_duty(stage: Stage) -> None:
    before = Journey(stage, KUNSHAN, CHUZHOU_TONGCHENG).declare()
    task = asked_to_brief(before)
    policy_changes(stage)
    after = Journey(stage, KUNSHAN, CHUZHOU_TONGCHENG).declare()
    assert (before.home.policy, after.home.policy) == (OLD, NEW)
    assert asked_to_brief(before) == task, "neither asked again nor moved"
    assert task.why.source.startswith("S001-B")
    assert asked_to_brief(after).why.source.startswith("本系统默认")
    for journey in (before, after):
        assert (journey.home.status, journey.home.duty_holder) == (CaseStatus.ELIGIBLE, KUNSHAN.branch)
    before.brief()
    before.request_certificate()
    assert before.home.policy == OLD
