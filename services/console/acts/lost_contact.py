"""失联查找: search, confirmation, finding, meeting, committee, filing, restoration (W-07)."""

from collections.abc import Callable, Sequence

from services.console.acts.act import Act, for_case
from services.console.acts.home_away import AWAY
from services.console.acts.home_certificate import BRANCH, COMMITTEE, SECRETARY
from services.console.forms.fields import LOOK_AHEAD, Field, Form, Kind, Option, Values, fields, fixed, today, yes_no
from services.console.forms.setting import Setting
from services.outflow.contract import Case
from services.outflow.lost_contact import contract as c
from services.outflow.lost_contact.contract import Finding, LostContact, LostStatus, Measure, SearchMethod, Stage
from shared.policy.task_kinds import TaskKind

K, S = TaskKind, LostStatus
SEARCHED = (S.SUSPECTED, S.SEARCHING, S.CONFIRMED)


def _loss(setting: Setting) -> LostContact | None:
    return setting.home_dossier.lost_contact if setting.home_dossier else None


def _offered(holds: Callable[[Setting, Case, LostContact], bool]) -> Callable[[Setting], bool]:
    """The button of an act on a loss."""

    def offered(setting: Setting) -> bool:
        loss = _loss(setting)
        return setting.case is not None and loss is not None and holds(setting, setting.case, loss)

    return offered


def _branch(setting: Setting, case: Case) -> bool:
    return setting.visitor.holds(BRANCH, case.home_branch)


def _secretary(setting: Setting, case: Case) -> bool:
    return setting.visitor.holds(SECRETARY, case.home_branch)


def _committee(setting: Setting, case: Case) -> bool:
    return setting.visitor.oversees(COMMITTEE, case.home_branch)


def _methods(setting: Setting) -> Sequence[Option]:
    """The family only when the member himself has recorded it."""
    loss = _loss(setting)
    known = loss is not None and loss.family_recorded
    return [Option(one.value, one.label) for one in SearchMethod if known or one is not SearchMethod.FAMILY]


def _channels(setting: Setting) -> Sequence[Option]:
    return [Option(one.code, one.label) for one in setting.pack.contact_channels]


def _due(setting: Setting) -> Sequence[Option]:
    loss = _loss(setting)
    return [Option(loss.measure_due.value, loss.measure_due.label)] if loss and loss.measure_due else []


def _first_due(setting: Setting) -> str:
    return next((one.value for one in _due(setting)), "")


MEASURE = Field("measure", "处理", Kind.CHOICE, options=_due, initial=_first_due)

