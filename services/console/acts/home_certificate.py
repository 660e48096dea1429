"""From declaration to departure: briefing (D-35), request (D-36), number, seal and issue (D-73), cancelling."""

from services.console.acts.act import Act, ForMany, for_case
from services.console.forms.fields import LOOK_AHEAD, Field, Form, Kind, fields, today
from services.console.forms.setting import Setting
from services.outflow import contract as c
from services.outflow.contract import Case, CaseStatus, CertificateStatus
from services.registry.contract import NumberCertificate
from shared.policy.task_kinds import TaskKind
from shared.posts import Role

BRANCH = frozenset({Role.BRANCH_SECRETARY, Role.CONTACT_PERSON})
SECRETARY = frozenset({Role.BRANCH_SECRETARY})
COMMITTEE = frozenset({Role.COMMITTEE_OFFICER})
DEPARTMENT = frozenset({Role.DEPARTMENT_OFFICER})


def _eligible_with(case: Case, certificate: CertificateStatus | None) -> bool:
    held = case.certificate.status if case.certificate else None
    return case.status is CaseStatus.ELIGIBLE and held is certificate


def _of_branch(setting: Setting, case: Case) -> bool:
    return setting.visitor.holds(BRANCH, case.home_branch)


def _of_secretary(setting: Setting, case: Case) -> bool:
    return setting.visitor.holds(SECRETARY, case.home_branch)


BRIEF = Act(
    verb="brief_member",
    side="home",
    button="登记行前教育",
    form=Form(
        title="行前教育",
        submit="登记行前教育",
        intro="党员外出前，党支部要同他谈话：按时报到、亮明身份、参加流入地组织生活、保持联系、按月交纳党费。",
        contract=c.BriefMember,
        groups=fields(
            Field("held_on", "谈话日期", Kind.DATE, initial=today),
            Field("briefed_by", "谈话人", initial=lambda s: s.visitor.actor.name),
            Field("topics", "谈话内容", Kind.LONG_TEXT, hint="写明交代了哪些事项。"),
        ),
    ),
    offered=for_case(
        lambda s, case: case.status is CaseStatus.ELIGIBLE and not case.briefed_on and _of_branch(s, case)
    ),
    send=lambda far, _, case_id, body, key: far.outflow.brief_member(case_id, body, key),
    tasks=frozenset({TaskKind.BRIEF_MEMBER}),
    for_many=(ForMany(BRANCH),),
)

REQUEST = Act(
    verb="request_certificate",
    side="home",
    button="申领活动证",
    form=Form(
        title="申领流动党员活动证",
        submit="向县级组织部门申领活动证",
        intro="提交后，县级组织部门会在待办里看到编号申请。",
        contract=c.RequestCertificate,
        groups=fields(Field("photo_attached", "已收党员近期免冠照片", Kind.TICK, initial=lambda _: "true")),
    ),
    offered=for_case(lambda s, case: _eligible_with(case, None) and _of_secretary(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.request_certificate(case_id, body, key),
    tasks=frozenset({TaskKind.REQUEST_CERTIFICATE}),
    for_many=(ForMany(SECRETARY),),
)


def _numbers(setting: Setting) -> bool:
    if setting.certificate:
        return setting.certificate.status == "REQUESTED" and setting.visitor.holds(
            DEPARTMENT, setting.certificate.department
        )
    return False


NUMBER = Act(
    verb="number_certificate",
    side="registry",
    button="编号",
    form=Form(
        title="活动证编号",
        submit="给活动证编号",
        intro="不填编号时，系统取本部门的下一个号。编号永不重复使用。",
        contract=NumberCertificate,
        groups=fields(
            Field(
                "number",
                "编号",
                required=False,
                hint="通常留空。已有印好号码的证件时填写：6 至 40 位，只用数字、大写字母和连字符。",
                wrong="编号为 6 至 40 位，只用数字、大写字母和连字符",
            )
        ),
    ),
    offered=_numbers,
    send=lambda far, _, certificate_id, body, key: far.registry.number_certificate(certificate_id, body, key),
    tasks=frozenset({TaskKind.NUMBER_CERTIFICATE, TaskKind.NUMBER_REPLACEMENT}),
)

SEAL = Act(
    verb="seal_certificate",
    side="home",
    button="登记盖章",
    form=Form(
        title="活动证盖章",
        submit="登记已盖基层党委印章",
        intro="请核对证件编号、姓名、照片后盖章，再在这里登记。",
        contract=c.SealCertificate,
        groups=fields(Field("sealed_on", "盖章日期", Kind.DATE, initial=today)),
    ),
    offered=for_case(
        lambda s, case: (
            _eligible_with(case, CertificateStatus.NUMBERED) and s.visitor.oversees(COMMITTEE, case.home_branch)
        )
    ),
    send=lambda far, _, case_id, body, key: far.outflow.seal_certificate(case_id, body, key),
    tasks=frozenset({TaskKind.SEAL_CERTIFICATE}),
    for_many=(ForMany(COMMITTEE),),
)


def _report_days(setting: Setting) -> int:
    return setting.pack.term("report.at_host").amount


def _issue_consequences(setting: Setting, _: object) -> list[str]:
    host = setting.case.host_name if setting.case else ""
    paper = setting.case is not None and not setting.case.host_on_platform
    notice = "流出通知改为打印后寄送" if paper else "系统立即向对方发出流出通知，对方会看到党员姓名、身份证号和电话"
    return [
        "活动证交给本人，个案进入“已流出，待报到”。",
        f"流入地：{host or '尚未指定（发放后请尽快指定）'}；{notice}。",
        f"从次日起计算 {_report_days(setting)} 天报到期限，超期会催办并逐级上送。",
        "发放后不能再撤销流出，只能按返回办理。",
    ]


ISSUE = Act(
    verb="issue_certificate",
    side="home",
    button="发放活动证",
    form=Form(
        title="发放活动证并通知流入地",
        submit=LOOK_AHEAD,
        contract=c.IssueCertificate,
        groups=fields(
            Field("issued_on", "发放日期", Kind.DATE, initial=today),
            Field("signed_by_member", "党员本人已当面核对并签收", Kind.TICK),
        ),
        consequences=_issue_consequences,
        confirm="确认发放并通知流入地",
    ),
    offered=for_case(lambda s, case: _eligible_with(case, CertificateStatus.SEALED) and _of_secretary(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.issue_certificate(case_id, body, key),
    tasks=frozenset({TaskKind.ISSUE_CERTIFICATE}),
)

CANCEL = Act(
    verb="cancel_departure",
    side="home",
    button="撤销流出",
    form=Form(
        title="撤销流出",
        submit=LOOK_AHEAD,
        intro="只在党员不再外出、或登记有误时撤销。",
        contract=c.CancelDeparture,
        groups=fields(Field("reason", "撤销原因", hint="例如：本人已取消外出。")),
        consequences=lambda *_: [
            "个案结束，不能恢复；以后外出须重新登记。",
            "这个个案的全部待办、催办同时取消。",
            "已编的活动证号作废，不再使用。",
        ],
        confirm="确认撤销流出",
    ),
    offered=for_case(
        lambda s, case: case.status in {CaseStatus.DECLARED, CaseStatus.ELIGIBLE} and _of_secretary(s, case)
    ),
    send=lambda far, _, case_id, body, key: far.outflow.cancel_departure(case_id, body, key),
    main=False,
)

ACTS = (BRIEF, REQUEST, NUMBER, SEAL, ISSUE, CANCEL)
