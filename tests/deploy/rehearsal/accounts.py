"""Invented accounts for the ledger's tests."""

import random
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from deploy.embedded.rehearsal.books import Books, RungLine, TaskLine
from deploy.embedded.rehearsal.ledger.account import Account
from deploy.embedded.rehearsal.ledger.book import Ledger
from deploy.embedded.rehearsal.ledger.duty import Look, Owed
from deploy.embedded.rehearsal.ledger.processes import PROCESSES
from deploy.embedded.rehearsal.manners import Manner, Somebody
from deploy.embedded.rehearsal.terms import Days, midnight
from deploy.embedded.walking import Route, invented_person
from shared.organisations import Organisation, OrganisationKind
from shared.policy.task_kinds import TaskKind

CASE = UUID("01992f6e-7c00-7000-8000-000000000002")
END = datetime(2027, 1, 1, 8, 30, tzinfo=UTC)


def place(code: str, path: str, kind: OrganisationKind = OrganisationKind.BRANCH) -> Organisation:
    return Organisation(code=code, name=code, path=path, kind=kind, region_code=code[:6], valid_from=date(2020, 1, 1))


def account(acts: dict[str, date], manner: Manner = Manner.DUTIFUL, probation_end: date | None = None) -> Account:
    """`acts`: verb and day."""
    home = place("32100300101", "320000.321000.321003.321003001.32100300101")
    host = place("34118100101", "340000.341100.341181.341181001.34118100101")
    chance = random.Random(1)
    person = invented_person(chance)
    somebody = Somebody(1, person, Route(home, host, host), manner, timedelta(), probation_end, chance)
    one = Account(somebody, CASE)
    for verb, day in acts.items():
        one.facts.put(verb, Days.of(day))
    return one


def departed(on: date, **more: date) -> Account:
    """With his certificate in hand on that day."""
    chain = ("declare_departure", "brief_member", "request_certificate", "number_certificate", "seal_certificate")
    return account(acts=dict.fromkeys((*chain, "issue_certificate"), on) | more)


def duties(one: Account, today: date) -> dict[tuple[TaskKind, str], Owed]:
    look = Look(today)
    every = (owed for several in PROCESSES.values() for ask in several for owed in ask(one, look))
    return {(owed.kind, owed.occurrence): owed for owed in every}


def line(owed: Owed, today: date, **changed: object) -> TaskLine:
    """As the databases would have it when all goes well."""
    done = owed.done_on
    known = {
        "service": "outflow",
        "case_id": CASE,
        "kind": owed.kind,
        "occurrence": owed.occurrence,
        "status": "DONE" if done else "CANCELLED" if owed.ended_on else "OPEN",
        "since": owed.opens.first,
        "due_on": owed.due.first,
        "opened_at": midnight(owed.opens.first),
        "closed_at": midnight(done.first) if done else None,
        "late": bool(done and done.first > owed.due.last),
        "unasked": False,
    }
    return TaskLine(**(known | changed))  # type: ignore[arg-type]


def books(one: Account, today: date = END.date(), rungs: list[RungLine] | None = None) -> Books:
    tasks = [line(owed, today) for owed in duties(one, today).values()]
    return Books(tasks, rungs or [], [], {CASE: "ACTIVE"}, {CASE: "ENROLLED"})


def ledger(one: Account) -> Ledger:
    return Ledger([one])
