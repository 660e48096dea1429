"""An import of the host's roster beside other acts: who has left meanwhile, a second click, posts that may not."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text

from services.inflow.roster_import.operations.checking import checked
from services.inflow.tables import RosterEntryRow
from shared.act import Act
from shared.rosters.contract import Choice, ChosenRow, ImportReceipt, RosterCheck, RowState
from shared.rosters.operations import MOVED_ON
from shared.workbooks.sheets import Sheet
from tests.services.inflow.host_side import CLERK, COMMITTEE, HostSide
from tests.services.inflow.test_roster_rows import Cells, Desk, enrolled

S = RowState


@pytest.fixture
def desk(host_side: HostSide) -> Desk:
    return Desk(host_side)


@pytest.mark.parametrize("changes", [{"工作单位": "天长厂"}, {"所在党小组": "第九党小组"}])
def test_who_has_left_meanwhile_is_skipped_and_the_other_rows_go_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, changes: Cells
) -> None:
    gone, stays = enrolled(desk.side), enrolled(desk.side, case_number="321003-2026-000013")
    rows = [row | changes for row in desk.export(gone.case_id, stays.case_id)]

    def then(act: Act, top: str, sheets: list[Sheet]) -> RosterCheck:
        found = checked(act, top, sheets)
        of_him = "placement_id = (select id from placement where case_id = :case)"
        with desk.side.engine.begin() as connection:
            for statement in ("update exchange set over = true", "update roster_entry set left_on = '2026-09-01'"):
                connection.execute(text(f"{statement} where {of_him}"), {"case": gone.case_id})
        return found

    monkeypatch.setattr("services.inflow.roster_import.operations.importing.checked", then)
    told = desk.imports(*rows).rows
    assert [(one.outcome, one.text == MOVED_ON) for one in told] == [("SKIPPED", True), ("CHANGED", False)]
    groups = {row.left_on is None: row.group for row in desk.side.rows(RosterEntryRow)}
    assert (groups[True] == "第九党小组", groups[False] == "第九党小组") == ("所在党小组" in changes, False)


def test_two_clicks_at_once_import_once_and_tell_the_same(desk: Desk) -> None:
    case = enrolled(desk.side)
    (row,) = desk.export(case.case_id)
    changed, start = row | {"工作单位": "天长厂"}, Barrier(2)
    check = desk.check(changed)
    choice = Choice(
        digest=check.digest, rows=[ChosenRow(sheet=one.sheet, row=one.row, mark=one.mark) for one in check.rows]
    )

    def run(_: int) -> ImportReceipt:
        start.wait()
        return desk.imports(changed, choice=choice)

    with ThreadPoolExecutor(2) as pool:
        receipts = list(pool.map(run, range(2)))
    assert [[(one.outcome, one.case_id) for one in receipt.rows] for receipt in receipts] == [
        [("CHANGED", case.case_id)]
    ] * 2
    assert len(case.exchange().changes) == 1


@pytest.mark.parametrize("changes", [{"本人电话": "13900005678"}, {"所在党小组": "第九党小组"}])
def test_a_committee_does_not_do_by_a_file_what_it_is_refused_by_act(desk: Desk, changes: Cells) -> None:
    committee = Desk(desk.side, CLERK, COMMITTEE)
    (row,) = committee.export(enrolled(desk.side).case_id)
    found = committee.only(row | changes)
    assert (found.state, found.codes) == (S.CONFLICT, ["by_the_branch"])
    (told,) = committee.imports(row | changes).rows
    assert (told.outcome, "党支部书记" in told.text) == ("SKIPPED", True)
    assert desk.imports(row | changes).changed == 1
