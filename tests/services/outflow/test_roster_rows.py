"""A roster goes out and comes back: unchanged, changed by lawful acts, in conflict with a sentence; nothing twice."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from services.outflow import contract as c
from services.outflow.exchange import contract as x
from services.outflow.roster.columns import EXPORTED, HEADINGS
from services.outflow.roster.contract import Choice, ChosenRow, RosterCheck, RosterRow, RowState
from services.outflow.roster_import.tables import ImportedChangeRow
from services.outflow.tables import MemberRow
from shared.audit import AuditRow
from shared.exchange import ChangeKind
from shared.posts import Actor, Role
from shared.rosters.contract import ExportRoster
from shared.workbooks.sheets import Cell
from tests.factories.people import holder
from tests.factories.rosters import NAME, roster_workbook
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    HOME_COMMITTEE,
    NEIGHBOUR,
    NEIGHBOUR_BRANCH,
    OFFICER,
    PHONE,
    SECRETARY,
    TODAY,
    HomeCase,
    HomeSide,
    departure,
    person,
    refused,
)
from tests.services.outflow.old_data_side import OldData, overdue
from tests.services.outflow.old_data_side import row as with_booklet

Cells = dict[str, Cell]
S = RowState


@dataclass
class Desk:
    """The branch's desk: it exports rows, changes cells, and brings the file back."""

    side: HomeSide
    actor: Actor = SECRETARY
    organisation: str = BRANCH

    def export(self, *case_ids: UUID, reveal: bool = False) -> list[Cells]:
        body = ExportRoster(case_ids=list(case_ids), reveal=reveal, reason="年度核对" if reveal else "")
        rows = self.side.at(self.actor).export_roster(body).rows
        return [{HEADINGS[field]: text or None for field, text in row.cells.items()} for row in rows]

    def check(self, *rows: Cells) -> RosterCheck:
        return self.side.at(self.actor).check_roster(self.organisation, NAME, roster_workbook(*rows))

    def imports(self, *rows: Cells, choice: Choice | None = None) -> c.ImportReceipt:
        return self.brings(roster_workbook(*rows), choice)

    def brings(self, data: bytes, choice: Choice | None = None) -> c.ImportReceipt:
        return self.side.at(self.actor).import_roster(self.organisation, NAME, data, choice)

    def only(self, row: Cells) -> RosterRow:
        (found,) = self.check(row).rows
        return found


@pytest.fixture
def desk(home_side: HomeSide) -> Desk:
    return Desk(home_side)


def away(home_side: HomeSide) -> HomeCase:
    return home_side.declares(who=person(name="柳青", sex="女", education="大专", joined="2012-06")).departs()


@pytest.mark.parametrize("reveal", [False, True])
def test_what_goes_out_comes_back_unchanged(desk: Desk, *, reveal: bool) -> None:
    """Declared, away, accepted, off the platform, on old data and an overdue conversion, cancelled."""
    side = desk.side
    cases = [side.declares(), away(side), side.declares(host_committee=None).departs()]
    cases.append(side.declares(host_region="110101", host_region_name="北京市东城区", host_committee=None).departs())
    cases.append(side.declares())
    cases[-1].is_cancelled()
    ids = [one.case_id for one in cases]
    old = OldData(side).imports(with_booklet(工作单位="海安纺织厂"), overdue(活动证编号="苏流第000124号"))
    ids += [row.case_id for row in old.rows if row.case_id]
    assert len(ids) == 7
    everything = Desk(side, CLERK, HOME_COMMITTEE).check(*desk.export(*ids, reveal=reveal))
    told = [(row.row, row.state, row.codes, row.changes) for row in everything.rows if row.state is not S.UNCHANGED]
    assert told == []


def test_an_export_masks_unless_it_is_to_reveal_and_says_why(desk: Desk) -> None:
    case = away(desk.side)
    (masked,) = desk.export(case.case_id)
    assert list(masked) == [HEADINGS[field] for field in EXPORTED]
    assert "********" in str(masked["公民身份号码"])
    assert masked["本人电话"] == "138****1234"
    (shown,) = desk.export(case.case_id, reveal=True)
    assert shown["本人电话"] == PHONE
    exports = [row for row in desk.side.rows(AuditRow) if row.act == "export_roster"]
    assert [(row.object_id, row.details) for row in exports] == [
        (None, {"rows": 1}),
        (case.case_id, {"reason": "年度核对"}),
    ]
    with pytest.raises(ValueError, match="须填写理由"):
        ExportRoster(case_ids=[case.case_id], reveal=True)


def test_only_those_who_may_import_get_the_rows(desk: Desk) -> None:
    case = away(desk.side)
    for actor in (OFFICER, holder(Role.COMMITTEE_OFFICER, NEIGHBOUR), holder(Role.BRANCH_SECRETARY, NEIGHBOUR_BRANCH)):
        assert Desk(desk.side, actor).export(case.case_id) == []


