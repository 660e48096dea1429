"""Section 8 at the host: every figure equals the length of its list, and strangers see none."""

from datetime import timedelta

import pytest

from services.inflow import contract as c
from services.inflow.findings.contract import Measure, RecordMeasure
from shared.calendar.published import published_calendar
from shared.policy.book import packaged_book
from shared.policy.schedule import plan
from shared.policy.task_kinds import TaskKind as K
from shared.posts import Actor, Role
from tests.services.inflow import exchanging
from tests.services.inflow.entry_acts import Pages
from tests.services.inflow.host_side import BRANCH, CLERK, COMMITTEE, OFFICER, SECRETARY, TODAY, HostSide
from tests.services.inflow.opinion_side import END, PREPARED
from tests.services.inflow.opinion_side import enrolled as probationer_enrolled
from tests.services.reporting import assert_every_figure_is_its_list, counts, figure

THREE_WORKING_DAYS = plan(
    K.TELL_CHANGE, since=exchanging.NOW, pack=packaged_book().pack("CN-BASE-2019"), calendar=published_calendar()
)


@pytest.fixture
def busy(host_side: HostSide) -> HostSide:
    for status in (c.PlacementStatus.EXPECTED, c.PlacementStatus.VERIFIED, c.PlacementStatus.ENROLLED):
        host_side.case().goes_as_far_as(status)
    refused = host_side.case().goes_as_far_as(c.PlacementStatus.RECEIVED)
    refused.refuses("too_many")
    return host_side


@pytest.mark.parametrize("actor", [SECRETARY, CLERK, OFFICER], ids=["branch", "committee", "department"])
@pytest.mark.duty("D-43", "D-59")
def test_every_figure_is_the_length_of_its_list(busy: HostSide, actor: Actor) -> None:
    assert_every_figure_is_its_list(busy.at(actor))


@pytest.mark.duty("D-67")
def test_a_refusal_is_counted_under_its_reason_in_words(busy: HostSide) -> None:
    assert counts(busy.at(OFFICER), "refused") == {"人数太多": 1}
    assert counts(busy.at(OFFICER), "refused-by-ground") == {"不属于规定的拒收理由": 1}
    assert counts(busy.at(OFFICER), "disputed") == {"县级组织部门审查": 1}


def test_where_members_come_from_is_called_by_name(busy: HostSide) -> None:
    assert set(counts(busy.at(OFFICER), "enrolled-by-region")) == {"江苏省"}


@pytest.mark.duty("D-67")
def test_a_finding_stands_with_the_committee_it_criticises_until_a_measure_is_taken(host_side: HostSide) -> None:
    refused = host_side.case().goes_as_far_as(c.PlacementStatus.RECEIVED)
    refused.refuses("too_many")
    refused.decides("OVERRULED")
    officer = host_side.at(OFFICER)
    assert [row.organisation for row in figure(officer, "findings").rows] == [COMMITTEE]
    assert counts(officer, "disputes-decided") == {"责令接收": 1}
    assert figure(officer, "findings-without-measure").total == 1
    measure = RecordMeasure(measure=Measure.CRITICISM, text="约谈。", decided_on=TODAY)
    officer.record_measure(officer.list_findings().items[0].finding_id, measure)
    assert figure(officer, "findings-without-measure").total == 0
    assert counts(officer, "measures") == {"批评教育": 1}
    assert_every_figure_is_its_list(officer)


@pytest.mark.duty("D-52", "D-57")
def test_feedback_and_events_are_counted_by_quarter_and_by_time(host_side: HostSide) -> None:
    case = exchanging.enrolled(host_side)
    officer = case.side.at(OFFICER)
    case.begins()
    case.sends()
    assert counts(officer, "feedback-given") == {exchanging.Q: 1}
    in_time, late = case.notes(), case.notes()
    for change in (in_time, late):
        opening = case.opening(K.TELL_CHANGE, BRANCH, f"{case.attempt}.{change}", Role.BRANCH_SECRETARY)
        case.side.worker.open_task(
            opening.model_copy(update={"schedule": THREE_WORKING_DAYS}), case.side.clock.now().isoformat()
        )
    case.tells(in_time)
    later = exchanging.later(case, exchanging.NOW + timedelta(days=30))
    officer = later.side.at(OFFICER)
    assert figure(officer, "changes-overdue").total == 1
    later.tells(late)
    assert (figure(officer, "changes-in-time").total, figure(officer, "changes-late").total) == (1, 1)
    assert figure(officer, "changes-untold").total == 0
    assert_every_figure_is_its_list(officer)


@pytest.mark.duty("D-58")
def test_an_opinion_is_missing_from_the_day_on_which_probation_ends(host_side: HostSide) -> None:
    judging = probationer_enrolled(host_side).on(PREPARED)
    judging.is_asked()
    for day, missing in ((END - timedelta(days=1), 0), (END, 1)):
        officer = judging.on(day).case.side.at(OFFICER)
        assert figure(officer, "opinions-missing").total == missing
    assert counts(officer, "opinions") == {"应准备书面意见": 1}
    assert_every_figure_is_its_list(officer)


@pytest.mark.duty("D-54")
def test_entries_are_counted_by_whether_the_member_has_confirmed_them(host_side: HostSide) -> None:
    pages = Pages(host_side.case().goes_as_far_as(c.PlacementStatus.ENROLLED))
    pages.confirms(pages.writes())
    pages.writes("LECTURE")
    officer = pages.case.side.at(OFFICER)
    assert counts(officer, "entries") == {"已记载，待本人核实": 1, "本人已核实": 1}
    assert figure(officer, "entries-unconfirmed").total == 1
    assert counts(officer, "entries-by-kind") == {"党员活动日": 1, "党课": 1}
    assert_every_figure_is_its_list(officer)
