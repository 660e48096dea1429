"""排查 (W-08): a department opens and watches, a branch confirms its members on one page, a committee checks."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from services.console.far_side import unless_unknown
from services.console.pages.survey_forms import NEXT_STEP, STEPS, filled_in, found_members, said_members
from services.console.rendering import render
from services.console.sign_in.visitor import Submitted, Visitor, VisitorDep
from services.console.wording import pick
from services.registry.survey import contract as c
from shared.identifiers import new_id, province_of
from shared.letters.bodies_survey import ListRole
from shared.organisation_directory.regions import names_of_regions
from shared.posts import Role
from shared.service_client import Outage
from shared.survey.client import SurveyCalls
from shared.survey.contract import (
    MAY_BE_SAID,
    CheckSurvey,
    ReturnLevel,
    ReturnStatus,
    ReturnSurvey,
    SendBackReturn,
    SurveyReturn,
    SurveyReturnSummary,
)
from shared.workbooks.writing import XLSX

router = APIRouter()
BRANCH_ROLES = frozenset({Role.BRANCH_SECRETARY, Role.CONTACT_PERSON})
OFFICER = frozenset({Role.DEPARTMENT_OFFICER})
WATCHERS = frozenset({Role.DEPARTMENT_OFFICER, Role.INSPECTOR})
CHECKERS = frozenset({Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER})
SIDES = {ListRole.HOME: "流出（本支部党员）", ListRole.HOST: "流入（外地来的党员）"}


def side_of(visitor: Visitor, role: ListRole) -> SurveyCalls:
    return visitor.services.outflow if role is ListRole.HOME else visitor.services.inflow


def _own(visitor: Visitor, roles: frozenset[Role]) -> list[str]:
    return list(dict.fromkeys(post.organisation for post in visitor.actor.posts if post.role in roles))


@router.get("/surveys")
def show_surveys(request: Request, visitor: VisitorDep, after: str = "") -> Response:
    registry, this_year = visitor.services.registry, visitor.today.year
    page = registry.list_surveys(after=after or None)
    planned = {one.department for one in registry.list_surveys(year=this_year, limit=200).items if one.planned_on}
    departments = _own(visitor, OFFICER)
    return render(
        request,
        "surveys.html",
        surveys=page.items,
        next_page=page.next,
        departments=[(code, visitor.organisations.name(code)) for code in departments],
        unplanned=[(code, visitor.organisations.name(code)) for code in departments if code not in planned],
        branches=[(code, visitor.organisations.name(code)) for code in _own(visitor, BRANCH_ROLES)],
        views=visitor.services.registry.list_views().items if visitor.holds(WATCHERS) else [],
        groups=list(c.PriorityGroup),
        key=new_id().hex,
    )


@router.post("/surveys")
def plan_survey(visitor: VisitorDep, form: Submitted) -> Response:
    with filled_in():
        body = c.PlanSurvey(department=_text(form, "department"), year=visitor.today.year)
    survey = visitor.services.registry.plan_survey(body, _text(form, "key"))
    return RedirectResponse(f"/surveys/{survey.campaign_id}", status_code=303)


def _survey(visitor: Visitor, campaign_id: UUID) -> c.Survey:
    """Whole for those who watch it; for those under the department, that it is on. Raises HTTPException 404."""
    found = visitor.services.registry.list_surveys(campaign_id=campaign_id).items
    if not found:
        raise HTTPException(404)
    return found[0]


@router.get("/surveys/{campaign_id}")
def show_survey(request: Request, visitor: VisitorDep, campaign_id: UUID) -> Response:
    survey = _survey(visitor, campaign_id)
    acts = visitor.holds(OFFICER, survey.department)
    returns = {role: _returns(visitor, role, campaign_id) for role in ListRole}
    return render(
        request,
        "survey.html",
        survey=survey,
        region=_regions(visitor),
        watches=visitor.oversees(WATCHERS, survey.department),
        step=NEXT_STEP.get(survey.status) if acts else None,
        returns={role: items for role, items in returns.items() if items},
        progress={role: _counts(items) for role, items in returns.items() if items},
        sides=SIDES,
        branches=_own(visitor, BRANCH_ROLES),
        checkable=_checkable(visitor, returns),
        statuses=list(c.SurveyStatus),
        levels=ReturnLevel,
        key=new_id().hex,
    )


def _returns(visitor: Visitor, role: ListRole, campaign_id: UUID) -> list[SurveyReturnSummary]:
    try:
        return side_of(visitor, role).list_survey_returns(campaign_id).items
    except Outage:
        return []


def _counts(items: list[SurveyReturnSummary]) -> dict[str, int]:
    branches = [one for one in items if one.level is ReturnLevel.BRANCH]
    given = [one for one in branches if one.status in (ReturnStatus.RETURNED, ReturnStatus.CHECKED)]
    checks = [one for one in items if one.level is ReturnLevel.COMMITTEE]
    return {
        "branches": len(branches),
        "returned": len(given),
        "committees": len(checks),
        "checked": sum(one.status is ReturnStatus.CHECKED for one in checks),
        "members": sum(one.confirmed for one in branches),
        "found": sum(one.found for one in branches),
    }


def _checkable(
    visitor: Visitor, returns: dict[ListRole, list[SurveyReturnSummary]]
) -> list[tuple[ListRole, SurveyReturnSummary]]:
    wanted = (ReturnStatus.WAITING, ReturnStatus.OWED)
    return [
        (role, one)
        for role, items in returns.items()
        for one in items
        if one.level is ReturnLevel.COMMITTEE and one.status in wanted and visitor.holds(CHECKERS, one.organisation)
    ]


@router.post("/surveys/{campaign_id}/steps/{step}")
def take_step(visitor: VisitorDep, form: Submitted, campaign_id: UUID, step: str) -> Response:
    taken = STEPS.get(step)
    if taken is None:
        raise HTTPException(404)
    with filled_in():
        taken.send(visitor.services.registry, campaign_id, _text(form, "text"), _text(form, "key"))
    return RedirectResponse(f"/surveys/{campaign_id}", status_code=303)


@router.post("/surveys/{campaign_id}/checks/{role}/{committee}")
def check_survey(visitor: VisitorDep, form: Submitted, campaign_id: UUID, role: ListRole, committee: str) -> Response:
    side_of(visitor, role).check_survey(
        campaign_id, committee, CheckSurvey(text=_text(form, "text")), _text(form, "key")
    )
    return RedirectResponse(f"/surveys/{campaign_id}", status_code=303)


@router.get("/surveys/{campaign_id}/returns/{branch}")
def show_return(request: Request, visitor: VisitorDep, campaign_id: UUID, branch: str) -> Response:
    """Both lists of one branch on one page."""
    parts = {role: _return(visitor, role, campaign_id, branch) for role in ListRole}
    if not any(parts.values()):
        raise HTTPException(404)
    return render(
        request,
        "survey_return.html",
        survey=_survey(visitor, campaign_id),
        branch=branch,
        branch_name=visitor.organisations.name(branch),
        parts=parts,
        sides=SIDES,
        answers=MAY_BE_SAID,
        writes=visitor.holds(BRANCH_ROLES, branch),
        sends_back={role for role, part in parts.items() if part and _sends_back(visitor, part.summary)},
        given=(ReturnStatus.CHECKED, ReturnStatus.ENDED),
        key=new_id().hex,
    )


def _sends_back(visitor: Visitor, summary: SurveyReturnSummary) -> bool:
    return summary.status is ReturnStatus.RETURNED and visitor.holds(CHECKERS, summary.committee)


@router.post("/surveys/{campaign_id}/returns/{branch}/{role}/sending-back")
def send_back_return(visitor: VisitorDep, form: Submitted, campaign_id: UUID, branch: str, role: ListRole) -> Response:
    with filled_in():
        body = SendBackReturn(text=_text(form, "text"))
    side_of(visitor, role).send_back_return(campaign_id, branch, body, _text(form, "key"))
    return RedirectResponse(f"/surveys/{campaign_id}/returns/{branch}", status_code=303)


def _return(visitor: Visitor, role: ListRole, campaign_id: UUID, branch: str) -> SurveyReturn | None:
    return unless_unknown(lambda: side_of(visitor, role).read_survey_return(campaign_id, branch))


@router.post("/surveys/{campaign_id}/returns/{branch}")
def return_survey(visitor: VisitorDep, form: Submitted, campaign_id: UUID, branch: str) -> Response:
    """D-30. A side that has nothing to confirm and found nobody is left alone, unless it was asked."""
    finished = _text(form, "finished") == "true"
    for role in ListRole:
        part = _return(visitor, role, campaign_id, branch)
        given = part is not None and part.summary.status in (ReturnStatus.CHECKED, ReturnStatus.ENDED)
        with filled_in():
            body = ReturnSurvey(members=said_members(form, role), found=found_members(form, role), finished=finished)
        if given or (part is None and not body.found):
            continue
        side_of(visitor, role).return_survey(campaign_id, branch, body, f"{_text(form, 'key')}-{role}")
    return RedirectResponse(f"/surveys/{campaign_id}/returns/{branch}", status_code=303)


@router.get("/surveys/{campaign_id}/report")
def show_report(request: Request, visitor: VisitorDep, campaign_id: UUID) -> Response:
    report = visitor.services.registry.read_survey_report(campaign_id)
    return render(
        request,
        "survey_report.html",
        report=report,
        differences=sum(sum(one.differences.values()) for one in report.survey.exchanges),
        survey=report.survey,
        tables=[("流出", "home", report.outflow), ("流入", "host", report.inflow)],
        region=_regions(visitor),
        reason=lambda code: _reason(visitor, report.survey.department, code),
    )


def _regions(visitor: Visitor) -> Callable[[str], str]:
    """A region's code in words: as the directory calls it, else by its province."""
    names = names_of_regions(visitor.organisations.by_code.values())

    def called(code: str) -> str:
        province = pick("provinces", province_of(code)) if code else ""
        return names.get(code) or (f"{province}（{code}）" if province else code)

    return called


