"""Refusing a member (W-03) and deciding about it (W-10)."""

from collections.abc import Sequence

from services.console.acts.act import Act
from services.console.acts.home_certificate import COMMITTEE, DEPARTMENT
from services.console.acts.host import for_placement
from services.console.forms.fields import (
    LOOK_AHEAD,
    Field,
    Form,
    FormErrors,
    Kind,
    Option,
    Values,
    fields,
    fixed,
    today,
)
from services.console.forms.hosts import committees
from services.console.forms.reading import Wrong, plain
from services.console.forms.setting import Setting
from services.inflow import contract as c
from services.inflow.contract import DisputeStage, Placement, PlacementStatus
from shared.identifiers import province_of
from shared.policy.task_kinds import TaskKind

S = PlacementStatus
REFUSABLE = frozenset({S.RECEIVED, S.NEEDS_INFO, S.SUSPECT, S.VERIFIED, S.PLACED})
LISTED = "规定的拒收理由"
NOT_LISTED = "其他理由（不在规定范围内，会立即启动审查）"


def _reasons(setting: Setting) -> Sequence[Option]:
    rules = setting.pack.refusal
    listed = [Option(one.code, f"{one.code}　{one.label}", group=LISTED) for one in rules.grounds]
    return [*listed, *(Option(one.code, one.label, group=NOT_LISTED) for one in rules.not_admissible)]


def _other_committees(setting: Setting) -> Sequence[Option]:
    own = setting.placement.host_committee if setting.placement else ""
    return [option for option in committees(setting) if option.value != own]


def _refusal(values: Values, setting: Setting) -> dict[str, object]:
    """Raises Wrong when G5 does not name the right committee."""
    ground = setting.pack.refusal.ground(values.get("reason", ""))
    redirects = ground is not None and ground.names_right_committee
    if redirects and not values.get("to_committee"):
        errors = {"to_committee": "选择 G5 时，请指明应当接收的党委"}
        raise Wrong(FormErrors("有 1 处需要改正：", errors))
    kept = values if redirects else {name: value for name, value in values.items() if name != "to_committee"}
    return plain(kept, setting)


def _objection_days(setting: Setting) -> int:
    return setting.pack.term("refusal.objection").amount


def _refusal_consequences(setting: Setting, values: Values) -> list[str]:
    ground = setting.pack.refusal.ground(values.get("reason", ""))
    if ground is None:
        return [
            "这个理由不在规定的拒收范围内：系统会立即请县级组织部门审查，认定无正当理由的可以责令接收，并记入对本单位的意见。",
            "流出地会收到拒收通报，看到理由和说明。",
            "审查期间由流出地党支部负责联系党员。",
        ]
    if ground.names_right_committee:
        right = setting.visitor.organisations.name(values.get("to_committee"))
        return [f"不算拒收，转由{right}接收；流出地会收到转介函并另发流出通知。", "本党委的待办随之取消。"]
    return [
        f"以“{ground.label}”拒收；流出地会收到拒收通报，看到理由和说明。",
        f"流出地党委可在 {_objection_days(setting)} 个工作日内提出异议，由县级组织部门审查。",
        "审查期间由流出地党支部负责联系党员。",
    ]


REFUSE = Act(
    verb="refuse_member",
    side="host",
    button="拒收",
    form=Form(
        title="拒收或转介",
        submit=LOOK_AHEAD,
        warning="拒收由党委决定，不由经办人决定。只有 G1 至 G5 是规定的理由；其他理由会立即启动县级组织部门的审查。",
        contract=c.RefuseMember,
        groups=fields(
            Field("reason", "理由", Kind.ONE_OF, options=_reasons),
            Field(
                "to_committee",
                "应当接收的党委",
                Kind.CHOICE,
                required=False,
                options=_other_committees,
                hint="选择 G5 时必须指明。",
            ),
            Field("text", "事实和说明", Kind.LONG_TEXT, hint="流出地会看到。请写明事实，不要只写结论。"),
            Field("resolution", "党委决定", hint="会议纪要或决定的名称、文号，例如：党委会议纪要〔2026〕12号。"),
            Field("decided_on", "决定日期", Kind.DATE, initial=today),
        ),
        build=_refusal,
        consequences=_refusal_consequences,
        confirm="确认，并通知流出地",
    ),
    offered=for_placement(lambda s, p: p.status in REFUSABLE and s.visitor.holds(COMMITTEE, p.host_committee)),
    send=lambda far, _, case_id, body, key: far.inflow.refuse_member(case_id, body, key),
    main=False,
)


def _decides(setting: Setting, placement: Placement) -> bool:
    dispute = placement.dispute
    if dispute is None or dispute.stage is DisputeStage.DECIDED:
        return False
    if dispute.stage is DisputeStage.PROVINCIAL:
        return setting.visitor.holds(DEPARTMENT, province_of(placement.host_department))
    return setting.visitor.holds(DEPARTMENT, placement.host_department)


DECIDE = Act(
    verb="decide_dispute",
    side="host",
    button="作出处理决定",
    form=Form(
        title="对拒收的处理决定",
        submit=LOOK_AHEAD,
        contract=c.DecideDispute,
        groups=fields(
            Field(
                "outcome",
                "决定",
                Kind.ONE_OF,
                options=fixed(
                    ("OVERRULED", "责令接收", "拒收理由不成立，流入地党委继续编入"),
                    ("UPHELD", "拒收成立", "理由已核实"),
                    ("REDIRECTED", "转由其他党委接收", "须指明党委"),
                ),
            ),
            Field("to_committee", "应当接收的党委", Kind.CHOICE, required=False, options=_other_committees),
            Field("text", "理由", Kind.LONG_TEXT),
            Field(
                "finding",
                "对责任单位的意见",
                Kind.LONG_TEXT,
                required=False,
                hint="以各种借口拒收的，应当批评教育；写在这里的意见记入该单位档案。",
            ),
        ),
        consequences=lambda *_: [
            "决定立即通知流出地和流入地双方，不能撤回。",
            "责令接收的，流入地从编入党支部一步继续办理，期限从今天重新计算。",
        ],
        confirm="确认并通知双方",
    ),
    offered=for_placement(_decides),
    send=lambda far, _, case_id, body, key: far.inflow.decide_dispute(case_id, body, key),
    tasks=frozenset({TaskKind.REVIEW_REFUSAL, TaskKind.COORDINATE_JOINTLY, TaskKind.COORDINATE_PROVINCIALLY}),
)

ACTS = (REFUSE, DECIDE)
