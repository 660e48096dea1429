"""A host side on a real database, the people at 秦栏镇 in 天长, and 蒋王街道 in 扬州 that writes to it by letter."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from joserfc import jws
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from services.inflow import contract as c
from services.inflow.client import InflowClient
from shared.business_clock import BusinessClock
from shared.calendar.published import published_calendar
from shared.keys import KeyRing
from shared.letters.contract import Body, Letter, LetterReceipt, OutflowNotice, PersonInLetter, Side
from shared.letters.tables import LetterSentRow
from shared.outbox import OutboxRow
from shared.policy.book import packaged_book
from shared.policy.schedule import PlannedRung, plan
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Role
from shared.sealing import Seal
from shared.service_client import Refused, Token
from shared.tasks.contract import OpenTask, TaskStatus
from shared.tasks.tables import TaskRow
from tests.factories.organisations import path_of
from tests.factories.people import Tokens, holder

HOME_BRANCH, HOME_COMMITTEE, HOME_DEPARTMENT = "32100300101", "321003001", "321003"
COMMITTEE, BRANCH, OTHER_BRANCH = "341181001", "34118100101", "34118100102"
DEPARTMENT, CITY, PROVINCE = "341181", "341100", "340000"
NEIGHBOUR, NEIGHBOUR_BRANCH = "341181002", "34118100201"
NUMBER = "321003-2026-000001"
ID_NUMBER, PHONE = "320000199001011237", "13800001234"
TODAY = date(2026, 9, 1)

RECEPTION = holder(Role.RECEPTION_OFFICER, COMMITTEE, name="严志强")
CLERK = holder(Role.COMMITTEE_OFFICER, COMMITTEE, name="许文静")
SECRETARY = holder(Role.BRANCH_SECRETARY, BRANCH, name="邓磊")
CONTACT = holder(Role.CONTACT_PERSON, BRANCH, name="侯洋")
OFFICER = holder(Role.DEPARTMENT_OFFICER, DEPARTMENT, name="龚长生")
PROVINCIAL = holder(Role.DEPARTMENT_OFFICER, PROVINCE, name="武秀兰")


def notice(**changed: Any) -> OutflowNotice:
    person = PersonInLetter(
        name="汪海", sex="男", id_number=ID_NUMBER, phone=PHONE, standing="FULL", joined_on="2012-06"
    )
    facts: dict[str, Any] = {
        "person": person,
        "case_number": "321003-2026-000012",
        "home_branch": HOME_BRANCH,
        "home_branch_name": "蒋王街道双桥村党支部",
        "home_committee": HOME_COMMITTEE,
        "home_committee_name": "邗江区蒋王街道党委",
        "home_path": path_of(HOME_BRANCH),
        "home_contact": "周超",
        "home_phone": "0514-87000000",
        "certificate_number": NUMBER,
        "category": "LONG",
        "reason": "work",
        "departed_on": TODAY,
        "expected_return": None,
    }
    return OutflowNotice(**(facts | changed))


@dataclass
class HostSide:
    app: FastAPI
    engine: Engine
    keys: KeyRing
    clock: BusinessClock
    tokens: Tokens

    def client(self, token: Token) -> InflowClient:
        return InflowClient("", token, http=TestClient(self.app, raise_server_exceptions=False))

    def at(self, actor: Actor) -> InflowClient:
        return self.client(self.tokens.of(actor))

    @property
    def worker(self) -> InflowClient:
        return self.client(self.tokens.worker)

    def case(self, **changed: Any) -> "HostCase":
        """A case whose outflow notice has come in."""
        case = HostCase(self)
        case.hears(notice(**changed))
        return case

    def rows(self, table: type[Any]) -> list[Any]:
        with Session(self.engine) as session:
            return list(session.scalars(select(table)))


@dataclass
class HostCase:
    """One case as its people act on it; `hears` writes the next letter from home."""

    side: HostSide
    case_id: UUID = field(default_factory=uuid4)
    attempt: int = 1
    number: int = 0

    def letter(self, body: Body, **changed: Any) -> Letter:
        self.number += 1
        return Letter(
            **{
                "letter_id": uuid4(),
                "case_id": self.case_id,
                "attempt": self.attempt,
                "number": self.number,
                "side": Side.HOME,
                "sender": HOME_BRANCH,
                "sender_region": "320000",
                "recipient": COMMITTEE,
                "recipient_region": "340000",
                "as_of": self.side.clock.now(),
                "body": body,
            }
            | changed
        )

    def sign(self, letter: Letter, *, key: str = "320000") -> str:
        header = {"alg": "Ed25519", "kid": letter.sender_region}
        payload = letter.model_dump_json().encode()
        return jws.serialize_compact(header, payload, self.side.keys.region(key), algorithms=["Ed25519"])

    def hears(self, body: Body, **changed: Any) -> LetterReceipt:
        return self.side.worker.receive_letter(self.sign(self.letter(body, **changed)))

    def read(self, actor: Actor = CLERK) -> c.Placement:
        return self.file(actor).placement

    def file(self, actor: Actor = CLERK) -> c.PlacementFile:
        return self.side.at(actor).read_placement(self.case_id)

    # the acts of people, each with what it needs unless told otherwise

    def arrives(self, actor: Actor = RECEPTION) -> c.Placement:
        return self.side.at(actor).report_arrival(self.case_id, c.ReportArrival(reported_on=TODAY))

    def verifies(self, actor: Actor = RECEPTION, **changed: Any) -> c.Placement:
        said: dict[str, Any] = {"result": "VERIFIED", "certificate_number": NUMBER, "identity_checked": True} | changed
        return self.side.at(actor).verify_certificate(self.case_id, c.VerifyCertificate(**said))

    def asks_home(self, result: str = "NEEDS_INFO") -> c.Placement:
        return self.verifies(
            result=result, certificate_number="", identity_checked=False, question="证件照片不清，是否本人？"
        )

    def places(self, actor: Actor = CLERK, branch: str = BRANCH) -> c.Placement:
        body = c.PlaceMember(host_branch=branch, placed_on=TODAY)
        return self.side.at(actor).place_member(self.case_id, body)

    def enrols(self, actor: Actor = SECRETARY) -> c.Placement:
        body = c.EnrolMember(group="第一党小组", contact_person="侯洋", contact_phone="0550-7012345", enrolled_on=TODAY)
        return self.side.at(actor).enrol_member(self.case_id, body)

    def refuses(self, reason: str, actor: Actor = CLERK, **changed: Any) -> c.Placement:
        said = {"reason": reason, "text": "经研究不予接收。", "decided_on": TODAY, "resolution": "会议纪要〔2026〕12号"}
        return self.side.at(actor).refuse_member(self.case_id, c.RefuseMember(**(said | changed)))

    def decides(self, outcome: str, actor: Actor = OFFICER, **changed: Any) -> c.Placement:
        said: dict[str, Any] = {"outcome": outcome, "text": "请依规办理。"} | changed
        return self.side.at(actor).decide_dispute(self.case_id, c.DecideDispute(**said))

    def goes_as_far_as(self, status: c.PlacementStatus) -> "HostCase":
        for step in (self.arrives, self.verifies, self.places, self.enrols):
            if self.read(OFFICER).status == status:
                break
            step()
        assert self.read(OFFICER).status == status
        return self

    # what the workflow does

    def opens(self, kind: TaskKind, holder: str, occurrence: str = "1.1", role: Role = Role.COMMITTEE_OFFICER) -> UUID:
        opened = self.side.worker.open_task(self.opening(kind, holder, occurrence, role), self._now)
        assert opened.status is TaskStatus.OPEN
        return opened.task_id

    def opening(
        self, kind: TaskKind, holder: str, occurrence: str = "1.1", role: Role = Role.COMMITTEE_OFFICER
    ) -> OpenTask:
        return OpenTask(
            kind=kind,
            case_id=self.case_id,
            occurrence=occurrence,
            holder=holder,
            role=role,
            since=TODAY,
            schedule=schedule(kind),
        )

    @property
    def _now(self) -> str:
        return self.side.clock.now().isoformat()

    def fires(self, task_id: UUID, rung: PlannedRung, later: timedelta = timedelta(0)) -> bool:
        as_of = (rung.at + later).isoformat()
        return self.side.worker.fire_rung(task_id, rung, as_of).fired

    # what stands in the database afterwards

    def tasks(self) -> dict[tuple[str, str], str]:
        rows = [t for t in self.side.rows(TaskRow) if t.case_id == self.case_id]
        return {(t.kind, t.occurrence): t.status for t in rows}

    def letters_home(self) -> list[Body]:
        seal = Seal(self.side.keys.sealing_key)
        rows = [row for row in self.side.rows(LetterSentRow) if row.case_id == self.case_id]
        rows.sort(key=lambda row: (row.attempt, row.number))
        return [Letter.model_validate_json(seal.open(row.sealed)).body for row in rows]

    def told(self, workflow: str = "InflowAcceptance") -> list[dict[str, Any]]:
        rows = [r for r in self.side.rows(OutboxRow) if r.workflow == workflow]
        rows.sort(key=lambda row: row.id)
        return [row.message for row in rows if row.message["case_id"] == str(self.case_id)]


def schedule(kind: TaskKind) -> Any:
    pack = packaged_book().pack("CN-BASE-2019")
    return plan(kind, since=TODAY, pack=pack, calendar=published_calendar())


def rung(kind: TaskKind, name: str) -> PlannedRung:
    found: PlannedRung = next(one for one in schedule(kind).rungs if one.name == name)
    return found


def refused(act: Callable[[], object], status: int, code: str) -> Refused:
    """The act is refused in exactly this way; the refusal is given back for a closer look."""
    with pytest.raises(Refused) as caught:
        act()
    problem = caught.value.problem
    assert (problem.status, problem.code) == (status, code), problem
    return caught.value
