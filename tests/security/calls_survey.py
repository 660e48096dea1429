"""How the survey's routes are called (W-08)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, insert

from services.inflow.survey.tables import SurveyReturnRow as HostReturn
from services.outflow.survey.tables import SurveyReturnRow as HomeReturn
from services.registry.survey import contract as c
from services.registry.survey.tables import CampaignRow, DifferenceRow, ExchangeRow, ViewsRow
from shared.business_clock import SHANGHAI
from shared.letters.bodies_survey import ListRole
from shared.survey import contract as s
from tests.factories.organisations import path_of
from tests.security import world as w
from tests.security.calls import Call, Kind
from tests.security.relations import Object
from tests.security.world import TODAY, World

CAMPAIGN, EXCHANGE, DIFFERENCE = UUID(int=71), UUID(int=72), UUID(int=73)
DEPARTMENT = path_of(w.HOME_DEPARTMENT)
OF_DEPARTMENT = Object(owners=(DEPARTMENT,), seen_at=DEPARTMENT)
ID = {"campaign_id": CAMPAIGN}
STRANGE = {"campaign_id": uuid4()}


def calls(world: World) -> dict[str, dict[str, Call]]:
    home = _of_side(HomeReturn, w.HOME_BRANCH, w.HOME_COMMITTEE, w.HOME_DEPARTMENT)
    there = _of_side(HostReturn, w.HOST_BRANCH, w.HOST_COMMITTEE, w.HOST_DEPARTMENT)
    return {"registry": _people() | _differences() | _workflows(), "outflow": home, "inflow": there}


def puts(table: type[Any], *rows: dict[str, Any]) -> Callable[[Connection], None]:
    def arrange(connection: Connection) -> None:
        connection.execute(insert(table).values(list(rows)))

    return arrange


def _row(unit: str, committee: str, department: str, level: s.ReturnLevel) -> dict[str, Any]:
    return {
        "id": uuid4(), "campaign_id": CAMPAIGN, "organisation": unit, "path": path_of(unit), "committee": committee,
        "level": level, "department": department, "year": 2026, "freeze_on": TODAY, "status": s.ReturnStatus.OWED,
        "since": TODAY, "version": 1, "round": 1, "sent_back": "", "text": "",
    }  # fmt: skip


def _of_side(table: type[Any], branch: str, committee: str, department: str) -> dict[str, Call]:
    def owing(*levels: s.ReturnLevel, status: s.ReturnStatus = s.ReturnStatus.OWED) -> Callable[[Connection], None]:
        """`status` is the branch's; its committee owes the check."""
        units = {s.ReturnLevel.BRANCH: branch, s.ReturnLevel.COMMITTEE: committee}
        rows = [_row(units[level], committee, department, level) for level in levels]
        rows = [row | ({"status": status} if row["level"] == s.ReturnLevel.BRANCH else {}) for row in rows]
        return puts(table, *rows)

    both = owing(s.ReturnLevel.BRANCH, s.ReturnLevel.COMMITTEE)
    of_branch = Object(owners=(path_of(branch),), seen_at=path_of(branch))
    of_committee = Object(owners=(path_of(committee),), seen_at=path_of(committee))
    told, check = s.ReturnSurvey(finished=False), s.CheckSurvey(text="先行审核")
    given = owing(s.ReturnLevel.BRANCH, s.ReturnLevel.COMMITTEE, status=s.ReturnStatus.RETURNED)
    return {
        "return_survey": Call(
            Kind.OBJECT, of_branch, ID | {"branch": branch}, body=told, arrange=both, unknown=STRANGE
        ),
        "send_back_return": Call(
            Kind.OBJECT,
            of_committee,
            ID | {"branch": branch},
            body=s.SendBackReturn(text="请重新确认"),
            arrange=given,
            unknown=STRANGE,
        ),
        "check_survey": Call(
            Kind.OBJECT, of_committee, ID | {"committee": committee}, body=check, arrange=both, unknown=STRANGE
        ),
        "read_survey_return": Call(
            Kind.OBJECT, of_branch, ID | {"organisation": branch}, arrange=both, unknown=STRANGE
        ),
        "list_survey_returns": Call(Kind.LIST, of_branch, ID, arrange=owing(s.ReturnLevel.BRANCH)),
    } | _of_campaigns(of_branch, department, both)


