"""The roster to fill in, of departures and of old data: columns, words and choices are those of the reader."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from services.outflow.conversion.stages import OVERDUE_LABELS
from services.outflow.roster.columns import ABOUT_HIM, OLD_DATA, SEXES, STANDINGS, branch_cell, heading
from services.outflow.roster.directory import MEMBER_KINDS, Listed, OrganisationDirectory
from services.outflow.roster.vocabulary import ROSTER
from shared.organisations import OrganisationKind
from shared.policy.pack import PolicyPack
from shared.workbooks.templates import Template, TemplateColumn


class Said(NamedTuple):
    meaning: str
    example: str


SAID: Final[Mapping[str, Said]] = {
    "name": Said("与身份证一致，只填姓名。", "高德胜"),
    "sex": Said("男或女。", "男"),
    "ethnicity": Said("例如汉族、回族。", "汉族"),
    "id_number": Said("18 位，末位可能是 X；这一列已设为文本。", "320000200001068228"),
    "education": Said("例如大专、本科。", "大专"),
    "joined": Said("支部大会接收为预备党员的日期；只知道月份的写作 2012-06。", "2020-06-01"),
    "standing": Said("正式党员或预备党员。", "正式党员"),
    "branch": Said("党支部全称，或组织代码。", ""),
    "left": Said("离开本地的年月日。", "2026-09-15"),
    "expected_return": Said("年月日；说不准的留空，按 6 个月以上办理。", "2027-09-15"),
    "reason": Said("从下拉列表选择，或写平时的说法（如外出务工）。", ""),
    "host_region": Said("省、市、县写全；对方没有接入平台的照实写。", ""),
    "host_committee": Said("接收的基层党委全称；还不知道的留空，以后在系统里选择。", ""),
    "employer": Said("在流入地的工作单位；已经流出的才登记。", "天长电子厂"),
    "phone": Said("11 位手机号，或带区号的固定电话。", "13946885253"),
    "certificate_number": Said("已经发证的按活动证填写，与发证时间一起填；没有发证的留空。", "苏流第000123号"),
    "issued": Said("发证的年月日。", "2026-09-10"),
    "probation_end": Said("入党时间只知道月份的预备党员填写。", ""),
    "overdue_reason": Said("预备期满过了规定时间仍未转正的，选择属于哪一种。", ""),
}
HOSTS: Final = (OrganisationKind.GRASSROOTS_COMMITTEE, OrganisationKind.WORK_COMMITTEE)
NAMES: Final = {False: "流出党员名册", True: "老数据"}
NOTES: Final = (
    "底色为红的栏目必须填写；其他栏目空着表示“不说明”，不会清除已登记的内容。",
    "已有办理中个案的党员不会重复登记：内容相同的不变；民族、学历可以更新，电话、单位、未接收的流入地由党支部更新，其余须在个案里办理。",
)
OF_OLD_DATA: Final = ("已经流出、已经发证的填写活动证编号和发证时间；转正超期的填写原因。",)


def roster_template(directory: OrganisationDirectory, pack: PolicyPack, *, old_data: bool) -> Template:
    """`directory`: as the organisation sees it whose members are filled in."""
    fields = (*ABOUT_HIM, *OLD_DATA[:2], "probation_end", *OLD_DATA[2:]) if old_data else ABOUT_HIM
    choices = _choices(directory, pack)
    examples = {field: said.example for field, said in SAID.items()} | _examples(choices, directory)
    columns = [
        TemplateColumn(
            heading=heading(field),
            meaning=SAID[field].meaning,
            example=examples[field],
            required=field in ROSTER.required,
            choices=choices.get(field, ()),
            open_end=field not in ("sex", "standing"),
        )
        for field in fields
    ]
    return Template(NAMES[old_data], columns, (*NOTES, *(OF_OLD_DATA if old_data else ())))


def _choices(directory: OrganisationDirectory, pack: PolicyPack) -> Mapping[str, Sequence[str]]:
    branches = [one for one in _sorted(directory) if one.kind in MEMBER_KINDS and directory.is_own(one)]
    return {
        "sex": list(SEXES.values()),
        "standing": list(STANDINGS.values()),
        "reason": [one.label for one in pack.departure_reasons],
        "branch": [branch_cell(one.code, directory) for one in branches],
        "host_region": [one.full_name for one in directory.regions.by_code.values()],
        "host_committee": [one.name for one in _hosts(directory)],
        "overdue_reason": list(OVERDUE_LABELS.values()),
    }


def _sorted(directory: OrganisationDirectory) -> Sequence[Listed]:
    return sorted(directory.by_code.values(), key=lambda one: one.code)


def _hosts(directory: OrganisationDirectory) -> Sequence[Listed]:
    """Those that a name alone finds; the region beside it says which of several is meant."""
    return [one for one in _sorted(directory) if one.kind in HOSTS and len(directory.hosts(one.name)[0]) == 1]


def _examples(choices: Mapping[str, Sequence[str]], directory: OrganisationDirectory) -> dict[str, str]:
    """Of the names that exist here: a host and the region that it lies in."""
    found = {field: next(iter(choices[field]), "") for field in ("branch", "reason")}
    for host in _hosts(directory):
        if region := directory.regions.by_code.get(host.region_code):
            return found | {"host_region": region.full_name, "host_committee": host.name}
    return found
