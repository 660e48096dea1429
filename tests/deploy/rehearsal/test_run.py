"""One small rehearsal on the real stack: its ledger and the databases agree to the last task."""

import pytest

from deploy.embedded.commands.rehearse import run
from deploy.embedded.rehearsal.ledger.duty import Held
from deploy.embedded.rehearsal.manners import Manner
from deploy.embedded.rehearsal.report import in_total
from shared.policy.task_kinds import TaskKind as K

MEMBERS, MONTHS, SECONDS = 6, 4, 60.0


@pytest.mark.timeout(600)
def test_a_small_rehearsal_is_accounted_for_to_the_last_task() -> None:
    """How late this machine was is not the question here: what its lateness alone accounts for is told apart."""
    verdict, played = run(MONTHS, MEMBERS, 7, SECONDS)
    assert verdict.problems == []
    assert (played.members, played.months) == (MEMBERS, MONTHS)
    kinds = {kind for _, kind, _ in verdict.duties}
    assert kinds >= {K.ISSUE_CERTIFICATE, K.REPORT_AT_HOST, K.ENROL_MEMBER, K.CONTACT_MEMBER, K.SEND_FEEDBACK}
    assert kinds >= {K.SEND_HOME_NOTICE, K.NEGOTIATE_AGREEMENT}
    assert len(set(verdict.manners) & set(Manner)) == MEMBERS, "one of each manner before any comes twice"
    assert in_total(verdict).held[Held.IN_TIME] > 0
    assert verdict.rungs.total() > 0