def test_one_changed_cell_is_one_changed_field_and_the_host_is_told(desk: Desk) -> None:
    case = away(desk.side)
    (row,) = desk.export(case.case_id)
    changed = row | {"本人电话": "13900005678"}
    found = desk.only(changed)
    assert found.state is S.CHANGED
    (change,) = found.changes
    assert (change.label, change.before, change.after) == ("本人电话", "138****1234", "139****5678")
    receipt = desk.imports(changed)
    assert (receipt.changed, [one.outcome for one in receipt.rows]) == (1, ["CHANGED"])
    assert case.letters_out()[-1].type == "CHANGE_NOTICE"
    assert case.read().member.phone_masked == "139****5678"
    again = desk.imports(changed)
    assert (again.changed, again.unchanged) == (0, 1)


def test_an_employer_is_filled_in_and_another_host_named_in_one_row(desk: Desk) -> None:
    case = away(desk.side)
    (row,) = desk.export(case.case_id)
    changed = row | {"工作单位": '=HYPERLINK("http://x")', "流入地党组织": "天长市铜城镇党委", "学历": "本科"}
    receipt = desk.imports(changed)
    assert receipt.changed == 1, receipt
    read = case.read()
    assert (read.host_committee, read.attempt, read.member.education) == ("341181002", 2, "本科")
    (again,) = desk.export(case.case_id)
    assert again["工作单位"] == '=HYPERLINK("http://x")'
    acts = [event.act for event in case.file().events]
    assert {"amend_particulars", "record_change", "name_host"} <= set(acts)
    assert desk.only(again).state is S.UNCHANGED


def test_before_the_departure_the_branch_keeps_its_own_register(desk: Desk) -> None:
    case = desk.side.declares()
    (row,) = desk.export(case.case_id)
    assert desk.imports(row | {"本人电话": "13900005678"}).changed == 1
    assert case.read().member.phone_masked == "139****5678"
    assert case.letters_out() == []
    (row,) = desk.export(case.case_id)
    refusing = desk.only(row | {"流入地党组织": "天长市铜城镇党委"})
    assert (refusing.state, refusing.codes) == (S.CONFLICT, ["host_has_accepted"])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"党员姓名": "柳菁"}, "correct_data"),
        ({"性别": "男"}, "correct_data"),
        ({"入党时间": "2013-01-01"}, "correct_data"),
        ({"公民身份号码": "320000200001068228"}, "correct_data"),
        ({"党员类别": "预备党员"}, "standing_by_conversion"),
        ({"所在党支部": "蒋王街道明月社区党支部"}, "branch_by_transfer"),
        ({"流出时间": "2026-08-20"}, "departure_facts"),
        ({"预计返回时间": "2028-01-01"}, "departure_facts"),
        ({"流出原因": "随子女居住"}, "departure_facts"),
        ({"流动党员活动证编号": "321003-2026-999999"}, "certificate_by_act"),
        ({"发证时间": "2026-08-30"}, "certificate_by_act"),
        ({"未按期转正原因": "个人原因"}, "conversion_by_act"),
        ({"个案编号": "321003-2026-999999"}, "case_unknown"),
        ({"数据版本": "0000000000000000", "工作单位": "天长电子厂"}, "changed_since"),
    ],
)
def test_what_a_file_may_not_change_names_the_act_to_use(desk: Desk, changes: Cells, code: str) -> None:
    (row,) = desk.export(away(desk.side).case_id)
    found = Desk(desk.side, CLERK, HOME_COMMITTEE).only(row | changes)
    assert (found.state, found.codes) == (S.CONFLICT, [code]), found
    (told,) = desk.imports(row | changes).rows if "所在党支部" not in changes else (None,)
    assert told is None or (told.outcome == "SKIPPED" and "请" in told.text)


def test_what_was_changed_here_since_the_export_is_not_overwritten(desk: Desk) -> None:
    case = away(desk.side)
    (row,) = desk.export(case.case_id)
    body = x.RecordChange(
        kind=ChangeKind.MOVED_WORK, happened_on=TODAY, learned_on=TODAY, text="换了工作。", employer="天长电子厂"
    )
    desk.side.at(SECRETARY).record_change(case.case_id, body)
    assert desk.only(row).state is S.UNCHANGED
    found = desk.only(row | {"工作单位": "海安纺织厂"})
    assert (found.state, found.codes) == (S.CONFLICT, ["changed_since"])


def test_a_case_that_is_over_is_not_changed_and_not_declared_again(desk: Desk) -> None:
    case = desk.side.declares()
    (row,) = desk.export(case.case_id)
    case.is_cancelled()
    assert desk.only(row).state is S.UNCHANGED
    found = desk.only(row | {"学历": "本科"})
    assert (found.state, found.codes) == (S.CONFLICT, ["case_over"])


def test_of_another_organisations_case_nothing_is_told(desk: Desk) -> None:
    who = person()
    case = desk.side.declares(who=who)
    neighbour = Desk(desk.side, holder(Role.COMMITTEE_OFFICER, NEIGHBOUR), NEIGHBOUR)
    (row,) = desk.export(case.case_id, reveal=True)
    theirs = row | {"所在党支部": NEIGHBOUR_BRANCH}
    assert neighbour.only(theirs).codes == ["case_unknown"]
    found = neighbour.only(theirs | {"个案编号": None, "数据版本": None})
    assert (found.state, found.codes, found.changes, found.case_id) == (S.CONFLICT, ["with_another"], (), None)
    (told,) = neighbour.imports(theirs | {"个案编号": None}).rows
    assert (told.outcome, told.case_id) == ("SKIPPED", None)


