"""The host's roster goes out and comes back: what the branch keeps itself is changed, home is told, nobody comes in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from services.inflow.contract import PlacementStatus
from services.inflow.roster_import.columns import HEADINGS, host_template
from services.inflow.roster_import.domain.rows import read_rows
from services.inflow.roster_import.tables import ImportedChangeRow
from services.inflow.tables import RosterEntryRow
from shared.audit import AuditRow
from shared.posts import Actor, Role
from shared.rosters.contract import Choice, ChosenRow, ExportRoster, ImportReceipt, RosterCheck, RosterRow, RowState
from shared.workbooks.reading import read_workbook
from shared.workbooks.sheets import Cell
from shared.workbooks.templates import write_template
from tests.factories.people import holder
from tests.factories.rosters import NAME, roster_workbook
from tests.services.inflow.exchanging import HostExchangeCase
from tests.services.inflow.host_side import (
    BRANCH,
    CLERK,
    COMMITTEE,
    NEIGHBOUR,
    OFFICER,
    OTHER_BRANCH,
    PHONE,
    RECEPTION,
    SECRETARY,
    HostSide,
    notice,
    refused,
)

S = RowState
Cells = dict[str, Cell]


@dataclass
class Desk:
    side: HostSide
    actor: Actor = SECRETARY
    organisation: str = BRANCH

    def export(self, *case_ids: UUID, reveal: bool = False) -> list[Cells]:
        body = ExportRoster(case_ids=list(case_ids), reveal=reveal, reason="年度核对" if reveal else "")
        rows = self.side.at(self.actor).export_roster(body).rows
        return [{HEADINGS[field]: text or None for field, text in row.cells.items()} for row in rows]

    def check(self, *rows: Cells) -> RosterCheck:
        return self.side.at(self.actor).check_roster(self.organisation, NAME, roster_workbook(*rows))

    def only(self, row: Cells) -> RosterRow:
        (found,) = self.check(row).rows
        return found

    def imports(self, *rows: Cells, choice: Choice | None = None) -> ImportReceipt:
        return self.side.at(self.actor).import_roster(self.organisation, NAME, roster_workbook(*rows), choice)


@pytest.fixture
def desk(host_side: HostSide) -> Desk:
    return Desk(host_side)


def enrolled(side: HostSide, **changed: Any) -> HostExchangeCase:
    case = HostExchangeCase(side)
    case.hears(notice(**changed))
    case.goes_as_far_as(PlacementStatus.ENROLLED)
    return case


@pytest.mark.parametrize("reveal", [False, True])
def test_what_goes_out_comes_back_unchanged(desk: Desk, *, reveal: bool) -> None:
    case, waiting = enrolled(desk.side), desk.side.case(case_number="321003-2026-000013")
    clerk = Desk(desk.side, CLERK, COMMITTEE)
    rows = clerk.export(case.case_id, waiting.case_id, reveal=reveal)
    assert [list(row) for row in rows] == [list(HEADINGS.values())] * 2
    assert rows[0]["本人电话"] == (PHONE if reveal else "138****1234")
    assert [(row.state, row.codes) for row in clerk.check(*rows).rows] == [(S.UNCHANGED, [])] * 2
    exports = [row.object_id for row in desk.side.rows(AuditRow) if row.act == "export_roster"]
    assert set(exports) == ({case.case_id, waiting.case_id} if reveal else {None})


def test_one_changed_cell_is_one_change_that_home_is_to_be_told(desk: Desk) -> None:
    case = enrolled(desk.side)
    (row,) = desk.export(case.case_id)
    changed = row | {"工作单位": "=HYPERLINK(1)"}
    found = desk.only(changed)
    assert (found.state, [(one.label, one.before, one.after) for one in found.changes]) == (
        S.CHANGED,
        [("工作单位", "", "=HYPERLINK(1)")],
    )
    assert desk.imports(changed).changed == 1
    exchange = case.exchange()
    assert exchange.contact.employer == "=HYPERLINK(1)"
    assert [(change.kind, change.told_on) for change in exchange.changes] == [("MOVED_WORK", None)]
    assert desk.imports(changed).unchanged == 1
    assert len(desk.side.rows(ImportedChangeRow)) == 1


def test_phone_and_group_are_changed_in_one_row(desk: Desk) -> None:
    case = enrolled(desk.side)
    (row,) = desk.export(case.case_id)
    assert desk.imports(row | {"本人电话": "139 0000 5678", "所在党小组": "第二党小组"}).changed == 1
    assert case.read().person.phone_masked == "139****5678"
    assert [entry.group for entry in desk.side.rows(RosterEntryRow)] == ["第二党小组"]
    assert {"note_change", "amend_entry"} <= {event.act for event in case.file().events}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"党员姓名": "汪诲"}, "owned_by_home"),
        ({"公民身份号码": "320000200001068228"}, "owned_by_home"),
        ({"党支部联系人": "许建国"}, "host_contact_by_correction"),
        ({"联系人电话": "0550-7099999"}, "host_contact_by_correction"),
        ({"数据版本": "0000000000000000", "工作单位": "天长电子厂"}, "changed_since"),
        ({"个案编号": "321003-2026-999999"}, "case_unknown"),
    ],
)
def test_what_a_file_may_not_change_names_the_act_to_use(desk: Desk, changes: Cells, code: str) -> None:
    (row,) = desk.export(enrolled(desk.side).case_id)
    found = desk.only(row | changes)
    assert (found.state, found.codes) == (S.CONFLICT, [code])
    (told,) = desk.imports(row | changes).rows
    assert (told.outcome, "请" in told.text) == ("SKIPPED", True)


def test_before_he_is_enrolled_nothing_is_changed_by_a_file(desk: Desk) -> None:
    clerk = Desk(desk.side, CLERK, COMMITTEE)
    (row,) = clerk.export(desk.side.case().case_id)
    assert clerk.only(row | {"工作单位": "天长电子厂"}).codes == ["not_enrolled"]


def test_nobody_comes_in_by_the_hosts_roster(desk: Desk) -> None:
    (row,) = desk.export(enrolled(desk.side).case_id)
    found = desk.only(row | {"个案编号": None})
    assert (found.state, found.codes) == (S.ERROR, ["case_number_missing"])
    assert [one.state for one in desk.check(row, row).rows] == [S.UNCHANGED, S.CONFLICT]
    assert desk.only(row | {"本人电话": "12"}).codes == ["phone_invalid"]


def test_only_those_who_keep_it_get_the_rows_and_bring_them_back(desk: Desk) -> None:
    case = enrolled(desk.side)
    for actor in (OFFICER, RECEPTION, holder(Role.BRANCH_SECRETARY, OTHER_BRANCH)):
        assert Desk(desk.side, actor).export(case.case_id) == []
    (row,) = desk.export(case.case_id)
    neighbour = Desk(desk.side, holder(Role.COMMITTEE_OFFICER, NEIGHBOUR), NEIGHBOUR)
    assert neighbour.only(row).codes == ["case_unknown"]
    refused(lambda: Desk(desk.side, SECRETARY, COMMITTEE).check(row), 404, "not_found")
    refused(lambda: Desk(desk.side, RECEPTION, COMMITTEE).check(row), 403, "not_your_post")


def test_only_the_rows_chosen_of_the_file_that_was_checked_come_in(desk: Desk) -> None:
    (row,) = desk.export(enrolled(desk.side).case_id)
    changed = row | {"现居住地": "秦栏镇朱塘村"}
    check = desk.check(changed)
    (of_it,) = check.rows
    none = Choice(digest=check.digest, rows=[])
    assert desk.imports(changed, choice=none).left_out == 1
    other = Choice(digest="0" * 64, rows=[])
    refused(lambda: desk.imports(changed, choice=other), 409, "file_not_the_one_checked")
    all_of_it = Choice(digest=check.digest, rows=[ChosenRow(sheet=of_it.sheet, row=of_it.row, mark=of_it.mark)])
    assert desk.imports(changed, choice=all_of_it).changed == 1


def test_the_report_is_their_own_sheet(desk: Desk) -> None:
    (row,) = desk.export(enrolled(desk.side).case_id)
    data = roster_workbook(row | {"党员姓名": "汪诲"})
    (sheet,) = read_workbook(desk.side.at(SECRETARY).report_roster(BRANCH, NAME, data), filename="核对.xlsx")
    assert sheet.rows[1].cells[-2:] == ("问题", "怎么改")
    assert "【冲突】" in str(sheet.rows[2].cells[-2])


def test_the_template_is_read_without_a_problem() -> None:
    template = host_template()
    sheets = read_workbook(write_template(template), filename="模板.xlsx")
    assert read_rows(sheets).rows == ()
    examples = {one.heading: one.example or None for one in template.columns}
    (row,) = read_rows(read_workbook(roster_workbook(examples), filename=NAME)).rows
    assert row.codes == []
    assert row.values.keys() == {"case_number", "name", "phone", "residence", "employer", "group"}


def test_a_sheet_without_case_numbers_is_no_roster_of_the_host(desk: Desk) -> None:
    refused(lambda: desk.check({"姓名": "汪海", "身份证号": "1", "工作单位": "厂"}), 422, "host_headings_missing")
