"""流动党员党组织 (W-15): home proposes and leads, the host supports, the department approves."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from services.console.between.choices import COMMITTEES, PARTNER_HINT, first_own, holds_at, own_posts, standing
from services.console.between.process import Beginning, Process, Row, Shown, SubjectAct
from services.console.forms.fields import Field, Form, Kind, Option, Values, fields, fixed, today, yes_no
from services.console.forms.reading import plain
from services.console.forms.setting import Setting
from services.console.sign_in.visitor import Visitor
from services.registry.mobile_org import contract as c
from shared.posts import Role

S = c.MobileOrgStatus
DEPARTMENT = frozenset({Role.DEPARTMENT_OFFICER})


def _with_list(values: Values, setting: Setting) -> dict[str, Any]:
    names = [line.strip() for line in values.get("joined_with", "").splitlines() if line.strip()]
    return plain({k: v for k, v in values.items() if k != "joined_with"}, setting) | {"joined_with": names}


PROPOSAL = Form(
    title="提出成立流动党员党组织",
    submit="提出，并商请流入地党委支持",
    intro="正式党员满三人可以成立党支部；不足三人的，成立党小组或联合党支部。",
    contract=c.ProposeMobileOrg,
    build=_with_list,
    groups=fields(
        Field(
            "own",
            "流出地党委（领导）",
            Kind.CHOICE,
            options=own_posts(Role.COMMITTEE_OFFICER),
            initial=first_own(Role.COMMITTEE_OFFICER),
        ),
        Field("host", "流入地党委（支持）", Kind.SEARCH, hint=PARTNER_HINT, options=standing(*COMMITTEES)),
        Field("name", "名称"),
        Field("kind", "形式", Kind.CHOICE, options=lambda _: [Option(one.value, one.label) for one in c.MobileOrgKind]),
        Field("full_members", "正式党员人数", Kind.NUMBER),
        Field("probationary_members", "预备党员人数", Kind.NUMBER, required=False),
        Field("joined_with", "联合的组织", Kind.LONG_TEXT, required=False, hint="联合党支部填写，一行一个。"),
        Field("place", "党员集中的地方"),
        Field("text", "说明", Kind.LONG_TEXT, required=False),
    ),
)


def _form(title: str, submit: str, contract: type[Any], *several: Field) -> Any:
    form = Form(title=title, submit=submit, contract=contract, groups=fields(*several))
    return lambda _, __: form


ANSWER = _form(
    "答复商请",
    "答复流出地党委",
    c.AnswerMobileOrg,
    Field("supports", "是否支持", Kind.ONE_OF, options=yes_no("支持", "不具备支持条件")),
    Field("premises", "提供的场所和其他支持", Kind.LONG_TEXT, required=False),
    Field("text", "说明", Kind.LONG_TEXT, required=False),
)
APPROVE = _form(
    "审批流动党员党组织",
    "登记审批结果",
    c.ApproveMobileOrg,
    Field("approved", "审批意见", Kind.ONE_OF, options=fixed(("true", "同意成立"), ("false", "不同意"))),
    Field("text", "意见", Kind.LONG_TEXT, required=False),
)
FOUND = _form("宣布成立", "登记", c.ActivateMobileOrg, Field("founded_on", "成立日期", Kind.DATE, initial=today))
DISSOLVE = _form("撤销", "登记", c.DissolveMobileOrg, Field("text", "理由", Kind.LONG_TEXT))


def _at(status: S, *, leads: bool) -> Any:
    def offered(file: c.MobileOrgFile, visitor: Visitor) -> bool:
        one = file.mobile_org
        return one.status is status and one.leads is leads and holds_at(visitor, one.own)

    return offered


def _may_approve(file: c.MobileOrgFile, visitor: Visitor) -> bool:
    one = file.mobile_org
    return one.leads and one.status is S.HOST_CONSULTED and visitor.oversees(DEPARTMENT, one.own)


def _may_dissolve(file: c.MobileOrgFile, visitor: Visitor) -> bool:
    one = file.mobile_org
    return one.leads and one.status not in c.ENDED and holds_at(visitor, one.own)


ACTS = (
    SubjectAct(
        "answer",
        "答复",
        ANSWER,
        _at(S.PROPOSED, leads=False),
        lambda far, i, b, k: far.registry.answer_mobile_org(i, b, k),
    ),
    SubjectAct(
        "approve",
        "审批",
        APPROVE,
        _may_approve,
        lambda far, i, b, k: far.registry.approve_mobile_org(i, b, k),
    ),
    SubjectAct(
        "found",
        "宣布成立",
        FOUND,
        _at(S.APPROVED, leads=True),
        lambda far, i, b, k: far.registry.activate_mobile_org(i, b, k),
    ),
    SubjectAct(
        "dissolve",
        "撤销",
        DISSOLVE,
        _may_dissolve,
        lambda far, i, b, k: far.registry.dissolve_mobile_org(i, b, k),
    ),
)


def _rows(visitor: Visitor) -> Sequence[Row]:
    names = visitor.organisations.name
    return [
        Row(
            one.copy_id,
            (
                one.name,
                one.kind.label,
                names(one.leading_parent),
                names(one.supporting_parent),
                str(one.full_members + one.probationary_members),
                one.status.label,
            ),
        )
        for one in visitor.services.registry.list_mobile_orgs().items
    ]


def _read(visitor: Visitor, copy_id: UUID) -> c.MobileOrgFile:
    return visitor.services.registry.read_mobile_org(copy_id)


def _show(file: c.MobileOrgFile, visitor: Visitor) -> Shown:
    one, names = file.mobile_org, visitor.organisations.name
    support = {True: "支持", False: "不具备条件", None: ""}[one.supports]
    facts = [
        ("状态", one.status.label),
        ("形式", one.kind.label),
        ("领导的党委", names(one.leading_parent)),
        ("支持的党委", names(one.supporting_parent)),
        ("正式党员", str(one.full_members)),
        ("预备党员", str(one.probationary_members)),
        ("联合的组织", "、".join(one.joined_with)),
        ("地点", one.place),
        ("流入地答复", support),
        ("场所和支持", one.premises),
        ("组织代码", one.organisation or ""),
        ("批准", str(one.approved_on or "")),
        ("成立", str(one.active_on or "")),
        ("结束", str(one.ended_on or "")),
    ]
    return Shown(one.name, facts, one.next_act, (), file.events, file.tasks, file.letters)


PROCESS = Process(
    place="mobile-orgs",
    title="流动党员党组织",
    intro="在流动党员集中的地方成立：流出地党委领导，流入地党委提供场所等支持。",
    columns=("名称", "形式", "领导的党委", "支持的党委", "党员", "状态"),
    rows=_rows,
    read=_read,
    show=_show,
    acts=ACTS,
    begins=(
        Beginning(
            "提出成立",
            lambda _: PROPOSAL,
            lambda visitor: visitor.holds(frozenset({Role.COMMITTEE_OFFICER})),
            lambda far, body, key: far.registry.propose_mobile_org(body, key),
            lambda answer: answer.copy_id,
        ),
    ),
)
