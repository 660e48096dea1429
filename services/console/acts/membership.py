"""Membership ends, rests or is restored while the member is away; penalties, exemptions, two hosts (5.1)."""

from services.console.acts.act import Act, for_case
from services.console.acts.home_away import AWAY
from services.console.acts.home_certificate import COMMITTEE
from services.console.acts.leaving import of_secretary_or_committee
from services.console.forms.fields import LOOK_AHEAD, Field, Form, Kind, Option, fields, fixed, today, yes_no
from services.console.forms.setting import Setting
from services.outflow.contract import CLOSED, Case, CaseStatus, EndReason
from services.outflow.leaving import contract as c
from shared.policy.task_kinds import TaskKind

S = CaseStatus


def _of_committee(setting: Setting, case: Case) -> bool:
    return setting.visitor.oversees(COMMITTEE, case.home_branch)


END = Act(
    verb="record_ending",
    side="home",
    button="党员去世、党籍终止",
    form=Form(
        title="党员去世、党籍终止",
        submit=LOOK_AHEAD,
        intro="凭死亡证明，或党组织已经作出的决定登记。",
        contract=c.RecordEnding,
        groups=fields(
            Field(
                "reason",
                "事由",
                Kind.CHOICE,
                options=lambda _: [Option(one, one.label) for one in EndReason if one is not EndReason.MERGED],
            ),
            Field("ended_on", "日期", Kind.DATE, initial=today),
            Field("text", "依据", hint="例如：家属告知，死亡证明已收存；或决定文号。"),
        ),
        consequences=lambda *_: [
            "个案终止，不能恢复；名册和记录留存备查。",
            "这个个案的全部待办、催办同时停止，不再给党员本人发任何通知。",
            "流入地随即收到通知，流入管理同时结束，活动证作废。",
        ],
        confirm="确认终止",
    ),
    offered=for_case(lambda s, case: case.status not in CLOSED and of_secretary_or_committee(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.record_ending(case_id, body, key),
    main=False,
)

SUSPEND = Act(
    verb="suspend_membership",
    side="home",
    button="停止党籍",
    form=Form(
        title="停止党籍",
        submit="登记并通知流入地",
        intro="党委已决定停止党籍的，在此登记。停止期间季度联系、流入地反馈和转正程序暂停。",
        contract=c.SuspendMembership,
        groups=fields(
            Field(
                "cause",
                "事由",
                Kind.ONE_OF,
                options=fixed(("SETTLED_ABROAD", "出国（境）定居"), ("LOST_CONTACT", "失去联系"), ("OTHER", "其他")),
            ),
            Field("decided_on", "决定日期", Kind.DATE, initial=today),
            Field("resolution", "决定依据", hint="会议纪要或文号。"),
        ),
    ),
    offered=for_case(lambda s, case: case.status in AWAY | {S.RETURNING} and _of_committee(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.suspend_membership(case_id, body, key),
    main=False,
)

RESTORE = Act(
    verb="restore_membership",
    side="home",
    button="恢复党籍",
    form=Form(
        title="恢复党籍",
        submit="登记并通知流入地",
        contract=c.RestoreMembership,
        groups=fields(
            Field("decided_on", "决定日期", Kind.DATE, initial=today),
            Field("resolution", "决定依据", hint="会议纪要或文号。"),
        ),
    ),
    offered=for_case(lambda s, case: case.status is S.SUSPENDED and _of_committee(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.restore_membership(case_id, body, key),
)

PENALTY = Act(
    verb="record_penalty",
    side="home",
    button="登记党纪处分",
    form=Form(
        title="登记党纪处分",
        submit="登记",
        intro="开除党籍的不在这里登记，请办理“党员去世、党籍终止”。受处分后流动个案继续；留党察看期间没有表决权、选举权和被选举权。",
        contract=c.RecordPenalty,
        groups=fields(
            Field("penalty", "处分", Kind.CHOICE, options=lambda _: [Option(one, one.label) for one in c.Penalty]),
            Field("decided_on", "决定日期", Kind.DATE, initial=today),
            Field("until", "期限至", Kind.DATE, required=False, hint="留党察看填写。"),
            Field("text", "决定文号"),
        ),
    ),
    offered=for_case(lambda s, case: case.status not in CLOSED and of_secretary_or_committee(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.record_penalty(case_id, body, key),
    main=False,
)

EXEMPTION = Act(
    verb="record_exemption",
    side="home",
    button="登记免记实",
    form=Form(
        title="登记免记实",
        submit="登记",
        intro="因年老、患病、残疾经批准不参加记实的党员流动的，免记实继续有效；每季度仍须联系。",
        contract=c.RecordExemption,
        groups=fields(
            Field("granted_on", "批准日期", Kind.DATE),
            Field("resolution", "批准依据", hint="批复文号。"),
        ),
    ),
    offered=for_case(
        lambda s, case: case.status not in CLOSED and not _exempt(s) and of_secretary_or_committee(s, case)
    ),
    send=lambda far, _, case_id, body, key: far.outflow.record_exemption(case_id, body, key),
    main=False,
)


def _exempt(setting: Setting) -> bool:
    dossier = setting.home_dossier
    return bool(dossier and dossier.leaving and dossier.leaving.exempt_since)


def _claims(setting: Setting) -> list[Option]:
    dossier = setting.home_dossier
    open_ones = [one for one in dossier.leaving.claims if not one.settled_on] if dossier and dossier.leaving else []
    return [
        Option(str(one.attempt), f"{one.committee_name}（{one.branch_name}，{one.enrolled_on} 入册）")
        for one in open_ones
    ]


CLAIM = Act(
    verb="settle_host_claim",
    side="home",
    button="确认由哪个流入地管理",
    form=Form(
        title="两个流入地都已编入：确认由哪个管理",
        submit="确认并通知",
        intro="另一个流入地党组织也来函说已编入该党员。请核对党员现在的住处和工作单位后确认。",
        contract=c.SettleHostClaim,
        groups=fields(
            Field("attempt", "来函的流入地", Kind.CHOICE, options=_claims),
            Field(
                "keep_present",
                "由谁管理",
                Kind.ONE_OF,
                options=yes_no("现在指定的流入地", "来函的流入地（向其另发流出通知）"),
            ),
            Field("text", "核对情况", Kind.LONG_TEXT),
        ),
    ),
    offered=for_case(lambda s, case: bool(_claims(s)) and of_secretary_or_committee(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.settle_host_claim(case_id, body, key),
    tasks=frozenset({TaskKind.SETTLE_HOST_CLAIM}),
)

ACTS = (CLAIM, RESTORE, SUSPEND, PENALTY, EXEMPTION, END)
