"""W-07 over the years on the time-skipping server: six months ask, two years ask, nobody is struck off by a clock."""

from datetime import datetime, timedelta

import pytest

from services.outflow.contract import CaseStatus
from services.outflow.lost_contact import contract as lost
from services.outflow.lost_contact.contract import LostStatus, Measure, SearchMethod
from shared.business_clock import SHANGHAI
from shared.keys import KeyRing
from shared.tasks.contract import TaskPage
from tests.factories.database import Databases, emptied
from tests.workflows.pacing import Pace, on_servers, pacing
from tests.workflows.rig import Rig, rig_on
from tests.workflows.time_skipping import TimeSkipping
from tests.workflows.year import START, Actors, Life, Silence

AT_RISK = datetime(2027, 3, 2, 9, tzinfo=SHANGHAI)
WEEKS = timedelta(days=14)


class Branch:
    """The home branch and its committee in the case of a member who is gone."""

    def __init__(self, actors: Actors, life: Life) -> None:
        self.actors, self.case_id = actors, life.case_id

    @property
    def loss(self) -> lost.LostContact:
        found = self.actors.secretary.read_dossier(self.case_id).lost_contact
        assert found is not None
        return found

    def searches(self, method: SearchMethod) -> None:
        body = lost.LogSearch(method=method, searched_on=self.actors.today, text="没有找到")
        self.actors.secretary.log_search(self.case_id, body)

    def asked(self) -> set[str]:
        page: TaskPage = self.actors.secretary.list_tasks(scope="mine", case_id=self.case_id)
        return {task.kind.value for task in page.items}

    def is_suspended(self) -> None:
        today, case_id = self.actors.today, self.case_id
        self.actors.secretary.confirm_lost(case_id, lost.ConfirmLost(confirmed_on=today, text="多方查找无果"))
        votes = lost.ResolveMeasure(
            measure=Measure.SUSPEND, held_on=today, entitled=9, present=9, in_favour=9, text="同意"
        )
        self.actors.secretary.resolve_measure(case_id, votes)
        decision = lost.DecideMeasure(measure=Measure.SUSPEND, approved=True, decided_on=today, text="同意")
        self.actors.office.decide_measure(case_id, decision)
        filing = lost.FileMeasure(measure=Measure.SUSPEND, filed_on=today, filing_number="备〔2027〕3号")
        self.actors.office.file_measure(case_id, filing)


@pytest.mark.duty("D-38")
def test_six_months_and_two_years_ask_the_branch_and_decide_nothing(databases: Databases, keys: KeyRing) -> None:
    def lived(server: TimeSkipping) -> None:
        engines = {name: emptied(databases(name)) for name in ("registry", "outflow", "inflow")}
        with rig_on(server, engines, keys, START, seed=3, loss=0.0) as rig, pacing(server, rig.clock) as pace:
            live(rig, pace)

    on_servers(lived)


def live(rig: Rig, pace: Pace) -> None:
    actors, life = Actors(rig), Life(0, Silence.AFTER_DEPARTURE)
    actors.live_first_day(life, 3)
    branch = Branch(actors, life)
    pace.sleep_until(AT_RISK)
    assert branch.loss.status is LostStatus.SUSPECTED
    assert "SEARCH_MEMBER" in branch.asked()
    for step, method in enumerate((SearchMethod.PHONE, SearchMethod.MESSAGE, SearchMethod.EMPLOYER)):
        pace.sleep_until(AT_RISK + step * WEEKS)
        branch.searches(method)
    pace.sleep_until(AT_RISK + 3 * WEEKS)
    assert "CONFIRM_LOST" in branch.asked()
    branch.is_suspended()
    lapse_on = branch.loss.lapse_on
    assert lapse_on is not None
    before = datetime(lapse_on.year, lapse_on.month, lapse_on.day, tzinfo=SHANGHAI) - timedelta(hours=12)
    pace.sleep_until(before)
    assert branch.asked() == set()
    pace.sleep_until(before + timedelta(days=90))
    assert branch.asked() == {"CONSIDER_LAPSE"}
    assert actors.secretary.read_case(life.case_id).case.status is CaseStatus.SUSPENDED
