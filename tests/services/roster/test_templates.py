"""A template filled in is read without a problem: every column, every choice; the example row is passed over."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from xlsxwriter.utility import xl_cell_to_rowcol

from services.outflow.roster.columns import HEADINGS
from services.outflow.roster.template import roster_template
from services.registry.organisation_workbook import ORGANISATIONS, organisation_template, read_organisations
from shared.policy.book import packaged_book
from shared.workbooks.reading import read_workbook
from shared.workbooks.sheets import Row, Sheet
from shared.workbooks.templates import Template, write_template
from tests.services.roster.roster_workbooks import JIANGWANG, check, directory, organisations

PACK = packaged_book().pack("CN-BASE-2019")
ROSTER, OLD = (roster_template(directory(JIANGWANG), PACK, old_data=old) for old in (False, True))
ORGANISATION = organisation_template()
ALL = {"roster": ROSTER, "old-data": OLD, "organisations": ORGANISATION}


def filled(template: Template, *rows: dict[str, str]) -> list[Sheet]:
    """The examples, changed, typed below the example row."""
    sheets = read_workbook(write_template(template), filename="模板.xlsx")
    typed = (
        Row(number, (None, *(changes.get(one.heading, one.example) or None for one in template.columns)))
        for number, changes in enumerate(rows, start=3)
    )
    return [replace(sheets[0], rows=(*sheets[0].rows, *typed)), *sheets[1:]]


@pytest.mark.parametrize("template", [ROSTER, OLD], ids=["roster", "old-data"])
def test_the_examples_are_read_without_a_problem(template: Template) -> None:
    found = check(*filled(template, {}))
    (row,) = found.rows
    assert (row.row, row.codes, found.skipped) == (3, [], ())
    assert set(found.sheets[0].columns) >= {"name", "id_number", "branch", "left", "host_committee"}
    assert found.sheets[0].unknown_columns == {}


@pytest.mark.parametrize(
    ("template", "heading", "choice"),
    [
        (template, one.heading, choice)
        for template in (ROSTER, OLD)
        for one in template.columns
        for choice in one.choices
        if one.heading not in ("流入地", "流入地党组织", "未按期转正原因")
    ],
)
def test_every_choice_is_understood(template: Template, heading: str, choice: str) -> None:
    (row,) = check(*filled(template, {heading: choice})).rows
    assert row.codes == []


def test_every_host_offered_is_found_with_and_without_its_region() -> None:
    committees = next(one.choices for one in ROSTER.columns if one.heading == "流入地党组织")
    regions = next(one.choices for one in ROSTER.columns if one.heading == "流入地")
    rows = check(*filled(ROSTER, *({"流入地党组织": one, "流入地": ""} for one in committees))).rows
    assert [row.values.get("host_committee") is not None for row in rows] == [True] * len(committees)
    for row in check(*filled(ROSTER, *({"流入地党组织": "", "流入地": one} for one in regions))).rows:
        assert "host_region" in row.values


def test_nothing_filled_in_is_nobody() -> None:
    assert check(*filled(ROSTER)).rows == ()
    assert read_organisations(filled(ORGANISATION)) == []


def test_the_organisations_example_is_read_without_a_problem() -> None:
    (row,) = read_organisations(filled(ORGANISATION, {}), known=[one.code for one in organisations()])
    assert row.problems == ()
    assert all(getattr(row, field) for field in ORGANISATIONS.synonyms)
    kinds = next(one for one in ORGANISATION.columns if one.heading == "组织类别").choices
    sheets = filled(ORGANISATION, *({"组织类别": one, "组织代码": f"3210030{n}"} for n, one in enumerate(kinds)))
    rows = read_organisations(sheets, known=[one.code for one in organisations()])
    assert [row.kind.label for row in rows] == list(kinds)
    assert [row.problems for row in rows] == [()] * len(kinds)


@pytest.mark.parametrize("template", ALL.values(), ids=ALL)
def test_columns_are_text_with_drop_downs_from_a_hidden_sheet(template: Template) -> None:
    with zipfile.ZipFile(io.BytesIO(write_template(template))) as archive:
        book, sheet, styles = (
            archive.read(f"xl/{part}.xml").decode() for part in ("workbook", "worksheets/sheet1", "styles")
        )
    assert re.search(r'name="选项"[^>]*state="hidden"', book)
    assert 'name="填写说明"' in book
    numbers = re.findall(r'<xf numFmtId="(\d+)"', styles[styles.index("<cellXfs") :])
    columns = re.findall(r'<col min="\d+" max="\d+" [^>]*style="(\d+)"', sheet)
    assert (
        sum(int(last) - int(first) + 1 for first, last in re.findall(r'<col min="(\d+)" max="(\d+)"', sheet))
        == len(template.columns) + 1
    )
    as_text = re.findall(r'numFmtId="(\d+)" formatCode="@"', styles)
    assert {numbers[int(style)] for style in columns} == set(as_text)
    offered = re.findall(r"<formula1>选项!\$(\w+)\$1:", sheet)
    wanted = [number for number, one in enumerate(template.columns, start=1) if one.choices]
    assert [xl_cell_to_rowcol(f"{column}1")[1] for column in offered] == wanted
    assert "<f>" not in sheet


def test_the_headings_are_those_of_the_readers() -> None:
    assert {one.heading for one in ROSTER.columns} < {one.heading for one in OLD.columns}
    assert {one.heading for one in ROSTER.columns} <= set(HEADINGS.values())
    assert [one.heading for one in ORGANISATION.columns] == [words[0] for words in ORGANISATIONS.synonyms.values()]