def _of_campaigns(of_branch: Object, department: str, both: Callable[[Connection], None]) -> dict[str, Call]:
    begin = s.BeginSurvey(
        campaign_id=uuid4(),
        department=department,
        path=path_of(department),
        year=2026,
        freeze_on=TODAY,
        opened_on=TODAY,
    )
    ask = s.ListSurveyRows(year=2026, freeze_on=TODAY, within=path_of(department), partner_region="34", key="0" * 64)
    spread = s.ReadDistribution(path=path_of(department), freeze_on=TODAY)
    return {
        "begin_survey": Call(Kind.ROLE, of_branch, body=begin),
        "end_survey": Call(Kind.ROLE, of_branch, ID, body=s.CampaignRef(campaign_id=CAMPAIGN), arrange=both),
        "read_survey_tally": Call(Kind.ROLE, of_branch, {"return_id": uuid4()}, answers=404),
        "list_survey_rows": Call(Kind.ROLE, of_branch, body=ask),
        "read_survey_distribution": Call(Kind.ROLE, of_branch, body=spread),
        "list_running_survey_returns": Call(Kind.ROLE, of_branch, arrange=both),
    }


def campaign(status: c.SurveyStatus) -> Callable[[Connection], None]:
    row = {
        "id": CAMPAIGN, "department": w.HOME_DEPARTMENT, "path": DEPARTMENT, "region": "321003", "year": 2026,
        "status": status, "version": 1, "asked": True, "ended": False, "freeze_on": TODAY, "opened_on": TODAY,
        "going_on_without": "", "analysis": "", "measures": "", "spread": {}, "distribution": {},
        "gathered_at": datetime(2026, 9, 1, 9, tzinfo=SHANGHAI),
    }  # fmt: skip

    def arrange(connection: Connection) -> None:
        """In the place of the one that stands on the calendar by itself."""
        connection.execute(delete(CampaignRow).where(CampaignRow.department == w.HOME_DEPARTMENT))
        connection.execute(insert(CampaignRow).values(row))

    return arrange


def _people() -> dict[str, Call]:
    S = c.SurveyStatus
    acts = {
        "open_survey": (c.OpenSurvey(freeze_on=TODAY), S.PLANNED),
        "start_reconciling": (c.StartReconciling(text="先行核对"), S.COLLECTING),
        "analyse_survey": (c.AnalyseSurvey(text="无变化"), S.RECONCILING),
        "report_survey": (c.ReportSurvey(measures="继续联系"), S.ANALYSED),
        "close_survey": (c.CloseSurvey(), S.REPORTED),
        "read_survey": (None, S.COLLECTING),
        "read_survey_report": (None, S.COLLECTING),
        "export_survey": (None, S.COLLECTING),
    }
    views = c.RecordViews(
        department=w.HOME_DEPARTMENT,
        partner="天长市委组织部",
        partner_region="341181",
        held_on=TODAY,
        groups=[c.PriorityGroup.GRADUATE],
        text="交流",
    )
    nowhere = {"department": "999999"}
    return {
        verb: Call(Kind.OBJECT, OF_DEPARTMENT, ID, body=body, arrange=campaign(status), unknown=STRANGE)
        for verb, (body, status) in acts.items()
    } | {
        "plan_survey": Call(
            Kind.OBJECT, OF_DEPARTMENT, body=c.PlanSurvey(department=w.HOME_DEPARTMENT, year=2030), unknown=nowhere
        ),
        "list_surveys": Call(Kind.SIGNED_IN, OF_DEPARTMENT),
        "record_views": Call(Kind.OBJECT, OF_DEPARTMENT, body=views, unknown=nowhere),
        "list_views": Call(Kind.LIST, OF_DEPARTMENT, arrange=_exchanged_views),
    }


