"""Prints how long 5,000 rows take and how much memory: `python -m tests.services.roster.measure_roster`."""

import io
import json
import random
import resource
import sys
import time
from datetime import date, timedelta

import xlsxwriter
from stdnum.cn import ric

from services.outflow.roster.checks import check_roster
from shared.rosters.report import write_report
from shared.workbooks.reading import read_workbook
from tests.services.roster.roster_workbooks import GOOD, TODAY, directory

SEED, ROWS = 7, 5_000


def id_number(dice: random.Random) -> str:
    birth = date(1950, 1, 1) + timedelta(days=dice.randrange(20_000))
    body = f"320000{birth:%Y%m%d}{dice.randrange(1, 999):03d}"
    return body + str(ric.calc_check_digit(body + "0"))


def roster(dice: random.Random) -> bytes:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = workbook.add_worksheet()
    extra = ["民族", "学历", "入党时间", "转正时间", "预计返回时间", "流出原因", "性别", "备注", "出生日期", "序号"]
    sheet.write_row(0, 0, [*GOOD, *extra])
    for number in range(1, ROWS + 1):
        person = GOOD | {"身份证号": id_number(dice)}
        sheet.write_row(
            number, 0, [*person.values(), "汉族", "大学", "2006年3月", "2007-03-01", "2027.9.1", "务工", "男"]
        )
    workbook.close()
    return target.getvalue()


def peak(who: int) -> float:
    return round(resource.getrusage(who).ru_maxrss / 1024, 1)


def main() -> None:
    data, organisations = roster(random.Random(SEED)), directory()
    began = time.perf_counter()
    sheets = read_workbook(data, filename="roster.xlsx")
    read = time.perf_counter()
    check = check_roster(sheets, organisations, today=TODAY)
    checked = time.perf_counter()
    report = write_report(sheets, check)
    figures = {
        "seed": SEED,
        "rows": len(check.rows),
        "file_kib": len(data) // 1024,
        "read_seconds": round(read - began, 2),
        "check_seconds": round(checked - read, 2),
        "report_seconds": round(time.perf_counter() - checked, 2),
        "report_kib": len(report) // 1024,
        "own_peak_mib": peak(resource.RUSAGE_SELF),
        "child_peak_mib": peak(resource.RUSAGE_CHILDREN),
    }
    sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
