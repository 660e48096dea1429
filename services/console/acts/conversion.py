"""W-06 at home up to the meeting's table: application, the host's opinion, consultation, review, public notice."""

from collections.abc import Callable

from services.console.acts.act import Act, Send
from services.console.acts.home_certificate import BRANCH, COMMITTEE, SECRETARY
from services.console.forms.fields import LOOK_AHEAD, Field, Form, Group, Kind, Options, fields, fixed, today, yes_no
from services.console.forms.setting import Setting
from services.outflow.contract import Case
from services.outflow.conversion import contract as c
from services.outflow.conversion.contract import ConversionView, OpinionStep, OverdueReason, Proposal, Stage
from shared.letters.bodies_conversion import OpinionValue
from shared.policy.task_kinds import TaskKind
from shared.posts import Role

S, P = Stage, OpinionStep
BACK_AT_THE_BRANCH = frozenset({S.NOT_PASSED, S.RETURNED, S.REJECTED})
TO_ASK = frozenset({P.NOT_ASKED, P.OVERDUE})
UNSETTLED = frozenset({P.NOT_ASKED, P.REQUESTED, P.OVERDUE})
Shown = Callable[[ConversionView], bool]


def conversion_of(setting: Setting) -> ConversionView | None:
    return setting.home_dossier.conversion if setting.home_dossier else None


def at_stage(*stages: Stage, roles: frozenset[Role] = SECRETARY, when: Shown = lambda _: True) -> Callable[..., bool]:
    """The button for those of the branch (the committee: for those above it), while the conversion stands there."""

    def offered(setting: Setting) -> bool:
        view = conversion_of(setting)
        if view is None or setting.case is None or view.paused_since is not None or view.stage not in stages:
            return False
        return _stands_right(setting, setting.case, roles) and when(view)

    return offered


def _stands_right(setting: Setting, case: Case, roles: frozenset[Role]) -> bool:
    if roles == COMMITTEE:
        return setting.visitor.oversees(roles, case.home_branch)
    return setting.visitor.holds(roles, case.home_branch)


def sends(verb: str) -> Send:
    """The console's act and the service's verb have one name."""
    return lambda far, _, case_id, body, key: getattr(far.outflow, verb)(case_id, body, key)


def act(
    button: str, form: Form, offered: Callable[[Setting], bool], *tasks: TaskKind, verb: str, main: bool = True
) -> Act:
    return Act(verb, "home", button, form, offered, sends(verb), tasks=frozenset(tasks), main=main)


