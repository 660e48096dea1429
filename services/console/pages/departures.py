"""登记流出: declare a departure, and what classification makes of it (rulebook 5.0)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from services.console.forms.fields import Field, Form, Group, Kind, Option, Values, fixed, today
from services.console.forms.hosts import host_fields, with_host
from services.console.forms.setting import Setting
from services.console.pages.filling import empty_page, handle, kept_page
from services.console.rendering import render
from services.console.sign_in.visitor import Submitted, VisitorDep
from services.outflow.contract import DeclareDeparture
from shared.posts import Role
from shared.service_client import Outage

router = APIRouter()


def _branches(setting: Setting) -> Sequence[Option]:
    posts = setting.visitor.actor.posts
    codes = dict.fromkeys(post.organisation for post in posts if post.role is Role.BRANCH_SECRETARY)
    return [Option(code, setting.visitor.organisations.name(code)) for code in codes]


def _own_branch(setting: Setting) -> str:
    options = _branches(setting)
    return options[0].value if len(options) == 1 else ""


def _reasons(setting: Setting) -> Sequence[Option]:
    return [Option(one.code, one.label) for one in setting.pack.departure_reasons]


def _build(values: Values, setting: Setting) -> dict[str, Any]:
    """A letter X at the end of the ID number may have been typed small."""
    upper = dict(values)
    if number := upper.get("person.id_number"):
        upper["person.id_number"] = "".join(number.split()).upper()
    return with_host(upper, setting, "departure.")


FORM = Form(
    title="登记流出",
    submit="登记，看看应当怎么办",
    intro="登记后系统按规定判断：发活动证、转组织关系、开证明信，或仍在本支部管理。",
    contract=DeclareDeparture,
    groups=(
        Group(
            "党员",
            (
                Field("home_branch", "所在党支部", Kind.CHOICE, options=_branches, initial=_own_branch),
                Field("person.name", "姓名"),
                Field(
                    "person.id_number",
                    "身份证号",
                    hint="18 位，末位可能是 X。",
                    wrong="身份证号应为 18 位，末位可以是 X，请对照身份证填写",
                ),
                Field("person.sex", "性别", Kind.CHOICE, required=False, options=fixed(("男", "男"), ("女", "女"))),
                Field(
                    "person.standing",
                    "党员类别",
                    Kind.ONE_OF,
                    options=fixed(("FULL", "正式党员"), ("PROBATIONARY", "预备党员")),
                ),
                Field(
                    "person.joined",
                    "入党时间",
                    required=False,
                    hint="例如 2006-03 或 2006-03-15。",
                    wrong="入党时间请写成 2006-03 或 2006-03-15",
                ),
                Field("person.phone", "本人电话", required=False, inputmode="tel"),
                Field("person.ethnicity", "民族", required=False),
                Field("person.education", "学历", required=False),
            ),
        ),
        Group(
            "外出",
            (
                Field("departure.leaves_on", "流出时间", Kind.DATE, initial=today),
                Field(
                    "departure.expected_return",
                    "预计返回时间",
                    Kind.DATE,
                    required=False,
                    hint="说不准就留空，按 6 个月以上办理。",
                ),
                Field("departure.reason", "流出原因", Kind.CHOICE, options=_reasons),
                Field(
                    "departure.companions",
                    "同一去向的党员人数",
                    Kind.NUMBER,
                    hint="含本人。",
                    initial=lambda _: "1",
                ),
            ),
        ),
        Group("流入地", host_fields("departure.")),
        Group(
            "判断所需的情况",
            (
                Field("departure.place_fixed", "外出地点固定", Kind.TICK, initial=lambda _: "true"),
                Field("departure.often_back", "经常返回本地", Kind.TICK),
                Field("departure.transferable", "流入地党组织能够接转组织关系", Kind.TICK),
                Field("departure.abroad", "出国（境）", Kind.TICK),
                Field(
                    "departure.graduated_on",
                    "毕业时间",
                    Kind.DATE,
                    required=False,
                    hint="组织关系留在学校的毕业生填写。",
                ),
            ),
        ),
    ),
    build=_build,
)


@router.get("/departures/new")
def show_declaration(request: Request, visitor: VisitorDep) -> Response:
    return empty_page(request, FORM, Setting(visitor))


@router.post("/departures/new")
def declare_departure(request: Request, visitor: VisitorDep, form: Submitted) -> Response:
    def send(body: Any, key: str) -> Any:
        return visitor.services.outflow.declare_departure(body, key)

    try:
        answer = handle(request, FORM, Setting(visitor), form, send)
    except Outage as outage:
        return kept_page(request, FORM, form, outage)
    if isinstance(answer, Response):
        return answer
    case_id: UUID = getattr(answer, "case_id")  # noqa: B009
    return RedirectResponse(f"/cases/{case_id}/declared", status_code=303)


@router.get("/cases/{case_id}/declared")
def show_outcome(request: Request, visitor: VisitorDep, case_id: UUID) -> Response:
    """What the declaration led to, and by which rule."""
    return render(request, "declared.html", case=visitor.services.outflow.read_case(case_id).case)