SEARCH = Act(
    verb="log_search",
    side="home",
    button="登记查找",
    form=Form(
        title="登记一次查找",
        submit="登记这次查找",
        intro="不同方式、不同日期分别登记；找到本人的，请选“找到了”。",
        contract=c.LogSearch,
        groups=fields(
            Field("method", "查找方式", Kind.CHOICE, options=_methods),
            Field("searched_on", "查找日期", Kind.DATE, initial=today),
            Field("found", "结果", Kind.ONE_OF, options=yes_no("找到了，本人有回应", "没有找到")),
            Field("text", "经过", Kind.LONG_TEXT, hint="例如：拨打本人电话，已停机。"),
        ),
    ),
    offered=_offered(lambda s, case, loss: loss.status in SEARCHED and _branch(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.log_search(case_id, body, key),
    tasks=frozenset({K.SEARCH_MEMBER}),
)

DEAD_CHANNEL = Act(
    verb="report_dead_channel",
    side="home",
    button="登记联系渠道失效",
    form=Form(
        title="登记联系渠道失效",
        submit="登记，改用其他方式查找",
        intro="短信退回、号码注销等。登记后记为“有失联风险”，由党支部以其他方式查找。",
        contract=c.ReportDeadChannel,
        groups=fields(
            Field("channel", "失效的渠道", Kind.CHOICE, options=_channels),
            Field("noticed_on", "发现日期", Kind.DATE, initial=today),
            Field("text", "情况"),
        ),
    ),
    offered=for_case(lambda s, case: case.status in AWAY and _branch(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.report_dead_channel(case_id, body, key),
    main=False,
)

FAMILY = Act(
    verb="record_family_contact",
    side="home",
    button="登记家属联系人",
    form=Form(
        title="登记本人提供的家属联系人",
        submit="登记",
        intro="只登记党员本人主动提供、同意联系的家属；加密保存，每次查看留痕。",
        contract=c.RecordFamilyContact,
        groups=fields(
            Field("name", "家属姓名"),
            Field("relation", "与本人关系"),
            Field("phone", "电话", inputmode="tel"),
            Field("agreed_on", "本人提供日期", Kind.DATE, initial=today),
        ),
    ),
    offered=for_case(lambda s, case: case.status in AWAY and _branch(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.record_family_contact(case_id, body, key),
    main=False,
)

REVEAL_FAMILY = Act(
    verb="reveal_family_contact",
    side="home",
    button="查看家属联系人",
    form=Form(
        title="查看本人登记的家属联系人",
        submit="查看",
        intro="每次查看都会记录：谁、何时、为什么。党员本人可以看到。",
        contract=c.RevealFamilyContact,
        groups=fields(Field("reason", "查看原因", hint="例如：各种方式均联系不上，请家属转达。")),
    ),
    offered=_offered(lambda s, case, loss: loss.family_recorded and loss.status in SEARCHED and _branch(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.reveal_family_contact(case_id, body, key),
    shows_answer=True,
    main=False,
)

CONFIRM = Act(
    verb="confirm_lost",
    side="home",
    button="认定失去联系",
    form=Form(
        title="认定失去联系",
        submit="认定",
        warning="认定后由支部大会讨论处理意见，报党委审批；系统不自动作出任何处理。",
        contract=c.ConfirmLost,
        groups=fields(
            Field("confirmed_on", "认定日期", Kind.DATE, initial=today),
            Field(
                "settled_abroad",
                "是否已出国（境）定居",
                Kind.ONE_OF,
                options=yes_no("是", "否"),
                initial=lambda _: "false",
            ),
            Field("text", "查找情况", Kind.LONG_TEXT),
        ),
    ),
    offered=_offered(lambda s, case, loss: loss.status is S.SEARCHING and not loss.missing and _secretary(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.confirm_lost(case_id, body, key),
    tasks=frozenset({K.CONFIRM_LOST}),
)

FINDING = Act(
    verb="record_finding",
    side="home",
    button="登记失联原因",
    form=Form(
        title="登记失联原因",
        submit="登记",
        contract=c.RecordFinding,
        groups=fields(
            Field("finding", "原因", Kind.ONE_OF, options=fixed(*((one.value, one.label) for one in Finding))),
            Field("correct_by", "限期改正到", Kind.DATE, required=False, hint="本人疏忽的填写，最长一年。"),
            Field("text", "情况", Kind.LONG_TEXT),
        ),
    ),
    offered=_offered(lambda s, case, loss: loss.status is S.FOUND and loss.finding is None and _secretary(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.record_finding(case_id, body, key),
    tasks=frozenset({K.RECORD_FINDING}),
)


def _decision_follows(setting: Setting, values: Values) -> list[str]:
    if values.get("approved") != "true":
        return ["退回支部大会重新讨论。"]
    loss = _loss(setting)
    measure = loss.measure_due if loss else None
    return [
        f"“{measure.label}”获批准。" if measure else "处理获批准。",
        "需备案的，备案后生效；其余即时生效，流入地同时收到通知。",
    ]


MEETING = Act(
    verb="resolve_measure",
    side="home",
    button="登记支部大会决议",
    form=Form(
        title="支部大会讨论失联党员处理",
        submit="登记表决结果",
        intro="应到会人数过半到会、应到会人数过半赞成为通过，由系统按所填人数计算。",
        contract=c.ResolveMeasure,
        groups=fields(
            MEASURE,
            Field("held_on", "开会日期", Kind.DATE, initial=today),
            Field("entitled", "应到会有表决权人数", Kind.NUMBER, inputmode="numeric"),
            Field("present", "实到人数", Kind.NUMBER, inputmode="numeric"),
            Field("in_favour", "赞成人数", Kind.NUMBER, inputmode="numeric"),
            Field("text", "讨论情况", Kind.LONG_TEXT),
        ),
    ),
    offered=_offered(lambda s, case, loss: loss.measure_due is not None and loss.stage is None and _secretary(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.resolve_measure(case_id, body, key),
    tasks=frozenset({K.HOLD_LOST_MEETING, K.CONSIDER_LAPSE}),
)

DECISION = Act(
    verb="decide_measure",
    side="home",
    button="审批失联党员处理",
    form=Form(
        title="党委审批失联党员处理",
        submit=LOOK_AHEAD,
        confirm="确认审批",
        intro="提请处理的人不能审批。",
        contract=c.DecideMeasure,
        groups=fields(
            MEASURE,
            Field("approved", "审批结果", Kind.ONE_OF, options=yes_no("批准", "退回支部大会")),
            Field("decided_on", "党委研究日期", Kind.DATE, initial=today),
            Field("text", "党委意见", Kind.LONG_TEXT),
        ),
        consequences=_decision_follows,
    ),
    offered=_offered(lambda s, case, loss: loss.stage is Stage.COMMITTEE and _committee(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.decide_measure(case_id, body, key),
    tasks=frozenset({K.DECIDE_LOST_MEASURE}),
)

FILING = Act(
    verb="file_measure",
    side="home",
    button="登记备案",
    form=Form(
        title="报县级组织部门备案",
        submit="登记备案",
        intro="备案登记后，处理生效。",
        contract=c.FileMeasure,
        groups=fields(
            MEASURE,
            Field("filed_on", "备案日期", Kind.DATE, initial=today),
            Field("filing_number", "备案文号"),
        ),
    ),
    offered=_offered(lambda s, case, loss: loss.stage is Stage.FILING and _committee(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.file_measure(case_id, body, key),
    tasks=frozenset({K.FILE_LOST_MEASURE}),
)

REVIEW = Act(
    verb="review_correction_order",
    side="home",
    button="登记改正情况",
    form=Form(
        title="限期改正期满考察",
        submit="登记",
        contract=c.ReviewCorrectionOrder,
        groups=fields(
            Field("corrected", "考察结果", Kind.ONE_OF, options=yes_no("已改正", "没有改正")),
            Field("text", "考察情况", Kind.LONG_TEXT),
        ),
    ),
    offered=_offered(lambda s, case, loss: loss.status is S.CORRECTING and _secretary(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.review_correction_order(case_id, body, key),
    tasks=frozenset({K.REVIEW_CORRECTION_ORDER}),
)

APPLICATION = Act(
    verb="apply_for_restoration",
    side="home",
    button="登记恢复党籍申请",
    form=Form(
        title="登记恢复党籍申请",
        submit="登记申请",
        intro="本人重新取得联系并在停止党籍两年内书面申请的，提请支部大会讨论、党委审批。",
        contract=c.ApplyForRestoration,
        groups=fields(
            Field("applied_on", "书面申请日期", Kind.DATE, initial=today),
            Field("text", "申请情况", Kind.LONG_TEXT),
        ),
    ),
    offered=_offered(
        lambda s, case, loss: (
            loss.status is S.SUSPENDED and loss.measure_due is not Measure.RESTORE and _branch(s, case)
        )
    ),
    send=lambda far, _, case_id, body, key: far.outflow.apply_for_restoration(case_id, body, key),
)

ACTS = (
    SEARCH, CONFIRM, FINDING, MEETING, DECISION, FILING, REVIEW, APPLICATION, DEAD_CHANNEL, FAMILY, REVEAL_FAMILY,
)  # fmt: skip
