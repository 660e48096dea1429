"""The host side: reception, verification (D-42, D-51), placing, enrolling, looking for a member."""

from collections.abc import Callable, Sequence

from services.console.acts.act import Act, ForMany
from services.console.acts.home_certificate import BRANCH, COMMITTEE
from services.console.forms.fields import Field, Form, Kind, Option, fields, fixed, today, yes_no
from services.console.forms.setting import Setting
from services.inflow import contract as c
from services.inflow.contract import Placement, PlacementStatus
from shared.organisations import OrganisationKind
from shared.policy.task_kinds import TaskKind
from shared.posts import Role

S = PlacementStatus
RECEPTION = COMMITTEE | {Role.RECEPTION_OFFICER}


def for_placement(holds: Callable[[Setting, Placement], bool]) -> Callable[[Setting], bool]:
    """The button of a host act, when the host side may be seen."""
    return lambda setting: setting.placement is not None and holds(setting, setting.placement)


def at_committee(setting: Setting, placement: Placement) -> bool:
    return setting.visitor.holds(RECEPTION, placement.host_committee)


ARRIVE = Act(
    verb="report_arrival",
    side="host",
    button="登记党员报到",
    form=Form(
        title="登记党员报到",
        submit="登记报到并通知流出地",
        intro="党员持活动证来报到时登记；从次日起计算查验和编入的期限。",
        contract=c.ReportArrival,
        groups=fields(Field("reported_on", "报到日期", Kind.DATE, initial=today)),
    ),
    offered=for_placement(lambda s, p: p.status is S.EXPECTED and at_committee(s, p)),
    send=lambda far, _, case_id, body, key: far.inflow.report_arrival(case_id, body, key),
    for_many=(ForMany(RECEPTION),),
)

VERIFY = Act(
    verb="verify_certificate",
    side="host",
    button="查验活动证",
    form=Form(
        title="查验活动证",
        submit="登记查验结果",
        intro="请对照证件原件和本人身份证核对。有疑问的，写明要问流出地的问题；等待答复期间期限暂停计算。",
        contract=c.VerifyCertificate,
        groups=fields(
            Field("certificate_number", "证件上的编号", required=False, hint="照证件抄录，系统与流出通知核对。"),
            Field("identity_checked", "已核对本人与身份证、证件照片一致", Kind.TICK),
            Field(
                "result",
                "查验结果",
                Kind.ONE_OF,
                options=fixed(
                    ("VERIFIED", "查验无误"),
                    ("NEEDS_INFO", "需流出地补充情况"),
                    ("SUSPECT", "存疑", "证件或身份可疑，请流出地核实"),
                ),
            ),
            Field(
                "question", "要问流出地的问题", Kind.LONG_TEXT, required=False, hint="结果不是“查验无误”时必须填写。"
            ),
        ),
    ),
    offered=for_placement(lambda s, p: p.status in {S.RECEIVED, S.NEEDS_INFO, S.SUSPECT} and at_committee(s, p)),
    send=lambda far, _, case_id, body, key: far.inflow.verify_certificate(case_id, body, key),
    tasks=frozenset({TaskKind.VERIFY_CERTIFICATE}),
)


def _branches(setting: Setting) -> Sequence[Option]:
    if setting.placement is None:
        return []
    found = setting.visitor.organisations.below(setting.placement.host_committee, OrganisationKind.BRANCH)
    return [Option(one.code, one.name) for one in found]


PLACE = Act(
    verb="place_member",
    side="host",
    button="编入党支部",
    form=Form(
        title="编入党支部",
        submit="编入这个党支部",
        intro="就近、便于参加组织生活的党支部。党支部入册前还可以改编。",
        contract=c.PlaceMember,
        groups=fields(
            Field("host_branch", "党支部", Kind.CHOICE, options=_branches),
            Field("placed_on", "编入日期", Kind.DATE, initial=today),
        ),
    ),
    offered=for_placement(lambda s, p: p.status in {S.VERIFIED, S.PLACED} and at_committee(s, p)),
    send=lambda far, _, case_id, body, key: far.inflow.place_member(case_id, body, key),
    tasks=frozenset({TaskKind.PLACE_MEMBER}),
)

ENROL = Act(
    verb="enrol_member",
    side="host",
    button="编入党小组并入册",
    form=Form(
        title="编入党小组并入册",
        submit="确认接收并通知流出地",
        intro="入册后，流出地收到接收回执，个案进入双向共管。",
        contract=c.EnrolMember,
        groups=fields(
            Field("group", "党小组", hint="例如：第一党小组。"),
            Field("contact_person", "党支部联系人"),
            Field("contact_phone", "联系人电话", required=False, inputmode="tel"),
            Field("enrolled_on", "入册日期", Kind.DATE, initial=today),
        ),
    ),
    offered=for_placement(
        lambda s, p: p.status is S.PLACED and p.host_branch is not None and s.visitor.holds(BRANCH, p.host_branch)
    ),
    send=lambda far, _, case_id, body, key: far.inflow.enrol_member(case_id, body, key),
    tasks=frozenset({TaskKind.ENROL_MEMBER}),
)

LOOK = Act(
    verb="answer_look",
    side="host",
    button="答复协查",
    form=Form(
        title="答复流出地的协查函",
        submit="把协查结果发给流出地",
        contract=c.AnswerLook,
        groups=fields(
            Field("found", "协查结果", Kind.ONE_OF, options=yes_no("已找到", "没有找到")),
            Field("text", "情况说明", Kind.LONG_TEXT, hint="在哪里找过、联系方式有无变化。"),
        ),
    ),
    offered=for_placement(lambda s, p: bool(p.look_asked) and _looks(s, p)),
    send=lambda far, _, case_id, body, key: far.inflow.answer_look(case_id, body, key),
    tasks=frozenset({TaskKind.LOOK_FOR_MEMBER}),
)


def _looks(setting: Setting, placement: Placement) -> bool:
    branch = placement.host_branch
    return at_committee(setting, placement) or (branch is not None and setting.visitor.holds(BRANCH, branch))


ACTS = (ARRIVE, VERIFY, PLACE, ENROL, LOOK)
