"""At home: the host's feedback and notices, the member's reports, summonses, requests (W-05, D-39, D-151, D-152)."""

from collections.abc import Callable, Sequence

from services.console.acts import exchange as common
from services.console.acts.act import Act, ForMany
from services.console.acts.help_requests import RequestSide, acts_of
from services.console.acts.home_certificate import BRANCH, COMMITTEE, DEPARTMENT, SECRETARY
from services.console.forms.fields import Field, Form, Kind, Option, fields, today, yes_no
from services.console.forms.setting import Setting
from services.outflow.contract import Case
from services.outflow.exchange import contract as c
from shared.exchange import FeedbackStatus, SummonsKind, SummonsStatus
from shared.help_requests.contract import HelpRequestView
from shared.policy.task_kinds import TaskKind

K = TaskKind
TO_READ = (FeedbackStatus.SENT, FeedbackStatus.ANSWERED)


def _exchange(setting: Setting) -> c.HomeExchange | None:
    return setting.home_dossier.exchange if setting.home_dossier else None


def _offered(holds: Callable[[Setting, Case, c.HomeExchange], bool]) -> Callable[[Setting], bool]:
    """The button of an act of the exchange, once the member has left and while the case goes on."""

    def offered(setting: Setting) -> bool:
        exchange = _exchange(setting)
        return setting.case is not None and exchange is not None and holds(setting, setting.case, exchange)

    return offered


def of_branch(setting: Setting, case: Case) -> bool:
    return setting.visitor.holds(BRANCH, case.home_branch)


def _unread(setting: Setting) -> Sequence[Option]:
    found = _exchange(setting)
    unread = [one for one in found.feedback if one.status in TO_READ] if found else []
    return [Option(str(one.feedback_id), f"{one.quarter}　{one.status.label}") for one in unread]


def _untold(setting: Setting) -> Sequence[Option]:
    found = _exchange(setting)
    waiting = [one for one in found.changes if one.from_host and one.acknowledged_on is None] if found else []
    return [Option(str(one.change_id), f"{one.happened_on}　{one.kind.label}") for one in waiting]


def _called(setting: Setting) -> Sequence[Option]:
    found = _exchange(setting)
    open_ones = [one for one in found.summonses if one.status is SummonsStatus.CALLED] if found else []
    return [Option(str(one.summons_id), f"{one.event_on}　{one.kind.label}") for one in open_ones]


READ = Act(
    verb="acknowledge_feedback",
    side="home",
    button="阅知流入地反馈",
    form=Form(
        title="阅知流入地反馈",
        submit="已阅知，告知流入地",
        intro="对反馈没有疑问的，登记阅知；有疑问的，请办理“询问流入地”。",
        contract=c.AcknowledgeFeedback,
        groups=fields(Field("feedback_id", "哪一季度的反馈", Kind.CHOICE, options=_unread)),
    ),
    offered=_offered(lambda s, case, _: of_branch(s, case) and bool(_unread(s))),
    send=lambda far, _, case_id, body, key: far.outflow.acknowledge_feedback(case_id, body, key),
    tasks=frozenset({K.ACKNOWLEDGE_FEEDBACK}),
)

ASK = Act(
    verb="question_feedback",
    side="home",
    button="询问流入地",
    form=Form(
        title="就反馈询问流入地",
        submit="把问题发给流入地",
        contract=c.QuestionFeedback,
        groups=fields(
            Field("feedback_id", "哪一季度的反馈", Kind.CHOICE, options=_unread),
            Field("text", "要问的问题", Kind.LONG_TEXT),
        ),
    ),
    offered=_offered(lambda s, case, _: of_branch(s, case) and bool(_unread(s))),
    send=lambda far, _, case_id, body, key: far.outflow.question_feedback(case_id, body, key),
)

NOTICE = Act(
    verb="send_home_notice",
    side="home",
    button="向流入地通报情况",
    form=Form(
        title="向流入地通报情况",
        submit="发给流入地",
        intro="定期联系通报的四项内容，与流入地的反馈相同。",
        contract=c.SendHomeNotice,
        groups=fields(*common.TOPICS),
    ),
    offered=_offered(lambda s, case, _: of_branch(s, case) and case.active_on is not None),
    send=lambda far, _, case_id, body, key: far.outflow.send_home_notice(case_id, body, key),
    tasks=frozenset({K.SEND_HOME_NOTICE}),
    main=False,
    for_many=(ForMany(BRANCH, differ=("conduct", "conversion")),),
)


def _papers(setting: Setting) -> Sequence[Option]:
    found = _exchange(setting)
    return [Option(quarter, quarter) for quarter in found.paper_due] if found else []


PAPER = Act(
    verb="record_paper_feedback",
    side="home",
    button="登记流入地的书面反馈",
    form=Form(
        title="登记平台外流入地的书面反馈",
        submit="登记，登记后不能改动",
        intro="流入地不在平台上的，由本支部索取季度书面反馈，照原件登记；原件留存备查。",
        contract=c.RecordPaperFeedback,
        groups=fields(
            Field("quarter", "季度", Kind.CHOICE, options=_papers),
            Field("sender", "出具单位", hint="如：深圳市南山区某社区党支部。"),
            Field("written_on", "落款日期", Kind.DATE),
            Field("received_on", "收到日期", Kind.DATE, initial=today),
            *common.TOPICS,
        ),
    ),
    offered=_offered(lambda s, case, _: of_branch(s, case) and bool(_papers(s))),
    send=lambda far, _, case_id, body, key: far.outflow.record_paper_feedback(case_id, body, key),
    tasks=frozenset({K.OBTAIN_FEEDBACK}),
)

