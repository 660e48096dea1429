"""The member comes back: announced, called off, reported, inspected (W-01, D-40, 5.1)."""

from services.console.acts.act import Act, for_case
from services.console.acts.home_away import AWAY
from services.console.acts.home_certificate import BRANCH
from services.console.acts.host import for_placement
from services.console.acts.leaving import of_branch, of_secretary
from services.console.forms.fields import Field, Form, Group, Kind, fields, fixed, today, yes_no
from services.console.forms.setting import Setting
from services.inflow.contract import PlacementStatus
from services.inflow.leaving import contract as at_host
from services.outflow.contract import CaseStatus
from services.outflow.leaving import contract as c
from shared.policy.task_kinds import TaskKind

S = CaseStatus

RETURN = Act(
    verb="announce_return",
    side="home",
    button="登记返回",
    form=Form(
        title="登记党员返回",
        submit="登记并通知流入地",
        intro="登记后，季度联系和流入地办理的期限随即停止；党员须向党支部报告并交验活动证。",
        contract=c.AnnounceReturn,
        groups=fields(
            Field(
                "how",
                "怎样返回",
                Kind.ONE_OF,
                options=fixed(
                    ("ANNOUNCED", "按期返回，事先告知"),
                    ("EARLY", "提前返回"),
                    ("UNREPORTED", "已返回而没有报告", "党支部查到或流入地告知"),
                ),
            ),
            Field("returns_on", "返回日期", Kind.DATE, initial=today),
            Field("text", "情况", Kind.LONG_TEXT),
        ),
    ),
    offered=for_case(lambda s, case: case.status in AWAY and of_branch(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.announce_return(case_id, body, key),
    tasks=frozenset({TaskKind.FOLLOW_CHANGE}),
    main=False,
)

CALL_OFF = Act(
    verb="call_off_return",
    side="home",
    button="取消返回",
    form=Form(
        title="取消已登记的返回",
        submit="取消返回并通知流入地",
        intro="党员还没有向党支部报告返回、不再返回的，在此取消；个案照旧，季度联系和双方的通报重新开始。",
        contract=c.CallOffReturn,
        groups=fields(
            Field(
                "told_by",
                "由谁告知",
                Kind.ONE_OF,
                options=fixed(("MEMBER", "党员本人"), ("HOST", "流入地党组织"), ("BRANCH", "党支部登记有误或查明")),
            ),
            Field("text", "情况", Kind.LONG_TEXT),
        ),
    ),
    offered=for_case(lambda s, case: case.status is S.RETURNING and not _reported_back(s) and of_branch(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.call_off_return(case_id, body, key),
    main=False,
)

STAYS = Act(
    verb="report_staying",
    side="host",
    button="党员不再返回",
    form=Form(
        title="告知流出地党员不再返回",
        submit="告知流出地",
        intro="流出地已通知党员返回、而党员继续留在本支部的，在此告知；流出地取消返回后，本支部照旧管理。",
        contract=at_host.ReportStaying,
        groups=fields(
            Field("told_on", "得知日期", Kind.DATE, initial=today),
            Field("text", "情况", Kind.LONG_TEXT),
        ),
    ),
    offered=for_placement(
        lambda s, p: (
            p.leaving_why == "RETURN"
            and p.status is PlacementStatus.ENROLLED
            and p.stay_told_on is None
            and bool(p.host_branch)
            and s.visitor.holds(BRANCH, p.host_branch)
        )
    ),
    send=lambda far, _, case_id, body, key: far.inflow.report_staying(case_id, body, key),
    main=False,
)

REPORT_BACK = Act(
    verb="report_return",
    side="home",
    button="登记党员已报告返回",
    form=Form(
        title="登记党员已报告返回",
        submit="登记",
        contract=c.ReportReturn,
        groups=fields(
            Field("reported_on", "报告日期", Kind.DATE, initial=today),
            Field("certificate_brought", "活动证", Kind.ONE_OF, options=yes_no("已带回交验", "没有带回")),
        ),
    ),
    offered=for_case(lambda s, case: case.status is S.RETURNING and not _reported_back(s) and of_branch(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.report_return(case_id, body, key),
    tasks=frozenset({TaskKind.REPORT_RETURN}),
)


def _reported_back(setting: Setting) -> bool:
    dossier = setting.home_dossier
    return bool(dossier and dossier.leaving and dossier.leaving.return_reported_on)


INSPECT = Act(
    verb="inspect_return",
    side="home",
    button="返回查验",
    form=Form(
        title="返回查验",
        submit="登记查验结果，办结个案",
        intro="查验活动证和有关材料，向党员本人和流入地党组织了解现实表现、参加活动的情况。",
        contract=c.InspectReturn,
        groups=(
            Group(
                "活动证和材料",
                (
                    Field("inspected_on", "查验日期", Kind.DATE, initial=today),
                    Field("certificate_seen", "活动证", Kind.ONE_OF, options=yes_no("已查验", "没有见到")),
                    Field("entries_in_order", "证内记载", Kind.ONE_OF, options=yes_no("齐全、属实", "有缺漏或不实")),
                    Field(
                        "remarks",
                        "备注",
                        Kind.LONG_TEXT,
                        required=False,
                        rows=2,
                        hint="没有见到活动证、记载有问题的，写明情况。",
                    ),
                ),
            ),
            Group(
                "了解到的情况",
                (
                    Field("member_account", "党员本人谈的情况", Kind.LONG_TEXT),
                    Field(
                        "host_account",
                        "流入地谈的情况",
                        Kind.LONG_TEXT,
                        required=False,
                        hint="流入地已来情况说明的可不填；还没有来的，写明电话了解的情况或不再等待的理由。",
                    ),
                ),
            ),
        ),
    ),
    offered=for_case(lambda s, case: case.status is S.RETURNING and _reported_back(s) and of_secretary(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.inspect_return(case_id, body, key),
    tasks=frozenset({TaskKind.INSPECT_RETURN}),
)

ACTS = (REPORT_BACK, INSPECT, RETURN, CALL_OFF, STAYS)
