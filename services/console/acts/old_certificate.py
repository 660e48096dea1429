"""老活动证编号: the committee corrects a number that another certificate holds already (old data)."""

from services.console.acts.act import Act, for_case
from services.console.acts.home_certificate import COMMITTEE
from services.console.forms.fields import Field, Form, Kind, fields
from services.console.forms.setting import Setting
from services.outflow.old_certificate.contract import CorrectOldNumber, OldCertificateStatus
from shared.policy.task_kinds import TaskKind


def _is_disputed(setting: Setting) -> bool:
    old = setting.home_dossier.old_certificate if setting.home_dossier else None
    return old is not None and old.status is OldCertificateStatus.CONFLICT


CORRECT = Act(
    verb="correct_old_number",
    side="home",
    button="更正老活动证编号",
    form=Form(
        title="更正老活动证编号",
        submit="更正编号，重新登记入库",
        intro="名册上的编号已是另一张活动证的编号。请对照党员手中的活动证填写；"
        "证上确是这个号的，不要在这里填，请按“错发作废”办理后换发新证。",
        contract=CorrectOldNumber,
        groups=fields(
            Field(
                "number",
                "活动证上的编号",
                hint="照证件填写，4 至 40 位。",
                wrong="活动证编号为 4 至 40 位，由数字、字母、汉字和连字符组成，至少有一位数字",
            ),
            Field("text", "核对情况", Kind.LONG_TEXT, required=False),
        ),
    ),
    offered=for_case(lambda s, case: _is_disputed(s) and s.visitor.oversees(COMMITTEE, case.home_branch)),
    send=lambda far, _, case_id, body, key: far.outflow.correct_old_number(case_id, body, key),
    tasks=frozenset({TaskKind.CORRECT_OLD_NUMBER}),
)

ACTS = (CORRECT,)