CHANGE = Act(
    verb="record_change",
    side="home",
    button="登记党员报告的变动",
    form=Form(
        title="登记党员报告的变动",
        submit="登记，并告知流入地",
        intro="党员报告工作、住所、联系方式变动时登记。要转往第三地的，请办理“登记党员将变动去向”。",
        contract=c.RecordChange,
        groups=fields(
            Field("kind", "变动", Kind.CHOICE, options=common.change_kinds),
            Field("happened_on", "变动日期", Kind.DATE, initial=today),
            Field("learned_on", "报告日期", Kind.DATE, initial=today),
            Field("text", "情况说明", Kind.LONG_TEXT, rows=2),
            *common.CONTACT_FIELDS,
        ),
    ),
    offered=_offered(lambda s, case, _: of_branch(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.record_change(case_id, body, key),
    main=False,
)

SEE = Act(
    verb="acknowledge_change",
    side="home",
    button="阅知变动通报",
    form=Form(
        title="阅知流入地的变动通报",
        submit="已阅知，告知流入地",
        contract=c.AcknowledgeChange,
        groups=fields(Field("change_id", "哪一件", Kind.CHOICE, options=_untold)),
    ),
    offered=_offered(lambda s, case, _: of_branch(s, case) and bool(_untold(s))),
    send=lambda far, _, case_id, body, key: far.outflow.acknowledge_change(case_id, body, key),
    tasks=frozenset({K.ACKNOWLEDGE_CHANGE}),
)

REPORT = Act(
    verb="record_yearly_report",
    side="home",
    button="登记年度汇报",
    form=Form(
        title="登记党员年度汇报",
        submit="登记汇报",
        intro="外出党员每年至少向流出地党组织汇报一次思想、工作和参加活动的情况。",
        contract=c.RecordYearlyReport,
        groups=fields(
            Field("received_on", "收到日期", Kind.DATE, initial=today),
            Field("channel", "汇报方式", Kind.CHOICE, options=common.channels),
            Field("thinking", "思想情况", Kind.LONG_TEXT, rows=2),
            Field("work", "工作情况", Kind.LONG_TEXT, rows=2),
            Field("participation", "参加组织生活和活动的情况", Kind.LONG_TEXT, rows=2),
        ),
    ),
    offered=_offered(lambda s, case, x: of_branch(s, case) and not _has_report(s, x)),
    send=lambda far, _, case_id, body, key: far.outflow.record_yearly_report(case_id, body, key),
    tasks=frozenset({K.ASK_YEARLY_REPORT}),
    main=False,
)


def _has_report(setting: Setting, exchange: c.HomeExchange) -> bool:
    year = setting.visitor.today.year
    return any(one.year == year and one.received_on is not None for one in exchange.reports)


def _summons_kinds(_: Setting) -> Sequence[Option]:
    return [
        Option(kind, kind.label, "选举权、表决权在流出地行使" if kind.votes_at_home else "") for kind in SummonsKind
    ]


CALL = Act(
    verb="call_member",
    side="home",
    button="召回党员",
    form=Form(
        title="召回党员参加选举等重要活动",
        submit="通知党员和流入地",
        contract=c.CallMember,
        groups=fields(
            Field("kind", "事由", Kind.ONE_OF, options=_summons_kinds),
            Field("event_on", "日期", Kind.DATE),
            Field("place", "地点"),
            Field("text", "通知内容", Kind.LONG_TEXT),
        ),
    ),
    offered=_offered(lambda s, case, _: s.visitor.holds(SECRETARY, case.home_branch)),
    send=lambda far, _, case_id, body, key: far.outflow.call_member(case_id, body, key),
    main=False,
    for_many=(ForMany(SECRETARY),),
)

REPLY = Act(
    verb="record_summons_reply",
    side="home",
    button="登记召回答复",
    form=Form(
        title="登记党员对召回通知的答复",
        submit="登记答复并告知流入地",
        contract=c.RecordSummonsReply,
        groups=fields(
            Field("summons_id", "哪一次", Kind.CHOICE, options=_called),
            Field("comes", "能否参加", Kind.ONE_OF, options=yes_no("参加", "不能参加")),
            Field("reason", "原因", Kind.LONG_TEXT, required=False, hint="不能参加的，写明原因。"),
        ),
    ),
    offered=_offered(lambda s, case, _: of_branch(s, case) and bool(_called(s))),
    send=lambda far, _, case_id, body, key: far.outflow.record_summons_reply(case_id, body, key),
    tasks=frozenset({K.GET_SUMMONS_REPLY}),
)


def _requests(setting: Setting) -> Sequence[HelpRequestView]:
    found = _exchange(setting)
    return found.requests if found else []


def _hears_him(setting: Setting) -> bool:
    return setting.case is not None and of_branch(setting, setting.case)


def _may_assign(setting: Setting) -> bool:
    visitor, branch = setting.visitor, _branch(setting)
    return visitor.holds(SECRETARY, branch) or visitor.oversees(COMMITTEE, branch)


def _branch(setting: Setting) -> str:
    return setting.case.home_branch if setting.case else ""


REQUESTS = acts_of(
    RequestSide(
        name="home",
        calls=lambda far: far.outflow,
        requests=_requests,
        stands=_offered(lambda _, __, ___: True),
        foot=_branch,
        holders=BRANCH | COMMITTEE | DEPARTMENT,
        of_branch=_hears_him,
        assigns=_may_assign,
        first_holder="上级党组织",
    )
)

ACTS = (READ, ASK, SEE, REPLY, PAPER, *REQUESTS, NOTICE, CHANGE, REPORT, CALL)
