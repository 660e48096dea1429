"""Three services on real databases, and a pair of hands that do what the survey's workflows would do."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cache
from typing import Any, cast
from uuid import UUID

from fastapi.testclient import TestClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from services.inflow import contract as host
from services.inflow.app import build as build_inflow
from services.inflow.client import InflowClient
from services.inflow.survey.tables import SurveyReturnRow as HostReturn
from services.outflow import contract as home
from services.outflow.app import build as build_outflow
from services.outflow.client import OutflowClient
from services.outflow.survey.tables import SurveyReturnRow as HomeReturn
from services.registry.app import build as build_registry
from services.registry.client import RegistryClient
from services.registry.survey import contract as c
from shared.business_clock import SHANGHAI
from shared.keys import KeyRing
from shared.letters.bodies_survey import ListRole
from shared.letters.tables import LetterSentRow
from shared.posts import Actor, Role
from shared.service_client import Token
from shared.survey import contract as s
from tests.factories.deployment import FIRST_MOMENT, clock_at
from tests.factories.organisations import demo_directory, plant_directory
from tests.factories.people import Tokens, holder
from workflows.annual_survey import duties as campaign_duties
from workflows.annual_survey.activities import AnnualSurveyActivities, SurveyStep, TallyStep
from workflows.clients import Clients
from workflows.survey_exchange import duties as exchange_duties
from workflows.survey_exchange.activities import GatherLists, SurveyExchangeActivities

HOME_BRANCH, OTHER_BRANCH, HOME_COMMITTEE, HOME_COUNTY = "32100300101", "32100300102", "321003001", "321003"
HOST_BRANCH, HOST_COMMITTEE, HOST_COUNTY = "34118100101", "341181001", "341181"
OPENED = date(2026, 10, 9)
DEPARTED = date(2026, 9, 1)
BUILDERS = {"registry": build_registry, "outflow": build_outflow, "inflow": build_inflow}

ORGANISER = holder(Role.DEPARTMENT_OFFICER, HOME_COUNTY, name="李部")
HOST_ORGANISER = holder(Role.DEPARTMENT_OFFICER, HOST_COUNTY, name="龚长生")
SECRETARY = holder(Role.BRANCH_SECRETARY, HOME_BRANCH, name="周超")
HOST_SECRETARY = holder(Role.BRANCH_SECRETARY, HOST_BRANCH, name="邓磊")


@cache
def _application(name: str, engine: Engine, keys: KeyRing) -> TestClient:
    """One for the run; each ground sets its own day before anybody speaks."""
    return TestClient(BUILDERS[name](engine, keys, clock_at(FIRST_MOMENT)))


@dataclass
class Hands:
    """The services as one person, or the worker, speaks to them."""

    registry: RegistryClient
    outflow: OutflowClient
    inflow: InflowClient

    def service(self, name: str) -> Any:
        return getattr(self, name)


@dataclass
class SurveyGround:
    engines: dict[str, Engine]
    keys: KeyRing
    tokens: Tokens
    day: date = OPENED
    https: dict[str, TestClient] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, engine in self.engines.items():
            plant_directory(engine, demo_directory(self.keys))
            self.https[name] = _application(name, engine, self.keys)
        self.on(self.day)

    @property
    def moment(self) -> datetime:
        return datetime.combine(self.day, time(10), SHANGHAI)

    @property
    def now(self) -> str:
        return self.moment.isoformat()

    def on(self, day: date) -> None:
        self.day = day
        for http in self.https.values():
            state = http.app.state  # type: ignore[attr-defined]  # declared as any ASGI callable
            state.kernel = replace(state.kernel, clock=clock_at(self.moment))

    def speaks(self, token: Token) -> Hands:
        return Hands(
            RegistryClient("", token, http=self.https["registry"]),
            OutflowClient("", token, http=self.https["outflow"]),
            InflowClient("", token, http=self.https["inflow"]),
        )

    def at(self, actor: Actor) -> Hands:
        return self.speaks(self.tokens.of(actor))

    @property
    def worker(self) -> Hands:
        return self.speaks(self.tokens.worker)

    def rows(self, service: str, table: type[Any]) -> list[Any]:
        with Session(self.engines[service]) as session:
            return list(session.scalars(select(table)).unique())

    # what came before the survey

    def departs(self, person: home.Person, number: str, *, enrolled: bool = True) -> UUID:
        """From 双桥村 to 秦栏镇, as far as the host's roster."""
        self.on(DEPARTED)
        secretary = self.at(SECRETARY).outflow
        departure = home.Departure(
            leaves_on=DEPARTED, expected_return=date(2027, 12, 1), reason="work", host_region=HOST_COUNTY,
            host_committee=HOST_COMMITTEE,
        )  # fmt: skip
        body = home.DeclareDeparture(home_branch=HOME_BRANCH, person=person, departure=departure)
        case_id = secretary.declare_departure(body).case_id
        secretary.brief_member(case_id, home.BriefMember(held_on=DEPARTED, briefed_by="周超", topics="组织纪律"))
        certificate = secretary.request_certificate(case_id, home.RequestCertificate()).certificate
        assert certificate is not None
        numbered = home.RecordCertificateNumber(
            certificate_id=certificate.certificate_id, number=number, numbered_on=DEPARTED
        )
        self.worker.outflow.record_certificate_number(case_id, numbered, self.now)
        committee = self.at(holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE)).outflow
        committee.seal_certificate(case_id, home.SealCertificate(sealed_on=DEPARTED))
        secretary.issue_certificate(case_id, home.IssueCertificate(issued_on=DEPARTED, signed_by_member=True))
        self.carry_letters("outflow", "inflow")
        if enrolled:
            self._is_enrolled(case_id, number)
        return case_id

    def _is_enrolled(self, case_id: UUID, number: str) -> None:
        reception = self.at(holder(Role.RECEPTION_OFFICER, HOST_COMMITTEE)).inflow
        reception.report_arrival(case_id, host.ReportArrival(reported_on=DEPARTED))
        right = host.VerifyCertificate(
            result=host.Verification.VERIFIED, certificate_number=number, identity_checked=True
        )
        reception.verify_certificate(case_id, right)
        reception.place_member(case_id, host.PlaceMember(host_branch=HOST_BRANCH, placed_on=DEPARTED))
        enrolment = host.EnrolMember(group="第一党小组", contact_person="邓磊", enrolled_on=DEPARTED)
        self.at(HOST_SECRETARY).inflow.enrol_member(case_id, enrolment)
        self.carry_letters("inflow", "outflow")

    def carry_letters(self, writer: str, reader: str) -> None:
        """Every letter that is still on its way."""
        worker = self.worker
        for letter in self.rows(writer, LetterSentRow):
            if letter.delivered_at is None:
                envelope = worker.service(writer).sign_letter(letter.id)
                receipt = worker.service(reader).receive_letter(envelope.token)
                worker.service(writer).mark_letter_delivered(letter.id, receipt, self.now)

    # what workflows do

    def campaign(self, *, department: Actor = ORGANISER, freeze_on: date = OPENED) -> UUID:
        """Planned, opened, and carried to every branch."""
        registry = self.at(department).registry
        plan = c.PlanSurvey(department=department.posts[0].organisation, year=freeze_on.year)
        campaign_id = registry.plan_survey(plan).campaign_id
        registry.open_survey(campaign_id, c.OpenSurvey(freeze_on=freeze_on))
        self.works()
        return campaign_id

    def works(self) -> None:
        """Until nothing is left that begins by itself."""
        while any([self._campaigns(), self._exchanges(), self._tallies()]):
            pass

    def _campaigns(self) -> bool:
        acts = AnnualSurveyActivities(cast(Clients, self.worker))
        steps = list(self._steps(self.worker.registry.list_running_surveys().items, campaign_duties.openings))
        for step, state in steps:
            if step == "ask":
                self.worker.registry.begin_step("annual-survey", state.campaign_id, step, self.now)
            else:
                acts.carry_survey(SurveyStep(step=step, campaign=state, as_of=self.moment))
        return bool(steps)

    def _exchanges(self) -> bool:
        acts = SurveyExchangeActivities(cast(Clients, self.worker))
        states = self.worker.registry.list_running_survey_exchanges().items
        steps = list(self._steps(states, exchange_duties.openings))
        for step, state in steps:
            if step == "gather":
                acts.gather_lists(GatherLists(exchange_id=state.exchange_id, side=state.side, as_of=self.moment))
            else:
                self.worker.registry.begin_step("survey-exchange", state.exchange_id, step, self.now)
        letters = any(state.letters for state in states)
        self.carry_letters("registry", "registry")
        return bool(steps) or letters

    def _steps(self, states: list[Any], openings: Any) -> Iterator[tuple[Any, Any]]:
        for state in states:
            yield from ((step, state) for step, day in openings(state).items() if day <= self.day)

    def _tallies(self) -> bool:
        """Of committees that have checked; the registry keeps the newest, so a repeat changes nothing."""
        acts = AnnualSurveyActivities(cast(Clients, self.worker))
        for role, service, table in ((ListRole.HOME, "outflow", HomeReturn), (ListRole.HOST, "inflow", HostReturn)):
            for row in self.rows(service, table):
                if row.level == s.ReturnLevel.COMMITTEE and row.status == s.ReturnStatus.CHECKED:
                    acts.record_tally(
                        TallyStep(campaign_id=row.campaign_id, role=role, return_id=row.id, as_of=self.moment)
                    )
        return False

    # what people do

    def confirms(
        self,
        campaign_id: UUID,
        *,
        actor: Actor = SECRETARY,
        role: ListRole = ListRole.HOME,
        otherwise: dict[UUID, s.Whereabouts] | None = None,
        found: list[s.FoundMember] | None = None,
    ) -> s.SurveyReturnSummary:
        """Everybody as the records have them, but for those said `otherwise`."""
        hands, branch = self.at(actor), actor.posts[0].organisation
        side: Any = hands.outflow if role is ListRole.HOME else hands.inflow
        known = side.read_survey_return(campaign_id, branch).members
        said = {member.subject: member.registered for member in known if member.registered} | (otherwise or {})
        members = [s.ConfirmedMember(subject=subject, whereabouts=where) for subject, where in said.items()]
        body = s.ReturnSurvey(members=members, found=found or [])
        summary: s.SurveyReturnSummary = side.return_survey(campaign_id, branch, body)
        return summary

    def everybody_confirms(self) -> None:
        """Branches that have not yet, then their committees; of every campaign."""
        for role, service, table in ((ListRole.HOME, "outflow", HomeReturn), (ListRole.HOST, "inflow", HostReturn)):
            for row in self.rows(service, table):
                if row.level == s.ReturnLevel.BRANCH and row.status == s.ReturnStatus.OWED:
                    secretary = holder(Role.BRANCH_SECRETARY, row.organisation)
                    self.confirms(row.campaign_id, actor=secretary, role=role)
            self._checks(service, table)
        self.works()

    def _checks(self, service: str, table: type[Any]) -> None:
        for row in self.rows(service, table):
            if row.level == s.ReturnLevel.COMMITTEE and row.status == s.ReturnStatus.OWED:
                clerk = holder(Role.COMMITTEE_OFFICER, row.organisation)
                self.at(clerk).service(service).check_survey(row.campaign_id, row.organisation, s.CheckSurvey())