def _reason(visitor: Visitor, department: str, code: str) -> str:
    found = visitor.pack(department).departure_reason(code)
    return found.label if found else code


@router.get("/surveys/{campaign_id}/workbook")
def download_workbook(visitor: VisitorDep, campaign_id: UUID) -> Response:
    content = visitor.services.registry.export_survey(campaign_id)
    headers = {"Content-Disposition": 'attachment; filename="survey.xlsx"'}
    return Response(content, media_type=XLSX, headers=headers)


NARROWING = {"campaign": "campaign_id", "status": "status", "kind": "kind", "role": "role", "region": "region"}
"""What an address may narrow the list of differences by, and what the registry calls it."""


@router.get("/survey-differences")
def show_differences(request: Request, visitor: VisitorDep, after: str = "") -> Response:
    """The same narrowing as the figures of the report that link here, so that each equals its list."""
    given = {name: value for name in NARROWING if (value := request.query_params.get(name))}
    wanted = {NARROWING[name]: value for name, value in given.items()}
    page = visitor.services.registry.list_differences(**wanted, after=after or None)
    return render(
        request,
        "survey_differences.html",
        page=page,
        region=_regions(visitor),
        wanted=given,
        next_page=f"/survey-differences?{urlencode(given | {'after': page.next})}" if page.next else None,
        statuses=list(c.DifferenceStatus),
        processes=list(c.Process),
        acts=lambda one: visitor.oversees(OFFICER, one.holder),
        key=new_id().hex,
    )


