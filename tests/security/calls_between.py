"""How the routes between organisations are called: agreements, mobile organisations, changes, records, findings."""

from datetime import date
from typing import Any
from uuid import uuid4

from pydantic import BaseModel
from sqlalchemy import Connection, insert

from services.inflow.findings.contract import Measure, RecordMeasure
from services.inflow.tables import FindingRow, PlacementRow
from services.registry.agreement import contract as a
from services.registry.agreement.tables import AgreementRow
from services.registry.mobile_org import contract as m
from services.registry.mobile_org.tables import MobileOrgRow
from services.registry.org_change import contract as o
from services.registry.org_change.tables import OrgChangeRow
from services.registry.records import contract as r
from services.registry.records.tables import OrgRecordRow
from shared.organisation_directory.moving import MoveOrganisation
from shared.sealing import Seal
from tests.factories.organisations import path_of
from tests.security import world as w
from tests.security.calls import CASE, HOST_TASK, PLACEMENT, Arrange, Call, Kind
from tests.security.relations import Object
from tests.security.world import TODAY, World

PARTY = path_of(w.HOME_COMMITTEE)
AT_PARTY = Object(owners=(PARTY,), seen_at=PARTY)
TERMS = a.AgreementTerms(
    scope="所属党组织", duties_home="提供名册", duties_host="及时接收", targets="应管尽管", methods="三日内通报",
    safeguards="提供场所", begins_on=TODAY, ends_on=date(2029, 8, 31),
)  # fmt: skip
ID = COPY = uuid4()


def calls(world: World) -> dict[str, dict[str, Call]]:
    moving = MoveOrganisation(change_id=ID, effective_on=TODAY, main={w.HOME_BRANCH: w.HOME_BRANCH})
    return {
        "registry": _agreements(world) | _mobile_orgs() | _changes() | _records() | _reports(world),
        "outflow": {
            "move_organisation": Call(Kind.ROLE, CASE, body=moving),
            "preview_move": Call(Kind.LIST, CASE, params={"codes": [w.HOME_BRANCH]}, shows=_counts_any),
        },
        "inflow": {
            "move_organisation": Call(Kind.ROLE, PLACEMENT, body=moving),
            "preview_move": Call(Kind.LIST, HOST_TASK, params={"codes": [w.HOST_COMMITTEE]}, shows=_counts_any),
            "list_findings": Call(Kind.LIST, HOST_TASK, arrange=_found),
            "record_measure": Call(
                Kind.OBJECT,
                HOST_TASK,
                {"finding_id": ID},
                body=MEASURE,
                arrange=_found,
                unknown={"finding_id": uuid4()},
            ),
        },
    }


MEASURE = RecordMeasure(measure=Measure.CRITICISM, text="约谈", decided_on=TODAY)


def _found(connection: Connection) -> None:
    placement_id = connection.execute(PlacementRow.__table__.select()).one().id
    finding = {"id": ID, "placement_id": placement_id, "organisation": w.HOST_COMMITTEE}
    said = {"decided_by": w.HOST_DEPARTMENT, "text": "", "decided_on": TODAY}
    connection.execute(insert(FindingRow).values(finding | said))


def _counts_any(answer: Any) -> bool:
    return any(answer["counts"].values())


def _row(table: type[Any], **values: Any) -> Arrange:
    def arrange(connection: Connection) -> None:
        connection.execute(insert(table).values(values))

    return arrange


def _on(name: str, body: BaseModel | None, arrange: Arrange) -> Call:
    return Call(Kind.OBJECT, AT_PARTY, {name: ID}, body=body, arrange=arrange, unknown={name: uuid4()})


