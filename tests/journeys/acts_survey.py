"""The yearly survey as its people act on it: departments of two counties, their branches and committees."""

from uuid import UUID

from deploy.embedded.people import SignedIn
from services.outflow.contract import Person
from services.registry.survey import contract as c
from shared.kernel_client import KernelClient
from shared.letters.bodies_survey import ListRole
from shared.policy.task_kinds import TaskKind as K
from shared.survey import contract as s
from shared.tasks.contract import Task
from tests.journeys.stage import Stage

CASES_WITHOUT = "其余党支部正在排查，先行核对。"


def owes(stage: Stage, who: SignedIn, service: str, kind: K) -> Task:
    """The task on the own list (待办): whoever finds it there holds the duty."""
    client: KernelClient = getattr(who.services, service)
    return stage.until(
        lambda: next(iter(client.list_tasks(scope="mine", kind=kind).items), None), f"{kind.label}在待办中"
    )


def opens(stage: Stage, who: SignedIn, department: str) -> UUID:
    """Planned and opened with today as the freeze date; both sides have told their branches."""
    registry, today = who.services.registry, stage.today
    campaign_id = registry.plan_survey(c.PlanSurvey(department=department, year=today.year)).campaign_id
    registry.open_survey(campaign_id, c.OpenSurvey(freeze_on=today))
    stage.until(lambda: len(registry.read_survey(campaign_id).progress) == 2, "排查已到支部")
    owes(stage, who, "registry", K.REPORT_SURVEY)
    return campaign_id


def confirms(
    who: SignedIn,
    role: ListRole,
    campaign_id: UUID,
    branch: str,
    said: dict[UUID, s.Whereabouts],
    found: Person,
    region: str,
) -> None:
    """Everybody as recorded but for the cases in `said`, and one whom the records do not know."""
    client = who.services.outflow if role is ListRole.HOME else who.services.inflow
    known = client.read_survey_return(campaign_id, branch).members
    members = [
        s.ConfirmedMember(subject=one.subject, whereabouts=said.get(one.case_id or one.subject, one.registered))
        for one in known
        if one.registered
    ]
    stranger = s.FoundMember(
        name=found.name, id_number=found.id_number, standing=str(found.standing), region=region, place="某地"
    )
    client.return_survey(campaign_id, branch, s.ReturnSurvey(members=members, found=[stranger]))


def sends_back(stage: Stage, who: SignedIn, secretary: SignedIn, campaign_id: UUID, branch: str) -> None:
    """W-08: the committee wants the branch's home list again; the task is on the secretary's list a second time."""
    stage.until(
        lambda: not secretary.services.outflow.list_tasks(scope="mine", kind=K.RETURN_SURVEY).items, "报回后不再催办"
    )
    words = s.SendBackReturn(text="名册与排查结果不符，请逐人再确认。")
    sent = who.services.outflow.send_back_return(campaign_id, branch, words)
    assert (sent.status, sent.round) == (s.ReturnStatus.OWED, 2)
    owes(stage, secretary, "outflow", K.RETURN_SURVEY)
    assert secretary.services.outflow.read_survey_return(campaign_id, branch).sent_back == words.text


def checks(who: SignedIn, role: ListRole, campaign_id: UUID, committee: str) -> None:
    client = who.services.outflow if role is ListRole.HOME else who.services.inflow
    client.check_survey(campaign_id, committee, s.CheckSurvey(text=CASES_WITHOUT))


def differences(who: SignedIn, **wanted: object) -> list[c.Difference]:
    return who.services.registry.list_differences(limit=200, **wanted).items