def test_a_mask_without_a_case_number_is_nobody(desk: Desk) -> None:
    (row,) = desk.export(away(desk.side).case_id)
    found = desk.only(row | {"个案编号": None, "本人电话": None, "流动党员活动证编号": None, "发证时间": None})
    assert (found.state, found.codes) == (S.ERROR, ["id_number_masked"])


def test_two_rows_of_one_case_are_in_conflict(desk: Desk) -> None:
    (row,) = desk.export(away(desk.side).case_id)
    assert [one.state for one in desk.check(row, row | {"工作单位": "天长电子厂"}).rows] == [S.UNCHANGED, S.CONFLICT]


def chosen(check: RosterCheck, *numbers: int) -> Choice:
    rows = [ChosenRow(sheet=r.sheet, row=r.row, mark=r.mark) for r in check.rows if r.row in numbers]
    return Choice(digest=check.digest, rows=rows)


def test_only_the_rows_chosen_come_in(desk: Desk) -> None:
    side = desk.side
    cases = [away(side), away(side)]
    rows = [row | {"工作单位": "天长电子厂"} for row in desk.export(*(one.case_id for one in cases))]
    check = desk.check(*rows)
    receipt = desk.imports(*rows, choice=chosen(check, 4))
    assert [row.outcome for row in receipt.rows] == ["LEFT_OUT", "CHANGED"]
    assert (receipt.changed, receipt.left_out) == (1, 1)


def test_a_choice_is_for_the_file_that_was_checked(desk: Desk) -> None:
    (row,) = desk.export(away(desk.side).case_id)
    check = desk.check(row | {"工作单位": "天长电子厂"})
    other = row | {"工作单位": "别的工厂"}
    refused(lambda: desk.imports(other, choice=chosen(check, 3)), 409, "file_not_the_one_checked")


def test_a_choice_brings_in_neither_a_conflict_nor_somebody_elses_row(desk: Desk) -> None:
    (row,) = desk.export(away(desk.side).case_id)
    wrong = row | {"党员姓名": "柳菁"}
    (told,) = desk.imports(wrong, choice=chosen(desk.check(wrong), 3)).rows
    assert told.outcome == "SKIPPED"
    right = row | {"工作单位": "天长电子厂"}
    nowhere = Choice(
        digest=desk.check(right).digest, rows=[ChosenRow(sheet="别的表", row=3), ChosenRow(sheet="名册", row=9)]
    )
    assert desk.imports(right, choice=nowhere).left_out == 1


def test_what_has_moved_on_since_the_check_is_left_and_told(desk: Desk) -> None:
    case = away(desk.side)
    (row,) = desk.export(case.case_id)
    changed = row | {"学历": "本科", "数据版本": None}
    choice = chosen(desk.check(changed), 3)
    desk.imports(row | {"工作单位": "天长电子厂"})
    (told,) = desk.imports(changed, choice=choice).rows
    assert (told.outcome, "核对以后" in told.text) == ("SKIPPED", True)
    assert case.read().member.education == "大专"


def test_the_same_row_of_the_same_file_changes_a_case_once(desk: Desk) -> None:
    """Even where things are again as they were before: the database knows the key."""
    case = away(desk.side)
    (row,) = desk.export(case.case_id)
    file = roster_workbook(row | {"学历": "本科"})
    assert desk.brings(file).changed == 1
    assert desk.imports(row | {"学历": "大专", "数据版本": None}).changed == 1
    (told,) = desk.brings(file).rows
    assert (told.outcome, "以前导入过" in told.text) == ("SKIPPED", True)
    assert len(desk.side.rows(ImportedChangeRow)) == 2
    assert [one.education for one in desk.side.rows(MemberRow)] == ["大专"]


def test_a_new_row_beside_a_changed_one(desk: Desk) -> None:
    case = away(desk.side)
    (row,) = desk.export(case.case_id)
    who = person(name="高德胜")
    new = row | {"个案编号": None, "数据版本": None, "党员姓名": who.name, "公民身份号码": who.id_number}
    new |= {"流动党员活动证编号": None, "发证时间": None, "本人电话": None}
    check = desk.check(row | {"学历": "本科"}, new)
    assert [one.state for one in check.rows] == [S.CHANGED, S.NEW]
    receipt = desk.imports(row | {"学历": "本科"}, new)
    assert (receipt.changed, receipt.declared) == (1, 1)


def test_a_member_who_came_home_may_go_again(desk: Desk) -> None:
    """Without its number the row of a case that is over is a new departure."""
    who = person()
    case = desk.side.declares(who=who)
    (row,) = desk.export(case.case_id, reveal=True)
    case.is_cancelled()
    later = Desk(desk.side.on(TODAY + timedelta(days=30)))
    assert later.only(row | {"个案编号": None, "数据版本": None}).state is S.NEW
    assert departure().reason == "work"
