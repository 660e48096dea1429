"""The organisation list: found by headings, each row with what is wrong with it."""

import pytest

from services.registry.organisation_workbook import OrganisationHeadingsMissing, OrganisationRow, read_organisations
from shared.organisations import OrganisationCycle, OrganisationKind, organisation_path
from shared.workbooks.sheets import Cell, Sheet
from tests.services.roster.roster_workbooks import demo, organisations, sheet_of

HEADINGS: list[Cell] = ["组织代码", "组织名称", "组织类别", "上级组织代码", "行政区划代码"]
ROOT: list[Cell] = ["320000", "中共江苏省委组织部", "省委组织部", None, "320000"]


def read(*rows: list[Cell]) -> list[OrganisationRow]:
    return read_organisations([sheet_of([HEADINGS, ROOT, *rows])])


def test_the_sample_has_83_sound_organisations() -> None:
    rows = organisations()
    assert len(rows) == 83
    assert not [row for row in rows if row.problems]
    assert rows[0].kind is OrganisationKind.PROVINCIAL_DEPARTMENT
    assert rows[4].model_dump(exclude={"problems", "row"}) == {
        "code": "32100300101", "name": "蒋王街道双桥村党支部", "kind": OrganisationKind.BRANCH,
        "parent_code": "321003001", "region_code": "321003", "contact": "周超", "phone": "0519-88122250",
        "office": "蒋王街道双桥村党群服务中心", "hours": "周一至周五 8:30-17:30",
    }  # fmt: skip


def test_columns_may_stand_in_any_order_under_a_title() -> None:
    (sheet,) = demo("organisations")
    turned = sheet_of([["组织名录"], *([*reversed(row.cells), *[None] * (9 - len(row.cells))] for row in sheet.rows)])
    assert [row.code for row in read_organisations([turned])] == [row.code for row in organisations()]


def test_codes_that_excel_made_numbers_are_codes_again() -> None:
    rows = read([321000.0, "中共扬州市委组织部", "市委组织部", 320000.0, 321000.0])
    assert (rows[1].code, rows[1].parent_code, rows[1].problems) == ("321000", "320000", ())


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ([None, "某某", "党支部", "320000", "321000"], "organisation_code_missing"),
        (["3210-1", "某某", "党支部", "320000", "321000"], "organisation_code_invalid"),
        (["320000", "某某", "党支部", None, "321000"], "organisation_code_duplicate"),
        (["1", None, "党支部", "320000", "321000"], "organisation_name_missing"),
        (["1", "某某", "协会", "320000", "321000"], "organisation_kind_unknown"),
        (["1", "某某", "党支部", None, "321000"], "organisation_parent_missing"),
        (["1", "某某", "党支部", "999", "321000"], "organisation_parent_unknown"),
        (["1", "某某", "党支部", "1", "321000"], "organisation_parent_cycle"),
        (["1", "某某", "党支部", "320000", "扬州"], "organisation_region_invalid"),
    ],
)
def test_a_wrong_row_is_named(row: list[Cell], code: str) -> None:
    assert code in [problem.code for problem in read(row)[1].problems]


def test_a_parent_the_registry_knows_already_is_known() -> None:
    sheet = sheet_of([HEADINGS, ["1", "某某", "党支部", "999", "321000"]])
    assert not read_organisations([sheet], known={"999"})[0].problems


def test_missing_headings_are_named() -> None:
    with pytest.raises(OrganisationHeadingsMissing) as refusal:
        read_organisations([sheet_of([HEADINGS[:3], ROOT[:3]])])
    assert refusal.value.details["missing"] == ["上级组织代码", "行政区划代码"]


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(OrganisationHeadingsMissing):
        read_organisations([Sheet("a", ())])


def test_a_path_runs_from_the_root_down() -> None:
    assert organisation_path("c", {"a": None, "b": "a", "c": "b"}) == "a.b.c"
    with pytest.raises(OrganisationCycle):
        organisation_path("a", {"a": "b", "b": "a"})
