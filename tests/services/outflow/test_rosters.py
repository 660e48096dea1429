"""Rosters as they come: checked without writing, imported once, imported again without change."""

from pathlib import Path

from services.outflow import contract as c
from services.outflow.client import OutflowClient
from services.outflow.tables import CaseRow, MemberRow
from shared.posts import Role
from tests.factories.people import holder
from tests.services.outflow.home_side import HOME_COMMITTEE, PROVINCE, SECRETARY, HomeSide, refused

DEMO = Path(__file__).resolve().parents[3] / "deploy" / "demo"
CLEAN, MESSY = DEMO / "roster-jiangwang-clean.xlsx", DEMO / "roster-fanshui-messy.xlsx"
FANSHUI = "321023001"
S = c.CaseStatus


def clerk(home_side: HomeSide, committee: str = HOME_COMMITTEE) -> OutflowClient:
    return home_side.at(holder(Role.COMMITTEE_OFFICER, committee, name="郑洁"))


def test_checking_writes_nothing(home_side: HomeSide) -> None:
    check = clerk(home_side).check_roster(HOME_COMMITTEE, CLEAN.name, CLEAN.read_bytes())
    assert len(check.rows) == 24
    assert home_side.rows(CaseRow) == home_side.rows(MemberRow) == []


def test_every_good_row_becomes_a_declared_departure(home_side: HomeSide) -> None:
    receipt = clerk(home_side).import_roster(HOME_COMMITTEE, CLEAN.name, CLEAN.read_bytes())
    assert (receipt.declared, receipt.unchanged, receipt.skipped) == (24, 0, 0)
    assert {row.outcome for row in receipt.rows} == {"DECLARED"}
    cases = {row.id: row for row in home_side.rows(CaseRow)}
    assert cases.keys() == {row.case_id for row in receipt.rows}
    assert all(case.home_path.startswith("320000.321000.321003.321003001.") for case in cases.values())


def test_the_same_file_again_changes_nothing_and_says_so(home_side: HomeSide) -> None:
    importer = clerk(home_side)
    first = importer.import_roster(HOME_COMMITTEE, CLEAN.name, CLEAN.read_bytes())
    versions = {row.id: row.version for row in home_side.rows(CaseRow)}
    again = importer.import_roster(HOME_COMMITTEE, CLEAN.name, CLEAN.read_bytes())
    assert (again.declared, again.unchanged, again.skipped) == (0, 24, 0)
    assert [row.case_id for row in again.rows] == [row.case_id for row in first.rows]
    assert {row.id: row.version for row in home_side.rows(CaseRow)} == versions


def test_rows_with_errors_are_left_out_with_what_to_do(home_side: HomeSide) -> None:
    receipt = clerk(home_side, FANSHUI).import_roster(FANSHUI, MESSY.name, MESSY.read_bytes())
    assert (receipt.declared, receipt.skipped) == (22, 18)
    assert all(row.text and row.case_id is None for row in receipt.rows if row.outcome == "SKIPPED")


def test_a_member_who_left_on_another_day_is_not_overwritten(home_side: HomeSide) -> None:
    importer = clerk(home_side)
    receipt = importer.import_roster(HOME_COMMITTEE, CLEAN.name, CLEAN.read_bytes())
    first = receipt.rows[0].case_id
    assert first is not None
    home_side.at(holder(Role.BRANCH_SECRETARY, _branch(home_side, first))).cancel_departure(
        first, c.CancelDeparture(reason="改期")
    )
    again = importer.import_roster(HOME_COMMITTEE, CLEAN.name, CLEAN.read_bytes())
    assert (again.declared, again.unchanged) == (1, 23)
    assert again.rows[0].case_id != first


def _branch(home_side: HomeSide, case_id: object) -> str:
    return next(str(row.home_branch) for row in home_side.rows(CaseRow) if row.id == case_id)


def test_the_report_is_a_workbook(home_side: HomeSide) -> None:
    report = clerk(home_side, FANSHUI).report_roster(FANSHUI, MESSY.name, MESSY.read_bytes())
    assert report.startswith(b"PK")


def test_a_roster_belongs_to_its_committee(home_side: HomeSide) -> None:
    data = CLEAN.read_bytes()
    refused(lambda: clerk(home_side, FANSHUI).import_roster(HOME_COMMITTEE, CLEAN.name, data), 404, "not_found")
    refused(lambda: home_side.at(SECRETARY).import_roster(HOME_COMMITTEE, CLEAN.name, data), 404, "not_found")
    officer = home_side.at(holder(Role.DEPARTMENT_OFFICER, PROVINCE))
    refused(lambda: officer.import_roster(HOME_COMMITTEE, CLEAN.name, data), 403, "not_your_post")
    refused(lambda: clerk(home_side).import_roster("999", CLEAN.name, data), 404, "not_found")
    assert home_side.rows(CaseRow) == []


def test_what_is_not_a_workbook_is_refused_with_a_reason(home_side: HomeSide) -> None:
    refusal = refused(
        lambda: clerk(home_side).check_roster(HOME_COMMITTEE, "名册.xlsx", b"not a workbook"),
        415,
        "workbook_wrong_type",
    )
    assert refusal.problem.detail
