"""R4, idempotency keys: `python -m tests.chaos.r4 [--seed N] [--full] [--sabotage]`.

One command is sent fifty times at once with the same key to a real service process, with another body, and again
after a SIGKILL in the middle: one effect, the same answer byte for byte, 422 on the other body. The sabotage runs
a service that does not look whether a key has been used before.
"""

import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
from pydantic import BaseModel

from deploy.embedded.walking import invented_person
from services.outflow import contract as home
from tests.chaos import people as p
from tests.chaos.case_in_play import TODAY, CaseInPlay
from tests.chaos.ground import Ground, own_ground
from tests.chaos.run import Run, command
from tests.chaos.server import Server

AT_ONCE = 50
PUSH, FULL = 20, 600
RESTART_EVERY = 4
REUSED = "idempotency_key_reused"
Effects = Callable[[], int]


@dataclass(frozen=True)
class Order:
    """A command, the same command with another body, and how often it has taken effect."""

    verb: str
    path: str
    body: BaseModel
    other_body: BaseModel
    effects: Effects
    key: str = field(default_factory=lambda: uuid4().hex)


@dataclass(frozen=True)
class Answered:
    """Status 0: nobody answered."""

    status: int
    content: bytes = b""
    seconds: float = 0.0


class Sender:
    def __init__(self, url: str, token: Callable[[], str]) -> None:
        self._token = token
        limits = httpx.Limits(max_connections=AT_ONCE)
        self._http = httpx.Client(base_url=url, timeout=60, limits=limits, trust_env=False)

    def send(self, order: Order, body: BaseModel) -> Answered:
        headers = {
            "Authorization": f"Bearer {self._token()}",
            "Idempotency-Key": order.key,
            "Content-Type": "application/json",
        }
        started = time.monotonic()
        try:
            response = self._http.post(order.path, content=body.model_dump_json().encode(), headers=headers)
        except httpx.TransportError:
            return Answered(0)
        return Answered(response.status_code, response.content, time.monotonic() - started)

    def at_once(self, order: Order, number: int, meanwhile: Callable[[], None] | None = None) -> list[Answered]:
        start = threading.Barrier(number + 1)

        def one(_: int) -> Answered:
            start.wait()
            return self.send(order, order.body)

        with ThreadPoolExecutor(number) as pool:
            answers = [pool.submit(one, n) for n in range(number)]
            start.wait()
            if meanwhile:
                meanwhile()
            return [answer.result() for answer in answers]


class Rounds:
    def __init__(self, run: Run, ground: Ground, server: Server) -> None:
        self.run, self.ground, self.server = run, ground, server
        self.chance = run.chance("rounds")
        self.sender = Sender(server.url, ground.tokens.of(p.SECRETARY))
        self.away = self._one_who_has_left()

    def go(self, number: int) -> None:
        orders = (self._declaring, self._briefing, self._contacting)
        for count in range(number):
            order = orders[count % len(orders)]()
            if count % RESTART_EVERY == RESTART_EVERY - 1:
                self._killed_in_between(order)
            else:
                self._at_once(order)
            self._other_body(order)
            self.run.count("rounds")

    def _at_once(self, order: Order) -> None:
        answers = self.sender.at_once(order, AT_ONCE)
        self._same(order, answers)

    def _killed_in_between(self, order: Order) -> None:
        def kill() -> None:
            time.sleep(self.chance.uniform(0.0, 0.15))
            self.server.kill()

        before = self.sender.at_once(order, AT_ONCE, kill)
        self.run.count("answered_before_the_kill", sum(one.status != 0 for one in before))
        self.server.start()
        self.run.count("restarts")
        after = self.sender.at_once(order, AT_ONCE // 5)
        self._same(order, [one for one in before if one.status] + after)

    def _same(self, order: Order, answers: list[Answered]) -> None:
        """One effect, one answer."""
        statuses = sorted({one.status for one in answers})
        contents = {one.content for one in answers if one.status == httpx.codes.OK}
        self.run.count("answers", len(answers))
        slowest = max((one.seconds for one in answers), default=0.0)
        self.run.figures["slowest_seconds"] = round(max(slowest, self.run.figures.get("slowest_seconds", 0.0)), 2)
        self.run.expect_equal(statuses, [httpx.codes.OK], f"{order.verb}: statuses")
        self.run.expect_equal(len(contents), 1, f"{order.verb}: different answers")
        self.run.expect_equal(order.effects(), 1, f"{order.verb}: effects")

    def _other_body(self, order: Order) -> None:
        answer = self.sender.send(order, order.other_body)
        refused = answer.status == httpx.codes.UNPROCESSABLE_ENTITY and REUSED.encode() in answer.content
        self.run.expect(refused, f"{order.verb}: other body got {answer.status}")
        self.run.expect_equal(order.effects(), 1, f"{order.verb}: effects after the other body")

    # the orders

    def _declaring(self) -> Order:
        first, second = (_declaration(invented_person(self.chance)) for _ in range(2))
        return Order("declare_departure", "/cases", first, second, self._new("mobility_case"))

    def _briefing(self) -> Order:
        case = self._declared()
        body = home.BriefMember(held_on=TODAY, briefed_by="周超", topics="按时报到")
        other = body.model_copy(update={"topics": "组织纪律"})
        query = "SELECT count(*) FROM case_event WHERE case_id = :case AND act = 'brief_member'"
        effects = lambda: int(self._sql(query, case=case)[0][0])  # noqa: E731
        return Order("brief_member", f"/cases/{case}/briefing", body, other, effects)

    def _contacting(self) -> Order:
        """Every attempt is kept, so that a second effect would be seen."""
        body = home.RecordContact(contacted_on=TODAY, channel="phone", reached=True, life="一切都好")
        other = body.model_copy(update={"reached": False})
        path = f"/cases/{self.away}/contacts"
        return Order("record_contact", path, body, other, self._new("contact_entry"))

    def _new(self, table: str) -> Effects:
        query = f"SELECT count(*) FROM {table}"
        before = self._sql(query)[0][0]
        return lambda: int(self._sql(query)[0][0] - before)

    def _sql(self, query: str, **values: Any) -> list[Any]:
        return self.ground.sql(self.ground.outflow_engine, query, **values)

    def _declared(self) -> UUID:
        case = CaseInPlay(self.ground, invented_person(self.chance))
        case.declare(p.SECRETARY)
        return case.case_id

    def _one_who_has_left(self) -> UUID:
        case = CaseInPlay(self.ground, invented_person(self.chance))
        case.declare(p.SECRETARY)
        case.brief(p.SECRETARY)
        case.request(p.SECRETARY)
        case.number()
        case.seal(p.CLERK)
        case.issue(p.SECRETARY)
        return case.case_id


def _declaration(person: home.Person) -> home.DeclareDeparture:
    departure = home.Departure(
        leaves_on=TODAY, reason="work", host_region=p.HOST_DEPARTMENT, host_committee=p.HOST_COMMITTEE
    )
    return home.DeclareDeparture(home_branch=p.HOME_BRANCH, person=person, departure=departure)


def harness(run: Run, ground: Ground, rounds: int | None = None) -> None:
    run.figures |= {"rounds": 0, "answers": 0, "restarts": 0}
    with (
        tempfile.TemporaryDirectory(prefix="gongguan-r4-") as folder,
        Server(ground, Path(folder), unguarded=run.sabotage) as server,
    ):
        Rounds(run, ground, server).go(rounds or (FULL if run.full else PUSH))


def main(run: Run) -> None:
    with own_ground() as ground:
        harness(run, ground)


if __name__ == "__main__":
    command("r4", main)
