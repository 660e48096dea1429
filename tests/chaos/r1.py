"""R1, the kill storm: `python -m tests.chaos.r1 [--seed N] [--full] [--sabotage]`.

Cases are on their way through all services while worker, APIs, Temporal and PostgreSQL (postmaster and children)
are killed one after the other. Afterwards the harness's ledger, the three databases and Temporal must agree.
The sabotage takes away the durable commit: what PostgreSQL has acknowledged is lost with its next death.
"""

import asyncio
import random
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg2

from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.demo import PASSWORD
from deploy.embedded.endpoints import HOST, Endpoints
from deploy.embedded.people import Services
from deploy.embedded.status import status_report
from deploy.embedded.walking import Route, routes
from shared.business_clock import SHANGHAI, BusinessClock
from tests.chaos import temporal_books
from tests.chaos.board import Board
from tests.chaos.books import Books, Databases
from tests.chaos.killing import Kill, kill, order_of_kills
from tests.chaos.ledger import Ledger
from tests.chaos.road import STEPS, Traveller, unlike_people
from tests.chaos.road_between import Partners
from tests.chaos.road_beyond import BEYOND, on_probation
from tests.chaos.run import Run, command, tell
from tests.chaos.stubborn import Cast, Patience, Stubborn
from tests.chaos.traffic import Traffic
from tests.factories.stack import running_stack, set_clock

BEGINS = datetime(2026, 5, 20, 10, tzinfo=SHANGHAI)
"""A working day so early in the quarter that its feedback is owed for whoever is enrolled on it."""
AFTER_LAST_KILL_SECONDS = 240
SABOTAGED_SECONDS = 60
"""Cases that have been forgotten never arrive; nobody need wait for them."""
BETWEEN_KILLS_SECONDS = (1.0, 3.0)
QUIET_WITHIN_SECONDS = 60
CASES_OF_A_ROUTE = 15
ONE_GOES_ON_OF = 4
EAGER = 0.5
"""How many act as soon as they may, before the workflow has asked them."""


@dataclass(frozen=True)
class Size:
    """`pace`: seconds that people let pass between steps, so that cases are under way during the whole storm."""

    cases: int
    kills: int
    pace: tuple[float, float]


PUSH = Size(cases=100, kills=12, pace=(1.0, 6.0))
FULL = Size(cases=2000, kills=60, pace=(1.0, 30.0))


def harness(run: Run, size: Size | None = None) -> None:
    size = size or (FULL if run.full else PUSH)
    with tempfile.TemporaryDirectory(prefix="gongguan-r1-") as folder:
        tell("starting a stack")
        data = Path(folder) / "data"
        set_clock(data, scale=1.0, begins=BEGINS)
        with running_stack(data) as endpoints:
            Storm(run, size, endpoints).rage()


