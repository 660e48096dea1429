"""What a checked roster looks like to the API, the console and the command line."""

from collections.abc import Sequence
from enum import StrEnum

from pydantic import Field

from shared.contract import Contract


class Verdict(StrEnum):
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"

    @property
    def label(self) -> str:
        return {"ok": "正常", "warning": "提醒", "error": "错误"}[self.value]


class RosterProblem(Contract):
    code: str = Field(description="stable code", examples=["id_number_check_digit"])
    severity: Verdict = Field(description="a warning does not stop the row from being imported")
    field: str | None = Field(examples=["id_number"])
    problem: str = Field(description="问题", examples=["身份证号最后一位（校验码）不对。"])
    remedy: str = Field(description="怎么改", examples=["请对照身份证重新填写。"])


class RosterRow(Contract):
    """One member of the roster.

    `values` holds only what is valid and known. Text unless said otherwise: `name`, `ethnicity`, `education`,
    `reason`, `employer`, `remark`, `branch_contact`, `branch_contact_phone`, `host_contact`, `host_contact_phone`,
    `host_region_name` (as written), `host_committee_name` (as written); `id_number` (18 characters);
    `phone`; `sex` (MALE, FEMALE); `standing` (FULL, PROBATIONARY); organisation codes `branch`, `host_committee`,
    `host_branch`; region code `host_region`; ISO dates `birth_date`, `joined`, `converted`, `left`,
    `expected_return`; `joined_month`, `converted_month` (YYYY-MM) where the paper gives only the month.

    Old data: `certificate_number` and `issued` (ISO date) stand together, for somebody who is out already;
    `admitted` and `probation_end` (ISO dates) of a member on probation, where they can be reckoned; `overdue_reason`
    (code) and `overdue_text` when his conversion is overdue.
    """

    sheet: str
    row: int = Field(description="as Excel numbers it")
    verdict: Verdict
    problems: tuple[RosterProblem, ...] = ()
    values: dict[str, str] = Field(default_factory=dict)

    @property
    def becomes(self) -> str:
        """What an import makes of the row, in words."""
        if self.verdict is Verdict.ERROR:
            return "不导入"
        known = self.values
        issued = known.get("certificate_number")
        words = [f"已流出，活动证已发（{issued}，{known['issued']} 发证）" if issued else "登记流出"]
        if "overdue_reason" in known:
            words.append(f"预备期已于 {known['probation_end']} 期满并超期，将转入转正办理")
        return "；".join(words)

    def found(self, values: dict[str, str], problems: Sequence[RosterProblem]) -> "RosterRow":
        """The same row once more has been found out about it."""
        every = (*self.problems, *problems)
        severities = {problem.severity for problem in every}
        worst = next((level for level in (Verdict.ERROR, Verdict.WARNING) if level in severities), Verdict.OK)
        return self.model_copy(update={"values": values, "problems": every, "verdict": worst})

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.problems]


class RosterSheet(Contract):
    """A sheet with members: its heading rows, which column (index from 0) holds which field, and the rest."""

    name: str
    first_heading_row: int
    last_heading_row: int
    columns: dict[str, int]
    unknown_columns: dict[int, str] = Field(default_factory=dict)


class SkippedSheet(Contract):
    """A sheet that was not read as a roster; `missing` names the headings it lacks."""

    name: str
    missing: tuple[str, ...]
    seen: tuple[str, ...]


class RosterCheck(Contract):
    rows: tuple[RosterRow, ...]
    sheets: tuple[RosterSheet, ...]
    skipped: tuple[SkippedSheet, ...] = ()

    def count(self, verdict: Verdict) -> int:
        return sum(row.verdict is verdict for row in self.rows)
