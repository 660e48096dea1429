"""At the host: feedback, changes, care, summonses passed on, requests (W-05, D-52…D-57, D-47)."""

from collections.abc import Callable, Sequence

from services.console.acts import exchange as common
from services.console.acts.act import Act
from services.console.acts.help_requests import RequestSide, acts_of
from services.console.acts.home_certificate import BRANCH, COMMITTEE, DEPARTMENT, SECRETARY
from services.console.acts.host import RECEPTION
from services.console.forms.fields import Field, Form, Kind, Option, fields, today, yes_no
from services.console.forms.setting import Setting
from services.inflow.contract import Placement, PlacementStatus
from services.inflow.exchange import contract as c
from shared.exchange import FeedbackStatus, SummonsStatus
from shared.help_requests.contract import HelpRequestView
from shared.policy.task_kinds import TaskKind

K, F = TaskKind, FeedbackStatus


def _exchange(setting: Setting) -> c.HostExchange | None:
    return setting.host_dossier.exchange if setting.host_dossier else None


def _offered(holds: Callable[[Setting, Placement, c.HostExchange], bool]) -> Callable[[Setting], bool]:
    """The button of an act of the exchange, while he is on the branch's roster."""

    def offered(setting: Setting) -> bool:
        exchange, placement = _exchange(setting), setting.placement
        if exchange is None or placement is None or placement.status is not PlacementStatus.ENROLLED:
            return False
        return holds(setting, placement, exchange)

    return offered


def of_branch(setting: Setting, placement: Placement) -> bool:
    return placement.host_branch is not None and setting.visitor.holds(BRANCH, placement.host_branch)


def of_secretary(setting: Setting, placement: Placement) -> bool:
    return placement.host_branch is not None and setting.visitor.holds(SECRETARY, placement.host_branch)


def _due(setting: Setting) -> Sequence[Option]:
    found = _exchange(setting)
    due = [one for one in found.feedback if one.status is F.DUE] if found else []
    return [Option(one.quarter, one.quarter + ("（已超期）" if one.overdue else "")) for one in due]


def _asked(setting: Setting) -> Sequence[Option]:
    found = _exchange(setting)
    asked = [one for one in found.feedback if one.status is F.QUESTIONED] if found else []
    return [Option(str(one.feedback_id), f"{one.quarter}：{one.question[:40]}") for one in asked]


def _changes(setting: Setting, waits: Callable[[c.ChangeView], bool]) -> list[Option]:
    found = _exchange(setting)
    waiting = [one for one in found.changes if not one.from_home and waits(one)] if found else []
    return [Option(str(one.change_id), f"{one.happened_on}　{one.kind.label}") for one in waiting]


def _untold(setting: Setting) -> Sequence[Option]:
    return _changes(setting, lambda one: one.told_on is None)


def _unseen(setting: Setting) -> Sequence[Option]:
    return _changes(setting, lambda one: one.told_on is not None and one.seen_by_parent_on is None)


def _called(setting: Setting) -> Sequence[Option]:
    found = _exchange(setting)
    open_ones = [one for one in found.summonses if one.status is SummonsStatus.CALLED] if found else []
    return [Option(str(one.summons_id), f"{one.event_on}　{one.kind.label}") for one in open_ones]


def _notices(setting: Setting) -> Sequence[Option]:
    found = _exchange(setting)
    notices = [one for one in found.care if one.kind is c.CareKind.NOTICE] if found else []
    return [Option(str(one.entry_id), f"{one.on}　{one.text[:30]}") for one in notices]


FEEDBACK = Act(
    verb="send_feedback",
    side="host",
    button="填写季度反馈",
    form=Form(
        title="季度情况反馈",
        submit="发给流出地党支部",
        intro="每季度向流出地反馈一次：安置、参加活动、现实表现、转正四项。",
        contract=c.SendFeedback,
        groups=fields(Field("quarter", "季度", Kind.CHOICE, options=_due), *common.TOPICS),
    ),
    offered=_offered(lambda s, p, _: of_branch(s, p) and bool(_due(s))),
    send=lambda far, _, case_id, body, key: far.inflow.send_feedback(case_id, body, key),
    tasks=frozenset({K.SEND_FEEDBACK}),
)

ANSWER_HOME = Act(
    verb="answer_feedback",
    side="host",
    button="答复对反馈的询问",
    form=Form(
        title="答复流出地对反馈的询问",
        submit="把答复发给流出地",
        contract=c.AnswerFeedback,
        groups=fields(
            Field("feedback_id", "哪一个问题", Kind.CHOICE, options=_asked),
            Field("text", "答复", Kind.LONG_TEXT),
        ),
    ),
    offered=_offered(lambda s, p, _: of_branch(s, p) and bool(_asked(s))),
    send=lambda far, _, case_id, body, key: far.inflow.answer_feedback(case_id, body, key),
    tasks=frozenset({K.ANSWER_FEEDBACK}),
)

