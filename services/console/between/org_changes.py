"""机构变动 (W-16): decide, say where everything goes, look at the counts, verify."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from services.console.between.choices import OFFICERS
from services.console.between.process import Beginning, Process, Row, Shown, SubjectAct, Table
from services.console.forms.fields import Field, Form, Group, Kind, Option, Values, fields, fixed, today
from services.console.forms.reading import plain
from services.console.forms.setting import Setting
from services.console.sign_in.visitor import Visitor
from services.registry.org_change import contract as c
from shared.organisation_directory.moving import MovePreview
from shared.service_client import Outage, Refused

S = c.ChangeStatus
NAMED_CASES = 100


def _lines(text: str) -> list[list[str]]:
    """Each line: a code, then perhaps a name."""
    return [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]


def _decision(values: Values, setting: Setting) -> dict[str, Any]:
    said = plain({k: v for k, v in values.items() if k not in ("predecessors", "successors")}, setting)
    before = [line[0] for line in _lines(values.get("predecessors", ""))]
    after = [{"code": code, "name": name[0] if name else None} for code, *name in _lines(values.get("successors", ""))]
    return said | {"predecessors": before, "successors": after}


DECISION = Form(
    title="决定机构变动",
    submit="登记决定",
    intro="由上级党委或组织部门登记。旧代码保留在历史中，正在办理的个案由承接的组织接着办，期限不变。",
    contract=c.DecideOrgChange,
    build=_decision,
    groups=fields(
        Field("kind", "变动", Kind.CHOICE, options=lambda _: [Option(one.value, one.label) for one in c.ChangeKind]),
        Field("predecessors", "变动的组织代码", Kind.LONG_TEXT, hint="一行一个。"),
        Field(
            "successors",
            "承接的组织",
            Kind.LONG_TEXT,
            hint="一行一个：代码，空一格，名称。新设的要写名称，与第一个变动的组织同属一个上级；更名的写新名称；"
            "已有的组织只写代码，可以在别的党委、别的县，只要都在您的管理范围内。",
        ),
        Field("effective_on", "生效日", Kind.DATE, initial=today),
        Field("document", "决定文号"),
        Field("text", "说明", Kind.LONG_TEXT, required=False),
    ),
)


def _mapping_form(file: c.OrgChangeFile, visitor: Visitor) -> Form:
    """A choice for each predecessor, for what is below it, and in a split for each running case."""
    change, names = file.change, visitor.organisations
    heirs = [Option(one.code, one.name or names.name(one.code)) for one in change.successors]

    def goes(name: str, label: str, initial: str = "", *, required: bool = True) -> Field:
        return Field(name, label, Kind.CHOICE, required, options=lambda _: heirs, initial=lambda _: initial)

    main = tuple(goes(f"main.{p}", f"{names.name(p)}的一切", change.main.get(p, "")) for p in change.predecessors)
    below = tuple(
        goes(f"organisations.{one.code}", one.name, change.organisations.get(one.code, ""), required=False)
        for one in names.by_code.values()
        if one.parent_code in change.predecessors and one.valid_to is None
    )
    cases = _cases(change, visitor, goes) if change.kind is c.ChangeKind.SPLIT else ()
    posts = Field(
        "posts",
        "原组织的岗位",
        Kind.ONE_OF,
        options=fixed(("MOVE", "随组织转到承接的组织"), ("END", "结束")),
        initial=lambda _: change.posts.value,
    )
    groups = [
        Group("去向", (*main, posts)),
        Group("下级组织（不选的随原组织）", below),
        Group("个案（不选的随原组织）", cases),
    ]
    return Form(
        title="落实去向",
        submit="登记去向",
        contract=c.MapOrgChange,
        groups=tuple(group for group in groups if group.fields),
    )


def _cases(change: c.OrgChange, visitor: Visitor, goes: Callable[..., Field]) -> tuple[Field, ...]:
    branch = change.predecessors[0]
    found = visitor.services.outflow.list_cases(organisation=branch, reach="own", limit=NAMED_CASES).items
    named = {case: to for case, to in change.cases.items()}
    return tuple(
        goes(f"cases.{one.case_id}", f"{one.number} {one.member_name}", named.get(one.case_id, ""), required=False)
        for one in found
    )


def _form(title: str, submit: str, contract: type[Any], *several: Field, intro: str = "") -> Any:
    form = Form(title=title, submit=submit, contract=contract, groups=fields(*several), intro=intro)
    return lambda _, __: form


VERIFY = _form(
    "核验机构变动",
    "核验办结",
    c.VerifyOrgChange,
    Field("text", "核验情况", Kind.LONG_TEXT, required=False),
    intro="请先看页面上的数字：变动前的组织名下应当都是零。",
)
CANCEL = _form("撤回决定", "撤回", c.CancelOrgChange, Field("text", "理由", Kind.LONG_TEXT))


def _at(*statuses: S) -> Any:
    def offered(file: c.OrgChangeFile, visitor: Visitor) -> bool:
        return file.change.status in statuses and visitor.oversees(OFFICERS, file.change.decided_by)

    return offered


ACTS = (
    SubjectAct(
        "mapping",
        "落实去向",
        _mapping_form,
        _at(S.DECIDED, S.MAPPED),
        lambda far, i, b, k: far.registry.map_org_change(i, b, k),
    ),
    SubjectAct(
        "verify",
        "核验办结",
        VERIFY,
        _at(S.EFFECTIVE),
        lambda far, i, b, k: far.registry.verify_org_change(i, b, k),
    ),
    SubjectAct(
        "cancel",
        "撤回",
        CANCEL,
        _at(S.DECIDED, S.MAPPED),
        lambda far, i, b, k: far.registry.cancel_org_change(i, b, k),
    ),
)


def _rows(visitor: Visitor) -> Sequence[Row]:
    return [
        Row(
            one.change_id,
            (
                one.document,
                one.kind.label,
                _named(visitor, one.predecessors),
                "、".join(_new_names(visitor, one).values()),
                str(one.effective_on),
                one.status.label,
            ),
        )
        for one in visitor.services.registry.list_org_changes().items
    ]


def _named(visitor: Visitor, codes: Sequence[str]) -> str:
    return "、".join(visitor.organisations.name(code) for code in codes)


def _new_names(visitor: Visitor, change: c.OrgChange) -> dict[str, str]:
    """One that is still to be founded stands in no directory."""
    return {one.code: one.name or visitor.organisations.name(one.code) for one in change.successors}


def _read(visitor: Visitor, change_id: UUID) -> c.OrgChangeFile:
    return visitor.services.registry.read_org_change(change_id)


def _show(file: c.OrgChangeFile, visitor: Visitor) -> Shown:
    one, names = file.change, visitor.organisations.name
    new = _new_names(visitor, one)
    facts = [
        ("状态", one.status.label),
        ("变动", one.kind.label),
        ("决定单位", one.decided_by_name),
        ("生效日", str(one.effective_on)),
        ("变动的组织", _named(visitor, one.predecessors)),
        ("承接的组织", "、".join(new.values())),
        ("指名去向的个案", str(len(one.cases)) if one.cases else ""),
        ("已移交", "、".join(f"{SIDES.get(side, side)} {count} 件" for side, count in one.moved.items())),
        ("核验", str(one.verified_on or "")),
    ]
    where = [(names(before), new.get(after, names(after))) for before, after in one.main.items()]
    where += [(names(child), new.get(after, names(after))) for child, after in one.organisations.items()]
    tables = [Table("去向", ("原组织", "承接的组织"), where)] if where else []
    tables.append(Table("变动的组织名下现有", ("内容", "数量"), _preview(visitor, one)))
    return Shown(f"机构变动 {one.document}", facts, one.next_act, tables, file.events, file.tasks)


SIDES = {"outflow": "流出地一侧", "inflow": "流入地一侧"}
OWN_COUNTS = {
    "organisations": "下级组织",
    "posts": "岗位",
    "certificate_numbers": "活动证编号",
    "agreements": "共管协议",
    "mobile_orgs": "流动党员党组织",
}


def _preview(visitor: Visitor, change: c.OrgChange) -> list[tuple[str, str]]:
    """From all three services; one that does not answer is said to be missing."""
    own = visitor.services.registry.preview_org_change(change.change_id)
    counted = [(label, str(getattr(own, name))) for name, label in OWN_COUNTS.items()]
    codes = list(change.predecessors)
    for side, ask in (
        ("outflow", lambda: visitor.services.outflow.preview_move(codes)),
        ("inflow", lambda: visitor.services.inflow.preview_move(codes)),
    ):
        counted += _counts_of(side, ask)
    return counted


def _counts_of(side: str, ask: Callable[[], MovePreview]) -> list[tuple[str, str]]:
    try:
        return [(f"{SIDES[side]}：{name}", str(count)) for name, count in ask().counts.items()]
    except (Outage, Refused):
        return [(SIDES[side], "暂时读不到")]


PROCESS = Process(
    place="org-changes",
    title="机构变动",
    intro="合并、分设、更名、撤销：每个组织、每名党员、每件个案都有承接的组织，什么都不重新开始。",
    columns=("文号", "变动", "原组织", "承接的组织", "生效日", "状态"),
    rows=_rows,
    read=_read,
    show=_show,
    acts=ACTS,
    begins=(
        Beginning(
            "登记机构变动",
            lambda _: DECISION,
            lambda visitor: visitor.holds(OFFICERS),
            lambda far, body, key: far.registry.decide_org_change(body, key),
            lambda answer: answer.change_id,
        ),
    ),
)