def agreement(world: World, status: str, **changed: Any) -> Arrange:
    parties = a.Parties(
        home=w.HOME_COMMITTEE, home_name="甲", home_region="321003", host=w.HOST_COMMITTEE, host_name="乙",
        host_region="341181",
    )  # fmt: skip
    facts = {
        "id": ID, "agreement_id": uuid4(), "attempt": 1, "number": "1", "level": "COMMITTEE", "status": status,
        "own": w.HOME_COMMITTEE, "own_path": PARTY, "own_is_home": True, "partner": w.HOST_COMMITTEE,
        "partner_name": "乙", "partner_region": "341181", "parties": parties.model_dump(mode="json"),
        "sealed_terms": Seal(world.keys.sealing_key).close(TERMS.model_dump_json()), "our_text": False,
        "begins_on": TODAY, "last_day": TERMS.ends_on, "renewal_from": date(2029, 6, 2),
    }  # fmt: skip
    return _row(AgreementRow, **(facts | changed))


def _agreements(world: World) -> dict[str, Call]:
    on_the_table, in_force = agreement(world, "OFFERED"), agreement(world, "IN_FORCE", renewal_open=True)
    drafting = a.DraftAgreement(own=w.HOME_COMMITTEE, own_is_home=True, partner=w.HOST_COMMITTEE, terms=TERMS)
    signing = a.SignAgreement(signatory="郑洁", signed_on=TODAY)
    minutes = a.RecordConsultation(period="2027H1", held_on=TODAY, minutes="已会商")
    acts: dict[str, tuple[BaseModel | None, Arrange]] = {
        "read_agreement": (None, in_force),
        "offer_agreement": (a.OfferAgreement(), agreement(world, "DRAFT")),
        "counter_agreement": (a.CounterAgreement(terms=TERMS), on_the_table),
        "sign_agreement": (signing, on_the_table),
        "terminate_agreement": (a.TerminateAgreement(text="不再需要"), in_force),
        "record_consultation": (minutes, in_force),
        "let_agreement_lapse": (a.LetAgreementLapse(text="不续签"), in_force),
    }
    return {verb: _on("copy_id", body, arrange) for verb, (body, arrange) in acts.items()} | {
        "draft_agreement": Call(Kind.OBJECT, AT_PARTY, body=drafting, unknown={"own": "999999"}),
        "list_agreements": Call(Kind.LIST, AT_PARTY, arrange=in_force),
        "list_running_agreements": Call(Kind.ROLE, AT_PARTY),
    }


def _reports(world: World) -> dict[str, Call]:
    in_force = agreement(world, "IN_FORCE")
    return {
        "read_report": Call(Kind.LIST, AT_PARTY, arrange=in_force, shows=_counts_agreements),
        "list_figure": Call(Kind.LIST, AT_PARTY, {"key": "agreements"}, arrange=in_force),
    }


def _counts_agreements(answer: Any) -> bool:
    """A department's survey may be on the calendar besides."""
    return any(figure["rows"] for figure in answer["figures"] if figure["key"].startswith("agreements"))


def _mobile_org(status: str, **changed: Any) -> Arrange:
    facts = {
        "id": ID, "mobile_org_id": uuid4(), "attempt": 1, "status": status, "own": w.HOME_COMMITTEE,
        "own_path": PARTY, "partner": w.HOST_COMMITTEE, "partner_name": "乙", "partner_region": "341181",
        "name": "驻天长流动党员党支部", "kind": "BRANCH", "full_members": 5, "probationary_members": 0,
        "place": "工业园", "proposed_on": TODAY,
    }  # fmt: skip
    return _row(MobileOrgRow, **(facts | changed))


def _mobile_orgs() -> dict[str, Call]:
    proposing = m.ProposeMobileOrg(
        own=w.HOME_COMMITTEE, host=w.HOST_COMMITTEE, name="驻天长流动党员党支部", kind=m.MobileOrgKind.BRANCH,
        full_members=5, place="工业园",
    )  # fmt: skip
    consulted = _mobile_org("HOST_CONSULTED", supports=True)
    acts: dict[str, tuple[BaseModel | None, Arrange]] = {
        "read_mobile_org": (None, consulted),
        "answer_mobile_org": (m.AnswerMobileOrg(supports=True, premises="会议室"), _mobile_org("PROPOSED", attempt=2)),
        "approve_mobile_org": (m.ApproveMobileOrg(approved=True), consulted),
        "activate_mobile_org": (m.ActivateMobileOrg(founded_on=TODAY), _mobile_org("APPROVED")),
        "dissolve_mobile_org": (m.DissolveMobileOrg(text="不再需要"), consulted),
    }
    return {verb: _on("copy_id", body, arrange) for verb, (body, arrange) in acts.items()} | {
        "propose_mobile_org": Call(Kind.OBJECT, AT_PARTY, body=proposing, unknown={"own": "999999"}),
        "list_mobile_orgs": Call(Kind.LIST, AT_PARTY, arrange=consulted),
        "list_running_mobile_orgs": Call(Kind.ROLE, AT_PARTY),
    }