NOTE = Act(
    verb="note_change",
    side="host",
    button="登记变动或重大情况",
    form=Form(
        title="登记变动或重大情况",
        submit="登记，待书记通报",
        intro="党员工作、居住变动或发生重大情况时登记；得知后应及时向上级和流出地通报。",
        contract=c.NoteChange,
        groups=fields(
            Field("kind", "情况", Kind.CHOICE, options=common.change_kinds),
            Field("happened_on", "发生日期", Kind.DATE, initial=today),
            Field("learned_on", "得知日期", Kind.DATE, initial=today),
            Field("told_by_member", "党员本人报告", Kind.TICK),
            Field("text", "情况说明", Kind.LONG_TEXT, rows=2),
            *common.CONTACT_FIELDS,
        ),
    ),
    offered=_offered(lambda s, p, _: of_branch(s, p)),
    send=lambda far, _, case_id, body, key: far.inflow.note_change(case_id, body, key),
    main=False,
)

TELL = Act(
    verb="tell_change",
    side="host",
    button="向上级和流出地通报",
    form=Form(
        title="向上级和流出地通报变动",
        submit="通报",
        contract=c.TellChange,
        groups=fields(Field("change_id", "哪一件", Kind.CHOICE, options=_untold)),
    ),
    offered=_offered(lambda s, p, _: of_secretary(s, p) and bool(_untold(s))),
    send=lambda far, _, case_id, body, key: far.inflow.tell_change(case_id, body, key),
    tasks=frozenset({K.TELL_CHANGE}),
)

SEE = Act(
    verb="acknowledge_change",
    side="host",
    button="阅知支部报告的变动",
    form=Form(
        title="阅知所属支部报告的变动",
        submit="已阅知",
        contract=c.AcknowledgeChange,
        groups=fields(Field("change_id", "哪一件", Kind.CHOICE, options=_unseen)),
    ),
    offered=_offered(lambda s, p, _: s.visitor.oversees(RECEPTION, p.host_committee) and bool(_unseen(s))),
    send=lambda far, _, case_id, body, key: far.inflow.acknowledge_change(case_id, body, key),
    tasks=frozenset({K.ACKNOWLEDGE_CHANGE}),
)


def _care_kinds(setting: Setting) -> Sequence[Option]:
    probationary = setting.placement is not None and setting.placement.person.standing == "PROBATIONARY"
    wanted = [kind for kind in c.CareKind if probationary or kind is not c.CareKind.OBSERVATION]
    return [Option(kind, kind.label) for kind in wanted]


CARE = Act(
    verb="record_care",
    side="host",
    button="登记通知和关心帮助",
    form=Form(
        title="登记通知、回执、关心帮助",
        submit="登记",
        intro="登记后不能改动；更正请另登记一条。",
        contract=c.RecordCare,
        groups=fields(
            Field("kind", "类别", Kind.ONE_OF, options=_care_kinds),
            Field("on", "日期", Kind.DATE, initial=today),
            Field("channel", "方式", Kind.CHOICE, options=common.channels),
            Field("text", "内容", Kind.LONG_TEXT),
            Field(
                "answers", "回执对应的通知", Kind.CHOICE, required=False, options=_notices, hint="类别是回执时选择。"
            ),
        ),
    ),
    offered=_offered(lambda s, p, _: of_branch(s, p)),
    send=lambda far, _, case_id, body, key: far.inflow.record_care(case_id, body, key),
    main=False,
)

REPLY = Act(
    verb="record_summons_reply",
    side="host",
    button="转告召回通知，登记答复",
    form=Form(
        title="转告召回通知并登记党员答复",
        submit="把答复发给流出地",
        intro="选举权、被选举权和表决权在流出地行使，本支部不安排其投票。",
        contract=c.RecordSummonsReply,
        groups=fields(
            Field("summons_id", "哪一次", Kind.CHOICE, options=_called),
            Field("comes", "能否参加", Kind.ONE_OF, options=yes_no("参加", "不能参加")),
            Field("reason", "原因", Kind.LONG_TEXT, required=False, hint="不能参加的，写明原因。"),
        ),
    ),
    offered=_offered(lambda s, p, _: of_branch(s, p) and bool(_called(s))),
    send=lambda far, _, case_id, body, key: far.inflow.record_summons_reply(case_id, body, key),
    tasks=frozenset({K.RELAY_SUMMONS}),
)


def _requests(setting: Setting) -> Sequence[HelpRequestView]:
    found = _exchange(setting)
    return found.requests if found else []


def _hears_him(setting: Setting) -> bool:
    return setting.placement is not None and of_branch(setting, setting.placement)


def _may_assign(setting: Setting) -> bool:
    placement = setting.placement
    if placement is None:
        return False
    return of_secretary(setting, placement) or setting.visitor.oversees(RECEPTION, placement.host_committee)


def _foot(setting: Setting) -> str:
    placement = setting.placement
    return (placement.host_branch or placement.host_committee) if placement else ""


REQUESTS = acts_of(
    RequestSide(
        name="host",
        calls=lambda far: far.inflow,
        requests=_requests,
        stands=_offered(lambda _, __, ___: True),
        foot=_foot,
        holders=BRANCH | RECEPTION | COMMITTEE | DEPARTMENT,
        of_branch=_hears_him,
        assigns=_may_assign,
        first_holder="党委",
    )
)

ACTS = (FEEDBACK, ANSWER_HOME, TELL, SEE, REPLY, *REQUESTS, NOTE, CARE)
