"""What the host wrote in the booklet, as home sees it: entries, one ledger of dues, yearly checks, false entries."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from services.outflow import contract as home
from services.outflow.certificate_life import contract as c
from services.outflow.operations.ending import end_case, suspend_case
from services.outflow.tables import CaseRow
from shared.audit import AuditRow
from shared.letters.bodies_certificate import (
    CertificateChecked,
    CertificateVoided,
    EntriesMade,
    FalseEntriesAnswered,
    FalseEntriesFound,
    FindingSettled,
)
from shared.policy.spreading import spread_opening
from shared.policy.task_kinds import TaskKind
from shared.service_client import Refused
from tests.factories.spreading import SPREAD_DAYS
from tests.services.outflow.certificate_acts import Booklet, acting, entry, managed_booklet
from tests.services.outflow.home_side import CLERK, HOME_COMMITTEE, SECRETARY, TODAY, HomeSide, refused, rung
from workflows.certificate_life.duties import openings, owed


@pytest.fixture
def booklet(home_side: HomeSide) -> Booklet:
    return managed_booklet(home_side)


@pytest.mark.duty("D-54")
def test_home_sees_the_hosts_entries_and_the_newest_word_about_each(booklet: Booklet) -> None:
    made = entry(1)
    booklet.hears_of(made)
    booklet.hears_of(made.model_copy(update={"status": "CONFIRMED", "confirmed_by": "MEMBER", "answered_on": TODAY}))
    [seen] = booklet.file.entries
    assert (seen.content, seen.status, seen.confirmed_by) == ("参加党员活动日", "CONFIRMED", "MEMBER")
    assert booklet.file.pages[0].host_branch == "秦栏镇第一党支部"


def test_a_counter_entry_takes_the_wrong_ones_place(booklet: Booklet) -> None:
    wrong = entry(1, kind="DUES", month="2026-09", amount=Decimal("200.00"))
    right = entry(2, kind="DUES", month="2026-09", amount=Decimal("20.00"), corrects=wrong.entry_id)
    booklet.hears_of(wrong.model_copy(update={"status": "CORRECTED"}), right)
    assert booklet.file.entries[0].corrected_by == right.entry_id
    assert [line.amount for line in booklet.file.dues] == [Decimal("20.00")]


def test_dues_paid_at_home_and_at_the_host_make_one_ledger(booklet: Booklet) -> None:
    booklet.hears_of(entry(1, kind="DUES", month="2026-08", amount=Decimal("20.00")))
    booklet.pays_at_home("2026-07")
    assert [(line.month, line.paid_at) for line in booklet.file.dues] == [("2026-08", "host"), ("2026-07", "home")]
    problem = refused(lambda: booklet.pays_at_home("2026-08"), 409, "dues_already_recorded").problem
    assert "流入地" in problem.detail


def test_one_payment_told_by_both_sides_is_counted_once(booklet: Booklet) -> None:
    booklet.pays_at_home("2026-08")
    booklet.hears_of(entry(1, kind="DUES", month="2026-08", amount=Decimal("20.00")))
    [line] = booklet.file.dues
    assert (line.amount, line.recorded_twice) == (Decimal("20.00"), True)


def checked_from(booklet: Booklet, year: int) -> date:
    """On which of the first days of November the case is asked (`period.spread_days`)."""
    first = date(year, 11, 1)
    return spread_opening(first, first, booklet.case.case_id, SPREAD_DAYS)


def test_the_yearly_check_opens_on_its_day_and_is_made_by_home(booklet: Booklet) -> None:
    assert openings(booklet.state())["check/2026"] == checked_from(booklet, 2026)
    november = begins(booklet.on(date(2026, 11, 1)), 2026)
    assert {duty.kind for duty in owed(november.state())} == {TaskKind.CHECK_CERTIFICATE}
    november.passes_the_check()
    assert owed(november.state()) == []
    assert isinstance(november.case.letters_out()[-1], CertificateChecked)
    assert openings(november.state())["check/2027"] == checked_from(booklet, 2027)
    assert "周超" in str(refused(november.passes_the_check, 409, "step_already_taken"))


def begins(booklet: Booklet, year: int) -> Booklet:
    side = booklet.case.side
    for _ in range(2):
        side.worker.begin_step("certificate-life", booklet.case.case_id, f"check/{year}", side.now)
    return booklet


def test_a_check_made_at_the_host_settles_it(booklet: Booklet) -> None:
    november = begins(booklet.on(date(2026, 11, 1)), 2026)
    november.case.hears(CertificateChecked(year=2026, checked_on=date(2026, 11, 1)))
    assert november.file.checks[0].by == "host"
    assert owed(november.state()) == []


def test_a_missed_check_is_overdue_and_still_owed_until_it_is_made(booklet: Booklet) -> None:
    november = begins(booklet.on(date(2026, 11, 1)), 2026)
    task = november.case.opens(TaskKind.CHECK_CERTIFICATE, "2026")
    assert november.case.fires(task, rung(TaskKind.CHECK_CERTIFICATE, "overdue"))
    assert november.status == "CHECK_OVERDUE"
    assert november.file.checks[0].status is c.CheckStatus.OVERDUE
    assert {duty.kind for duty in owed(november.state())} == {TaskKind.CHECK_CERTIFICATE}
    november.passes_the_check()
    assert november.status == "IN_USE"


@pytest.mark.duty("D-40")
def test_false_entries_are_told_to_both_sides_and_settled_by_the_home_committee(booklet: Booklet) -> None:
    made = entry(1)
    booklet.hears_of(made)
    refused(lambda: booklet.is_found_false(uuid4()), 422, "entry_unknown")
    booklet.is_found_false(made.entry_id)
    [finding] = booklet.file.findings
    assert finding.duty_holder == HOME_COMMITTEE
    assert {(d.kind, d.holder) for d in owed(booklet.state())} == {(TaskKind.SETTLE_FALSE_ENTRIES, HOME_COMMITTEE)}
    assert isinstance(booklet.case.letters_out()[-1], FalseEntriesFound)
    refused(lambda: booklet.finding_is_settled(SECRETARY), 403, "not_your_post")
    booklet.case.hears(FalseEntriesAnswered(finding_id=finding.finding_id, admitted=True, text="误记。"))
    assert booklet.file.findings[0].answer == "误记。"
    booklet.finding_is_settled()
    assert isinstance(booklet.case.letters_out()[-1], FindingSettled)
    assert owed(booklet.state()) == []
    assert "郑洁" in str(refused(booklet.finding_is_settled, 409, "step_already_taken"))


@pytest.mark.parametrize("ending", ["end_case", "suspend_case"])
def test_the_booklet_is_void_when_membership_ends_or_rests(booklet: Booklet, ending: str) -> None:
    with acting(booklet.case.side) as act:
        case = act.session.get_one(CaseRow, booklet.case.case_id)
        if ending == "end_case":
            end_case(act, case, home.EndReason.DEATH, TODAY)
        else:
            suspend_case(act, case, TODAY)
    told = booklet.case.told("CertificateLife")[-1]
    assert booklet.file.booklets[0].status == "VOID"
    assert told["voided"][0]["reason"] == ("ENDED" if ending == "end_case" else "SUSPENDED")
    assert told["over"] is (ending == "end_case")
    assert isinstance(booklet.case.letters_out()[-1], CertificateVoided)


def test_a_loss_under_way_ends_with_the_case(booklet: Booklet) -> None:
    booklet.is_lost()
    with acting(booklet.case.side) as act:
        end_case(act, act.session.get_one(CaseRow, booklet.case.case_id), home.EndReason.EXPELLED, TODAY)
    assert booklet.status == "VOID"
    assert owed(booklet.state()) == []


def test_a_stranger_does_not_write_in_the_booklet(booklet: Booklet) -> None:
    body = EntriesMade(entries=(entry(1),))
    forged = booklet.case.letter(body, sender="370303001", sender_region="370000", number=1)
    with pytest.raises(Refused) as caught:
        booklet.case.side.worker.receive_letter(booklet.case.sign(forged, key="370000"))
    assert caught.value.problem.code == "letter_refused"
    assert booklet.file.entries == ()


def test_the_register_is_for_the_branch_and_those_above(booklet: Booklet) -> None:
    assert booklet.case.side.at(SECRETARY).list_issue_register(limit=1).items
    assert booklet.case.side.at(CLERK).list_issue_register(organisation="32100300102").items == []


def test_the_register_is_searched_by_organisation_day_and_state(booklet: Booklet) -> None:
    clerk, branch = booklet.case.side.at(CLERK), "32100300101"

    def found(**wanted: object) -> bool:
        return booklet.case.case_id in {
            one.case_id for one in clerk.list_issue_register(organisation=branch, **wanted).items
        }

    today = booklet.today
    assert found()
    assert found(status="IN_USE", issued_from=today, issued_to=today)
    assert not found(status="VOID")
    assert not found(issued_from=today + timedelta(days=1))
    assert not found(issued_to=today - timedelta(days=1))


def test_the_export_holds_everything_and_is_logged(booklet: Booklet) -> None:
    register = booklet.case.side.at(CLERK).export_issue_register(status="IN_USE")
    assert booklet.case.case_id in {one.case_id for one in register.items}
    assert register.next is None
    (logged,) = [row for row in booklet.case.side.rows(AuditRow) if row.act == "export_issue_register"]
    assert (logged.account, logged.details) == (CLERK.account, {"status": "IN_USE"})
