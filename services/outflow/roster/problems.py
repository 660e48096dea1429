"""Every problem a roster row can have: severity, 问题 and 怎么改, by stable code."""

from typing import Final, NamedTuple

from services.outflow.roster.contract import RosterProblem, Verdict


class Wording(NamedTuple):
    severity: Verdict
    problem: str
    remedy: str


ERROR, WARNING = Verdict.ERROR, Verdict.WARNING
EMPLOYER_LATER: Final = "employer_after_departure"

WORDINGS: Final[dict[str, Wording]] = {
    "name_missing": Wording(ERROR, "没有填写姓名。", "请填写党员姓名。"),
    "name_invalid": Wording(ERROR, "姓名里有数字或符号。", "这一格请只填姓名，其他内容写到备注。"),
    "id_number_missing": Wording(ERROR, "没有填写身份证号。", "请对照身份证填写 18 位号码。"),
    "id_number_lost_digits": Wording(
        ERROR,
        "身份证号被 Excel 改成了数字，后几位已丢失。",
        "请把该列设为“文本”后重新填写 18 位号码（单独改格式找不回丢失的数字）。",
    ),
    "id_number_old": Wording(ERROR, "这是 15 位的旧身份证号。", "请填写现在身份证上的 18 位号码。"),
    "id_number_length": Wording(ERROR, "身份证号应为 18 位，现在是 {length} 位。", "请对照身份证补全或改正号码。"),
    "id_number_characters": Wording(
        ERROR, "身份证号里有不该有的字符。", "只能是 17 位数字加 1 位数字或 X，请对照身份证改正。"
    ),
    "id_number_birth_date": Wording(ERROR, "身份证号第 7 至 14 位不是有效的出生日期。", "请对照身份证改正号码。"),
    "id_number_check_digit": Wording(
        ERROR, "身份证号校验不通过，至少有一位填错了。", "请对照身份证逐位核对后重新填写。"
    ),
    "id_number_unknown_area": Wording(
        WARNING, "身份证号前 6 位不是已知的行政区划代码。", "请核对前 6 位；确实如此的可以照常导入。"
    ),
    "duplicate_in_file": Wording(
        ERROR, "与{place}的身份证号相同，同一人重复登记。", "请核对后只保留一行；若号码填错，请改正。"
    ),
    "branch_missing": Wording(ERROR, "没有填写所在党支部。", "请填写党支部全称。"),
    "branch_unknown": Wording(
        ERROR, "本单位没有名为“{text}”的党支部。", "请按组织名录填写党支部全称；新设支部请先在组织名录登记。"
    ),
    "branch_ambiguous": Wording(
        ERROR, "“{text}”对应几个党支部：{names}。", "请填写全称（带上乡镇、街道），或填写组织代码。"
    ),
    "branch_not_yours": Wording(
        ERROR, "“{text}”不属于本单位。", "请核对支部名称；外单位的党员请由其所在党委导入。"
    ),
    "standing_missing": Wording(ERROR, "没有填写党员类别。", "请填写“正式党员”或“预备党员”。"),
    "standing_invalid": Wording(ERROR, "党员类别“{text}”看不懂。", "请填写“正式党员”或“预备党员”。"),
    "date_missing": Wording(ERROR, "没有填写{label}。", "请填写年月日，例如 2026-09-15。"),
    "date_invalid": Wording(ERROR, "{label}“{text}”不是有效日期。", "请改为年月日齐全的日期，例如 2026-09-15。"),
    "date_unreadable": Wording(WARNING, "{label}“{text}”看不懂，没有采用。", "请改为例如 2026-09-15 或 2026年9月。"),
    "date_out_of_range": Wording(ERROR, "{label}“{text}”离今天太远，不像真的。", "请核对年份。"),
    "return_before_departure": Wording(
        ERROR, "预计返回时间早于流出时间。", "请核对两个日期，返回应在流出之后。"
    ),
    "birth_date_mismatch": Wording(
        WARNING, "出生日期与身份证号里的出生日期不一致，以身份证号为准。", "请核对后改正其中一个。"
    ),
    "host_missing": Wording(
        WARNING, "没有填写流入地和流入地党组织。", "可以照常导入；知道去向后请在系统里补上。"
    ),
    "host_not_on_platform": Wording(
        WARNING,
        "流入地“{text}”还没有接入本平台。",
        "可以照常导入：函件打印后寄送，对方答复由流出地党支部代录。",
    ),
    "host_unknown": Wording(
        WARNING,
        "在“{region}”没有找到流入地党组织“{text}”。",
        "可以照常导入，之后在系统里选择；或改为组织名录里的全称。"
    ),
    "host_unnamed": Wording(
        WARNING, "没有填写流入地党组织，只知道去往“{region}”。", "可以照常导入，之后在系统里选择接收的党组织。"
    ),
    "host_ambiguous": Wording(
        WARNING, "“{text}”对应几个党组织：{names}。", "请补全省、市、县；也可以照常导入，之后在系统里选择。"
    ),
    "host_region_mismatch": Wording(
        WARNING,
        "流入地“{region}”与流入地党组织“{text}”不在一处，没有采用。",
        "请核对后改正其中一个；也可以照常导入，之后在系统里选择。"
    ),
    "host_uncertain": Wording(
        WARNING,
        "没有写流入地，“{text}”可能是{names}，没有采用。",
        "请补上流入地的省、市、县；也可以照常导入，之后在系统里选择。"
    ),
    "certificate_number_lost_digits": Wording(
        ERROR,
        "活动证编号被 Excel 改成了数字，后几位已丢失。",
        "请把该列设为“文本”后对照活动证重新填写编号。",
    ),
    "certificate_number_invalid": Wording(
        ERROR,
        "“{text}”不像活动证编号。",
        "请对照活动证填写：4 至 40 位，由数字、字母、汉字和连字符组成，至少有一位数字；没有发证的请留空。",
    ),
    "certificate_number_twice": Wording(
        ERROR, "与{place}的活动证编号相同，一个编号只能用于一人。", "请对照两人的活动证核对，改正填错的编号。"
    ),
    "certificate_number_taken": Wording(
        ERROR,
        "编号“{text}”在本平台已是另一名党员的活动证编号。",
        "请对照活动证核对编号；证上确是这个号的，请报编号的组织部门处理，先不要导入本行。",
    ),
    "certificate_number_used_before": Wording(
        ERROR,
        "编号“{text}”是本人以前外出时的活动证，该证已收回或作废。",
        "请核对编号；这次外出还没有发证的，清空编号和发证时间后导入，再按规定申领。",
    ),
    "certificate_second": Wording(
        ERROR,
        "本人在本平台已有一本有效的活动证，一人一证，编号“{text}”不能再登记。",
        "请核对本人手中是哪一本；换过证的，请在原个案里办理换发或作废后再导入。",
    ),
    "issued_missing": Wording(
        ERROR, "填写了活动证编号，没有填写发证时间。", "请按活动证填写发证的年月日，例如 2024-03-01。"
    ),
    "certificate_number_missing": Wording(
        ERROR, "填写了发证时间，没有填写活动证编号。", "请对照活动证填写编号；还没有发证的，请清空发证时间。"
    ),
    "issued_in_the_future": Wording(ERROR, "发证时间“{text}”晚于今天。", "请核对年份；还没有发证的，请留空。"),
    "issued_before_joining": Wording(
        ERROR, "发证时间早于入党时间。", "请对照活动证和党员档案核对两个日期。"
    ),
    "issued_long_before_departure": Wording(
        WARNING,
        "发证时间比流出时间早一年以上。",
        "请核对两个日期；以前外出发的证这次继续使用的，可以照常导入。",
    ),
    "overdue_reason_unclear": Wording(
        ERROR,
        "未按期转正原因“{text}”看不懂。",
        "请写明属于哪一种：个人原因、组织原因、组织关系转接、不可抗力。",
    ),
    "overdue_reason_missing": Wording(
        ERROR,
        "预备期已于 {end} 期满，过了 {latest} 仍未转正，没有填写原因。",
        "请填写未按期转正原因：个人原因、组织原因、组织关系转接或不可抗力；已经转正的，请把党员类别改为正式党员。",
    ),
    "overdue_reason_unneeded": Wording(
        WARNING, "填写了未按期转正原因，但{why}，没有采用。", "请核对党员类别和入党时间；无误的可以照常导入。"
    ),
    "admission_unknown": Wording(
        ERROR,
        "填写了未按期转正原因，但没有入党时间的年月日，也没有应转正时间，算不出预备期。",
        "请填写支部大会接收为预备党员的年月日，或应转正的年月日。",
    ),
    "probation_end_differs": Wording(
        WARNING,
        "应转正时间与入党时间推算的 {end} 不一致，以入党时间推算的为准。",
        "请对照档案核对；延长过预备期的，导入后请在个案里说明。",
    ),
    "id_number_masked": Wording(
        ERROR,
        "身份证号隐去了中间几位，又没有个案编号，认不出是谁。",
        "请填写 18 位号码，或保留导出时的“个案编号”一列。",
    ),
    "case_twice": Wording(ERROR, "与{place}是同一个案，同一人填了两行。", "请核对后只保留一行。"),
    "case_unknown": Wording(
        ERROR,
        "本单位没有编号为“{text}”的个案。",
        "请核对“个案编号”，不要改动导出的编号；要登记新的流出，请清空这一格。",
    ),
    "with_another": Wording(
        ERROR,
        "该党员在别的党组织已有办理中的流动个案，不能重复登记。",
        "请核对身份证号；无误的，请与其组织关系所在党组织联系。",
    ),
    "changed_since": Wording(
        ERROR,
        "导出以后，这一行在本平台已有改动（表中填写的与现在登记的不同）。",
        "请重新导出，在新表上修改后再导入。",
    ),
    "case_over": Wording(
        ERROR,
        "个案已经办结，不能再改（{label}与登记的不同）。",
        "不需要改的请恢复原样；本人再次外出的，请清空“个案编号”和“数据版本”，按新的流出填写。",
    ),
    "correct_data": Wording(
        ERROR,
        "{label}与登记的不同，不能由名册改写。",
        "登记有误的，请打开个案办理“报来信息更正”，由党委核定。",
    ),
    "standing_by_conversion": Wording(
        ERROR,
        "党员类别与登记的不同，不能由名册改写。",
        "已转正的，请在个案的转正办理中登记；登记有误的，请打开个案办理“报来信息更正”。",
    ),
    "branch_by_transfer": Wording(
        ERROR,
        "所在党支部与登记的不同，不能由名册改写。",
        "组织关系已转接或支部撤并的，请办理组织关系转接或组织变动；填错的请改正。",
    ),
    "departure_facts": Wording(
        ERROR,
        "{label}与申报时登记的不同；流动类别据此判定，不能由名册改写。",
        "尚未离开的，请撤销申报后重新登记；已经离开的，请打开个案办理“登记党员报告的变动”写明。",
    ),
    "host_has_accepted": Wording(
        ERROR,
        "流入地与登记的不同，个案现在不能由名册改换流入地。",
        "尚未离开的，请撤销申报后重新登记；已经接收后转往他处的，请打开个案办理“变更流入地”。",
    ),
    "contact_not_now": Wording(
        ERROR, "{label}与登记的不同，个案现在不能登记这项变动。", "请打开个案查看办到哪一步，再决定怎么登记。"
    ),
    "by_the_branch": Wording(
        ERROR,
        "{label}与登记的不同；这项变动由所在党支部办理，您的岗位不能由名册改写。",
        "请由党支部书记导入这一行，或由党支部打开个案办理。",
    ),
    EMPLOYER_LATER: Wording(
        WARNING,
        "工作单位在流出后才登记，这次不记。",
        "其他内容可以照常导入；流出后请再导入一次，或由党支部在个案里登记。",
    ),
    "certificate_by_act": Wording(
        ERROR,
        "{label}与登记的不同，活动证不能由名册改写。",
        "换发、补发、作废或编号有误的，请打开个案办理活动证的相应事项；填错的请改正。",
    ),
    "conversion_by_act": Wording(
        ERROR,
        "个案里没有登记这一未按期转正原因，不能由名册改写。",
        "请打开个案，在转正办理中登记原因。",
    ),
    "phone_invalid": Wording(
        WARNING, "联系电话不是有效的手机或固定电话号码，没有采用。", "请填写 11 位手机号，或带区号的固定电话。"
    ),
}  # fmt: skip
CONFLICTS: Final = frozenset({
    "duplicate_in_file", "case_twice", "certificate_number_twice", "certificate_number_taken",
    "certificate_number_used_before", "case_unknown", "with_another", "changed_since", "case_over", "correct_data",
    "standing_by_conversion", "branch_by_transfer", "departure_facts", "host_has_accepted", "contact_not_now",
    "by_the_branch", "certificate_by_act", "conversion_by_act",
})  # fmt: skip
"""The row can be read; what stands against it is another row, or what is known here."""


def problem(code: str, field: str | None, **words: object) -> RosterProblem:
    wording = WORDINGS[code]
    return RosterProblem(
        code=code,
        severity=wording.severity,
        field=field,
        problem=wording.problem.format(**words),
        remedy=wording.remedy.format(**words),
    )
