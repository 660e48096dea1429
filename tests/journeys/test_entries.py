"""W-12: the host enters at once, the member confirms or objects, corrections are counter-entries, home sees it all."""

import pytest

from services.inflow.entries.contract import EntryKind, RecordEntry
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.acts_certificate import BookletJourney
from tests.journeys.stage import Stage


@pytest.mark.duty("D-54")
def test_an_entry_is_objected_to_and_corrected_by_a_counter_entry(stage: Stage) -> None:
    journey = BookletJourney(stage).is_managed()
    wrong = journey.enter()
    journey.home_reads(wrong, "ENTERED")
    journey.object_to(wrong)
    journey.home_reads(wrong, "OBJECTED")
    right = RecordEntry(happened_on=stage.today, kind=EntryKind.OTHER, content="当日请假，未参加活动。")
    journey.review(wrong, "CORRECTED", right)
    journey.home_reads(wrong, "CORRECTED")
    counter = journey.book.entries[-1]
    assert counter.corrects == wrong.entry_id
    assert journey.book.entries[0].content == wrong.content, "原记载一字不改"
    journey.confirm(counter)
    journey.home_reads(counter, "CONFIRMED")
    assert journey.is_not_asked(journey.host_secretary, K.CONFIRM_ENTRY, "inflow")


@pytest.mark.duty("D-54")
def test_dues_paid_at_the_host_stand_in_the_one_ledger_at_home(stage: Stage) -> None:
    journey = BookletJourney(stage).is_managed()
    month = f"{stage.today:%Y-%m}"
    paid = journey.pay_dues(month)
    journey.home_reads(paid, "ENTERED")
    [line] = journey.file.dues
    assert (line.month, line.paid_at, line.recorded_twice) == (month, "host", False)
    assert journey.file.arrears == ()
