"""W-06 at home from the branch meeting to the announcement: adjourning, voting, reporting, deciding, telling."""

from services.console.acts.conversion import BACK_AT_THE_BRANCH, PROPOSALS, act, at_stage, conversion_of
from services.console.acts.home_certificate import COMMITTEE
from services.console.forms.fields import LOOK_AHEAD, Field, Form, Group, Kind, Values, fields, fixed, today, yes_no
from services.console.forms.setting import Setting
from services.outflow.conversion import contract as c
from services.outflow.conversion.contract import Stage
from shared.policy.task_kinds import TaskKind

S = Stage
ADJOURN = act(
    "支部大会延期",
    Form(
        title="支部大会延期",
        submit="登记延期",
        intro="本人不能返回参加的，延期召开并写明原因；党龄仍从预备期满之日算起。",
        contract=c.AdjournConversionMeeting,
        groups=fields(
            Field("reason", "延期原因", Kind.LONG_TEXT),
            Field("until", "预定召开日期", Kind.DATE),
        ),
    ),
    at_stage(S.READY, *BACK_AT_THE_BRANCH),
    verb="adjourn_conversion_meeting",
    main=False,
)


def _what_follows(_: Setting, values: Values) -> list[str]:
    entitled, present, yes = (int(values.get(name) or 0) for name in ("entitled", "present", "yes"))
    quorum = "超过" if 2 * present > entitled else "没有超过"
    passed, outcome = ("超过", "通过") if 2 * yes > entitled else ("没有超过", "不通过，须再次召开支部大会")
    return [
        f"应到会有表决权的党员 {entitled} 名，到会 {present} 名，{quorum}半数。",
        f"赞成 {yes} 票，{passed}应到会有表决权党员的半数：决议{outcome}。",
        "表决结果登记后不能更改。",
    ]


MEETING = act(
    "登记支部大会表决",
    Form(
        title="支部大会讨论转正",
        submit="下一步：核对票数",
        intro="预备期满之后召开；无记名投票。预备党员本人到会，没有表决权，不计入下列人数。",
        contract=c.HoldConversionMeeting,
        groups=(
            Group(
                "会议",
                (
                    Field("held_on", "开会日期", Kind.DATE, initial=today),
                    Field("chaired_by", "主持人", initial=lambda s: s.visitor.actor.name),
                    Field("proposal", "表决事项", Kind.ONE_OF, options=PROPOSALS),
                    Field(
                        "extension_months",
                        "延长月数",
                        Kind.NUMBER,
                        required=False,
                        hint="只在延长预备期时填写，不少于半年、不超过一年。",
                    ),
                    Field(
                        "attendance",
                        "本人到会",
                        Kind.ONE_OF,
                        options=fixed(("IN_PERSON", "本人到会"), ("REMOTE", "远程参加"), ("ABSENT", "没有参加")),
                    ),
                    Field("views_shown", "流入地意见和支委会意见已一并宣读", Kind.TICK),
                ),
            ),
            Group(
                "票数",
                (
                    Field("entitled", "有表决权的党员", Kind.NUMBER, hint="全支部应到会人数。"),
                    Field("present", "到会有表决权的党员", Kind.NUMBER),
                    Field("yes", "赞成", Kind.NUMBER),
                    Field("no", "不赞成", Kind.NUMBER),
                    Field("abstained", "弃权", Kind.NUMBER),
                    Field("secret_ballot", "表决方式", Kind.ONE_OF, options=yes_no("无记名投票", "举手或其他方式")),
                ),
            ),
        ),
        consequences=_what_follows,
        confirm="票数无误，登记",
    ),
    at_stage(S.READY, *BACK_AT_THE_BRANCH),
    TaskKind.HOLD_CONVERSION_MEETING,
    verb="hold_conversion_meeting",
)
REPORT = act(
    "上报决议",
    Form(
        title="把支部大会决议报基层党委",
        submit="上报",
        intro="从上报之日起，党委应在三个月内审批。",
        contract=c.ReportResolution,
        groups=fields(
            Field("reported_on", "上报日期", Kind.DATE, initial=today),
            Field("supplement", "补充说明", Kind.LONG_TEXT, required=False, hint="被退回的，写明补充了什么。"),
        ),
    ),
    at_stage(S.RESOLVED_CONVERT, S.RESOLVED_EXTEND, S.RESOLVED_REVOKE, S.RETURNED),
    TaskKind.REPORT_RESOLUTION,
    verb="report_resolution",
)


def _decision_follows(setting: Setting, values: Values) -> list[str]:
    if values.get("decision") != "APPROVED":
        return ["退回党支部，由党支部补充或再次召开支部大会。"]
    view = conversion_of(setting)
    proposal = view.meetings[-1].proposal if view and view.meetings else None
    return {
        c.Proposal.CONVERT: ["批准转正；党支部谈话、宣布、归档后告知流入地。", "党龄从预备期满之日算起。"],
        c.Proposal.EXTEND: ["批准延长预备期，只能延长一次；新的期满日立即告知流入地。"],
        c.Proposal.REVOKE: ["批准取消预备党员资格；流动个案随即终止，活动证作废，流入地同时得到通知。"],
        None: ["按支部大会决议办理。"],
    }[proposal]


DECIDE = act(
    "审批转正决议",
    Form(
        title="基层党委审批",
        submit=LOOK_AHEAD,
        intro="经办人不得审批：办理过本人转正的账号和本支部的岗位都不能办理这一步。",
        contract=c.DecideConversion,
        groups=fields(
            Field(
                "decision",
                "审批结论",
                Kind.ONE_OF,
                options=fixed(*((one.value, one.label) for one in c.Decision)),
            ),
            Field("decided_on", "审批日期", Kind.DATE, initial=today),
            Field("resolution", "党委决定", hint="会议纪要或决定的名称、文号。"),
            Field("text", "理由和要求", Kind.LONG_TEXT, required=False, hint="退回或者不批准的必须填写。"),
        ),
        consequences=_decision_follows,
        confirm="确认审批",
    ),
    at_stage(S.AT_COMMITTEE, roles=COMMITTEE),
    TaskKind.DECIDE_CONVERSION,
    verb="decide_conversion",
)
ANNOUNCE = act(
    "登记谈话和宣布",
    Form(
        title="谈话、宣布、归档",
        submit="登记，并告知流入地",
        contract=c.AnnounceConversion,
        groups=fields(
            Field("talked_on", "谈话日期", Kind.DATE, initial=today),
            Field("talked_by", "谈话人", initial=lambda s: s.visitor.actor.name),
            Field("announced_on", "党员大会宣布日期", Kind.DATE, initial=today),
            Field("archived", "转正材料已归入本人档案", Kind.TICK),
        ),
    ),
    at_stage(S.APPROVED),
    TaskKind.ANNOUNCE_CONVERSION,
    verb="announce_conversion",
)

ACTS = (ADJOURN, MEETING, REPORT, DECIDE, ANNOUNCE)
