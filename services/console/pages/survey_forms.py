"""The steps of a campaign as data, and what a branch has filled in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from starlette.datastructures import FormData

from services.registry.client import RegistryClient
from services.registry.survey import contract as c
from shared.letters.bodies_survey import ListRole
from shared.problem_details import Problem
from shared.service_client import Refused
from shared.survey.contract import ConfirmedMember, FoundMember, Whereabouts

FOUND_ROWS = 3
WRONGLY_FILLED = Problem(
    status=422,
    code="wrongly_filled",
    detail="有内容没有填写，或格式不对（如公民身份号码、六位地区代码），请返回上一页核对后再提交。",
)
Send = Callable[[RegistryClient, UUID, str, str], c.Survey]


@dataclass(frozen=True)
class Step:
    """`asks`: what the one field of the step asks for."""

    name: str
    button: str
    asks: str
    required: bool
    send: Send
    kind: str = "text"


def _open(registry: RegistryClient, campaign_id: UUID, text: str, key: str) -> c.Survey:
    return registry.open_survey(campaign_id, c.OpenSurvey(freeze_on=date.fromisoformat(text)), key)


def _reconcile(registry: RegistryClient, campaign_id: UUID, text: str, key: str) -> c.Survey:
    return registry.start_reconciling(campaign_id, c.StartReconciling(text=text), key)


def _analyse(registry: RegistryClient, campaign_id: UUID, text: str, key: str) -> c.Survey:
    return registry.analyse_survey(campaign_id, c.AnalyseSurvey(text=text), key)


def _report(registry: RegistryClient, campaign_id: UUID, text: str, key: str) -> c.Survey:
    return registry.report_survey(campaign_id, c.ReportSurvey(measures=text), key)


def _close(registry: RegistryClient, campaign_id: UUID, _: str, key: str) -> c.Survey:
    return registry.close_survey(campaign_id, c.CloseSurvey(), key)


STEPS = {
    step.name: step
    for step in (
        Step("opening", "部署排查", "冻结日期（此日之后的变动不计入今年名单）", True, _open, "date"),
        Step("reconciling", "开始核对两地名单", "还有党委没有审核时，说明原因", False, _reconcile),
        Step("analysis", "完成分析", "分析：数量、分布、特点", True, _analyse),
        Step("report", "提交报告", "采取的措施", True, _report),
        Step("closing", "办结排查", "", False, _close),
    )
}
NEXT_STEP = {
    c.SurveyStatus.PLANNED: STEPS["opening"],
    c.SurveyStatus.COLLECTING: STEPS["reconciling"],
    c.SurveyStatus.RECONCILING: STEPS["analysis"],
    c.SurveyStatus.ANALYSED: STEPS["report"],
    c.SurveyStatus.REPORTED: STEPS["closing"],
}


@contextmanager
def filled_in() -> Iterator[None]:
    """Raises Refused 422 for what cannot be read from the form."""
    try:
        yield
    except ValueError as error:
        raise Refused(WRONGLY_FILLED) from error


def said_members(form: FormData, role: ListRole) -> list[ConfirmedMember]:
    """Fields `home-SUBJECT`, `host-SUBJECT`; an empty one is not said yet."""
    marked = f"{role}-member-"
    said = {name.removeprefix(marked): str(value) for name, value in form.items() if name.startswith(marked) and value}
    return [ConfirmedMember(subject=UUID(one), whereabouts=Whereabouts(where)) for one, where in said.items()]


def found_members(form: FormData, role: ListRole) -> list[FoundMember]:
    """A row of the table of found members counts when it has a name."""
    rows = []
    for n in range(1, FOUND_ROWS + 1):
        row = {part: str(form.get(f"{role}-found-{n}-{part}", "")).strip() for part in FOUND_PARTS}
        if row["name"]:
            rows.append(FoundMember.model_validate({**row, "standing": row["standing"] or "FULL"}))
    return rows


FOUND_PARTS = ("name", "id_number", "standing", "region", "place")