@router.post("/survey-differences/{difference_id}/{side}")
def handle_difference(visitor: VisitorDep, form: Submitted, difference_id: UUID, side: int) -> Response:
    """Resolved, or carried as a case of the chosen process."""
    registry, key, text, process = visitor.services.registry, *(_text(form, n) for n in ("key", "text", "process"))
    with filled_in():
        if process:
            carry = c.CarryDifference(process=c.Process(process), text=text, case_number=_text(form, "case_number"))
            registry.carry_difference(difference_id, side, carry, key)
        else:
            registry.resolve_difference(difference_id, side, c.ResolveDifference(text=text), key)
    return RedirectResponse("/survey-differences?status=OPEN", status_code=303)


@router.post("/views")
def record_views(visitor: VisitorDep, form: Submitted) -> Response:
    """D-60."""
    with filled_in():
        body = c.RecordViews(
            department=_text(form, "department"),
            partner=_text(form, "partner"),
            partner_region=_text(form, "partner_region"),
            held_on=date.fromisoformat(_text(form, "held_on")),
            groups=[group for group in c.PriorityGroup if form.get(f"group-{group}")],
            text=_text(form, "text"),
            measures=_text(form, "measures"),
        )
    visitor.services.registry.record_views(body, _text(form, "key"))
    return RedirectResponse("/surveys", status_code=303)


def _text(form: FormData, name: str) -> str:
    return str(form.get(name, "")).strip()
