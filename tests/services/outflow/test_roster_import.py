"""An import beside other acts: what changed meanwhile, a second click, posts that may not, and what is not kept."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import update

from services.outflow import contract as c
from services.outflow.roster.contract import Choice, ChosenRow, RosterCheck, RowState
from services.outflow.roster_import.operations.checking import checked
from services.outflow.tables import CaseRow, MemberRow
from shared.act import Act
from shared.letters.bodies_exchange import ChangeNotice
from shared.letters.contract import Enrolled
from shared.rosters.operations import BROUGHT_IN, MOVED_ON
from shared.workbooks.reading import read_workbook
from shared.workbooks.sheets import Sheet
from tests.factories.rosters import NAME, roster_workbook
from tests.services.outflow.home_side import CLERK, HOME_COMMITTEE, HOST_BRANCH, SECRETARY, TODAY, HomeSide, person
from tests.services.outflow.old_data_side import OldData, declared
from tests.services.outflow.old_data_side import row as with_booklet
from tests.services.outflow.test_roster_rows import Cells, Desk, away

S = RowState
TONGCHENG = {"流入地党组织": "天长市铜城镇党委"}


@pytest.fixture
def desk(home_side: HomeSide) -> Desk:
    return Desk(home_side)


@pytest.fixture
def old(home_side: HomeSide) -> OldData:
    return OldData(home_side)


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Somebody acts between the check of the rows and the lock of the case."""

    def then(here: Act, organisation: str, sheets: list[Sheet]) -> RosterCheck:
        found = checked(here, organisation, sheets)
        act()
        return found

    monkeypatch.setattr("services.outflow.roster_import.operations.importing.checked", then)


def test_a_row_that_is_skipped_leaves_the_member_as_he_was(old: OldData) -> None:
    """One booklet for one person: his old one was never returned, so the new number does not come in (W-17)."""
    first = with_booklet()
    old.imports(first)
    with old.side.engine.begin() as connection:
        connection.execute(update(CaseRow).values(status=c.CaseStatus.CLOSED_RETURNED, is_open=False))
    before = [(one.name, one.standing, one.phone_sealed, one.search_terms) for one in old.side.rows(MemberRow)]
    (told,) = old.imports(first | {"活动证编号": "苏流第000777号", "姓名": "王另名", "联系电话": "13900005678"}).rows
    assert (told.outcome, "一人一证" in told.text) == ("SKIPPED", True)
    assert [(one.name, one.standing, one.phone_sealed, one.search_terms) for one in old.side.rows(MemberRow)] == before


def test_somebody_declared_meanwhile_is_left_as_he_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    who, other = person(), person(name="高德胜")
    rows = [declared(姓名=one.name, 身份证号=one.id_number, 流出时间="2026-09-10") for one in (who, other)]
    meanwhile(monkeypatch, lambda: desk.side.declares(who=who.model_copy(update={"education": "大专"})))
    assert [(one.outcome, one.text == MOVED_ON) for one in desk.imports(*rows).rows] == [
        ("SKIPPED", True),
        ("DECLARED", False),
    ]
    assert len(desk.side.rows(CaseRow)) == 2


def test_a_host_that_accepts_meanwhile_is_not_changed_and_the_other_rows_go_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, other = away(desk.side), away(desk.side)
    rows = desk.export(case.case_id, other.case_id)
    words = {"host_branch_name": "朱塘村党支部", "contact": "侯洋", "phone": "", "enrolled_on": TODAY}
    meanwhile(monkeypatch, lambda: case.hears(Enrolled(host_branch=HOST_BRANCH, **words)))
    told = desk.imports(rows[0] | TONGCHENG | {"学历": "本科"}, rows[1] | {"学历": "本科"})
    assert [(one.outcome, one.text) for one in told.rows] == [("SKIPPED", MOVED_ON), ("CHANGED", "已更新学历")]
    assert (case.read().host_committee, case.read().member.education) == ("341181001", "大专")
    assert other.read().member.education == "本科"


def twice(act: Callable[[], c.ImportReceipt]) -> list[c.ImportReceipt]:
    start = Barrier(2)

    def run(_: int) -> c.ImportReceipt:
        start.wait()
        return act()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, range(2)))


