"""Holding the ledger against the databases: every duty accounted for, nothing more, and how late the machine was."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from deploy.embedded.rehearsal.books import Books, TaskLine
from deploy.embedded.rehearsal.ledger.book import Ledger
from deploy.embedded.rehearsal.ledger.duty import Held, Look, Owed
from deploy.embedded.rehearsal.ledger.entry import Entry
from deploy.embedded.rehearsal.manners import Manner
from deploy.embedded.rehearsal.terms import DAY, midnight
from shared.policy.task_kinds import TaskKind

TOLERATED = DAY
"""A run in which the machine itself was later than this proves nothing about the people."""
NOT_FORETOLD: dict[TaskKind, str] = {
    TaskKind.RESOLVE_DIFFERENCE: "两地名单比对得出几处差异，由系统比对决定，台账不预测，只计数",
}
"""Kinds of which the ledger cannot say beforehand how many there are, and why; they are counted."""
Key = tuple[UUID, str, str]


@dataclass
class Verdict:
    """`problems`: what the ledger and the databases say differently. `explained`: differences for which the measured
    lateness of the machine is reason enough. `delays`: the machine's own, in business time."""

    as_of: datetime
    duties: Counter[tuple[str, TaskKind, Held]]
    manners: dict[Manner, Counter[Held]]
    rungs: Counter[str]
    delays: dict[str, timedelta]
    acts: int
    counted: Counter[TaskKind] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    explained: list[str] = field(default_factory=list)

    @property
    def worst_delay(self) -> timedelta:
        return max(self.delays.values(), default=timedelta())

    @property
    def valid(self) -> bool:
        return self.worst_delay <= TOLERATED


def judge(ledger: Ledger, books: Books, end: datetime) -> Verdict:
    today = end.date()
    tasks = {(line.case_id, line.kind, line.occurrence): line for line in books.tasks}
    verdict = Verdict(
        as_of=end,
        duties=Counter(),
        manners={},
        rungs=Counter(rung.name for rung in books.rungs),
        delays=_delays(ledger, books),
        acts=ledger.acts,
        problems=[f"未能办理：{one}" for one in ledger.refusals],
    )
    strict = Look(today)
    lenient = Look(today, slack=_whole_days(verdict.worst_delay) + DAY)
    for entry, looser in zip(ledger.entries(strict), ledger.entries(lenient), strict=True):
        _count(verdict, entry, today)
        line = _taken(tasks, looser.owed, entry.subject)
        _note_opening(verdict, entry.owed, line)
        if difference := _difference(entry, line, strict):
            (verdict.problems if _difference(looser, line, lenient) else verdict.explained).append(difference)
    _outside(verdict, ledger, tasks)
    verdict.problems += _states(ledger, books)
    verdict.problems += _numbers(books)
    return verdict


def _delays(ledger: Ledger, books: Books) -> dict[str, timedelta]:
    return {
        "办事人等待任务出现": max((wait for _, wait in ledger.waits), default=timedelta()),
        "催办、上送晚于应发时刻": max((rung.delay for rung in books.rungs), default=timedelta()),
        "到期应发起的任务发起晚": timedelta(),
    }


def _note_opening(verdict: Verdict, owed: Owed, line: TaskLine | None) -> None:
    if line is not None and not line.unasked:
        late = owed.opened_late(line.opened_at, midnight(owed.opens.last))
        verdict.delays["到期应发起的任务发起晚"] = max(late, verdict.delays["到期应发起的任务发起晚"])


def _whole_days(span: timedelta) -> timedelta:
    return timedelta(days=-(-span // DAY))


def _count(verdict: Verdict, entry: Entry, today: date) -> None:
    held = entry.owed.held(today)
    verdict.duties[entry.process, entry.owed.kind, held] += 1
    if entry.manner is not None:
        verdict.manners.setdefault(entry.manner, Counter())[held] += 1


def _taken(tasks: dict[Key, TaskLine], owed: Owed, subject: UUID) -> TaskLine | None:
    for name in owed.names:
        line = tasks.pop((subject, owed.kind, name), None)
        if line is not None:
            return line
    return None


def _difference(entry: Entry, line: TaskLine | None, look: Look) -> str | None:
    """What the two say differently about one duty, in words."""
    owed, name = entry.owed, f"{entry.label} {entry.owed.kind.label} {entry.owed.occurrence}"
    if line is None:
        return f"{name}：库里没有" if owed.must_stand(look) else None
    if line.unasked:
        return None if owed.done_on is not None else f"{name}：账上没有办理，库里已办结"
    if line.occurrence not in owed.names:
        return f"{name}：库里记作 {line.occurrence}"
    said = _as_stored(line, look.today)
    if owed.may_be(said, look.today) and line.due_on in owed.due:
        return None
    mine = f"账上{owed.held(look.today).label}、{owed.due.first} 到期"
    return f"{name}：{mine}，库里{said.label}、{line.due_on} 到期"


def _as_stored(line: TaskLine, today: date) -> Held:
    if line.status == "CANCELLED":
        return Held.LAPSED
    if line.status == "DONE":
        return Held.LATE if line.late else Held.IN_TIME
    return Held.MISSED if today > line.due_on else Held.OPEN


def _outside(verdict: Verdict, ledger: Ledger, tasks: dict[Key, TaskLine]) -> None:
    """Tasks that stand in no account; what was done before anybody asked for it leaves a line that is nobody's."""
    mine = ledger.subjects()
    for (subject, kind, occurrence), line in tasks.items():
        if line.unasked:
            continue
        if kind in NOT_FORETOLD:
            verdict.counted[TaskKind(kind)] += 1
        else:
            whose = "" if subject in mine else "（不属于任何虚构人物）"
            label, state = TaskKind(kind).label, f"{line.status}，{line.opened_at:%Y-%m-%d} 发起"
            verdict.problems.append(f"账外的任务：{label} {occurrence}（{state}）{whose}")


def _states(ledger: Ledger, books: Books) -> Iterator[str]:
    """Both sides tell the same truth about who has arrived where."""
    for account in ledger.accounts:
        if account.case_id is None or account.facts.when("enrol_member") is None:
            continue
        told = (books.statuses.get(account.case_id), books.placements.get(account.case_id))
        if told not in _possible(account.facts.when("announce_return"), account.over):
            yield f"{account.label} 已入册，两边却是 {told}"


def _possible(returning: object, over: object) -> set[tuple[str, str]]:
    if over:
        return {("CLOSED_RETURNED", "RELEASED")}
    if returning:
        return {("RETURNING", "ENROLLED"), ("RETURNING", "RELEASED")}
    return {("ACTIVE", "ENROLLED"), ("CONTACT_AT_RISK", "ENROLLED")}


def _numbers(books: Books) -> Iterator[str]:
    numbers = Counter(number for _, number in books.numbers)
    yield from (f"活动证编号重复：{number}" for number, count in numbers.items() if count > 1)
