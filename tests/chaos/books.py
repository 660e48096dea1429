"""Holding the harness's ledger against the three databases: nothing lost, nothing twice."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, text

from deploy.embedded.data_directory import DATABASES, DataDirectory
from deploy.embedded.endpoints import Endpoints
from deploy.embedded.postgres import database_url
from shared.database import connect
from shared.keys import KeyRing
from shared.sealing import Seal
from tests.chaos.ledger import Entry, Ledger
from tests.chaos.road import STEPS
from tests.chaos.road_beyond import BEYOND, SENT_BEYOND
from tests.chaos.run import Run

DONE_TASKS: Mapping[str, frozenset[str]] = {
    "outflow": frozenset(
        {"BRIEF_MEMBER", "REQUEST_CERTIFICATE", "SEAL_CERTIFICATE", "ISSUE_CERTIFICATE", "REPORT_AT_HOST"}
    ),
    "registry": frozenset({"NUMBER_CERTIFICATE"}),
    "inflow": frozenset({"VERIFY_CERTIFICATE", "PLACE_MEMBER", "ENROL_MEMBER"}),
}
CONTACT = "CONTACT_MEMBER"
SENT = {"outflow": ["OUTFLOW_NOTICE"], "inflow": ["MEMBER_REPORTED", "ENROLLED"]}
OTHER_SIDE = {"outflow": "inflow", "inflow": "outflow"}


@dataclass(frozen=True)
class Databases:
    """As their owning roles see them."""

    engines: Mapping[str, Engine]
    seal: Seal

    @classmethod
    def of(cls, endpoints: Endpoints) -> "Databases":
        passwords = DataDirectory.at(endpoints.data_dir).passwords()
        port = int(endpoints.postgres.rpartition(":")[2])
        engines = {name: connect(database_url(name, passwords[name], port), pool_size=2) for name in DATABASES}
        return cls(engines, Seal(KeyRing(endpoints.keys_dir).sealing_key))

    def rows(self, service: str, query: str, **values: Any) -> list[Any]:
        with self.engines[service].connect() as connection:
            return list(connection.execute(text(query), values))

    def close(self) -> None:
        for engine in self.engines.values():
            engine.dispose()


@dataclass(frozen=True)
class Books:
    run: Run
    ledger: Ledger
    databases: Databases
    today: date

    def compare(self) -> None:
        self._acknowledged_commands()
        self._cases()
        self._acts_happened_once()
        self._certificates()
        for service, kinds in DONE_TASKS.items():
            self._tasks(service, kinds)
        self._contacts()
        for service in SENT:
            self._letters(service)
        self._agreements()
        for service in DATABASES:
            unsent = self.databases.rows(service, "SELECT count(*) FROM outbox WHERE sent_at IS NULL")[0][0]
            self.run.expect_equal(unsent, 0, f"{service}: outbox rows never sent")

    @property
    def gone_on(self) -> set[UUID]:
        """Those who went on beyond their road, and are coming back."""
        return {self.ledger.case_ids[number] for number in self.ledger.beyond if number in self.ledger.case_ids}

    @property
    def cases(self) -> list[UUID]:
        return list(self.ledger.case_ids.values())

    def _acknowledged_commands(self) -> None:
        """Every answer that was given stands in the database under its key, word for word."""
        for service in DATABASES:
            entries = self.ledger.of_service(service)
            query = "SELECT key, sealed_answer FROM idempotency_key WHERE key = ANY(:keys)"
            kept = dict(self.databases.rows(service, query, keys=[entry.key for entry in entries]))
            for entry in entries:
                self._one_command(entry, kept.get(entry.key))

    def _one_command(self, entry: Entry, sealed: str | None) -> None:
        if entry.answer is None:
            self.run.count("commands_without_answer")
            return
        self.run.count("acknowledged")
        stands = sealed is not None and json.loads(self.databases.seal.open(sealed)) == json.loads(entry.answer)
        if not self.run.expect(stands, f"lost command: {entry.verb} of case {entry.case} was acknowledged"):
            self.run.count("lost")

    def _cases(self) -> None:
        query = "SELECT id, status, attempt FROM mobility_case WHERE id = ANY(:cases)"
        at_home = {row.id: (row.status, row.attempt) for row in self.databases.rows("outflow", query, cases=self.cases)}
        query = "SELECT case_id, status, attempt FROM placement WHERE case_id = ANY(:cases)"
        at_host = self.databases.rows("inflow", query, cases=self.cases)
        wanted = {case_id: ("RETURNING" if case_id in self.gone_on else "ACTIVE", 1) for case_id in self.cases}
        self._same("cases at home", at_home, wanted)
        self._same("placements", {row.case_id: (row.status, row.attempt) for row in at_host},
                   dict.fromkeys(self.cases, ("ENROLLED", 1)))  # fmt: skip
        self._twice("placements", Counter(row.case_id for row in at_host))
        entries = self.databases.rows(
            "inflow",
            "SELECT p.case_id FROM roster_entry r JOIN placement p ON p.id = r.placement_id"
            " WHERE p.case_id = ANY(:cases)",
            cases=self.cases,
        )
        self._same("roster entries", Counter(row.case_id for row in entries), dict.fromkeys(self.cases, 1))

    def _acts_happened_once(self) -> None:
        query = "SELECT case_id, act, count(*) FROM case_event WHERE case_id = ANY(:cases) GROUP BY 1, 2"
        found = {
            (service, case_id, act): number
            for service in DATABASES
            for case_id, act, number in self.databases.rows(service, query, cases=self.cases)
        }
        wanted = {(step.service, case_id, step.verb): 1 for step in STEPS for case_id in self.cases}
        wanted |= {(step.service, case_id, step.verb): 1 for step in BEYOND for case_id in self.gone_on}
        self._same("acts in the histories", {key: found.get(key, 0) for key in wanted}, wanted)
        letters = {key: number for key, number in found.items() if key[2].startswith(("letter_", "record_"))}
        self._twice("letters heard", letters)

    def _certificates(self) -> None:
        booklets = self.databases.rows(
            "outflow", "SELECT case_id, number FROM activity_certificate WHERE case_id = ANY(:cases)", cases=self.cases
        )
        numbers = self.databases.rows(
            "registry", "SELECT case_id, number FROM certificate_number WHERE case_id = ANY(:cases)", cases=self.cases
        )
        at_host = self.databases.rows(
            "inflow", "SELECT case_id, certificate_number FROM placement WHERE case_id = ANY(:cases)", cases=self.cases
        )
        self._twice("certificates", Counter(row.case_id for row in booklets))
        self._twice("certificate numbers", Counter(row.number for row in numbers))
        self._same("certificate numbers, outflow and registry", _pairs(booklets), _pairs(numbers))
        self._same("certificate numbers, outflow and inflow", _pairs(booklets), _pairs(at_host))
        self.run.figures["certificates"] = len(booklets)

    def _tasks(self, service: str, kinds: frozenset[str]) -> None:
        query = "SELECT case_id, kind, occurrence, status FROM task WHERE case_id = ANY(:cases)"
        rows = self.databases.rows(service, query, cases=self.cases)
        self._twice(f"{service} tasks", Counter((row.case_id, row.kind, row.occurrence) for row in rows))
        done: dict[UUID, set[str]] = defaultdict(set)
        for row in rows:
            # Whatever else is asked belongs to processes beside the case, and may be asked once only.
            if row.kind in kinds and self.run.expect_equal(row.status, "DONE", f"task {row.kind} of {row.case_id}"):
                done[row.case_id].add(row.kind)
        self._same(f"{service} tasks done", done, {case_id: kinds for case_id in self.cases})
        self.run.count("tasks", len(rows))

    def _contacts(self) -> None:
        """As many quarters as have begun since the first one that owes a contact, each with its open task."""
        query = (
            "SELECT c.id AS case_id, c.owed_from, q.quarter, t.status FROM mobility_case c"
            " LEFT JOIN contact_quarter q ON q.case_id = c.id"
            f" LEFT JOIN task t ON t.case_id = c.id AND t.kind = '{CONTACT}' AND t.occurrence = q.quarter"
            " WHERE c.id = ANY(:cases)"
        )
        rows = self.databases.rows("outflow", query, cases=self.cases)
        self._twice("contact quarters", Counter((row.case_id, row.quarter) for row in rows))
        for row in rows:
            if row.case_id in self.gone_on:
                continue
            due = row.owed_from is not None and row.owed_from <= self.today
            self.run.expect_equal(row.quarter is not None, due, f"contact quarter of {row.case_id}")
            self.run.expect(row.quarter is None or row.status == "OPEN", f"contact task of {row.case_id}: {row.status}")
        self.run.figures["contacts"] = sum(row.quarter is not None for row in rows)

    def _letters(self, service: str) -> None:
        query = "SELECT id, case_id, number, type, delivered_at FROM letter_sent WHERE case_id = ANY(:cases)"
        sent = self.databases.rows(service, query, cases=self.cases)
        query = "SELECT id, case_id, number, type, applied_at FROM letter_received WHERE case_id = ANY(:cases)"
        received = self.databases.rows(OTHER_SIDE[service], query, cases=self.cases)
        self._twice(f"letters from {service}", Counter((row.case_id, row.type) for row in sent))
        written = {(row.case_id, row.number, row.type) for row in sent}
        wanted = {
            (case_id, n, kind) for case_id in self.cases for n, kind in enumerate(self._sent(service, case_id), 1)
        }
        self._same(f"letters of {service}", dict.fromkeys(written, 1), dict.fromkeys(wanted, 1))
        self._same(f"letters of {service} received", {r.id: r.type for r in received}, {r.id: r.type for r in sent})
        self.run.expect(all(row.delivered_at for row in sent), f"{service}: a letter has no receipt")
        self.run.expect(all(row.applied_at for row in received), f"{service}: a letter was not applied")
        self.run.count("letters", len(sent))

    def _agreements(self) -> None:
        """In force on both sides after one offer and two signatures, each sent and applied once."""
        copies = [copy_id for both in self.ledger.agreements for copy_id in both]
        rows = self.databases.rows("registry", "SELECT id, agreement_id, status FROM agreement")
        self._same("agreements", {row.id: row.status for row in rows}, dict.fromkeys(copies, "IN_FORCE"))
        ids = list({row.agreement_id for row in rows})
        query = "SELECT case_id, type, delivered_at FROM letter_sent WHERE case_id = ANY(:ids)"
        sent = self.databases.rows("registry", query, ids=ids)
        wanted = {(one, "AGREEMENT_OFFER"): 1 for one in ids} | {(one, "AGREEMENT_SIGNED"): 2 for one in ids}
        self._same("letters of agreements", Counter((row.case_id, row.type) for row in sent), wanted)
        self.run.expect(all(row.delivered_at for row in sent), "a letter of an agreement has no receipt")
        self.run.figures["agreements"] = len(ids)

    def _sent(self, service: str, case_id: UUID) -> list[str]:
        return SENT[service] + (SENT_BEYOND[service] if case_id in self.gone_on else [])

    def _same(self, what: str, found: Mapping[Any, Any], wanted: Mapping[Any, Any]) -> None:
        wrong = [key for key in {**found, **wanted} if found.get(key) != wanted.get(key)]
        shown = {str(key): (found.get(key), wanted.get(key)) for key in wrong[:3]}
        self.run.expect(not wrong, f"{what}: {len(wrong)} differ (found, wanted), e.g. {shown}")

    def _twice(self, what: str, counted: Mapping[Any, int]) -> None:
        double = {str(key): number for key, number in counted.items() if number > 1}
        self.run.count("duplicated", len(double))
        self.run.expect(not double, f"{what}: twice {dict(list(double.items())[:3])}")


def _pairs(rows: Iterable[Any]) -> dict[UUID, str]:
    return {case_id: number for case_id, number in rows}
