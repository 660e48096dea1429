"""The console before three real services in which 邗江 and 天长 have surveyed, agreed, founded, merged and recorded."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from fastapi import FastAPI

from deploy.embedded.walking import invented_person
from services.console.app import create_app
from services.console.console import Console
from services.console.far_side import FarSide
from services.console.sign_in.tokens import AccessTokens
from services.inflow import contract as host
from services.inflow.client import InflowClient
from services.inflow.findings.contract import Measure, RecordMeasure
from services.outflow import contract as home
from services.outflow.client import OutflowClient
from services.registry import contract as r
from services.registry.agreement import contract as a
from services.registry.client import RegistryClient
from services.registry.mobile_org import contract as m
from services.registry.org_change import contract as o
from services.registry.records import contract as k
from services.registry.survey import contract as c
from shared.business_clock import BusinessClock
from shared.letters.bodies_survey import ListRole
from shared.posts import Role
from shared.survey import contract as s
from tests.console.far_side.world import PASSWORD
from tests.factories.people import holder
from tests.factories.survey_ground import (
    HOME_COMMITTEE,
    HOME_COUNTY,
    HOST_BRANCH,
    HOST_COMMITTEE,
    HOST_COUNTY,
    HOST_SECRETARY,
    OPENED,
    ORGANISER,
    SurveyGround,
)
from tests.services.registry.between import terms

HOME_CLERK = holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE, name="刘芳")
HOST_CLERK = holder(Role.COMMITTEE_OFFICER, HOST_COMMITTEE, name="王敏")
HOST_ORGANISER = holder(Role.DEPARTMENT_OFFICER, HOST_COUNTY, name="孙丽")
LONG_NAME = "蒋王街道驻天长市秦栏镇民营科技创业园区电子信息产业流动党员联合党支部"
LONG_TEXT = "双方每月互通党员变动情况，每季度共同研究一次，重大事项随时通报；" * 6
PEOPLE = {
    "zhou": ("周超", Role.BRANCH_SECRETARY, "32100300101"),
    "liu": ("刘芳", Role.COMMITTEE_OFFICER, HOME_COMMITTEE),
    "chen": ("陈静", Role.DEPARTMENT_OFFICER, HOME_COUNTY),
    "wang": ("王敏", Role.COMMITTEE_OFFICER, HOST_COMMITTEE),
    "zhao": ("赵强", Role.BRANCH_SECRETARY, HOST_BRANCH),
    "sun": ("孙丽", Role.DEPARTMENT_OFFICER, HOST_COUNTY),
}


@dataclass(frozen=True)
class Ids:
    """What the addresses of the pages are made of."""

    campaign: UUID
    agreement: UUID
    agreement_there: UUID
    draft: UUID
    mobile_org: UUID
    mobile_org_there: UUID
    change: UUID
    decided: UUID
    record: UUID
    finding: UUID


def console_before(ground: SurveyGround) -> FastAPI:
    services = FarSide(
        RegistryClient("", http=ground.https["registry"]),
        OutflowClient("", http=ground.https["outflow"]),
        InflowClient("", http=ground.https["inflow"]),
    )
    operator = RegistryClient("", ground.tokens.operator, http=ground.https["registry"])
    for login, (name, role, organisation) in PEOPLE.items():
        post = r.NewPost(role=role, organisation=organisation)
        operator.create_account(r.CreateAccount(login=login, name=name, password=PASSWORD, posts=[post]))
    clock = BusinessClock(origin_real=datetime.now(UTC), origin_business=ground.moment)
    return create_app(
        Console(services=services, tokens=AccessTokens(services.registry), clock=clock, demo_accounts=None)
    )


def arrange(ground: SurveyGround) -> Ids:
    finding = _refused(ground)
    campaign = _surveyed(ground)
    agreement, agreement_there, draft = _agreements(ground)
    mobile_org, mobile_org_there = _mobile_org(ground)
    change, decided = _changes(ground)
    return Ids(
        campaign, agreement, agreement_there, draft, mobile_org, mobile_org_there, change, decided, _records(ground),
        finding,
    )  # fmt: skip


def _refused(ground: SurveyGround) -> UUID:
    """Without a ground, ordered to be accepted, and criticised."""
    person = invented_person(random.Random(41)).model_copy(update={"name": "欧阳海燕"})
    case_id = ground.departs(person, "321003-2026-000002", enrolled=False)
    inflow = ground.at(holder(Role.RECEPTION_OFFICER, HOST_COMMITTEE)).inflow
    inflow.report_arrival(case_id, host.ReportArrival(reported_on=ground.day))
    refusal = host.RefuseMember(
        reason="too_many", text="人数已满。", decided_on=ground.day, resolution="纪要〔2026〕12号"
    )
    ground.at(HOST_CLERK).inflow.refuse_member(case_id, refusal)
    decision = host.DecideDispute(outcome=host.DisputeOutcome.OVERRULED, text="应当接收。", finding=LONG_TEXT)
    officer = ground.at(HOST_ORGANISER).inflow
    officer.decide_dispute(case_id, decision)
    finding = officer.list_findings().items[0].finding_id
    criticism = RecordMeasure(measure=Measure.CRITICISM, text="约谈党委负责人。", decided_on=ground.day)
    officer.record_measure(finding, criticism)
    return finding


def _surveyed(ground: SurveyGround) -> UUID:
    """Compared, with one difference of each county; views exchanged."""
    ground.departs(_person(31, "汪海"), "321003-2026-000001")
    ground.on(OPENED)
    campaign = ground.campaign()
    there = ground.campaign(department=HOST_ORGANISER)
    stranger = _person(78, "沈一")
    found = s.FoundMember(name=stranger.name, id_number=stranger.id_number, region=HOME_COUNTY)
    ground.confirms(there, actor=HOST_SECRETARY, role=ListRole.HOST, found=[found])
    ground.everybody_confirms()
    ground.at(ORGANISER).registry.start_reconciling(campaign, c.StartReconciling())
    ground.works()
    views = c.RecordViews(
        department=HOME_COUNTY, partner="天长市委组织部", partner_region=HOST_COUNTY, held_on=ground.day,
        groups=[c.PriorityGroup.MIGRANT_WORKER], text=LONG_TEXT,
    )  # fmt: skip
    ground.at(ORGANISER).registry.record_views(views)
    return campaign


def _person(seed: int, name: str) -> home.Person:
    return invented_person(random.Random(seed)).model_copy(update={"name": name})


def _agreements(ground: SurveyGround) -> tuple[UUID, UUID, UUID]:
    ours, theirs = ground.at(HOME_CLERK).registry, ground.at(HOST_CLERK).registry
    said = a.DraftAgreement(
        own=HOME_COMMITTEE, own_is_home=True, partner=HOST_COMMITTEE, terms=terms(targets=LONG_TEXT)
    )
    mine = ours.draft_agreement(said).copy_id
    ours.offer_agreement(mine, a.OfferAgreement())
    ground.carry_letters("registry", "registry")
    other = theirs.list_agreements().items[0].copy_id
    for registry, copy_id in ((theirs, other), (ours, mine)):
        registry.sign_agreement(copy_id, a.SignAgreement(signatory="欧阳建国", signed_on=ground.day))
        ground.carry_letters("registry", "registry")
    for copy_id in (mine, other):
        ground.worker.registry.begin_step("agreement", copy_id, "in_force", ground.now)
    ours.record_consultation(mine, a.RecordConsultation(period="2026H2", held_on=ground.day, minutes=LONG_TEXT))
    ground.carry_letters("registry", "registry")
    draft = ours.draft_agreement(said.model_copy(update={"partner": "341181002"})).copy_id
    return mine, other, draft


def _mobile_org(ground: SurveyGround) -> tuple[UUID, UUID]:
    proposal = m.ProposeMobileOrg(
        own=HOME_COMMITTEE, host=HOST_COMMITTEE, name=LONG_NAME, kind=m.MobileOrgKind.JOINT_BRANCH, full_members=5,
        joined_with=["邗江区汊河街道党委", "邗江区瓜洲镇党委"], place="天长市秦栏镇民营科技创业园区", text=LONG_TEXT,
    )  # fmt: skip
    mine = ground.at(HOME_CLERK).registry.propose_mobile_org(proposal).copy_id
    ground.carry_letters("registry", "registry")
    return mine, ground.at(HOST_CLERK).registry.list_mobile_orgs().items[0].copy_id


def _changes(ground: SurveyGround) -> tuple[UUID, UUID]:
    """One in effect, one that is only decided."""
    registry = ground.at(HOME_CLERK).registry

    def decide(before: str, kind: o.ChangeKind, *after: o.Successor) -> o.OrgChange:
        body = o.DecideOrgChange(
            kind=kind, predecessors=[before], successors=list(after), effective_on=date(2026, 12, 1),
            document="扬邗蒋党发〔2026〕31号", text=LONG_TEXT,
        )  # fmt: skip
        return registry.decide_org_change(body)

    merger = decide("32100300103", o.ChangeKind.MERGE, o.Successor(code="32100300102"))
    registry.map_org_change(merger.change_id, o.MapOrgChange(main=merger.main))
    new = o.Successor(code="32100300199", name="蒋王街道双桥村第二党支部")
    split = decide("32100300101", o.ChangeKind.SPLIT, o.Successor(code="32100300101"), new)
    return merger.change_id, split.change_id


def _records(ground: SurveyGround) -> UUID:
    registry = ground.at(HOST_CLERK).registry
    office = k.PublishOffice(
        own=HOST_COMMITTEE, office="秦栏镇振兴路1号", hours="工作日 9:00-17:00", phone="0550-7000000"
    )
    registry.publish_office(office)
    quota = k.KeepRecord(
        own=HOST_COMMITTEE, kind=k.RecordKind.COMMENDATION_QUOTA, on=ground.day, title=f"2026年度{LONG_NAME}",
        planned=3, text=LONG_TEXT,
    )  # fmt: skip
    registry.keep_record(quota.model_copy(update={"kind": k.RecordKind.INVITATION}))
    return registry.keep_record(quota).record_id