def _exchanged_views(connection: Connection) -> None:
    row = {
        "id": uuid4(), "department": w.HOME_DEPARTMENT, "path": DEPARTMENT, "partner": "天长市委组织部",
        "partner_region": "341181", "held_on": TODAY, "groups": ["GRADUATE"], "text": "", "measures": "",
        "recorded_by": "某人",
    }  # fmt: skip
    connection.execute(insert(ViewsRow).values(row))


def different(connection: Connection) -> None:
    exchange = {
        "id": EXCHANGE, "side": 1, "campaign_id": CAMPAIGN, "year": 2026, "freeze_on": TODAY,
        "department": w.HOME_DEPARTMENT, "department_name": "邗江区委组织部", "department_path": DEPARTMENT,
        "department_region": "321003", "region": "340000", "path": DEPARTMENT, "status": "COMPARED", "version": 1,
        "since": TODAY, "private_half": "", "their_half": "", "gathered": True, "chunks_due": {}, "matched": 0,
    }  # fmt: skip
    difference = {
        "id": DIFFERENCE, "side": 1, "exchange_id": EXCHANGE, "role": ListRole.HOME, "kind": "ONLY_HOME", "fields": [],
        "holder": w.HOME_DEPARTMENT, "holder_path": DEPARTMENT, "status": "OPEN", "version": 1, "case_number": "",
        "text": "", "found_on": TODAY, "region": "340000",
    }  # fmt: skip
    connection.execute(insert(ExchangeRow).values(exchange))
    connection.execute(insert(DifferenceRow).values(difference))


def _differences() -> dict[str, Call]:
    which = {"difference_id": DIFFERENCE, "side": 1}
    unknown = {"difference_id": uuid4()}
    carry = c.CarryDifference(process=c.Process.W_07, text="转查找")
    resolve = c.ResolveDifference(text="已核对")
    return {
        "list_differences": Call(Kind.LIST, OF_DEPARTMENT, arrange=different),
        "resolve_difference": Call(Kind.OBJECT, OF_DEPARTMENT, which, body=resolve, arrange=different, unknown=unknown),
        "carry_difference": Call(Kind.OBJECT, OF_DEPARTMENT, which, body=carry, arrange=different, unknown=unknown),
    }


def _workflows() -> dict[str, Call]:
    collecting = campaign(c.SurveyStatus.COLLECTING)
    spread = c.RecordSpread(role=ListRole.HOME, branches=1, committees=1)
    nothing = c.RecordDistribution(outflow=[], inflow=[])
    tally = s.SurveyTally(
        campaign_id=CAMPAIGN, role=ListRole.HOME, committee=w.HOME_COMMITTEE, branches=1, returned=1, members=0,
        found=0, differing=0, counts=(), checked_on=date(2026, 9, 1), text="",
    )  # fmt: skip
    nowhere = {"exchange_id": uuid4(), "side": 1}
    ref = c.ExchangeRef(exchange_id=uuid4(), side=1)
    return {
        "record_survey_spread": Call(Kind.ROLE, OF_DEPARTMENT, ID, body=spread, arrange=collecting),
        "record_survey_tally": Call(Kind.ROLE, OF_DEPARTMENT, ID, body=tally, arrange=collecting),
        "record_survey_distribution": Call(Kind.ROLE, OF_DEPARTMENT, ID, body=nothing, arrange=collecting),
        "record_survey_end": Call(
            Kind.ROLE, OF_DEPARTMENT, ID, body=c.CampaignRef(campaign_id=CAMPAIGN), arrange=collecting
        ),
        "read_survey_key": Call(Kind.ROLE, OF_DEPARTMENT, nowhere, answers=404),
        "add_survey_rows": Call(
            Kind.ROLE, OF_DEPARTMENT, nowhere, body=c.AddRows(role=ListRole.HOME, first=True, rows=[]), answers=404
        ),
        "finish_survey_lists": Call(Kind.ROLE, OF_DEPARTMENT, nowhere, body=ref, answers=404),
        "list_running_surveys": Call(Kind.ROLE, OF_DEPARTMENT, arrange=collecting),
        "list_running_survey_exchanges": Call(Kind.ROLE, OF_DEPARTMENT, arrange=collecting),
        "list_running_survey_differences": Call(Kind.ROLE, OF_DEPARTMENT, arrange=collecting),
    }