def _change(status: str, **changed: Any) -> Arrange:
    facts = {
        "id": ID, "kind": "MERGE", "status": status, "decided_by": w.HOME_COMMITTEE, "decided_by_path": PARTY,
        "role": "committee_officer", "decided_on": TODAY, "effective_on": TODAY, "document": "1号",
        "predecessors": [w.HOME_BRANCH], "successors": [{"code": "32100300102"}],
        "main": {w.HOME_BRANCH: "32100300102"},
    }  # fmt: skip
    return _row(OrgChangeRow, **(facts | changed))


def _changes() -> dict[str, Call]:
    main = {w.HOME_BRANCH: "32100300102"}
    deciding = o.DecideOrgChange(
        kind=o.ChangeKind.MERGE, predecessors=[w.HOME_BRANCH], successors=[o.Successor(code="32100300102")],
        effective_on=TODAY, document="1号",
    )  # fmt: skip
    decided, moved = _change("DECIDED"), _change("EFFECTIVE", moves_wanted=1, moves_done=1)
    acts: dict[str, tuple[BaseModel | None, Arrange]] = {
        "read_org_change": (None, decided),
        "preview_org_change": (None, decided),
        "map_org_change": (o.MapOrgChange(main=main), decided),
        "cancel_org_change": (o.CancelOrgChange(text="暂缓"), decided),
        "verify_org_change": (o.VerifyOrgChange(), moved),
    }
    done = o.RecordMove(round=1, moved={}, remaining={})
    return {verb: _on("change_id", body, arrange) for verb, (body, arrange) in acts.items()} | {
        "decide_org_change": Call(Kind.OBJECT, AT_PARTY, body=deciding, unknown={"predecessors": ["999999"]}),
        "list_org_changes": Call(Kind.LIST, AT_PARTY, arrange=decided),
        "record_move": Call(Kind.ROLE, AT_PARTY, {"change_id": ID}, body=done, arrange=moved),
        "list_running_org_changes": Call(Kind.ROLE, AT_PARTY),
    }


def _records() -> dict[str, Call]:
    keeping = r.KeepRecord(
        own=w.HOME_COMMITTEE, kind=r.RecordKind.COMMENDATION_QUOTA, on=TODAY, title="年度表彰", planned=3
    )
    office = r.PublishOffice(own=w.HOME_COMMITTEE, office="振兴路1号", hours="工作日", phone="0514-1234567")
    kept = _row(
        OrgRecordRow, id=ID, kind="RELIEF_QUOTA", own=w.HOME_COMMITTEE, own_path=PARTY, kept_on=TODAY,
        title="慰问", planned=2, partner_name="", sealed_text="",
    )  # fmt: skip
    year, unknown = {"organisation": w.HOME_COMMITTEE}, {"organisation": "999999"}
    return {
        "keep_record": Call(Kind.OBJECT, AT_PARTY, body=keeping, unknown={"own": "999999"}),
        "conclude_record": _on("record_id", r.ConcludeRecord(on=TODAY, result=2), kept),
        "list_records": Call(Kind.LIST, AT_PARTY, arrange=kept),
        "publish_office": Call(Kind.OBJECT, AT_PARTY, body=office, unknown={"own": "999999"}),
        "read_assessment": Call(Kind.OBJECT, AT_PARTY, year, params={"year": 2026}, unknown=unknown),
    }
