"""What is new is told once, even over a restart; sending goes through apprise, here to its JSON target on loopback."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from services.registry.client import RegistryClient
from services.registry.notices import contract as c
from shared.announcing.contract import DueCount, DueCounts, RungsToTell, RungToTell
from shared.business_clock import SHANGHAI, BusinessClock
from shared.calendar.published import published_calendar
from shared.identifiers import first_id_at, new_id
from shared.policy.book import packaged_book
from shared.policy.ladder import RungAction
from shared.posts import Role
from shared.problem_details import Problem
from shared.service_client import Outage, Refused
from workflows.notices.loop import keep_telling
from workflows.notices.sending import Sender, channels
from workflows.notices.telling import RuledServices, Teller

WORKING, HOLIDAY = date(2026, 9, 1), date(2026, 10, 1)
FIRST = datetime(2026, 9, 1, tzinfo=UTC)


def rung(rung_id: UUID | None = None) -> RungToTell:
    return RungToTell(
        rung_id=rung_id or new_id(), task_id=uuid4(), action=RungAction.REMIND, organisation="32100300101",
        roles=(Role.BRANCH_SECRETARY,), label="季度联系", case_label="321003-2026-000012", due_on=WORKING,
        fired_at=FIRST,
    )  # fmt: skip


class Service:
    """Answers like a service: rungs in the order of their ids, from a moment on, at most two in an answer."""

    def __init__(self) -> None:
        self.rungs: list[RungToTell] = []
        self.asked: list[UUID] = []
        self.away = False

    def list_rungs_to_tell(self, after: UUID) -> RungsToTell:
        self.asked.append(after)
        if self.away:
            raise Outage("away")
        found = [one for one in sorted(self.rungs, key=lambda one: one.rung_id) if one.rung_id > after]
        return RungsToTell(items=found[:2])

    def count_due(self) -> DueCounts:
        row = DueCount(organisation="32100300101", role=Role.BRANCH_SECRETARY, overdue=1, today=0, soon=0)
        return DueCounts(day=WORKING, rows=[row])


class Registry(Service):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[UUID] = []
        self.days: list[date] = []

    def tell_of_rungs(self, body: c.TellOfRungs) -> c.Told:
        self.told += [one.rung_id for one in body.rungs]
        return c.Told(notices=len(body.rungs))

    def tell_of_day(self, body: c.TellOfDay) -> c.Told:
        assert len(body.counts) == 3
        self.days.append(body.day)
        return c.Told(notices=1)


class Office:
    def __init__(self) -> None:
        self.registry, self.outflow, self.inflow = Registry(), Service(), Service()
        self.organisations = [SimpleNamespace(code="320000", path="320000")]

    def calendar(self) -> Any:
        return published_calendar()

    def directory(self) -> Any:
        return SimpleNamespace(organisations=self.organisations)

    def policy(self, organisation: str, on: date) -> Any:
        assert organisation == "320000"
        return packaged_book().pack("CN-BASE-2019")


def teller(office: Office, day: date = WORKING, hour: int = 10) -> Teller:
    at = datetime.combine(day, time(hour), SHANGHAI)
    clock = BusinessClock(origin_real=datetime.now(UTC), origin_business=at)
    return Teller(cast(RuledServices, office), clock)


def tell(one: Teller) -> None:
    asyncio.run(one.tell())


def test_each_rung_is_told_once_page_by_page() -> None:
    office = Office()
    office.outflow.rungs = [rung() for _ in range(5)]
    one = teller(office)
    tell(one)
    tell(one)
    assert sorted(office.registry.told) == sorted(rung.rung_id for rung in office.outflow.rungs)
    office.outflow.rungs.append(rung())
    tell(one)
    assert len(office.registry.told) == 6


def test_what_a_service_kept_while_it_was_away_is_told_when_it_is_back() -> None:
    office = Office()
    one = teller(office)
    office.outflow.away = True
    office.outflow.rungs, office.inflow.rungs = [rung()], [rung()]
    tell(one)
    assert office.registry.told == [office.inflow.rungs[0].rung_id]
    office.outflow.away = False
    tell(one)
    assert len(office.registry.told) == 2


@pytest.mark.parametrize(("day", "hour", "told"), [(WORKING, 8, []), (WORKING, 9, [WORKING]), (HOLIDAY, 9, [])])
def test_the_digest_comes_in_the_morning_of_working_days(day: date, hour: int, told: list[date]) -> None:
    office = Office()
    one = teller(office, day, hour)
    tell(one)
    tell(one)
    assert office.registry.days == told


def test_before_there_is_an_organisation_nobody_is_told() -> None:
    office = Office()
    office.organisations = []
    tell(teller(office))
    assert office.registry.days == []


def test_whatever_goes_wrong_in_telling_does_not_end_the_worker() -> None:
    class Broken:
        async def tell(self) -> None:
            stopping.set()
            raise ValueError("nobody thought of this")

    stopping = asyncio.Event()
    sender_ = sender(Sendings())
    asyncio.run(keep_telling(cast(Teller, Broken()), sender_, 0.01, stopping))
    assert stopping.is_set()


class Sendings:
    """The registry's side of sending."""

    def __init__(self, *addresses: str, removed: bool = False) -> None:
        self.items = [
            c.Sending(
                notice_id=uuid4(), channel_id=uuid4(), kind=c.ChannelKind.DINGTALK, address=one,
                words="【催办】季度联系（321003-2026-000012），9月30日到期，请及时办理。",
            )
            for one in addresses
        ]  # fmt: skip
        self.recorded: list[bool] = []
        self.removed = removed

    def list_sendings(self) -> c.Sendings:
        return c.Sendings(items=self.items)

    def record_sending(self, notice_id: UUID, body: c.RecordSending) -> c.RecordSending:
        self.recorded.append(body.arrived)
        if self.removed:
            raise Refused(Problem(status=404, code="not_found", detail="没有找到。"))
        return body


