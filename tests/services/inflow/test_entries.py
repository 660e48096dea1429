"""W-12 at the host: entries at once, confirmed or objected to by the member, corrected by counter-entries only."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from services.inflow.entries.contract import EntryStatus
from shared.policy.spreading import spread_opening
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from tests.factories.spreading import SPREAD_DAYS
from tests.services.inflow.entry_acts import Pages, begins_role_year, enrolled_pages, later
from tests.services.inflow.host_side import BRANCH, CLERK, SECRETARY, TODAY, HostSide, refused, rung
from workflows.certificate_entries.duties import openings, owed


@pytest.fixture
def pages(host_side: HostSide) -> Pages:
    return enrolled_pages(host_side)


@pytest.mark.duty("D-54")
def test_an_entry_is_written_at_once_and_told_to_home(pages: Pages) -> None:
    entry = pages.writes()
    assert (entry.serial, entry.status, entry.confirmed_by) == (1, EntryStatus.ENTERED, "NONE")
    assert entry.same_day
    assert not entry.late
    assert entry.recorder == "侯洋"
    assert [one.entry_id for one in pages.told_home()] == [entry.entry_id]


@pytest.mark.duty("D-54")
def test_an_entry_after_three_working_days_is_marked_late(pages: Pages) -> None:
    assert not pages.on(later(3)).writes(happened_on=TODAY).late
    assert pages.on(later(6)).writes(happened_on=TODAY).late


@pytest.mark.duty("D-54")
def test_dues_are_entered_with_month_and_amount_and_once_a_month(pages: Pages) -> None:
    assert pages.pays().amount == 20
    refused(lambda: pages.pays(), 409, "dues_already_recorded")
    refused(lambda: pages.writes("DUES"), 422, "dues_incomplete")
    refused(lambda: pages.writes(month="2026-09"), 422, "not_dues")


def test_no_entry_before_the_enrolment_or_in_the_future(pages: Pages) -> None:
    refused(lambda: pages.writes(happened_on=date(2026, 8, 1)), 422, "date_too_early")
    refused(lambda: pages.writes(happened_on=later(1)), 422, "date_in_the_future")


def test_only_the_host_branch_writes(pages: Pages) -> None:
    refused(lambda: pages.writes(actor=CLERK), 403, "not_your_post")


def test_the_database_refuses_to_change_an_entry(pages: Pages) -> None:
    pages.writes()
    for statement in ("UPDATE certificate_entry SET recorder = 'x'", "DELETE FROM certificate_entry"):
        with Session(pages.case.side.engine) as session, pytest.raises(DBAPIError, match="append-only"):
            session.execute(text(statement))


def test_the_member_confirms_by_signing(pages: Pages) -> None:
    entry = pages.writes()
    refused(lambda: pages.confirms(entry, signed=False), 422, "member_has_not_signed")
    pages.confirms(entry)
    assert (pages.last.status, pages.last.confirmed_by) == (EntryStatus.CONFIRMED, "MEMBER")
    assert pages.told_home()[-1].status == "CONFIRMED"
    again = refused(lambda: pages.confirms(entry, SECRETARY), 409, "step_already_taken")
    assert "侯洋" in str(again)


def test_silence_is_unconfirmed_and_never_the_members_agreement(pages: Pages) -> None:
    entry = pages.writes()
    task = pages.case.opens(TaskKind.CONFIRM_ENTRY, BRANCH, "1.1", Role.BRANCH_SECRETARY)
    names = ["remind-5", "remind-10", "unconfirmed"]
    assert [pages.case.fires(task, rung(TaskKind.CONFIRM_ENTRY, name)) for name in names] == [True] * 3
    assert (pages.last.status, pages.last.confirmed_by) == (EntryStatus.UNCONFIRMED, "NONE")
    assert pages.told_home()[-1].confirmed_by == "NONE"
    assert owed(pages.state()) == []
    pages.confirms(entry)
    assert pages.last.status is EntryStatus.CONFIRMED


def test_an_objection_is_reviewed_and_the_entry_stands(pages: Pages) -> None:
    entry = pages.writes()
    pages.objects(entry)
    assert [duty.kind for duty in owed(pages.state())] == [TaskKind.REVIEW_ENTRY]
    refused(lambda: pages.reviews(entry, "STANDS", actor=CLERK), 403, "not_your_post")
    pages.reviews(entry, "STANDS")
    assert pages.last.status is EntryStatus.STANDS
    assert pages.last.objection == "当日请假。"
    assert owed(pages.state()) == []


def test_an_objection_is_reviewed_and_corrected_by_a_counter_entry(pages: Pages) -> None:
    entry = pages.writes()
    pages.objects(entry)
    pages.reviews(entry, "CORRECTED", pages.words(content="当日请假，未参加。", kind="OTHER"))
    wrong, right = pages.book.entries
    assert (wrong.status, wrong.content, wrong.corrected_by) == ("CORRECTED", entry.content, right.entry_id)
    assert (right.corrects, right.status) == (entry.entry_id, "ENTERED")
    assert {one.serial for one in pages.told_home()} == {1, 2}


def test_the_branch_takes_back_its_own_mistake(pages: Pages) -> None:
    wrong = pages.pays(amount="200.00")
    pages.corrects(wrong, pages.words("DUES", content="交纳党费", month="2026-09", amount="20.00"))
    assert [one.amount for one in pages.book.entries if one.corrected_by is None] == [20]
    refused(lambda: pages.corrects(wrong), 409, "step_already_taken")
    other = pages.writes()
    pages.corrects(other)
    assert pages.last.content == "第3号记载作废。"


def test_the_exemplary_role_entry_is_owed_at_the_end_of_each_year(pages: Pages) -> None:
    first = date(2026, 12, 1)
    assert openings(pages.state()) == {"role/2026": spread_opening(first, first, pages.case.case_id, SPREAD_DAYS)}
    december = pages.on(date(2026, 12, 1))
    begins_role_year(december, 2026)
    assert [(duty.kind, duty.holder) for duty in owed(december.state())] == [(TaskKind.RECORD_ROLE_ENTRY, BRANCH)]
    december.writes("ROLE", content="带头参加社区志愿服务。")
    assert {duty.kind for duty in owed(december.state())} == {TaskKind.CONFIRM_ENTRY}
    assert openings(december.state()) == {
        "role/2027": spread_opening(date(2027, 12, 1), date(2027, 12, 1), pages.case.case_id, SPREAD_DAYS)
    }


def test_a_missing_role_entry_rises_to_the_committee_at_the_years_end() -> None:
    rise = rung(TaskKind.RECORD_ROLE_ENTRY, "raise-committee")
    assert (rise.action, rise.to) == ("RAISE", "COMMITTEE")


def test_a_role_entry_made_in_time_asks_for_no_task(pages: Pages) -> None:
    pages.writes("ROLE", content="帮扶困难群众。")
    begins_role_year(pages.on(date(2026, 12, 1)), 2026)
    assert not pages.state().role_years
