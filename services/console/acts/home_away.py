"""While the member is away: report, contact (D-38), queries, refusals, another host, coordination."""

from collections.abc import Sequence

from services.console.acts.act import Act, for_case
from services.console.acts.home_certificate import BRANCH, COMMITTEE, DEPARTMENT, SECRETARY
from services.console.forms.fields import Field, Form, Group, Kind, Option, fields, fixed, today, yes_no
from services.console.forms.hosts import host_fields, with_host
from services.console.forms.setting import Setting
from services.outflow import contract as c
from services.outflow.contract import Case, CaseStatus
from shared.policy.task_kinds import TaskKind

S = CaseStatus
NOT_YET_REPORTED = frozenset({S.DEPARTED, S.REPORT_OVERDUE, S.CONTACT_AT_RISK, S.RELOCATING})
NOT_YET_ACCEPTED = NOT_YET_REPORTED | {S.REPORTED, S.REFUSED}
AWAY = NOT_YET_ACCEPTED | {S.ACTIVE}


def _branch(setting: Setting, case: Case) -> bool:
    return setting.visitor.holds(BRANCH, case.home_branch)


REPORT = Act(
    verb="report_arrival",
    side="home",
    button="登记党员已报到",
    form=Form(
        title="登记党员已报到",
        submit="登记已报到并通知流入地",
        intro="党员本人告知已向流入地党组织报到、而流入地尚未登记时，由党支部登记。",
        contract=c.ReportArrival,
        groups=fields(Field("reported_on", "报到日期", Kind.DATE, initial=today)),
    ),
    offered=for_case(lambda s, case: case.status in NOT_YET_REPORTED and not case.reported_on and _branch(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.report_arrival(case_id, body, key),
    tasks=frozenset({TaskKind.REPORT_AT_HOST}),
)

ANSWER = Act(
    verb="answer_query",
    side="home",
    button="答复流入地查询",
    form=Form(
        title="答复流入地查询",
        submit="把答复发给流入地",
        intro="答复前，流入地的查验期限暂停计算。",
        contract=c.AnswerQuery,
        groups=fields(
            Field("confirmed", "核对结果", Kind.ONE_OF, options=yes_no("属实，确认无误", "不属实，予以否认")),
            Field("text", "答复内容", Kind.LONG_TEXT),
        ),
    ),
    offered=for_case(lambda s, case: bool(case.query) and s.visitor.holds(SECRETARY, case.home_branch)),
    send=lambda far, _, case_id, body, key: far.outflow.answer_query(case_id, body, key),
    tasks=frozenset({TaskKind.ANSWER_QUERY}),
)


def _channels(setting: Setting) -> Sequence[Option]:
    return [Option(one.code, one.label) for one in setting.pack.contact_channels]


CONTACT = Act(
    verb="record_contact",
    side="home",
    button="登记联系",
    form=Form(
        title="登记与党员的联系",
        submit="登记这次联系",
        intro="只有党员本人有回应，才算完成本期联系；没有联系上也请登记。",
        contract=c.RecordContact,
        groups=(
            Group(
                "这次联系",
                (
                    Field("contacted_on", "联系日期", Kind.DATE, initial=today),
                    Field("channel", "联系方式", Kind.CHOICE, options=_channels),
                    Field(
                        "outgoing",
                        "由谁发起",
                        Kind.ONE_OF,
                        options=yes_no("党支部联系党员", "党员主动联系党支部"),
                        initial=lambda _: "true",
                    ),
                    Field("reached", "是否联系上", Kind.ONE_OF, options=yes_no("联系上了，本人有回应", "没有联系上")),
                ),
            ),
            Group(
                "谈了什么（没有联系上可不填）",
                (
                    Field("thinking", "思想情况", Kind.LONG_TEXT, required=False, rows=2),
                    Field("work", "工作情况", Kind.LONG_TEXT, required=False, rows=2),
                    Field("life", "生活情况", Kind.LONG_TEXT, required=False, rows=2),
                    Field("told", "告知的重要事项、通知参加的活动", Kind.LONG_TEXT, required=False, rows=2),
                    Field("follow_up", "需要跟进的事", Kind.LONG_TEXT, required=False, rows=2),
                ),
            ),
        ),
    ),
    offered=for_case(lambda s, case: case.status in AWAY and _branch(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.record_contact(case_id, body, key),
    tasks=frozenset({TaskKind.CONTACT_MEMBER}),
)

OBJECT = Act(
    verb="object_to_refusal",
    side="home",
    button="提出异议",
    form=Form(
        title="对拒收提出异议",
        submit="提出异议，请流入地县级组织部门审查",
        contract=c.ObjectToRefusal,
        groups=fields(Field("text", "异议理由", Kind.LONG_TEXT)),
    ),
    offered=for_case(
        lambda s, case: (
            case.status in (S.REFUSED, S.RELOCATING)
            and case.refusal_listed is True
            and s.visitor.oversees(COMMITTEE, case.home_branch)
        )
    ),
    send=lambda far, _, case_id, body, key: far.outflow.object_to_refusal(case_id, body, key),
    tasks=frozenset({TaskKind.CONSIDER_OBJECTION}),
)

HOST = Act(
    verb="name_host",
    side="home",
    button="指定流入地党组织",
    form=Form(
        title="指定流入地党组织",
        submit="指定并通知流入地",
        intro="已通知过其他党组织的，原通知自动撤回。",
        contract=c.NameHost,
        groups=fields(*host_fields(), Field("text", "说明", hint="例如：党员已改到滁州市务工。")),
        build=with_host,
    ),
    offered=for_case(
        lambda s, case: (
            case.status in NOT_YET_ACCEPTED
            and (case.active_on is None or case.status is S.RELOCATING)
            and s.visitor.holds(SECRETARY, case.home_branch)
        )
    ),
    send=lambda far, _, case_id, body, key: far.outflow.name_host(case_id, body, key),
    tasks=frozenset({TaskKind.NAME_HOST}),
    main=False,
)


def _off_platform(setting: Setting, case: Case) -> bool:
    return not case.host_on_platform and case.status in NOT_YET_ACCEPTED and _branch(setting, case)


PAPER = Act(
    verb="send_paper_notice",
    side="home",
    button="登记已寄送流出通知",
    form=Form(
        title="登记已寄送纸质流出通知",
        submit="登记已寄送",
        intro="对方不在平台上：请先在个案页的“函件”里打印流出通知，盖章后寄送或由本人带去。",
        contract=c.SendPaperNotice,
        groups=fields(Field("sent_on", "寄送日期", Kind.DATE, initial=today)),
    ),
    offered=for_case(_off_platform),
    send=lambda far, _, case_id, body, key: far.outflow.send_paper_notice(case_id, body, key),
    tasks=frozenset({TaskKind.SEND_PAPER_NOTICE}),
)

HOST_ANSWER = Act(
    verb="record_host_answer",
    side="home",
    button="登记流入地答复",
    form=Form(
        title="登记流入地的纸质或电话答复",
        submit="登记答复",
        contract=c.RecordHostAnswer,
        groups=fields(
            Field(
                "answer",
                "对方答复",
                Kind.ONE_OF,
                options=fixed(("REPORTED", "党员已报到"), ("ENROLLED", "已编入党支部"), ("REFUSED", "不接收")),
            ),
            Field("answered_on", "答复日期", Kind.DATE, initial=today),
            Field("host_branch_name", "编入的党支部", required=False, hint="对方答复已编入时填写。"),
            Field("text", "答复内容", Kind.LONG_TEXT, required=False, hint="例如：何人、以何种方式答复。"),
        ),
    ),
    offered=for_case(_off_platform),
    send=lambda far, _, case_id, body, key: far.outflow.record_host_answer(case_id, body, key),
)

PROPOSE = Act(
    verb="propose_coordination",
    side="home",
    button="提出协调意见",
    form=Form(
        title="联合协调：流出地组织部门意见",
        submit="把意见发给流入地组织部门",
        intro="由流入地县级组织部门综合两地意见作出决定。",
        contract=c.ProposeCoordination,
        groups=fields(
            Field(
                "outcome",
                "意见",
                Kind.ONE_OF,
                options=fixed(("OVERRULED", "应当接收"), ("UPHELD", "同意拒收"), ("REDIRECTED", "由其他党委接收")),
            ),
            Field("text", "理由", Kind.LONG_TEXT),
        ),
    ),
    offered=for_case(
        lambda s, case: (
            bool(case.coordination)
            and case.status in NOT_YET_ACCEPTED
            and s.visitor.oversees(DEPARTMENT, case.home_branch)
        )
    ),
    send=lambda far, _, case_id, body, key: far.outflow.propose_coordination(case_id, body, key),
    tasks=frozenset({TaskKind.COORDINATE_JOINTLY}),
)

ACTS = (REPORT, ANSWER, CONTACT, OBJECT, PAPER, HOST_ANSWER, PROPOSE, HOST)
