"""Policy packs in force and working calendars."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Body, Response

from services.registry import contract as c
from services.registry.operations import calendars, policies
from services.registry.queries import calendars as calendar_queries
from services.registry.queries import organisations as queries
from shared.calendar.year import CalendarYear
from shared.identifiers import OrganisationCode
from shared.requests import Commanding, Reading
from shared.service_app import COMMAND_REFUSALS, refusals

SIGNED_IN = refusals(401, 422)
WRITE = refusals(*COMMAND_REFUSALS)

EXAMPLE_YEAR = {
    "year": 2027,
    "status": "OFFICIAL",
    "source": "国务院办公厅关于2027年部分节假日安排的通知",
    "holidays": [{"on": "2027-01-01", "name": "元旦"}],
    "working_weekends": [],
}

router = APIRouter(tags=["rules"])


@router.get("/policies/{organisation}", summary="某组织在某日适用的规则包", responses=SIGNED_IN)
def read_policy(act: Reading, organisation: OrganisationCode, on: date) -> c.PolicyInForce:
    return queries.read_policy(act, organisation, on)


@router.get("/policy-assignments", summary="规则包指定情况", responses=SIGNED_IN)
def list_policy_assignments(act: Reading) -> c.PolicyAssignments:
    return queries.list_policy_assignments(act)


@router.post("/policy-assignments", summary="指定规则包", response_model=c.PolicyAssignment, responses=WRITE)
def assign_policy(command: Commanding, body: c.AssignPolicy) -> Response:
    return command.answer(policies.assign_policy(command.act, body))


@router.get("/calendars", summary="各年工作日历（最新版）", responses=SIGNED_IN)
def read_calendars(act: Reading) -> c.Calendars:
    return calendar_queries.read_calendars(act)


@router.post("/calendars", summary="公布某年放假安排（新版本）", response_model=CalendarYear, responses=WRITE)
def publish_calendar(command: Commanding, body: Annotated[CalendarYear, Body(examples=[EXAMPLE_YEAR])]) -> Response:
    return command.answer(calendars.publish_calendar(command.act, body))
