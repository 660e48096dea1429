"""Every problem a row of the host's roster can have: 问题 and 怎么改, by stable code."""

from typing import Final

from shared.rosters.contract import RosterProblem, Verdict

WORDINGS: Final[dict[str, tuple[str, str]]] = {
    "case_number_missing": (
        "没有填写个案编号；流入党员由流出地的通知登记，不能由名册新增。",
        "请从导出的流入个案复制编号；没有收到通知的，请与流出地党组织联系。",
    ),
    "phone_invalid": (
        "联系电话不是有效的手机或固定电话号码。",
        "请填写 11 位手机号，或带区号的固定电话。",
    ),
    "case_twice": ("与{place}是同一个案，同一人填了两行。", "请核对后只保留一行。"),
    "case_unknown": ("本单位没有编号为“{text}”的流入个案。", "请核对“个案编号”，不要改动导出的编号。"),
    "changed_since": (
        "导出以后，这一行在本平台已有改动（表中填写的与现在登记的不同）。",
        "请重新导出，在新表上修改后再导入。",
    ),
    "owned_by_home": (
        "{label}与登记的不同；这一项归流出地，不能由名册改写。",
        "登记有误的，请打开个案办理“报来信息更正”，由流出地核定。",
    ),
    "host_contact_by_correction": (
        "{label}与登记的不同，不能由名册改写。",
        "换了联系人或登记有误的，请打开个案办理“报来信息更正”（流入地联系人及电话），由党委核定并告知流出地。",
    ),
    "by_the_branch": (
        "{label}与登记的不同；这项变动由所在党支部办理，您的岗位不能由名册改写。",
        "请由党支部书记导入这一行，或由党支部打开个案办理。",
    ),
    "not_enrolled": (
        "{label}与登记的不同；该党员现在不在支部名册上，不能登记这项变动。",
        "请先办理编入支部；已经离开的，不需再改。",
    ),
}  # fmt: skip
CONFLICTS: Final = frozenset(WORDINGS) - {"case_number_missing", "phone_invalid"}
"""The row can be read; what stands against it is another row, or what is known here."""


def problem(code: str, field: str, **words: object) -> RosterProblem:
    what, remedy = WORDINGS[code]
    return RosterProblem(
        code=code, severity=Verdict.ERROR, field=field, problem=what.format(**words), remedy=remedy.format(**words)
    )
