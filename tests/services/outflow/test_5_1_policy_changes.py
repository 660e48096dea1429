"""5.1 Regional policy changes mid-month: a case and a loss that have begun keep the rules with which they began."""

from datetime import date

from shared.policy.book import PolicyAssignment
from tests.factories.organisations import demo_directory, path_of, plant_directory
from tests.services.outflow.home_side import BRANCH, DEPARTMENT, HomeSide
from tests.services.outflow.lost_side import AT_RISK, LostCase


def policy_changes(side: HomeSide, pack: str, on: date) -> None:
    """The department is given another pack from this day on; the directory is published anew."""
    assignment = PolicyAssignment(path=path_of(DEPARTMENT), pack=pack, valid_from=on)
    directory = demo_directory(side.keys, version=99).model_copy(update={"policies": [assignment]})
    plant_directory(side.engine, directory)


def test_a_case_keeps_its_rules_and_the_next_one_follows_the_new_ones(home_side: HomeSide) -> None:
    before = home_side.declares()
    policy_changes(home_side, "JS-PROV-2017", before.today)
    after = home_side.declares()
    assert before.read().policy == "CN-BASE-2019@1"
    assert after.read().policy == "JS-PROV-2017@1"
    assert before.read().duty_holder == BRANCH


def test_a_loss_keeps_the_days_that_were_reckoned_when_it_began(home_side: HomeSide) -> None:
    loss = LostCase(home_side.declares().departs()).on(AT_RISK).is_suspected()
    days = (loss.shown.confirm_on, loss.shown.missing)
    policy_changes(home_side, "JS-PROV-2017", AT_RISK)
    assert (loss.shown.confirm_on, loss.shown.missing) == days
    last = loss.searched_in_vain()
    last.confirms()
    assert last.case.read().duty_holder == BRANCH
