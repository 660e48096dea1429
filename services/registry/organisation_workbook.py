"""Reading the organisation list: one row per organisation, found by headings, each with what is wrong with it."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from pydantic import Field

from shared.contract import Contract
from shared.organisations import KIND_LABELS, OrganisationCycle, OrganisationKind, organisation_path
from shared.workbooks.headings import Headings, Vocabulary, find_headings
from shared.workbooks.refusals import WorkbookRefused
from shared.workbooks.sheets import Row, Sheet
from shared.workbooks.templates import Template, TemplateColumn
from shared.workbooks.text import compact_text, plain_text

ORGANISATIONS: Final = Vocabulary(
    synonyms={
        "code": ("组织代码", "党组织代码", "组织编码", "党组织编码", "代码", "编码"),
        "name": ("组织名称", "党组织名称", "党组织全称", "组织全称", "名称"),
        "kind": ("组织类别", "党组织类别", "组织类型", "党组织类型", "类别", "类型"),
        "parent_code": ("上级组织代码", "上级党组织代码", "上级代码", "上级组织编码", "隶属组织代码"),
        "region_code": ("行政区划代码", "行政区划", "区划代码", "地区代码"),
        "contact": ("联系人", "联系人姓名", "联络员"),
        "phone": ("联系电话", "联系方式", "办公电话", "电话"),
        "office": ("办公地点", "办公地址", "地址", "服务地点"),
        "hours": ("工作时间", "办公时间", "服务时间"),
    },
    required={
        "code": "组织代码",
        "name": "组织名称",
        "kind": "组织类别",
        "parent_code": "上级组织代码",
        "region_code": "行政区划代码",
    },
)
KINDS: Final[dict[str, OrganisationKind]] = {label: kind for kind, label in KIND_LABELS.items()} | {
    "省委组织部门": OrganisationKind.PROVINCIAL_DEPARTMENT,
    "自治区党委组织部": OrganisationKind.PROVINCIAL_DEPARTMENT,
    "直辖市委组织部": OrganisationKind.PROVINCIAL_DEPARTMENT,
    "地委组织部": OrganisationKind.CITY_DEPARTMENT,
    "州委组织部": OrganisationKind.CITY_DEPARTMENT,
    "区委组织部": OrganisationKind.COUNTY_DEPARTMENT,
    "县(市、区)委组织部": OrganisationKind.COUNTY_DEPARTMENT,
    "党工委": OrganisationKind.WORK_COMMITTEE,
    "党委": OrganisationKind.GRASSROOTS_COMMITTEE,
    "总支": OrganisationKind.GENERAL_BRANCH,
    "支部": OrganisationKind.BRANCH,
    "小组": OrganisationKind.GROUP,
}
# A code is one label of an ltree path.
_CODE = re.compile(r"[A-Za-z0-9_]{1,64}")
_REGION = re.compile(r"\d{6}")

PROBLEMS: Final = {
    "organisation_code_missing": "没有填写组织代码。请填写。",
    "organisation_code_invalid": "组织代码只能用字母、数字和下划线，最多 64 位。请改正。",
    "organisation_code_duplicate": "组织代码与其他行重复。请核对后只保留一行，或改正代码。",
    "organisation_name_missing": "没有填写组织名称。请填写全称。",
    "organisation_kind_unknown": f"组织类别看不懂。请填写：{'、'.join(KIND_LABELS.values())}。",
    "organisation_parent_missing": "没有填写上级组织代码，只有省委组织部可以不填。请填写。",
    "organisation_parent_unknown": "上级组织代码不在本表，也不在组织名录里。请核对代码或补上该组织。",
    "organisation_parent_cycle": "上级关系绕成了圈。请核对这几行的上级组织代码。",
    "organisation_region_invalid": "行政区划代码应为 6 位数字。请改正。",
}
SAID: Final = {
    "code": ("字母、数字和下划线，最多 64 位，全表唯一；以后不要改。", "32100300199"),
    "name": ("全称。", "蒋王街道示范村党支部"),
    "kind": ("从下拉列表选择。", "党支部"),
    "parent_code": ("上级组织的代码，在本表或组织名录里；只有省委组织部可以不填。", "321003001"),
    "region_code": ("6 位，所在县（市、区）的代码。", "321003"),
    "contact": ("对外联系的人。", "周超"),
    "phone": ("办公电话。", "0514-87655194"),
    "office": ("流动党员报到、咨询的地点。", "示范村党群服务中心"),
    "hours": ("例如周一至周五 8:30–17:30。", "周一至周五"),
}
"""How each column of the template is filled in, and an example."""


class OrganisationHeadingsMissing(WorkbookRefused):
    message = "没有找到组织名录的表头；请保留表头行，用系统给出的模板填写。"


class OrganisationProblem(Contract):
    code: str = Field(examples=["organisation_parent_unknown"])
    field: str
    message: str = Field(description="what is wrong and what to do")


class OrganisationRow(Contract):
    """`kind` is BRANCH, and texts are empty, where the row is wrong: use a row only when `problems` is empty."""

    row: int
    code: str
    name: str
    kind: OrganisationKind
    parent_code: str | None = None
    region_code: str
    contact: str | None = None
    phone: str | None = None
    office: str | None = None
    hours: str | None = None
    problems: tuple[OrganisationProblem, ...] = ()


def organisation_template() -> Template:
    columns = [
        TemplateColumn(
            heading=ORGANISATIONS.synonyms[field][0],
            meaning=meaning,
            example=example,
            required=field in ORGANISATIONS.required,
            choices=list(KIND_LABELS.values()) if field == "kind" else (),
        )
        for field, (meaning, example) in SAID.items()
    ]
    return Template("组织名录", columns, ("上级组织写在下级组织前后都可以；有一行不对，全表都不导入。",))


def read_organisations(sheets: Sequence[Sheet], *, known: Collection[str] = ()) -> list[OrganisationRow]:
    """`known`: codes the registry holds already. Raises `OrganisationHeadingsMissing`."""
    lists = [(sheet, headings) for sheet in sheets if (headings := _headings(sheet))]
    if not lists:
        raise _refusal(sheets)
    texts = [_texts(row, headings) for sheet, headings in lists for row in _rows(sheet, headings)]
    return _checked(texts, known)


def _headings(sheet: Sheet) -> Headings | None:
    headings = find_headings(sheet, ORGANISATIONS)
    return headings if headings and not headings.missing(ORGANISATIONS) else None


def _refusal(sheets: Sequence[Sheet]) -> OrganisationHeadingsMissing:
    found = [headings for sheet in sheets if (headings := find_headings(sheet, ORGANISATIONS))]
    nearest = min(found, key=lambda headings: len(headings.missing(ORGANISATIONS)), default=None)
    missing = list((nearest.missing(ORGANISATIONS) if nearest else ORGANISATIONS.required).values())
    seen = list(nearest.texts.values()) if nearest else []
    sentence = f"缺少{'、'.join(f'“{label}”' for label in missing)}这几列。"
    sentence += f"看到的表头有：{'、'.join(seen)}。" if seen else "没有认出表头行。"
    return OrganisationHeadingsMissing(sentence + "请补上后再上传，列的先后不限。", missing=missing, seen=seen)


def _rows(sheet: Sheet, headings: Headings) -> list[Row]:
    """A row that has neither code nor name (a signature, a note, a total in another column) is no organisation."""
    columns = (headings.columns["code"], headings.columns["name"])
    return [
        row
        for row in sheet.rows
        if row.number > headings.last_row
        and not row.is_example
        and any(plain_text(row.cell(column)) for column in columns)
    ]


def _texts(row: Row, headings: Headings) -> dict[str, str]:
    texts = {name: plain_text(row.cell(column)) for name, column in headings.columns.items()}
    return texts | {name: compact_text(texts[name]) for name in ("code", "parent_code", "region_code", "kind")} | {
        "row": str(row.number)
    }  # fmt: skip


def _checked(rows: Sequence[Mapping[str, str]], known: Collection[str]) -> list[OrganisationRow]:
    counts = Counter(row["code"] for row in rows)
    parents = {row["code"]: row["parent_code"] or None for row in rows}
    return [_organisation(row, [*_own_problems(row, counts), *_parent_problems(row, parents, known)]) for row in rows]


def _own_problems(row: Mapping[str, str], counts: Mapping[str, int]) -> list[tuple[str, str]]:
    found = []
    if not row["code"]:
        found.append(("organisation_code_missing", "code"))
    elif not _CODE.fullmatch(row["code"]):
        found.append(("organisation_code_invalid", "code"))
    elif counts[row["code"]] > 1:
        found.append(("organisation_code_duplicate", "code"))
    if not row["name"]:
        found.append(("organisation_name_missing", "name"))
    if row["kind"] not in KINDS:
        found.append(("organisation_kind_unknown", "kind"))
    if not _REGION.fullmatch(row["region_code"]):
        found.append(("organisation_region_invalid", "region_code"))
    return found


def _parent_problems(
    row: Mapping[str, str], parents: Mapping[str, str | None], known: Collection[str]
) -> list[tuple[str, str]]:
    parent = row["parent_code"]
    if not parent:
        is_root = KINDS.get(row["kind"]) in (OrganisationKind.PROVINCIAL_DEPARTMENT, None)
        return [] if is_root else [("organisation_parent_missing", "parent_code")]
    if parent not in parents and parent not in known:
        return [("organisation_parent_unknown", "parent_code")]
    try:
        organisation_path(row["code"], parents)
    except OrganisationCycle:
        return [("organisation_parent_cycle", "parent_code")]
    return []


def _organisation(row: Mapping[str, str], found: Sequence[tuple[str, str]]) -> OrganisationRow:
    return OrganisationRow(
        row=int(row["row"]),
        code=row["code"],
        name=row["name"],
        kind=KINDS.get(row["kind"], OrganisationKind.BRANCH),
        parent_code=row["parent_code"] or None,
        region_code=row["region_code"],
        contact=row.get("contact") or None,
        phone=row.get("phone") or None,
        office=row.get("office") or None,
        hours=row.get("hours") or None,
        problems=tuple(OrganisationProblem(code=code, field=field, message=PROBLEMS[code]) for code, field in found),
    )
