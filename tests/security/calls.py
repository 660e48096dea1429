"""How each route is called so that whoever may, succeeds. A route without a row here fails the matrix."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from pydantic import BaseModel
from sqlalchemy import Connection, delete, insert, update

from services.inflow import contract as host
from services.inflow.lists import PlacementSearch
from services.inflow.tables import DisputeRow, PlacementRow
from services.outflow import contract as home
from services.outflow.lists import CaseSearch
from services.outflow.tables import CaseRow, CertificateRow
from services.registry import contract as registry
from services.registry.api.rules import EXAMPLE_YEAR
from shared.audit import AuditRow
from shared.calendar.year import CalendarYear
from shared.keys import public_pem
from shared.letters.contract import LetterReceipt, LetterState
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.sealing import Seal
from shared.tasks.contract import ClaimTask, CommentOnTask, FireRung, ReleaseTask, StepBegins, TaskRef, UrgeTask
from shared.tasks.tables import AttachmentContentRow, TaskAttachmentRow
from tests.factories.organisations import demo_directory, demo_organisations, path_of
from tests.security import world as w
from tests.security.relations import Object
from tests.security.world import TODAY, World

Arrange = Callable[[Connection], None]


class Kind(StrEnum):
    OBJECT = "one object: allowed, may look (403), or unknown (404)"
    ROLE = "the role decides, whatever the object (403)"
    LIST = "a list: shows the object or not"
    SIGNED_IN = "open to whoever is signed in"


@dataclass(frozen=True)
class Call:
    kind: Kind
    of: Object
    path: dict[str, Any] = field(default_factory=dict)
    params: dict[str, Any] = field(default_factory=dict)
    body: BaseModel | None = None
    arrange: Arrange = lambda _: None
    answers: int = 200
    """415 for uploads: bytes that are no workbook are refused after the permission was checked."""
    upload: bool = False
    unknown: dict[str, Any] = field(default_factory=dict)
    """Path parts or body fields that name nothing."""
    shows: Callable[[Any], bool] = lambda answer: bool(answer["items"])

    def url(self, template: str, *, unknown: bool) -> str:
        parts = self.path | ({k: v for k, v in self.unknown.items() if k in self.path} if unknown else {})
        return template.format(**parts)

    def content(self, *, unknown: bool) -> dict[str, Any]:
        if self.upload:
            return {"files": {"file": ("roster.xlsx", b"no workbook at all")}}
        if self.body is None:
            return {"params": self.params}
        fields = {k: v for k, v in self.unknown.items() if k not in self.path} if unknown else {}
        text = self.body.model_copy(update=fields).model_dump_json()
        return {"content": text.encode(), "headers": {"Content-Type": "application/json"}}


HOME = path_of(w.HOME_BRANCH)
HOST = path_of(w.HOST_COMMITTEE)
CASE = Object(owners=(HOME,), seen_at=HOME, partner=HOST)
HOME_TASK = Object(owners=(HOME,), seen_at=HOME)
PLACEMENT = Object(owners=(HOST,), seen_at=HOST, partner=HOME)
PLACED = Object(owners=(path_of(w.HOST_BRANCH),), seen_at=path_of(w.HOST_BRANCH), partner=HOME)
DISPUTED = Object(owners=(path_of(w.HOST_DEPARTMENT),), seen_at=HOST, partner=HOME)
HOST_TASK = Object(owners=(HOST,), seen_at=HOST)
DEPARTMENT = path_of(w.HOME_DEPARTMENT)
CERTIFICATE = Object(owners=(DEPARTMENT,), seen_at=DEPARTMENT, partner=HOME)
NUMBER_TASK = Object(owners=(DEPARTMENT,), seen_at=DEPARTMENT)


AUDITED = uuid4()


def _audited(organisation: str) -> Arrange:
    def arrange(connection: Connection) -> None:
        done = {"act": "reveal_field", "account": "a", "role": "branch_secretary", "organisation": organisation}
        values = done | {"object_id": AUDITED, "business_at": datetime.now(UTC), "details": {}, "outcome": "done"}
        connection.execute(insert(AuditRow).values(values))

    return arrange


def of_the_kernel(world: World, service: str) -> dict[str, Call]:
    task, kind = {
        "registry": (NUMBER_TASK, TaskKind.NUMBER_CERTIFICATE),
        "outflow": (HOME_TASK, TaskKind.REPORT_AT_HOST),
        "inflow": (HOST_TASK, TaskKind.VERIFY_CERTIFICATE),
    }[service]
    task_id = {"task_id": world.task_ids[service]}
    holder = task.owners[0].rsplit(".", 1)[-1]
    occurrence = "1.1" if service == "inflow" else ""
    receipt = LetterReceipt(letter_id=world.letter_id, number=1, state=LetterState.APPLIED)
    letter = {"letter_id": world.letter_id}
    rung = FireRung(rung=w.schedule(kind).rungs[0])
    return {
        "list_audit": Call(Kind.LIST, task, params={"about": AUDITED}, arrange=_audited(holder)),
        "list_tasks": Call(Kind.LIST, task, params={"scope": "subtree"}),
        "read_task": Call(Kind.OBJECT, task, task_id, unknown={"task_id": uuid4()}),
        "claim_task": _about_a_task(task, task_id, ClaimTask()),
        "release_task": _about_a_task(task, task_id, ReleaseTask()),
        "comment_on_task": _about_a_task(task, task_id, CommentOnTask(text="已电话约定周五见面。")),
        "attach_file": Call(Kind.OBJECT, task, task_id, upload=True, answers=415, unknown={"task_id": uuid4()}),
        "read_attachment": _attached(world, task, world.task_ids[service]),
        "urge_task": _about_a_task(task, task_id, UrgeTask(text="请抓紧。")),
        "fire_rung": Call(Kind.ROLE, task, task_id, body=rung),
        "withdraw_task": Call(Kind.ROLE, task, task_id, body=TaskRef(task_id=world.task_ids[service])),
        "open_task": Call(Kind.ROLE, task, body=w.opening_of(kind, world, holder, Role.DEPARTMENT_OFFICER, occurrence)),
        "replace_directory": Call(Kind.ROLE, task, body=demo_directory(world.keys, version=2)),
        "read_directory_version": Call(Kind.ROLE, task),
        "begin_step": Call(
            Kind.ROLE, task, {"process": "no-such-process", "subject": uuid4()}, body=StepBegins(step="1"), answers=404
        ),
        "sign_letter": Call(Kind.ROLE, task, letter, answers=200 if service == "outflow" else 404),
        "mark_letter_delivered": Call(
            Kind.ROLE, task, letter, body=receipt, answers=200 if service == "outflow" else 404
        ),
    }


def _about_a_task(task: Object, task_id: dict[str, Any], body: BaseModel) -> Call:
    return Call(Kind.OBJECT, task, task_id, body=body, unknown={"task_id": uuid4()})


def _attached(world: World, task: Object, task_id: UUID) -> Call:
    attachment_id, seal = uuid4(), Seal(world.keys.sealing_key)
    content = {"sha256": "0" * 64, "sealed": seal.close_bytes(b"%PDF-1.7")}
    file = {"id": attachment_id, "task_id": task_id, "case_id": world.case_id, "sha256": "0" * 64, "size": 8}
    file |= {"sealed_name": seal.close("1.pdf"), "media_type": "application/pdf", "account": "x", "by": "周超"}
    file |= {"role": Role.BRANCH_SECRETARY, "organisation": w.HOME_BRANCH, "at": world.clock.now()}

    def arrange(connection: Connection) -> None:
        connection.execute(insert(AttachmentContentRow).values(content))
        connection.execute(insert(TaskAttachmentRow).values(file))

    path = {"task_id": task_id, "attachment_id": attachment_id}
    return Call(Kind.OBJECT, task, path, arrange=arrange, unknown={"attachment_id": uuid4()})


def at_home(world: World) -> dict[str, Call]:
    return _declaring() | _before_departure(world) | _away(world) | _with_the_host(world) | _for_workflows(world)


def on_the_case(world: World, body: BaseModel | None, arrange: Arrange = lambda _: None) -> Call:
    unknown = {"case_id": uuid4()}
    return Call(Kind.OBJECT, CASE, {"case_id": world.case_id}, body=body, arrange=arrange, unknown=unknown)


def _declaring() -> dict[str, Call]:
    someone = w.PERSON.model_copy(update={"id_number": "320000198502023351", "name": "许安"})
    departure = home.DeclareDeparture(home_branch=w.HOME_BRANCH, person=someone, departure=w.DEPARTURE)
    return {
        "declare_departure": Call(Kind.OBJECT, CASE_TO_BE, body=departure, unknown={"home_branch": "999999"}),
        "list_cases": Call(Kind.LIST, CASE),
        "search_cases": Call(Kind.LIST, CASE, body=CaseSearch(text=w.PERSON.name)),
        "read_overview": Call(Kind.LIST, CASE, shows=lambda answer: bool(answer["by_status"])),
    }


def _before_departure(world: World) -> dict[str, Call]:
    briefing = home.BriefMember(held_on=TODAY, briefed_by="周超", topics="组织纪律")
    seal, issue = home.SealCertificate(sealed_on=TODAY), home.IssueCertificate(issued_on=TODAY, signed_by_member=True)
    cancellation = home.CancelDeparture(reason="不外出了")
    return {
        "brief_member": on_the_case(world, briefing, eligible(None, briefed=False)),
        "request_certificate": on_the_case(world, home.RequestCertificate(), eligible(None)),
        "seal_certificate": on_the_case(world, seal, eligible("NUMBERED")),
        "issue_certificate": on_the_case(world, issue, eligible("SEALED")),
        "cancel_departure": on_the_case(world, cancellation, eligible("SEALED")),
    }


def _away(world: World) -> dict[str, Call]:
    contact = home.RecordContact(contacted_on=TODAY, channel="phone", reached=True, thinking="思想稳定")
    letter = {"case_id": world.case_id, "letter_id": world.letter_id}
    return {
        "read_case": on_the_case(world, None),
        "read_dossier": on_the_case(world, None),
        "report_arrival": on_the_case(world, home.ReportArrival(reported_on=TODAY)),
        "record_contact": on_the_case(world, contact),
        "reveal_field": on_the_case(world, home.RevealField(field="phone", reason="核对电话")),
        "print_letter": Call(Kind.OBJECT, CASE, letter, unknown={"case_id": uuid4(), "letter_id": uuid4()}),
    }


def _with_the_host(world: World) -> dict[str, Call]:
    another = home.NameHost(host_region="341181", host_committee="341181002", text="改到另一乡镇")
    answered = home.RecordHostAnswer(answer=home.HostAnswer.ENROLLED, answered_on=TODAY)
    proposal = home.ProposeCoordination(outcome="OVERRULED", text="建议接收")
    refused = case(status="REFUSED", may_object=True, refusal_listed=True)
    asked = case(query="?", query_since=TODAY)
    return {
        "answer_query": on_the_case(world, home.AnswerQuery(confirmed=True, text="属实"), asked),
        "object_to_refusal": on_the_case(world, home.ObjectToRefusal(text="请按规定接收"), refused),
        "name_host": on_the_case(world, another),
        "send_paper_notice": on_the_case(world, home.SendPaperNotice(sent_on=TODAY), case(paper_notice_since=TODAY)),
        "record_host_answer": on_the_case(world, answered, case(host_on_platform=False)),
        "propose_coordination": on_the_case(world, proposal, case(coordination_since=TODAY)),
    }


def _for_workflows(world: World) -> dict[str, Call]:
    case_id = {"case_id": world.case_id}
    number, asked = w.recorded_number(world), eligible("REQUESTED", number=None)
    return {
        "record_certificate_number": Call(Kind.ROLE, CASE, case_id, body=number, arrange=asked),
        "list_running_cases": Call(Kind.ROLE, CASE),
    }


CASE_TO_BE = Object(owners=(HOME,), seen_at=HOME)


def case(**columns: Any) -> Arrange:
    return lambda connection: _set(connection, CaseRow, columns)


def eligible(certificate: str | None, *, briefed: bool = True, **columns: Any) -> Arrange:
    """Before departure, the certificate as far as named, or not asked for yet."""

    def arrange(connection: Connection) -> None:
        before = {"status": "ELIGIBLE", "departed_on": None, "briefed_on": TODAY if briefed else None}
        _set(connection, CaseRow, before)
        if certificate is None:
            connection.execute(delete(CertificateRow))
        else:
            _set(connection, CertificateRow, {"status": certificate} | columns)

    return arrange


def placement(status: str, **columns: Any) -> Arrange:
    return lambda connection: _set(connection, PlacementRow, {"status": status} | columns)


def _set(connection: Connection, table: type[Any], columns: dict[str, Any]) -> None:
    connection.execute(update(table).values(columns))


IN_A_BRANCH = placement("PLACED", host_branch=w.HOST_BRANCH)
"""Of a member whom a link of the host branch lets in; the committee still owns the placement."""


def disputed(connection: Connection) -> None:
    _set(connection, PlacementRow, {"status": "REFUSED", "refusal_listed": False, "refused_on": TODAY})
    placement_id = connection.execute(PlacementRow.__table__.select()).one().id
    row = {
        "placement_id": placement_id,
        "version": 1,
        "round": 1,
        "origin": "NO_LISTED_GROUND",
        "stage": "REVIEW",
        "opened_on": TODAY,
        "stage_since": TODAY,
        "text": "",
        "finding": "",
        "proposal": "",
    }
    connection.execute(insert(DisputeRow).values(row))


def at_the_host(world: World) -> dict[str, Call]:
    def act(body: BaseModel | None, of: Object = PLACEMENT, arrange: Arrange = lambda _: None) -> Call:
        unknown = {"case_id": uuid4()}
        return Call(Kind.OBJECT, of, {"case_id": world.case_id}, body=body, arrange=arrange, unknown=unknown)

    refusal = host.RefuseMember(reason="G1", text="未带证", decided_on=TODAY, resolution="会议纪要〔2026〕1号")
    verified = host.VerifyCertificate(
        result=host.Verification.VERIFIED, certificate_number=w.NUMBER, identity_checked=True
    )
    in_branch = {"host_branch": w.HOST_BRANCH, "host_path": path_of(w.HOST_BRANCH), "placed_on": TODAY}
    return {
        **_reading_placements(),
        "read_placement": act(None),
        "read_dossier": act(None),
        "report_arrival": act(host.ReportArrival(reported_on=TODAY), arrange=placement("EXPECTED", reported_on=None)),
        "verify_certificate": act(verified),
        "place_member": act(
            host.PlaceMember(host_branch=w.HOST_BRANCH, placed_on=TODAY), arrange=placement("VERIFIED")
        ),
        "enrol_member": act(
            host.EnrolMember(group="第一党小组", contact_person="侯洋", enrolled_on=TODAY),
            PLACED,
            placement("PLACED", **in_branch),
        ),
        "refuse_member": act(refusal),
        "decide_dispute": act(
            host.DecideDispute(outcome=host.DisputeOutcome.OVERRULED, text="请接收"), DISPUTED, disputed
        ),
        "answer_look": act(
            host.AnswerLook(found=True, text="已找到"),
            arrange=placement("EXPECTED", look_since=TODAY, looks=1, reported_on=None),
        ),
        "reveal_field": act(host.RevealField(field="phone", reason="核对电话")),
    }


def _reading_placements() -> dict[str, Call]:
    return {
        "list_placements": Call(Kind.LIST, PLACEMENT),
        "search_placements": Call(Kind.LIST, PLACEMENT, body=PlacementSearch(text=w.PERSON.name)),
        "read_overview": Call(Kind.LIST, PLACEMENT, shows=lambda answer: bool(answer["by_status"])),
        "list_running_placements": Call(Kind.ROLE, PLACEMENT),
    }


def in_the_registry(world: World) -> dict[str, Call]:
    return (
        _administration(world)
        | _certificates(world)
        | {
            "list_organisations": Call(Kind.SIGNED_IN, ANYTHING),
            "read_directory": Call(Kind.SIGNED_IN, ANYTHING),
            "read_policy": Call(
                Kind.SIGNED_IN, ANYTHING, {"organisation": w.HOME_BRANCH}, params={"on": TODAY.isoformat()}
            ),
            "list_policy_assignments": Call(Kind.SIGNED_IN, ANYTHING),
            "read_calendars": Call(Kind.SIGNED_IN, ANYTHING),
        }
    )


ANYTHING = Object(owners=(HOME,), seen_at=HOME, partner=HOST)


def _administration(world: World) -> dict[str, Call]:
    account = {"account_id": world.account_id}
    granted = registry.NewPost(role=Role.CONTACT_PERSON, organisation=w.HOME_BRANCH)
    ended = registry.EndPost(role=Role.BRANCH_SECRETARY, organisation=w.HOME_BRANCH, on=date(2026, 12, 31))
    bodies: dict[str, BaseModel | None] = {
        "create_account": registry.CreateAccount(login="new.person", name="新人"),
        "import_organisations": registry.ImportOrganisations(organisations=[demo_organisations()[0]]),
        "register_region": _region(world),
        "assign_policy": registry.AssignPolicy(organisation="320000", pack="JS-PROV-2017", valid_from=TODAY),
        "publish_calendar": CalendarYear.model_validate(EXAMPLE_YEAR),
        "list_accounts": None,
    }
    return {verb: Call(Kind.ROLE, ANYTHING, body=body) for verb, body in bodies.items()} | {
        "grant_post": Call(Kind.ROLE, ANYTHING, account, body=granted),
        "end_post": Call(Kind.ROLE, ANYTHING, account, body=ended),
        "reset_password": Call(Kind.ROLE, ANYTHING, account, body=registry.Nothing()),
        "reset_second_factor": Call(Kind.ROLE, ANYTHING, account, body=registry.Nothing()),
        "end_account_sessions": Call(Kind.ROLE, ANYTHING, account, body=registry.Nothing()),
    }


def _region(world: World) -> registry.RegisterRegion:
    addresses = {"outflow_url": "https://outflow.example.cn", "inflow_url": "https://inflow.example.cn"}
    addresses |= {"registry_url": "https://registry.example.cn"}
    key = public_pem(world.keys.region_public("320000"))
    return registry.RegisterRegion.model_validate(
        {"region_code": "330000", "operator": "浙江", "public_key": key} | addresses
    )


def _certificates(world: World) -> dict[str, Call]:
    certificate, unknown = {"certificate_id": world.certificate_id}, {"certificate_id": uuid4()}
    numbering = registry.NumberCertificate()
    request = registry.RequestNumber(
        certificate_id=uuid4(),
        case_id=uuid4(),
        case_number="321003-2026-000099",
        department=w.HOME_DEPARTMENT,
        home_branch=w.HOME_BRANCH,
        requested_on=TODAY,
    )
    return {
        "request_number": Call(Kind.ROLE, ANYTHING, body=request),
        "number_certificate": Call(Kind.OBJECT, CERTIFICATE, certificate, body=numbering, unknown=unknown),
        "list_certificate_numbers": Call(Kind.LIST, CERTIFICATE),
        "read_certificate_number": Call(Kind.OBJECT, CERTIFICATE, certificate, unknown=unknown),
    }
