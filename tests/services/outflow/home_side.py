"""A home side on a real database, the people at 蒋王街道 in 扬州, and 秦栏镇 in 天长 that answers by letter."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from joserfc import jws
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from deploy.embedded.walking import invented_person
from services.outflow import contract as c
from services.outflow.client import OutflowClient
from services.outflow.lost_contact.contract import LostState
from services.outflow.lost_contact.queries import newest
from services.outflow.lost_contact.snapshots import lost_state
from services.outflow.snapshots import case_state
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.business_clock import SHANGHAI, BusinessClock
from shared.calendar.published import published_calendar
from shared.keys import KeyRing
from shared.letters.contract import Body, Letter, LetterReceipt, Side
from shared.letters.tables import LetterSentRow
from shared.outbox import OutboxRow
from shared.policy.book import packaged_book
from shared.policy.schedule import PlannedRung, plan
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Role
from shared.sealing import Seal
from shared.service_client import Refused, Token
from shared.tasks.contract import OpenedTask, OpenTask
from shared.tasks.tables import TaskRow, TaskRungRow
from shared.terms import Quarter
from tests.factories.deployment import clock_at
from tests.factories.people import Tokens, holder
from workflows.duty import Duty
from workflows.lost_contact import duties as of_the_loss
from workflows.mobility_case.duties import owed

BRANCH, OTHER_BRANCH, HOME_COMMITTEE = "32100300101", "32100300102", "321003001"
DEPARTMENT, CITY, PROVINCE = "321003", "321000", "320000"
NEIGHBOUR, NEIGHBOUR_BRANCH = "321003002", "32100300201"
HOST_COMMITTEE, HOST_BRANCH, OTHER_HOST = "341181001", "34118100101", "341181002"
HOST_DEPARTMENT, HOST_REGION, FAR_REGION = "341181", "341181", "110101"
TODAY = date(2026, 9, 1)
PHONE = "13800001234"

SECRETARY = holder(Role.BRANCH_SECRETARY, BRANCH, name="周超")
CONTACT = holder(Role.CONTACT_PERSON, BRANCH, name="吴敏")
CLERK = holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE, name="郑洁")
OFFICER = holder(Role.DEPARTMENT_OFFICER, DEPARTMENT, name="李部")
_serial = count(1)


def person(**changed: Any) -> c.Person:
    """Somebody else each time."""
    invented = invented_person(random.Random(next(_serial)))
    return invented.model_copy(update={"name": "汪海", "phone": PHONE} | changed)


def departure(**changed: Any) -> c.Departure:
    facts: dict[str, Any] = {
        "leaves_on": TODAY,
        "expected_return": TODAY + timedelta(days=400),
        "reason": "work",
        "host_region": HOST_REGION,
        "host_committee": HOST_COMMITTEE,
    }
    return c.Departure(**(facts | changed))


@dataclass
class HomeSide:
    http: TestClient
    engine: Engine
    keys: KeyRing
    clock: BusinessClock
    tokens: Tokens

    def on(self, day: date) -> "HomeSide":
        """The same home side on another day, at ten in the morning."""
        return replace(self, clock=clock_at(datetime.combine(day, time(10), SHANGHAI)))

    def client(self, token: Token) -> OutflowClient:
        """Speaks now: the one application of the run takes this side's day."""
        state = self.http.app.state  # type: ignore[attr-defined]  # declared as any ASGI callable
        state.kernel = replace(state.kernel, clock=self.clock)
        return OutflowClient("", token, http=self.http)

    def at(self, actor: Actor) -> OutflowClient:
        return self.client(self.tokens.of(actor))

    @property
    def worker(self) -> OutflowClient:
        return self.client(self.tokens.worker)

    @property
    def now(self) -> str:
        return self.clock.now().isoformat()

    def declares(self, *, who: c.Person | None = None, actor: Actor = SECRETARY, **changed: Any) -> "HomeCase":
        body = c.DeclareDeparture(home_branch=BRANCH, person=who or person(), departure=departure(**changed))
        return HomeCase(self, self.at(actor).declare_departure(body).case_id)

    def rows(self, table: type[Any]) -> list[Any]:
        with Session(self.engine) as session:
            return list(session.scalars(select(table)).unique())


