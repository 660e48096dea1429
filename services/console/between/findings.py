"""接收认定 (D-67): findings against organisations that refused, and what was done about them."""

from collections.abc import Sequence
from uuid import UUID

from services.console.between.process import UNKNOWN, Process, Row, Shown, SubjectAct, Table
from services.console.forms.fields import Field, Form, Kind, Option, fields, today
from services.console.sign_in.visitor import Visitor
from services.inflow.findings import contract as c
from shared.posts import Role
from shared.service_client import Refused

DEPARTMENT = frozenset({Role.DEPARTMENT_OFFICER})
MEASURE = Form(
    title="登记处理",
    submit="登记",
    intro="对无正当理由拒收的组织批评教育；情节严重的，作出组织处理。不得记在党员名下。",
    contract=c.RecordMeasure,
    groups=fields(
        Field("measure", "处理", Kind.ONE_OF, options=lambda _: [Option(one.value, one.label) for one in c.Measure]),
        Field("text", "内容", Kind.LONG_TEXT),
        Field("decided_on", "日期", Kind.DATE, initial=today),
    ),
)


def _rows(visitor: Visitor) -> Sequence[Row]:
    return [
        Row(
            one.finding_id,
            (
                one.organisation_name,
                one.case_number,
                one.decided_by_name,
                str(one.decided_on),
                "、".join(two.measure.label for two in one.measures) or "尚未处理",
            ),
        )
        for one in visitor.services.inflow.list_findings().items
    ]


def _read(visitor: Visitor, finding_id: UUID) -> c.Finding:
    one = next((two for two in visitor.services.inflow.list_findings().items if two.finding_id == finding_id), None)
    if one is None:
        raise Refused(UNKNOWN)
    return one


def _show(one: c.Finding, _: Visitor) -> Shown:
    taken = [(two.measure.label, two.text, two.decided_by_name, str(two.decided_on)) for two in one.measures]
    facts = [
        ("组织", one.organisation_name),
        ("个案", one.case_number),
        ("认定", one.text),
        ("认定单位", one.decided_by_name),
        ("日期", str(one.decided_on)),
    ]
    return Shown(
        f"接收认定：{one.organisation_name}", facts, tables=[Table("处理", ("处理", "内容", "单位", "日期"), taken)]
    )


PROCESS = Process(
    place="findings",
    title="接收认定",
    intro="组织部门责令接收的拒收，及对有关组织的处理（D-67）。",
    columns=("组织", "个案", "认定单位", "日期", "处理"),
    rows=_rows,
    read=_read,
    show=_show,
    acts=(
        SubjectAct(
            "measure",
            "登记处理",
            lambda _, __: MEASURE,
            lambda one, visitor: visitor.oversees(DEPARTMENT, one.organisation),
            lambda far, i, b, k: far.inflow.record_measure(i, b, k),
        ),
    ),
)
