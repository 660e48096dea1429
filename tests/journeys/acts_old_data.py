"""Old data comes in through a workbook: a line for each journey, imported together by the home committee."""

import random
from datetime import date, timedelta

from services.outflow.contract import ImportReceipt, Standing
from services.registry.number_status.contract import NumberChecked
from shared.workbooks.sheets import Cell
from tests.factories.rosters import NAME, roster_workbook
from tests.journeys.journey import Journey

BRANCH_NAME, HOST_REGION_NAME, HOST_NAME = "汊河街道花园村党支部", "安徽省滁州市天长市", "天长市秦栏镇党委"
Line = dict[str, Cell]


def old_number() -> str:
    """In the form of some older register, another one each time."""
    return f"苏流第{random.randrange(10**7):07d}号"


def line_of(journey: Journey, left_on: date, **columns: Cell) -> Line:
    """As their own list has him; the journey goes from 汊河街道花园村 to 秦栏镇."""
    who = journey.person
    return {
        "姓名": who.name,
        "身份证号码": who.id_number,
        "正式/预备": "预备" if who.standing is Standing.PROBATIONARY else "正式",
        "入党时间": who.joined or None,
        "流出地党支部": BRANCH_NAME,
        "外出时间": left_on.isoformat(),
        "流向": HOST_REGION_NAME,
        "流入地党组织": HOST_NAME,
        "本人电话": who.phone,
        "活动证编号": None,
        "发证时间": None,
        "未按期转正原因": None,
        **columns,
    }


def issued(number: str, on: date) -> Line:
    return {"活动证编号": number, "发证时间": f"{on.year}年{on.month}月{on.day}日"}


def comes_in(journeys: dict[str, Journey], lines: list[Line]) -> ImportReceipt:
    """One workbook; afterwards each journey knows its case."""
    first = next(iter(journeys.values()))
    outflow, committee = first.home_office.services.outflow, first.start.committee
    data = roster_workbook(*lines)
    check = outflow.check_roster(committee, NAME, data)
    assert [row.codes for row in check.rows if row.verdict == "error"] == []
    receipt = outflow.import_roster(committee, NAME, data)
    for journey, row in zip(journeys.values(), receipt.rows, strict=True):
        assert row.case_id is not None, row.text
        journey.case_id = row.case_id
    return receipt


def number_at_home(journey: Journey, number: str) -> NumberChecked:
    return journey.home_department.services.registry.check_number(number)


def years_ago(today: date, years: int) -> date:
    return today - timedelta(days=365 * years)