@dataclass
class HomeCase:
    """One case as its people act on it; `hears` brings the next letter from the host."""

    side: HomeSide
    case_id: UUID
    attempt: int = 1
    number: int = 0
    certificate_number: str = field(default_factory=lambda: f"321003-2026-{next(_serial):06d}")

    def on(self, day: date) -> "HomeCase":
        return replace(self, side=self.side.on(day))

    @property
    def today(self) -> date:
        return self.side.clock.today()

    def read(self, actor: Actor = SECRETARY) -> c.Case:
        return self.file(actor).case

    def file(self, actor: Actor = SECRETARY) -> c.CaseFile:
        return self.side.at(actor).read_case(self.case_id)

    # the acts of people, each with what it needs unless told otherwise

    def is_briefed(self, actor: Actor = SECRETARY, **changed: Any) -> c.Case:
        said = {"held_on": self.today, "briefed_by": "周超", "topics": "组织纪律、联系方式"} | changed
        return self.side.at(actor).brief_member(self.case_id, c.BriefMember(**said))

    def requests(self, actor: Actor = SECRETARY) -> c.Case:
        return self.side.at(actor).request_certificate(self.case_id, c.RequestCertificate())

    def is_numbered(self, **changed: Any) -> c.CaseRef:
        """The workflow brings the department's number."""
        certificate = self.read().certificate
        said: dict[str, Any] = {
            "certificate_id": certificate.certificate_id if certificate else uuid4(),
            "number": self.certificate_number,
            "numbered_on": self.today,
        }
        body = c.RecordCertificateNumber(**(said | changed))
        return self.side.worker.record_certificate_number(self.case_id, body, self.side.now)

    def is_sealed(self, actor: Actor = CLERK, **changed: Any) -> c.Case:
        body = c.SealCertificate(**({"sealed_on": self.today} | changed))
        return self.side.at(actor).seal_certificate(self.case_id, body)

    def is_issued(self, actor: Actor = SECRETARY, **changed: Any) -> c.Case:
        body = c.IssueCertificate(**({"issued_on": self.today, "signed_by_member": True} | changed))
        return self.side.at(actor).issue_certificate(self.case_id, body)

    def departs(self) -> "HomeCase":
        for step in (self.is_briefed, self.requests, self.is_numbered, self.is_sealed, self.is_issued):
            step()
        return self

    def reports(self, actor: Actor = SECRETARY, **changed: Any) -> c.Case:
        body = c.ReportArrival(**({"reported_on": self.today} | changed))
        return self.side.at(actor).report_arrival(self.case_id, body)

    def answers(self, actor: Actor = SECRETARY, *, confirmed: bool = True) -> c.Case:
        return self.side.at(actor).answer_query(self.case_id, c.AnswerQuery(confirmed=confirmed, text="情况属实。"))

    def contacts(self, actor: Actor = SECRETARY, *, reached: bool = True, **changed: Any) -> c.Case:
        said: dict[str, Any] = {"contacted_on": self.today, "channel": "phone", "reached": reached} | changed
        return self.side.at(actor).record_contact(self.case_id, c.RecordContact(**said))

    def objects(self, actor: Actor = CLERK) -> c.Case:
        return self.side.at(actor).object_to_refusal(self.case_id, c.ObjectToRefusal(text="持证人即本人。"))

    def names_host(self, actor: Actor = SECRETARY, **changed: Any) -> c.Case:
        said: dict[str, Any] = {"host_region": HOST_REGION, "host_committee": OTHER_HOST, "text": "改到铜城镇。"}
        return self.side.at(actor).name_host(self.case_id, c.NameHost(**(said | changed)))

    def sends_paper(self, actor: Actor = SECRETARY, **changed: Any) -> c.Case:
        body = c.SendPaperNotice(**({"sent_on": self.today} | changed))
        return self.side.at(actor).send_paper_notice(self.case_id, body)

    def host_answered(self, answer: str, actor: Actor = SECRETARY, **changed: Any) -> c.Case:
        said: dict[str, Any] = {"answer": answer, "answered_on": self.today, "host_branch_name": "某社区党支部"}
        return self.side.at(actor).record_host_answer(self.case_id, c.RecordHostAnswer(**(said | changed)))

    def proposes(self, actor: Actor = OFFICER) -> c.Case:
        body = c.ProposeCoordination(outcome="OVERRULED", text="请督促接收。")
        return self.side.at(actor).propose_coordination(self.case_id, body)

    def is_cancelled(self, actor: Actor = SECRETARY) -> c.Case:
        return self.side.at(actor).cancel_departure(self.case_id, c.CancelDeparture(reason="不外出了"))

    # letters from the host

    def letter(self, body: Body, **changed: Any) -> Letter:
        self.number += 1
        facts: dict[str, Any] = {
            "letter_id": uuid4(),
            "case_id": self.case_id,
            "attempt": self.attempt,
            "number": self.number,
            "side": Side.HOST,
            "sender": HOST_COMMITTEE,
            "sender_region": "340000",
            "recipient": BRANCH,
            "recipient_region": "320000",
            "as_of": self.side.clock.now(),
            "body": body,
        }
        return Letter(**(facts | changed))

    def sign(self, letter: Letter, *, key: str = "340000") -> str:
        header = {"alg": "Ed25519", "kid": letter.sender_region}
        payload = letter.model_dump_json().encode()
        return jws.serialize_compact(header, payload, self.side.keys.region(key), algorithms=["Ed25519"])

    def hears(self, body: Body, **changed: Any) -> LetterReceipt:
        return self.side.worker.receive_letter(self.sign(self.letter(body, **changed)))

    # what the workflow does

    def opens(self, kind: TaskKind, occurrence: str | None = None) -> OpenedTask:
        """The task as the workflow would open it: from the tables of duties where they owe it."""
        return self.side.worker.open_task(self.opening(kind, occurrence), self.side.now)

    def opening(self, kind: TaskKind, occurrence: str | None = None) -> OpenTask:
        duty = next((one for one in self.owed() if one.kind is kind), None)
        since = duty.since if duty else self.today
        named = occurrence if occurrence is not None else duty.occurrence if duty else ""
        return OpenTask(
            kind=kind,
            case_id=self.case_id,
            occurrence=named,
            holder=duty.holder if duty else BRANCH,
            role=duty.role if duty else Role.BRANCH_SECRETARY,
            since=since,
            schedule=schedule(kind, since, named),
        )

    def owed(self) -> list[Duty]:
        """By the tables of duties, in the states that the workflows follow now."""
        loss = self.loss()
        return [*owed(self.state()), *(of_the_loss.owed(loss) if loss else [])]

    def state(self) -> c.CaseState:
        """What W-01's workflow follows now."""
        with Session(self.side.engine) as session:
            return case_state(self._act(session), session.get_one(CaseRow, self.case_id))

    def loss(self) -> LostState | None:
        """What W-07's workflow follows now."""
        with Session(self.side.engine) as session:
            act = self._act(session)
            row = newest(act, self.case_id)
            return lost_state(act, session.get_one(CaseRow, self.case_id), row) if row else None

    def _act(self, session: Session) -> Act:
        clock = self.side.clock
        seal = Seal(self.side.keys.sealing_key)
        return Act(session, Actor.system("worker"), clock.now(), seal, self.side.keys, clock)

    def opens_contact(self, quarter: str) -> None:
        self.side.worker.begin_step("quarterly-contact", self.case_id, quarter, self.side.now)

    def has_been_silent(self) -> None:
        """Six months without proof of contact have passed."""
        day = self.told("QuarterlyContact")[-1]["at_risk_on"]
        self.side.worker.begin_step("quarterly-contact", self.case_id, f"risk/{day}", self.side.now)

    def fires(self, task: OpenedTask, rung: PlannedRung) -> bool:
        return self.side.worker.fire_rung(task.task_id, rung, rung.at.isoformat()).fired

    # what stands in the database afterwards

    def tasks(self) -> dict[str, str]:
        """Kind → status of the newest one of its kind."""
        rows = [task for task in self.side.rows(TaskRow) if task.case_id == self.case_id]
        return {task.kind: task.status for task in sorted(rows, key=lambda task: task.opened_at)}

    def rungs(self) -> list[str]:
        return [row.name for row in self.side.rows(TaskRungRow)]

    def letters_out(self) -> list[Body]:
        seal = Seal(self.side.keys.sealing_key)
        rows = [row for row in self.side.rows(LetterSentRow) if row.case_id == self.case_id]
        rows.sort(key=lambda row: (row.written_at, row.attempt, row.number))
        return [Letter.model_validate_json(seal.open(row.sealed)).body for row in rows]

    def told(self, workflow: str = "MobilityCase") -> list[dict[str, Any]]:
        rows = [row for row in self.side.rows(OutboxRow) if row.workflow == workflow]
        rows.sort(key=lambda row: row.id)
        return [row.message for row in rows if row.message["case_id"] == str(self.case_id)]


def schedule(kind: TaskKind, since: date = TODAY, period: str = "", *flags: str) -> Any:
    of_a_quarter = (TaskKind.CONTACT_MEMBER, TaskKind.SEND_HOME_NOTICE, TaskKind.OBTAIN_FEEDBACK)
    quarter = Quarter(period) if kind in of_a_quarter else None
    pack = packaged_book().pack("CN-BASE-2019")
    calendar = published_calendar()
    return plan(kind, since=since, pack=pack, calendar=calendar, quarter=quarter, flags=frozenset(flags))


def rung(kind: TaskKind, name: str, period: str = "", *flags: str) -> PlannedRung:
    found: PlannedRung = next(one for one in schedule(kind, TODAY, period, *flags).rungs if one.name == name)
    return found


def refused(act: Callable[[], object], status: int, code: str) -> Refused:
    """The act is refused in exactly this way; the refusal is given back for a closer look."""
    with pytest.raises(Refused) as caught:
        act()
    problem = caught.value.problem
    assert (problem.status, problem.code) == (status, code), problem
    return caught.value