PROPOSALS: Options = fixed(*((one.value, one.label) for one in Proposal))
ADMISSION = act(
    "补录入党日期",
    Form(
        title="补录接收为预备党员的日期",
        submit="登记日期",
        intro="以支部大会通过接收其为预备党员的日期为准；预备期和转正的各项日期从这一天推算。",
        contract=c.RecordAdmission,
        groups=fields(Field("admitted_on", "支部大会通过日期", Kind.DATE)),
    ),
    at_stage(S.WATCHING, S.PREPARED, when=lambda view: view.admitted_on is None),
    TaskKind.RECORD_ADMISSION,
    verb="record_admission",
)
APPLY = act(
    "登记转正申请",
    Form(
        title="登记本人书面转正申请",
        submit="登记申请",
        intro="预备期满前由党支部提醒本人；申请由本人书面提出，期满前一个月起可以提出，期满以后仍可补交。",
        contract=c.RecordApplication,
        groups=fields(
            Field("applied_on", "申请日期", Kind.DATE, initial=today),
            Field("written", "是否书面", Kind.ONE_OF, options=yes_no("本人书面提出", "只是口头提出")),
        ),
    ),
    at_stage(S.PREPARED, roles=BRANCH, when=lambda view: view.applied_on is None),
    TaskKind.RECORD_APPLICATION,
    verb="record_application",
)
ASK = act(
    "征求、催要流入地意见",
    Form(
        title="征求流入地党支部的书面意见",
        submit="发出征求意见函",
        intro="发给现在的（或最近一个）流入地党组织；党员正在变动去向的，同时发给停留时间最长的流入地党组织。意见超期的，再发一次即为催要。",
        contract=c.RequestOpinion,
        groups=fields(Field("text", "要对方说明的事项", Kind.LONG_TEXT, required=False)),
    ),
    at_stage(S.PREPARED, when=lambda view: view.opinion_step in TO_ASK and view.admitted_on is not None),
    TaskKind.REQUEST_OPINION,
    TaskKind.URGE_OPINION,
    verb="request_opinion",
)
PAPER = act(
    "登记纸质意见",
    Form(
        title="登记平台外流入地的书面意见",
        submit="登记意见",
        intro="流入地不在平台上时，凭寄来的书面意见登记；登记后不能更改。",
        contract=c.RecordPaperOpinion,
        groups=fields(
            Field("opinion", "对方意见", Kind.ONE_OF, options=fixed(*((one.value, one.label) for one in OpinionValue))),
            Field("reasons", "理由", Kind.LONG_TEXT),
            Field("dated_on", "落款日期", Kind.DATE),
            Field("received_on", "收到日期", Kind.DATE, initial=today),
            Field("secretary", "对方支部书记"),
        ),
    ),
    at_stage(
        S.PREPARED,
        when=lambda view: view.opinion_step in (P.REQUESTED, P.OVERDUE),
    ),
    verb="record_paper_opinion",
    main=False,
)
WAIVE = act(
    "决定不再等待意见",
    Form(
        title="党委决定不再等待流入地意见",
        submit=LOOK_AHEAD,
        warning="只在期限过后、多次催要未果时使用。决定由党委作出，系统不会自动办理。",
        contract=c.WaiveOpinion,
        groups=fields(Field("reason", "理由", Kind.LONG_TEXT, hint="写明催要的经过。")),
        consequences=lambda *_: [
            "转正程序在没有流入地意见的情况下继续，理由记入经过。",
            "此后流入地意见送达的，仍然收下并提交支部大会。",
        ],
        confirm="确认不再等待",
    ),
    at_stage(
        S.PREPARED,
        roles=COMMITTEE,
        when=lambda view: view.opinion_step in UNSETTLED and view.waivable_from is not None,
    ),
    TaskKind.CONSIDER_WAIVER,
    verb="waive_opinion",
    main=False,
)
CONSULT = act(
    "登记听取意见情况",
    Form(
        title="党小组意见和党员、群众意见",
        submit="登记意见",
        contract=c.ConsultOnConversion,
        groups=fields(
            Field("consulted_on", "日期", Kind.DATE, initial=today),
            Field("group_opinion", "党小组意见", Kind.LONG_TEXT, rows=2),
            Field("members_opinion", "党员意见", Kind.LONG_TEXT, rows=2),
            Field("masses_opinion", "群众意见", Kind.LONG_TEXT, rows=2),
        ),
    ),
    at_stage(
        S.PREPARED,
        *BACK_AT_THE_BRANCH,
        roles=BRANCH,
        when=lambda view: view.applied_on is not None and view.opinion_step not in UNSETTLED,
    ),
    verb="consult_on_conversion",
)
REVIEW = act(
    "登记支委会审查",
    Form(
        title="支部委员会审查",
        submit="登记审查意见",
        intro="支委会提出本支部的意见；与流入地意见不一致的，两份意见一并提交支部大会。",
        contract=c.ReviewConversion,
        groups=fields(
            Field("reviewed_on", "审查日期", Kind.DATE, initial=today),
            Field("view", "支委会意见", Kind.ONE_OF, options=PROPOSALS),
            Field("text", "审查情况", Kind.LONG_TEXT),
        ),
    ),
    at_stage(S.CONSULTED),
    verb="review_conversion",
)
PUBLISH = act(
    "登记开始公示",
    Form(
        title="公示",
        submit="登记公示",
        contract=c.PublishConversionNotice,
        groups=fields(
            Field("published_on", "公示日期", Kind.DATE, initial=today),
            Field("place", "公示地点", hint="例如：村党务公开栏。"),
        ),
    ),
    at_stage(S.REVIEWED, roles=BRANCH),
    verb="publish_conversion_notice",
)
OBJECTION = act(
    "登记公示异议",
    Form(
        title="登记公示期间的异议",
        submit="登记异议",
        contract=c.RecordNoticeObjection,
        groups=fields(
            Field("received_on", "收到日期", Kind.DATE, initial=today), Field("text", "反映的情况", Kind.LONG_TEXT)
        ),
    ),
    at_stage(S.NOTICED, roles=BRANCH),
    verb="record_notice_objection",
    main=False,
)


def _first_open(setting: Setting) -> str:
    view = conversion_of(setting)
    return next((str(one.number) for one in view.objections if not one.resolved), "") if view else ""


ANSWER = act(
    "答复公示异议",
    Form(
        title="核实、答复公示期间的异议",
        submit="登记核实结果",
        contract=c.ResolveNoticeObjection,
        groups=fields(
            Field("number", "异议序号", Kind.NUMBER, initial=_first_open),
            Field("text", "核实情况和答复", Kind.LONG_TEXT),
        ),
    ),
    at_stage(S.NOTICED, when=lambda view: any(not one.resolved for one in view.objections)),
    verb="resolve_notice_objection",
)
CLOSE = act(
    "结束公示",
    Form(
        title="结束公示",
        submit="结束公示，提交支部大会",
        contract=c.CloseConversionNotice,
        groups=fields(Field("closed_on", "结束日期", Kind.DATE, initial=today)),
    ),
    at_stage(S.NOTICED, when=lambda view: all(one.resolved for one in view.objections)),
    verb="close_conversion_notice",
)


OVERDUE = act(
    "登记转正超期原因",
    Form(
        title="以前遗留的超期转正",
        submit="登记原因，继续办理转正",
        intro="导入时预备期早已满的，写明超期原因后按程序补办；转正后党龄仍从预备期满之日算起。",
        contract=c.OpenOverdueConversion,
        groups=(
            Group(
                "超期情况",
                (
                    Field("admitted_on", "接收为预备党员的日期", Kind.DATE),
                    Field(
                        "overdue_reason",
                        "超期原因",
                        Kind.ONE_OF,
                        options=fixed(*((one.value, one.label) for one in OverdueReason)),
                    ),
                    Field("text", "情况说明", Kind.LONG_TEXT),
                ),
            ),
        ),
    ),
    at_stage(
        S.WATCHING, S.PREPARED, when=lambda view: view.overdue_reason is None and (view.late or not view.probation_end)
    ),
    verb="open_overdue_conversion",
    main=False,
)

ACTS = (ADMISSION, APPLY, ASK, PAPER, WAIVE, CONSULT, REVIEW, PUBLISH, OBJECTION, ANSWER, CLOSE, OVERDUE)
