"""What a checked roster of either side looks like to the API, the console and the command line."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Final, Self

from pydantic import Field, StringConstraints, model_validator

from shared.contract import Contract
from shared.identifiers import CaseId


class Verdict(StrEnum):
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"

    @property
    def label(self) -> str:
        return {"ok": "正常", "warning": "提醒", "error": "错误"}[self.value]


class RowState(StrEnum):
    """A row beside what is known here. Only new and changed rows can be imported."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    ERROR = "error"

    @property
    def label(self) -> str:
        return STATE_LABELS[self]

    @property
    def can_come_in(self) -> bool:
        return self in (RowState.NEW, RowState.CHANGED)


STATE_LABELS = {
    RowState.NEW: "新增",
    RowState.CHANGED: "有变化",
    RowState.UNCHANGED: "没有变化",
    RowState.CONFLICT: "冲突",
    RowState.ERROR: "错误",
}


class FieldChange(Contract):
    """What a row says otherwise than is known here. An ID number or telephone is masked."""

    field: str = Field(examples=["employer"])
    label: str = Field(examples=["工作单位"])
    before: str = Field(description="empty: nothing is known", examples=["海安纺织厂"])
    after: str = Field(examples=["天长电子厂"])


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

    Of an exported row: `case_number`; `version`, what was known when it was exported; `id_number_masked` instead of
    `id_number` where the middle was left out.
    """

    sheet: str
    row: int = Field(description="as Excel numbers it")
    verdict: Verdict
    problems: tuple[RosterProblem, ...] = ()
    values: dict[str, str] = Field(default_factory=dict)
    state: RowState = RowState.NEW
    changes: tuple[FieldChange, ...] = ()
    case_id: CaseId | None = Field(default=None, description="the open case that the row is compared with")
    mark: str = Field(default="", description="what was known of him when the row was checked; empty: nothing")

    @property
    def place(self) -> tuple[str, int]:
        return self.sheet, self.row

    @property
    def becomes(self) -> str:
        """What an import makes of the row, in words."""
        if self.state is RowState.CHANGED:
            return f"更新{'、'.join(change.label for change in self.changes)}"
        if self.state is RowState.UNCHANGED:
            return "不变"
        if self.verdict is Verdict.ERROR:
            return "不导入"
        known = self.values
        issued = known.get("certificate_number")
        words = [f"已流出，活动证已发（{issued}，{known['issued']} 发证）" if issued else "登记流出"]
        if "overdue_reason" in known:
            words.append(f"预备期已于 {known['probation_end']} 期满并超期，将转入转正办理")
        return "；".join(words)

    @property
    def refusal(self) -> str:
        """Why it does not come in, what to do, and what differs."""
        told = [f"{one.problem}{one.remedy}" for one in self.problems if one.severity is Verdict.ERROR]
        differs = [f"{one.label}现为“{one.before or '空'}”，表中为“{one.after}”" for one in self.changes]
        return "；".join([*told, *differs])

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
    digest: str = Field(default="", description="of the file that was checked; an import names it")

    def count(self, state: RowState) -> int:
        return sum(row.state is state for row in self.rows)


class ChosenRow(Contract):
    """`mark`: as the check had it; what has changed since is not overwritten."""

    sheet: str = Field(max_length=200)
    row: int = Field(ge=1)
    mark: str = Field(default="", max_length=64)


class Choice(Contract):
    """What of a checked file is to be imported: a choice only narrows what may come in anyhow."""

    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    rows: list[ChosenRow] = Field(max_length=20_000)

    @cached_property
    def _marks(self) -> dict[tuple[str, int], str]:
        return {(one.sheet, one.row): one.mark for one in self.rows}

    def mark_of(self, row: RosterRow) -> str | None:
        """None when the row is not chosen."""
        return self._marks.get(row.place)


class ImportedRow(Contract):
    sheet: str = ""
    row: int
    outcome: str = Field(
        description="DECLARED; DEPARTED: out already, with an old certificate; CHANGED; UNCHANGED; LEFT_OUT: not "
        "chosen; SKIPPED",
        examples=["DECLARED"],
    )
    case_id: CaseId | None
    text: str


class ImportReceipt(Contract):
    """What a confirmed roster did, row by row; importing the same file again changes nothing and says so."""

    declared: int = Field(description="new cases, departed ones included")
    departed: int = 0
    changed: int = 0
    unchanged: int
    left_out: int = Field(default=0, description="could have come in, and was not chosen")
    skipped: int
    rows: list[ImportedRow]


PAGE: Final = 200
"""The longest page of the list of cases."""


class ExportRoster(Contract):
    """`reveal`: ID numbers and telephones in full; each person's is written down as a look, with the reason."""

    case_ids: list[CaseId] = Field(min_length=1, max_length=PAGE, examples=[["01992f6e-7c00-7000-8000-000000000002"]])
    reveal: bool = False
    reason: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)] = Field(
        default="", examples=["年度名册核对"]
    )

    @model_validator(mode="after")
    def _reason_given(self) -> Self:
        if self.reveal and not self.reason:
            raise ValueError("导出完整的身份证号和电话须填写理由")
        return self


class ExportedRow(Contract):
    """Texts of the cells by field."""

    case_id: CaseId
    cells: dict[str, str]


class ExportedRoster(Contract):
    """Only cases that the reader may import; the others are left out."""

    rows: list[ExportedRow]
