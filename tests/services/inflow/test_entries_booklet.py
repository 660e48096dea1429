"""The booklet at the host: a void number fails at once, he goes on without one, the new one is rebuilt (5.1)."""

from uuid import UUID, uuid4

import pytest

from services.inflow import contract as host
from shared.letters.bodies_certificate import (
    BookletTakenUp,
    CertificateChecked,
    CertificateLost,
    CertificateReplaced,
    CertificateVoided,
    FalseEntriesAnswered,
    FalseEntriesFound,
    FindingSettled,
)
from shared.letters.contract import NoticeWithdrawn
from shared.policy.task_kinds import TaskKind
from shared.service_client import Refused
from tests.services.inflow.entry_acts import Pages, enrolled_pages
from tests.services.inflow.host_side import BRANCH, NUMBER, RECEPTION, TODAY, HostSide, refused
from workflows.certificate_entries.duties import owed

NEW = "321003-2026-900001"


def voided(reason: str = "LOST") -> CertificateVoided:
    return CertificateVoided(number=NUMBER, reason=reason, voided_on=TODAY, lost=reason == "LOST")


def replaced(*missing: UUID) -> CertificateReplaced:
    return CertificateReplaced(
        old_number=NUMBER,
        number=NEW,
        issued_on=TODAY,
        reason="LOST",
        missing=missing,
    )


@pytest.fixture
def pages(host_side: HostSide) -> Pages:
    return enrolled_pages(host_side)


@pytest.mark.duty("D-42", "D-51")
def test_a_void_number_fails_verification_from_the_moment_the_letter_is_here(host_side: HostSide) -> None:
    case = host_side.case()
    case.arrives()
    case.hears(voided())
    problem = refused(case.verifies, 409, "certificate_number_void").problem
    assert "2026-09-01" in problem.detail
    assert "遗失" in problem.detail


def test_a_void_number_fails_for_whoever_presents_it(host_side: HostSide) -> None:
    host_side.case().hears(voided())
    somebody_else = host_side.case(case_number="321003-2026-000077")
    somebody_else.arrives()
    refused(
        lambda: somebody_else.verifies(certificate_number="３２１００３-2026-000001"), 409, "certificate_number_void"
    )


def test_the_host_goes_on_with_the_enrolment_of_one_whose_booklet_is_lost(host_side: HostSide) -> None:
    case = host_side.case()
    case.arrives()
    case.hears(voided())
    case.verifies(certificate_number="")
    assert case.read().status is host.PlacementStatus.VERIFIED
    book = host_side.at(RECEPTION).read_dossier(case.case_id).entries
    assert book is not None
    assert book.without_booklet_since == TODAY


def test_a_number_that_is_void_for_another_reason_does_not_let_him_pass_without_one(host_side: HostSide) -> None:
    case = host_side.case()
    case.arrives()
    case.hears(voided("ENDED"))
    refused(lambda: case.verifies(certificate_number=""), 422, "certificate_number_differs")


def test_a_loss_is_reported_here_and_told_to_home_that_issued_it(pages: Pages) -> None:
    pages.reports_loss()
    lost = pages.case.letters_home()[-1]
    assert isinstance(lost, CertificateLost)
    assert (lost.number, lost.reported_on) == (NUMBER, TODAY)
    assert "邓磊" in str(refused(pages.reports_loss, 409, "step_already_taken"))
    pages.writes()
    assert pages.last.serial == 1


def test_the_new_booklet_is_seen_and_rebuilt_from_the_record_file(pages: Pages) -> None:
    entry = pages.writes()
    pages.case.hears(voided())
    assert pages.book.without_booklet_since == TODAY
    refused(lambda: pages.takes_up(NEW), 409, "no_new_booklet")
    pages.case.hears(replaced(entry.entry_id))
    assert (TaskKind.TAKE_UP_BOOKLET, BRANCH) in {(duty.kind, duty.holder) for duty in owed(pages.state())}
    assert pages.book.to_rewrite == (entry.entry_id,)
    refused(lambda: pages.takes_up(NUMBER), 422, "new_number_differs")
    refused(lambda: pages.takes_up(NEW, rewritten=False), 422, "entries_not_rewritten")
    pages.takes_up(NEW)
    taken_up = pages.case.letters_home()[-1]
    assert isinstance(taken_up, BookletTakenUp)
    assert taken_up.rewritten == 1
    assert pages.book.without_booklet_since is None
    assert pages.case.read().certificate_number == NEW
    assert "邓磊" in str(refused(lambda: pages.takes_up(NEW), 409, "step_already_taken"))


def test_the_yearly_check_here_is_told_to_home_and_made_once(pages: Pages) -> None:
    pages.passes_the_check()
    checked = pages.case.letters_home()[-1]
    assert isinstance(checked, CertificateChecked)
    assert checked.year == TODAY.year
    assert "邓磊" in str(refused(pages.passes_the_check, 409, "step_already_taken"))


def test_a_check_made_at_home_need_not_be_made_here(pages: Pages) -> None:
    pages.case.hears(CertificateChecked(year=TODAY.year, checked_on=TODAY))
    assert "邗江区蒋王街道党委" in str(refused(pages.passes_the_check, 409, "step_already_taken"))
    assert pages.book.checks[0].by == "home"


def test_false_entries_found_by_home_are_answered_and_their_settlement_is_kept(pages: Pages) -> None:
    entry, finding = pages.writes(), uuid4()
    found = FalseEntriesFound(finding_id=finding, entries=(entry.entry_id,), text="与实际不符。", found_on=TODAY)
    pages.case.hears(found)
    assert TaskKind.ANSWER_FALSE_ENTRIES in {duty.kind for duty in owed(pages.state())}
    pages.answers_finding()
    answer = pages.case.letters_home()[-1]
    assert isinstance(answer, FalseEntriesAnswered)
    assert answer.finding_id == finding
    pages.case.hears(FindingSettled(finding_id=finding, proved=True, text="批评教育。", settled_on=TODAY))
    assert (pages.book.findings[0].proved, pages.book.findings[0].outcome) == (True, "批评教育。")
    refused(pages.answers_finding, 409, "step_already_taken")


def test_a_settled_finding_asks_the_host_nothing_more(pages: Pages) -> None:
    entry, finding = pages.writes(), uuid4()
    pages.case.hears(FalseEntriesFound(finding_id=finding, entries=(entry.entry_id,), text="?", found_on=TODAY))
    pages.case.hears(FindingSettled(finding_id=finding, proved=False, text="不成立。", settled_on=TODAY))
    assert TaskKind.ANSWER_FALSE_ENTRIES not in {duty.kind for duty in owed(pages.state())}


def test_entries_that_wait_when_he_goes_stay_unconfirmed(pages: Pages) -> None:
    pages.writes()
    pages.case.hears(NoticeWithdrawn(text="另行指定"))
    assert pages.told_home()[-1].status == "UNCONFIRMED"
    assert pages.state().over


def test_nobody_but_the_home_of_this_case_voids_a_number(pages: Pages) -> None:
    stranger = pages.case.letter(voided(), sender="37030300101", sender_region="370000", number=1)
    with pytest.raises(Refused) as caught:
        pages.case.side.worker.receive_letter(pages.case.sign(stranger, key="370000"))
    assert caught.value.problem.code == "letter_refused"
    assert pages.book.void_number == ""