@contextmanager
def mailbox(status: int = 200) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    received: list[dict[str, Any]] = []

    class Target(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append(json.loads(body) | {"path": self.path})
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nobody reads it."""

    server = HTTPServer(("127.0.0.1", 0), Target)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"json://127.0.0.1:{server.server_port}/{{address}}", received
    server.shutdown()
    thread.join()


def sender(registry: Sendings, **ways: str) -> Sender:
    return Sender(cast(RegistryClient, registry), ways)


def test_a_notice_arrives_where_the_person_wants_it() -> None:
    registry = Sendings("robot-1")
    with mailbox() as (address, received):
        assert sender(registry, DINGTALK=address).send_what_waits() == 1
    assert [(one["path"], one["title"]) for one in received] == [("/robot-1", "共管提醒")]
    assert received[0]["message"].startswith("【催办】季度联系")
    assert registry.recorded == [True]


def test_what_is_not_taken_or_has_no_way_is_recorded_as_not_arrived() -> None:
    registry = Sendings("robot-1")
    with mailbox(status=500) as (address, _):
        assert sender(registry, DINGTALK=address).send_what_waits() == 0
    assert sender(registry).send_what_waits() == 0
    assert sender(registry, DINGTALK="no-such-scheme://{address}").send_what_waits() == 0
    assert registry.recorded == [False, False, False]


def test_a_channel_that_was_removed_meanwhile_stops_nobody_else() -> None:
    registry = Sendings("robot-1", "robot-2", removed=True)
    with mailbox() as (address, received):
        sender(registry, DINGTALK=address).send_what_waits()
    assert len(received) == 2


def test_an_operators_file_replaces_the_ways_that_come_with_the_system(tmp_path: Path) -> None:
    assert set(channels(None)) == {"WECOM", "DINGTALK", "FEISHU"}
    own = tmp_path / "channels.toml"
    own.write_text('EMAIL = "mailtos://smtp.example.cn?to={address}"', encoding="utf-8")
    assert set(channels(own)) == {"EMAIL"}


def test_looking_again_goes_back_a_little_but_not_for_ever() -> None:
    office = Office()
    one = teller(office)
    tell(one)
    office.outflow.asked.clear()
    tell(one)
    earlier = datetime.now(UTC) - timedelta(minutes=11), datetime.now(UTC) - timedelta(minutes=9)
    assert first_id_at(earlier[0]) < office.outflow.asked[0] < first_id_at(earlier[1])
