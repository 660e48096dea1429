"""Holding the ledger against the databases: every duty accounted for, nothing more, and how late the machine was."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from deploy.embedded.rehearsal.books import Books, TaskLine
from deploy.embedded.rehearsal.ledger import Account, Held, Ledger, Owed
from deploy.embedded.rehearsal.manners import Manner
from shared.policy.task_kinds import TaskKind

BUSINESS_DAY = timedelta(days=1)
TOLERATED = BUSINESS_DAY
"""A run in which the machine itself was later than this proves nothing about the people."""
COUNTED = frozenset(
    {
        TaskKind.BRIEF_MEMBER,
        TaskKind.REQUEST_CERTIFICATE,
        TaskKind.NUMBER_CERTIFICATE,
        TaskKind.SEAL_CERTIFICATE,
        TaskKind.ISSUE_CERTIFICATE,
        TaskKind.REPORT_AT_HOST,
        TaskKind.VERIFY_CERTIFICATE,
        TaskKind.PLACE_MEMBER,
        TaskKind.ENROL_MEMBER,
        TaskKind.REVIEW_REFUSAL,
        TaskKind.CONTACT_MEMBER,
    }
)
"""What the ledger keeps account of; searches and looks follow from these by rungs, which are counted one by one."""
Key = tuple[UUID, str, str]


@dataclass
class Verdict:
    """`problems`: what the ledger and the databases say differently. `delays`: the machine's own, in business time."""

    duties: Counter[tuple[TaskKind, Held]]
    manners: dict[Manner, dict[Held, int]]
    rungs: Counter[str]
    acts: int
    worst_wait: timedelta
    worst_rung: timedelta
    problems: list[str] = field(default_factory=list)

    @property
    def worst_delay(self) -> timedelta:
        return max(self.worst_wait, self.worst_rung)

    @property
    def valid(self) -> bool:
        return self.worst_delay <= TOLERATED


def judge(ledger: Ledger, books: Books, today: date, end: datetime) -> Verdict:
    verdict = Verdict(
        duties=Counter(),
        manners=ledger.by_manner(today),
        rungs=Counter(rung.name for rung in books.rungs),
        acts=ledger.acts,
        worst_wait=max(ledger.waits, default=timedelta()),
        worst_rung=max((rung.delay for rung in books.rungs), default=timedelta()),
        problems=[f"未能办理：{one}" for one in ledger.refusals],
    )
    tasks = {(t.case_id, t.kind, t.occurrence): t for t in books.tasks if t.kind in COUNTED and t.status != "CANCELLED"}
    for account in ledger.accounts:
        _one_account(verdict, account, tasks, books, today, end)
    mine = {account.case_id for account in ledger.accounts}
    verdict.problems += [f"账外的任务：{key}" for key in tasks if key[0] in mine]
    _numbers(verdict, books)
    return verdict


def _one_account(
    verdict: Verdict, account: Account, tasks: dict[Key, TaskLine], books: Books, today: date, end: datetime
) -> None:
    if account.case_id is None:
        return
    for owed in account.owed(today):
        held = owed.held(today)
        verdict.duties[owed.kind, held] += 1
        line = tasks.pop((account.case_id, owed.kind, owed.occurrence), None)
        if line is None:
            if not _just_begun(account, owed, today):
                verdict.problems.append(f"{account.somebody.number} {owed.kind.label} {owed.occurrence}：库里没有")
            continue
        said = _as_stored(line, today)
        if not line.unasked and not (owed.may_be(said, today) and line.due_on in owed.due):
            mine = f"账上{held.label}、{owed.due.first} 到期"
            theirs = f"库里{said.label}、{line.due_on}"
            verdict.problems.append(f"{account.somebody.number} {owed.kind.label} {owed.occurrence}：{mine}，{theirs}")
    _status(verdict, account, books)


def _just_begun(account: Account, owed: Owed, today: date) -> bool:
    """What became owed on the last day may not have been asked yet."""
    latest = max((days.last for days in account.done.values()), default=today)
    return owed.done_on is None and latest >= today - BUSINESS_DAY


def _as_stored(line: TaskLine, today: date) -> Held:
    if line.status == "DONE":
        return Held.LATE if line.late else Held.IN_TIME
    return Held.MISSED if today > line.due_on else Held.OPEN


def _status(verdict: Verdict, account: Account, books: Books) -> None:
    """Both sides tell the same truth about who has arrived where."""
    assert account.case_id is not None
    if "enrol_member" in account.done:
        told = (books.statuses.get(account.case_id), books.placements.get(account.case_id))
        if told not in {("ACTIVE", "ENROLLED"), ("CONTACT_AT_RISK", "ENROLLED")}:
            verdict.problems.append(f"{account.somebody.number} 已入册，两边却是 {told}")


def _numbers(verdict: Verdict, books: Books) -> None:
    numbers = Counter(number for _, number in books.numbers)
    verdict.problems += [f"活动证编号重复：{number}" for number, count in numbers.items() if count > 1]