def a_file_of_three(desk: Desk) -> bytes:
    """Changed, new, and new with a booklet."""
    (row,) = desk.export(away(desk.side).case_id)
    new = [{"公民身份号码": one["身份证号"], "党员姓名": one["姓名"]} | one for one in (declared(), with_booklet())]
    spelt = {"活动证编号": "流动党员活动证编号", "联系电话": "本人电话"}
    rows: list[Cells] = [{spelt.get(name, name): cell for name, cell in one.items()} for one in new]
    others = [{name: cell for name, cell in one.items() if name not in ("姓名", "身份证号")} for one in rows]
    return roster_workbook(row | {"学历": "本科"}, *others)


def test_two_clicks_at_once_import_once_and_tell_the_same(desk: Desk) -> None:
    data = a_file_of_three(desk)
    check = desk.side.at(SECRETARY).check_roster(desk.organisation, NAME, data)
    rows = [ChosenRow(sheet=one.sheet, row=one.row, mark=one.mark) for one in check.rows]
    receipts = twice(partial(desk.brings, data, Choice(digest=check.digest, rows=rows)))
    assert [[one.outcome for one in receipt.rows] for receipt in receipts] == [["CHANGED", "DECLARED", "DEPARTED"]] * 2
    assert len({tuple(one.case_id for one in receipt.rows) for receipt in receipts}) == 1
    assert sorted(BROUGHT_IN in receipt.rows[0].text for receipt in receipts) == [False, True]
    assert len(desk.side.rows(CaseRow)) == 3


def test_two_imports_without_a_choice_take_turns(desk: Desk) -> None:
    receipts = twice(partial(desk.brings, a_file_of_three(desk)))
    outcomes = sorted([one.outcome for one in receipt.rows] for receipt in receipts)
    assert outcomes == [["CHANGED", "DECLARED", "DEPARTED"], ["UNCHANGED"] * 3]


@pytest.mark.parametrize("changes", [TONGCHENG, {"本人电话": "13900005678"}, {"工作单位": "天长电子厂"}])
def test_a_committee_does_not_do_by_a_file_what_it_is_refused_by_act(desk: Desk, changes: Cells) -> None:
    case = away(desk.side)
    committee = Desk(desk.side, CLERK, HOME_COMMITTEE)
    (row,) = committee.export(case.case_id)
    found = committee.only(row | changes)
    assert (found.state, found.codes) == (S.CONFLICT, ["by_the_branch"])
    (told,) = committee.imports(row | changes).rows
    assert (told.outcome, "党支部书记" in told.text) == ("SKIPPED", True)
    assert desk.imports(row | changes).changed == 1


def test_a_committee_still_fills_in_what_has_no_act_of_its_own(desk: Desk) -> None:
    (row,) = desk.export(away(desk.side).case_id)
    assert Desk(desk.side, CLERK, HOME_COMMITTEE).imports(row | {"学历": "本科"}).changed == 1


def test_what_a_file_says_the_member_has_not_told(desk: Desk) -> None:
    case = away(desk.side)
    (row,) = desk.export(case.case_id)
    desk.imports(row | {"本人电话": "13900005678"})
    notice = case.letters_out()[-1]
    assert isinstance(notice, ChangeNotice)
    assert not notice.told_by_member


def test_the_employer_of_who_has_not_left_is_said_to_be_left_out(desk: Desk) -> None:
    """In the preview, in the report and in the receipt; with a booklet he is away, and it is kept."""
    case = desk.side.declares()
    (row,) = desk.export(case.case_id)
    known = row | {"工作单位": "天长电子厂"}
    found = desk.only(known)
    assert (found.state, found.codes) == (S.UNCHANGED, ["employer_after_departure"])
    data = roster_workbook(known)
    (sheet,) = read_workbook(desk.side.at(SECRETARY).report_roster(desk.organisation, NAME, data), filename="核对.xlsx")
    assert "【提醒】工作单位在流出后才登记，这次不记" in str(sheet.rows[2].cells[-2])
    rows = (declared(工作单位="天长电子厂"), with_booklet(工作单位="天长电子厂"))
    told = [*desk.imports(known).rows, *desk.imports(*rows).rows]
    assert [(one.outcome, "这次不记" in one.text) for one in told] == [
        ("UNCHANGED", True),
        ("DECLARED", True),
        ("DEPARTED", False),
    ]
