"""One registry in which two provinces write to each other: the test is the post and the calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Self
from uuid import UUID

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from services.registry.agreement import contract as c
from services.registry.app import build
from services.registry.client import RegistryClient
from shared.business_clock import SHANGHAI
from shared.calendar.published import published_calendar
from shared.keys import KeyRing
from shared.letters.tables import LetterSentRow
from shared.outbox import OutboxRow
from shared.policy.book import packaged_book
from shared.policy.schedule import plan
from shared.posts import Actor, Role
from shared.service_client import Refused
from shared.tasks.contract import OpenedTask, OpenTask
from shared.tasks.tables import TaskRow
from shared.terms import HalfYear
from tests.factories.deployment import clock_at
from tests.factories.organisations import demo_directory, plant_directory
from tests.factories.people import Tokens, holder
from workflows.duty import Duty

YANGZHOU, CHUZHOU = "321003001", "341181001"
YANGZHOU_DEPARTMENT, CHUZHOU_DEPARTMENT = "321003", "341181"
TODAY = date(2026, 9, 1)
HOME_CLERK = holder(Role.COMMITTEE_OFFICER, YANGZHOU, name="郑洁")
HOST_CLERK = holder(Role.COMMITTEE_OFFICER, CHUZHOU, name="许文静")
HOME_OFFICER = holder(Role.DEPARTMENT_OFFICER, YANGZHOU_DEPARTMENT, name="李部")
HOST_OFFICER = holder(Role.DEPARTMENT_OFFICER, CHUZHOU_DEPARTMENT, name="龚长生")


def terms(**changed: Any) -> c.AgreementTerms:
    said: dict[str, Any] = {
        "scope": "两地所属基层党组织",
        "duties_home": "提供外出党员名册，每季度联系一次。",
        "duties_host": "及时接收编组，纳入日常管理。",
        "targets": "外出党员全部纳入管理。",
        "methods": "变动三日内互相通报，共同开展活动。",
        "safeguards": "提供活动场所和经费，各明确一名联系人。",
        "begins_on": TODAY,
    }
    return c.AgreementTerms(**(said | changed))


@dataclass
class Between:
    """`on` sets the day; `post` carries every letter that is on its way, as the workflows would."""

    app: FastAPI
    http: TestClient
    engine: Engine
    keys: KeyRing
    tokens: Tokens

    @classmethod
    def at_work(cls, engine: Engine, keys: KeyRing, tokens: Tokens) -> Self:
        plant_directory(engine, demo_directory(keys))
        app = build(engine, keys, clock_at(datetime.combine(TODAY, time(10), SHANGHAI)))
        return cls(app, TestClient(app), engine, keys, tokens)

    def on(self, day: date) -> "Between":
        kernel = self.app.state.kernel
        self.app.state.kernel = type(kernel)(
            **{name: getattr(kernel, name) for name in kernel.__dataclass_fields__}
            | {"clock": clock_at(datetime.combine(day, time(10), SHANGHAI))}
        )
        return self

    def at(self, actor: Actor) -> RegistryClient:
        return RegistryClient("", self.tokens.of(actor), http=self.http)

    @property
    def worker(self) -> RegistryClient:
        return RegistryClient("", self.tokens.worker, http=self.http)

    @property
    def now(self) -> str:
        return str(self.app.state.kernel.clock.now().isoformat())

    def rows(self, table: type[Any]) -> list[Any]:
        with Session(self.engine) as session:
            return list(session.scalars(select(table)))

    def post(self) -> int:
        """Carry what is undelivered, in order, until nothing more is on its way."""
        carried = 0
        while waiting := [row for row in self.rows(LetterSentRow) if row.delivered_at is None]:
            for row in sorted(waiting, key=lambda row: (row.case_id, row.attempt, row.number)):
                receipt = self.worker.receive_letter(self.worker.sign_letter(row.id).token)
                self.worker.mark_letter_delivered(row.id, receipt, self.now)
                carried += 1
        return carried

    def told(self, workflow: str, subject: UUID) -> dict[str, Any]:
        """The newest snapshot."""
        rows = [row for row in self.rows(OutboxRow) if row.workflow == workflow]
        said = [row.message for row in rows if row.message["subject"] == str(subject)]
        return max(said, key=lambda message: message["version"])

    def asks(self, duty: Duty) -> OpenedTask:
        """The task as the workflow would open it."""
        period = HalfYear(duty.period) if duty.period else None
        pack = packaged_book().pack("CN-BASE-2019")
        schedule = plan(duty.kind, since=duty.since, pack=pack, calendar=published_calendar(), quarter=period)
        opening = OpenTask(
            kind=duty.kind, case_id=duty.case_id, occurrence=duty.occurrence, holder=duty.holder, role=duty.role,
            since=duty.since, schedule=schedule,
        )  # fmt: skip
        return self.worker.open_task(opening, self.now)

    def tasks(self, subject: UUID) -> dict[tuple[str, str], str]:
        rows = [row for row in self.rows(TaskRow) if row.case_id == subject]
        return {(row.kind, row.occurrence): row.status for row in rows}


def refused(act: Callable[[], object], status: int, code: str) -> Refused:
    with pytest.raises(Refused) as caught:
        act()
    problem = caught.value.problem
    assert (problem.status, problem.code) == (status, code), problem
    return caught.value