class Storm:
    def __init__(self, run: Run, size: Size, endpoints: Endpoints) -> None:
        self.run, self.size, self.endpoints = run, size, endpoints
        self.ledger = Ledger()
        self.patience = Patience(3600)
        self.kills: list[Kill] = []

    def rage(self) -> None:
        if self.run.sabotage:
            forget_commits(self.endpoints)
        traffic = self._traffic()
        traffic.start()
        self._all_have_begun(traffic)
        self.run.figures["under_way_at_first_kill"] = traffic.on_the_road
        self._kill_one_after_the_other(traffic)
        last_kill = time.monotonic()
        self.patience.allow(SABOTAGED_SECONDS if self.run.sabotage else AFTER_LAST_KILL_SECONDS)
        traffic.hurry()
        traffic.wait()
        self.run.figures["active_after_last_kill_seconds"] = round(time.monotonic() - last_kill, 1)
        self.run.problems += traffic.problems
        self._figures()
        self._compare()

    def _traffic(self) -> Traffic:
        chance = self.run.chance("road")
        cast = Cast(self.endpoints, PASSWORD)
        organisations = Services.as_operator(self.endpoints).registry.list_organisations().items
        endless = routes(organisations, chance)
        ways = [next(endless) for _ in range(-(-self.size.cases // CASES_OF_A_ROUTE))]
        for login in sorted({step.login(way) for step in (*STEPS, *BEYOND) for way in ways}):
            cast.person(login)
        day = BusinessClock.load(self.endpoints.clock_file).today()
        people, board = unlike_people(chance, self.size.cases), Board()
        travellers = [
            Traveller(
                number,
                chance.choice(ways),
                on_probation(person, day) if self._goes_on(number) else person,
                day,
                cast,
                self._stubborn(number),
                self.ledger,
                board,
                chance.random() < EAGER,
                BEYOND if self._goes_on(number) else (),
            )
            for number, person in enumerate(people)
        ]
        partners = [
            Partners(self.size.cases + number, way, day, cast, self._stubborn(self.size.cases + number), self.ledger)
            for number, way in enumerate(_between_different_committees(ways))
        ]
        self.ledger.agreements = [partner.copies for partner in partners]
        return Traffic([*travellers, *partners], self.patience, f"{self.run.seed}/traffic", self.size.pace)

    def _goes_on(self, number: int) -> bool:
        """One of so many goes on into the processes beside the case."""
        if number % ONE_GOES_ON_OF == 0:
            self.ledger.beyond.add(number)
        return number in self.ledger.beyond

    def _stubborn(self, number: int) -> Stubborn:
        return Stubborn(self.ledger, self.patience, self.run.chance(f"stubborn/{number}"))

    def _all_have_begun(self, traffic: Traffic) -> None:
        while len(self.ledger.case_ids) < self.size.cases and traffic.on_the_road:
            time.sleep(0.1)

    def _kill_one_after_the_other(self, traffic: Traffic) -> None:
        chance = self.run.chance("kills")
        for target in order_of_kills(chance, self.size.kills):
            self._kill(target, chance)
            time.sleep(chance.uniform(*BETWEEN_KILLS_SECONDS))
        self.run.figures["under_way_at_last_kill"] = traffic.on_the_road
        self.run.expect(traffic.on_the_road > 0, "all cases had arrived before the storm was over: slow them down")

    def _kill(self, target: str, chance: random.Random) -> None:
        """One that is down already is waited for: a kill that hits nobody does not count."""
        while (killed := kill(target, self.endpoints.data_dir, chance)) is None:
            time.sleep(0.2)
        self.kills.append(killed)
        tell(f"killed {killed.target} {killed.pid} ({killed.what})")

    def _figures(self) -> None:
        entries = list(self.ledger)
        self.run.figures |= {
            "cases": len(self.ledger.case_ids),
            "gone_on": len(self.ledger.beyond),
            "kills": len(self.kills),
            "killed": [one.target for one in self.kills],
            "commands": len(entries),
            "sent_again": sum(entry.sent - 1 for entry in entries),
            "outages": dict(self.ledger.outages),
            "lost": 0,
            "duplicated": 0,
        }

    def _compare(self) -> None:
        self._wait_until_quiet()
        databases = Databases.of(self.endpoints)
        try:
            books = Books(self.run, self.ledger, databases, BusinessClock.load(self.endpoints.clock_file).today())
            books.compare()
        finally:
            databases.close()
        asyncio.run(temporal_books.compare(self.run, self.endpoints, books.cases, books.gone_on))

    def _wait_until_quiet(self) -> None:
        """Receipts of the last letters and the last tasks come after the people are done."""
        until = time.monotonic() + QUIET_WITHIN_SECONDS
        databases = Databases.of(self.endpoints)
        while time.monotonic() < until and not _is_quiet(databases, len(self.ledger.case_ids)):
            time.sleep(0.5)
        databases.close()
        report = status_report(DataDirectory.at(self.endpoints.data_dir))
        self.run.expect(report["healthy"], "the stack is not healthy after the storm")
        self.run.figures["restarts"] = {one["name"]: one["restarts"] for one in report["processes"]}


def _between_different_committees(ways: Iterable[Route]) -> list[Route]:
    """Every two that people move between, once."""
    return list({(way.home_committee, way.host_committee.code): way for way in ways}.values())


def _is_quiet(databases: Databases, cases: int) -> bool:
    """Nothing on the way to Temporal or to the other side, and every case has its contact task."""
    waiting = 0
    for service in databases.engines:
        waiting += databases.rows(service, "SELECT count(*) FROM outbox WHERE sent_at IS NULL")[0][0]
        waiting += databases.rows(service, "SELECT count(*) FROM letter_sent WHERE delivered_at IS NULL")[0][0]
    query = (
        "SELECT count(*) FROM contact_quarter q JOIN mobility_case c ON c.id = q.case_id AND c.status = 'ACTIVE'"
        " WHERE NOT EXISTS (SELECT FROM task t WHERE t.case_id = q.case_id AND t.occurrence = q.quarter)"
    )
    waiting += databases.rows("outflow", query)[0][0]
    return bool(waiting == 0)


def forget_commits(endpoints: Endpoints) -> None:
    """The sabotage: commits are acknowledged before they are on disk, and get there ten seconds later."""
    password = DataDirectory.at(endpoints.data_dir).passwords()["postgres"]
    port = int(endpoints.postgres.rpartition(":")[2])
    connection = psycopg2.connect(host=HOST, port=port, user="postgres", password=password, dbname="postgres")
    connection.autocommit = True
    with closing(connection), connection.cursor() as cursor:
        for setting in ("synchronous_commit = off", "wal_writer_delay = '10s'", "wal_writer_flush_after = '1GB'"):
            cursor.execute(f"ALTER SYSTEM SET {setting}")
        cursor.execute("SELECT pg_reload_conf()")


if __name__ == "__main__":
    command("r1", harness, seeds_of_full=3)
