"""5.1 Certificate inspection finds false entries: found at home on return, settled by the home committee."""

import pytest

from services.outflow.contract import CaseStatus
from tests.journeys.acts_certificate import BookletJourney
from tests.journeys.stage import Stage


@pytest.mark.duty("D-40", "D-153")
def test_inspection_finds_false_entries(stage: Stage) -> None:
    journey = BookletJourney(stage).is_managed()
    right, wrong = journey.enter(content="参加党课。", kind="LECTURE"), journey.enter()
    journey.home_reads(wrong, "ENTERED")
    journey.returns()
    journey.home_stands(CaseStatus.RETURNING)
    journey.find_false(wrong)
    [finding] = journey.file.findings
    assert finding.duty_holder == journey.start.committee, "由流出地基层党委负责"
    assert right.entry_id not in finding.entries
    journey.answer_finding()
    journey.until(lambda: journey.file.findings[0].answer, "流出地收到核查答复")
    assert journey.file.findings[0].admitted
    journey.settle_finding()
    journey.until(lambda: journey.book.findings[0].outcome, "流入地收到处理结论")
    assert (journey.book.findings[0].proved, journey.file.findings[0].proved) == (True, True)
