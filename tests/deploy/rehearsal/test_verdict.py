"""The verdict finds every lie that is planted between ledger and databases, and blames a late machine for its own."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from deploy.embedded.rehearsal.books import RungLine
from deploy.embedded.rehearsal.ledger.account import Account
from deploy.embedded.rehearsal.ledger.duty import Held
from deploy.embedded.rehearsal.terms import DAY, Days, midnight
from deploy.embedded.rehearsal.verdict import judge
from shared.policy.task_kinds import TaskKind as K
from tests.deploy.rehearsal.accounts import CASE, END, books, departed, ledger

PLANNED = datetime.fromisoformat("2026-04-01T00:00:00+08:00")


@pytest.fixture
def one() -> Account:
    arrival = {"report_arrival": date(2026, 2, 9), "verify_certificate": date(2026, 2, 10)}
    one = departed(date(2026, 2, 2), **arrival, place_member=date(2026, 2, 11), enrol_member=date(2026, 2, 12))
    for month in (3, 5, 8, 11):
        one.facts.put("record_contact", Days.of(date(2026, month, 15)))
    return one


def rung(delay: timedelta) -> RungLine:
    return RungLine(CASE, K.CONTACT_MEMBER, "missed", PLANNED, PLANNED + delay, None)


def test_books_that_agree_are_found_to_agree(one: Account) -> None:
    verdict = judge(ledger(one), books(one), END)
    assert (verdict.problems, verdict.explained, verdict.valid) == ([], [], True)
    contacts = {held: n for (_, kind, held), n in verdict.duties.items() if kind is K.CONTACT_MEMBER}
    assert contacts == {Held.IN_TIME: 4, Held.OPEN: 1}


def test_a_task_that_is_missing_is_found(one: Account) -> None:
    told = books(one)
    short = [line for line in told.tasks if line.occurrence != "2026Q3" or line.kind != K.CONTACT_MEMBER]
    (problem,) = judge(ledger(one), replace(told, tasks=short), END).problems
    assert "季度联系 2026Q3：库里没有" in problem


def test_a_task_too_many_of_any_kind_is_found(one: Account) -> None:
    told = books(one)
    stranger = replace(told.tasks[0], kind=K.SETTLE_HOST_CLAIM, occurrence="2")
    (problem,) = judge(ledger(one), replace(told, tasks=[*told.tasks, stranger]), END).problems
    assert problem.startswith("账外的任务：确认由哪个流入地管理 2")


def test_a_late_one_that_is_called_in_time_is_found(one: Account) -> None:
    one.facts.acts = [act for act in one.facts.acts if act.days.first != date(2026, 3, 15)]
    told = books(one)
    lie = [replace(line, late=False) if line.occurrence == "2026Q1" else line for line in told.tasks]
    (problem,) = judge(ledger(one), replace(told, tasks=lie), END).problems
    assert "账上超期后办理" in problem
    assert "库里按时" in problem


def test_a_term_that_is_a_day_off_is_found(one: Account) -> None:
    told = books(one)
    lie = [replace(line, due_on=line.due_on + DAY) if line.kind == K.PLACE_MEMBER else line for line in told.tasks]
    (problem,) = judge(ledger(one), replace(told, tasks=lie), END).problems
    assert "编入党支部 1.1" in problem


def test_an_open_one_that_has_been_done_is_found(one: Account) -> None:
    told = books(one)
    lie = [replace(line, status="OPEN") if line.kind == K.ENROL_MEMBER else line for line in told.tasks]
    (problem,) = judge(ledger(one), replace(told, tasks=lie), END).problems
    assert "库里超期未办" in problem


def test_a_machine_that_is_late_makes_the_run_invalid(one: Account) -> None:
    assert judge(ledger(one), books(one, rungs=[rung(DAY)]), END).valid
    late = judge(ledger(one), books(one, rungs=[rung(DAY + timedelta(seconds=1))]), END)
    assert (late.valid, late.problems) == (False, [])
    waited = ledger(one)
    waited.waited("record_contact", 2 * DAY)
    assert not judge(waited, books(one), END).valid


def test_a_difference_that_the_measured_delay_accounts_for_is_explained(one: Account) -> None:
    told = books(one, rungs=[rung(5 * DAY)])
    late = [line for line in told.tasks if line.occurrence != "2026Q4" or line.kind != K.SEND_HOME_NOTICE]
    one.facts.put("announce_return", Days.of(date(2026, 10, 17)))
    told = books(one, rungs=[rung(5 * DAY)])
    late = [line for line in told.tasks if line.occurrence != "1.2026Q4"]
    told = replace(told, tasks=late, statuses={CASE: "RETURNING"})
    verdict = judge(ledger(one), told, END)
    assert verdict.problems == []
    assert any("季度情况反馈 1.2026Q4：库里没有" in one for one in verdict.explained)
    assert not verdict.valid


def test_two_sides_that_say_different_things_of_him_are_found(one: Account) -> None:
    told = replace(books(one), placements={CASE: "RELEASED"})
    assert any("两边却是" in problem for problem in judge(ledger(one), told, END).problems)


def test_a_number_given_twice_is_found(one: Account) -> None:
    told = replace(books(one), numbers=[(CASE, "321003-2026-000001")] * 2)
    assert "活动证编号重复：321003-2026-000001" in judge(ledger(one), told, END).problems


def test_a_late_opening_counts_as_the_machines_delay(one: Account) -> None:
    told = books(one)
    late = [
        replace(line, opened_at=midnight(date(2026, 7, 18)))
        if (line.kind, line.occurrence) == (K.CONTACT_MEMBER, "2026Q3")
        else line
        for line in told.tasks
    ]
    verdict = judge(ledger(one), replace(told, tasks=late), END)
    assert verdict.worst_delay == 3 * DAY, "the last of its first days is the fifteenth"
