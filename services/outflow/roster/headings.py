"""Which sheets of a workbook are rosters, or a refusal that names what is missing and what was seen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from services.outflow.roster.contract import SkippedSheet
from services.outflow.roster.vocabulary import ROSTER
from shared.workbooks.headings import Headings, find_headings, heading_words
from shared.workbooks.refusals import WorkbookRefused
from shared.workbooks.sheets import NOTES, Sheet

# Words that could be anybody's telephone; next to a contact person they are his.
PLAIN_PHONE: Final = frozenset({"电话", "联系电话", "联系方式", "手机", "手机号", "手机号码", "电话号码"})
CONTACT_OF: Final = {"branch_contact": "branch_contact_phone", "host_contact": "host_contact_phone"}
# More is unreadable in a sentence.
MAX_SEEN: Final = 40


class HeadingsMissing(WorkbookRefused):
    """No sheet has all headings a roster needs; `details` hold `missing` and `seen` of the nearest sheet."""

    message = "没有找到名册的表头；请保留表头行，至少有姓名和身份证号两列。"


def find_rosters(
    sheets: Sequence[Sheet], *, branch_known: bool = False
) -> tuple[list[tuple[Sheet, Headings]], list[SkippedSheet]]:
    """`branch_known`: the roster is a branch's own, so that it needs no branch column. Raises `HeadingsMissing`."""
    rosters, skipped = [], []
    for sheet in sheets:
        headings = roster_headings(sheet)
        missing = _missing(headings, branch_known)
        if headings and not missing:
            rosters.append((sheet, headings))
        elif sheet.rows and sheet.name != NOTES:
            seen = tuple(headings.texts.values()) if headings else ()
            skipped.append(SkippedSheet(name=sheet.name, missing=tuple(missing.values()), seen=seen[:MAX_SEEN]))
    if not rosters:
        raise _refusal(skipped)
    return rosters, skipped


def roster_headings(sheet: Sheet) -> Headings | None:
    headings = find_headings(sheet, ROSTER)
    return replace(headings, columns=_with_contact_phones(headings)) if headings else None


def _missing(headings: Headings | None, branch_known: bool) -> dict[str, str]:
    missing = headings.missing(ROSTER) if headings else dict(ROSTER.required)
    return {name: label for name, label in missing.items() if not (branch_known and name == "branch")}


def _with_contact_phones(headings: Headings) -> Mapping[str, int]:
    columns = dict(headings.columns)
    phone = columns.get("phone")
    if phone is None or heading_words(headings.texts[phone])[1] not in PLAIN_PHONE:
        return columns
    for contact, contact_phone in CONTACT_OF.items():
        if columns.get(contact) == phone - 1 and contact_phone not in columns:
            columns[contact_phone] = columns.pop("phone")
            break
    return columns


def _refusal(skipped: Sequence[SkippedSheet]) -> HeadingsMissing:
    if not skipped:
        return HeadingsMissing("工作簿里没有内容，请确认选对了文件。", missing=[], seen=[])
    nearest = min(skipped, key=lambda sheet: len(sheet.missing))
    missing = "、".join(f"“{label}”" for label in nearest.missing)
    seen = "、".join(nearest.seen)
    found = f"看到的表头有：{seen}。" if seen else "没有认出表头行。"
    return HeadingsMissing(
        f"工作表“{nearest.name}”缺少{missing}这几列。{found}请补上缺少的列（列的先后不限）后再上传。",
        missing=list(nearest.missing),
        seen=list(nearest.seen),
    )
