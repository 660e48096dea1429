"""名额与记录 (D-44, D-46, D-48, D-49, D-61, D-63, D-66, D-68) and the own entry among the offices (D-50)."""

from collections.abc import Sequence
from uuid import UUID

from services.console.between.choices import COMMITTEES, DEPARTMENTS, PARTNER_HINT, first_own, own_posts, standing
from services.console.between.process import UNKNOWN, Beginning, Process, Row, Shown, SubjectAct, Table
from services.console.forms.fields import Field, Form, Kind, Option, fields, today
from services.console.sign_in.visitor import Visitor
from services.registry.records import contract as c
from shared.organisations import OrganisationKind
from shared.posts import Role
from shared.service_client import Refused

KEEPERS = (Role.BRANCH_SECRETARY, Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER)
PUBLISHERS = (Role.COMMITTEE_OFFICER, Role.RECEPTION_OFFICER, Role.DEPARTMENT_OFFICER)
BASE = (OrganisationKind.GENERAL_BRANCH, OrganisationKind.BRANCH)

RECORD = Form(
    title="登记",
    submit="登记",
    intro="名额、邀请、结对、支持、协调、督查、典型做法；人员姓名只写在说明里。",
    contract=c.KeepRecord,
    groups=fields(
        Field("own", "登记单位", Kind.CHOICE, options=own_posts(*KEEPERS), initial=first_own(*KEEPERS)),
        Field("kind", "类别", Kind.CHOICE, options=lambda _: [Option(one.value, one.label) for one in c.RecordKind]),
        Field("on", "日期", Kind.DATE, initial=today),
        Field("title", "事项", hint="例如：2026年度优秀共产党员表彰。不写人名。"),
        Field("planned", "人数（预留名额、邀请代表）", Kind.NUMBER, required=False),
        Field("partner", "对方组织", Kind.SEARCH, False, PARTNER_HINT, standing(*DEPARTMENTS, *COMMITTEES, *BASE)),
        Field("partner_name", "对方名称", required=False, hint="对方不在平台上时填。"),
        Field("text", "说明", Kind.LONG_TEXT, required=False),
    ),
)
OFFICE = Form(
    title="公布服务机构",
    submit="公布",
    intro="公布后任何人不登录也能看到。",
    contract=c.PublishOffice,
    groups=fields(
        Field("own", "单位", Kind.CHOICE, options=own_posts(*PUBLISHERS), initial=first_own(*PUBLISHERS)),
        Field("office", "地址"),
        Field("hours", "服务时间"),
        Field("phone", "服务电话", inputmode="tel", wrong="服务电话只能用数字、空格、加号、括号和短横"),
    ),
)
RESULT = Form(
    title="登记结果",
    submit="登记",
    contract=c.ConcludeRecord,
    groups=fields(
        Field("on", "日期", Kind.DATE, initial=today),
        Field("result", "结果人数", Kind.NUMBER, required=False),
        Field("text", "说明", Kind.LONG_TEXT, required=False),
    ),
)


def _rows(visitor: Visitor) -> Sequence[Row]:
    return [
        Row(
            one.record_id,
            (
                one.title,
                one.kind.label,
                one.own_name,
                str(one.on),
                "" if one.planned is None else str(one.planned),
                "" if one.result is None else str(one.result),
                one.partner_name,
            ),
        )
        for one in visitor.services.registry.list_records().items
    ]


def _read(visitor: Visitor, record_id: UUID) -> c.OrgRecord:
    found = (one for one in visitor.services.registry.list_records().items if one.record_id == record_id)
    one = next(found, None)
    if one is None:
        raise Refused(UNKNOWN)
    return one


def _may_conclude(one: c.OrgRecord, visitor: Visitor) -> bool:
    return one.concluded_on is None and visitor.holds(frozenset(KEEPERS), one.own)


def _show(one: c.OrgRecord, visitor: Visitor) -> Shown:
    facts = [
        ("类别", f"{one.kind.label}（{one.duty}）"),
        ("登记单位", one.own_name),
        ("日期", str(one.on)),
        ("预留或邀请", "" if one.planned is None else f"{one.planned} 人"),
        ("对方", one.partner_name),
        ("说明", one.text),
        ("结果", f"{one.concluded_on} {'' if one.result is None else f'{one.result} 人'}" if one.concluded_on else ""),
        ("结果说明", one.conclusion),
    ]
    return Shown(one.title, facts, tables=[_extract(visitor, one)])


def _extract(visitor: Visitor, one: c.OrgRecord) -> Table:
    """D-66: the year's figures of the organisation that keeps this record."""
    try:
        extract = visitor.services.registry.read_assessment(one.own, one.on.year)
    except Refused:
        return Table("年度考核摘要", ("类别", "记录"), [])
    lines = [
        (line.label, str(line.records), str(line.planned), str(line.result)) for line in extract.records if line.records
    ]
    title = f"{extract.organisation_name} {extract.year} 年考核摘要（D-66，只列数字）"
    return Table(title, ("类别", "记录", "计划人数", "结果人数"), lines)


PROCESS = Process(
    place="records",
    title="名额与记录",
    intro="表彰慰问名额、邀请代表、纳入计划、支持、结对、协调、督查、典型。",
    columns=("事项", "类别", "单位", "日期", "计划", "结果", "对方"),
    rows=_rows,
    read=_read,
    show=_show,
    acts=(
        SubjectAct(
            "result",
            "登记结果",
            lambda _, __: RESULT,
            _may_conclude,
            lambda far, i, b, k: far.registry.conclude_record(i, b, k),
        ),
    ),
    begins=(
        Beginning(
            "登记",
            lambda _: RECORD,
            lambda visitor: visitor.holds(frozenset(KEEPERS)),
            lambda far, body, key: far.registry.keep_record(body, key),
            lambda answer: answer.record_id,
        ),
        Beginning(
            "公布服务机构",
            lambda _: OFFICE,
            lambda visitor: visitor.holds(frozenset(PUBLISHERS)),
            lambda far, body, key: far.registry.publish_office(body, key),
        ),
    ),
)
