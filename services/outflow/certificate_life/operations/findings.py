"""False entries: found by the home branch, answered by the host, settled by the home committee (5.1, W-17, W-18)."""

from uuid import UUID

from sqlalchemy import func, select

from services.outflow.certificate_life.contract import FindingStatus, RecordFalseEntries, SettleFalseEntries
from services.outflow.certificate_life.ledger import entry_rows
from services.outflow.certificate_life.operations.taking_up import put_down, take_up
from services.outflow.certificate_life.tables import FalseEntriesRow, HostPageRow
from services.outflow.operations.casework import not_later_than_today
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict, Invalid
from shared.history import who_was_first
from shared.identifiers import new_id
from shared.letters.bodies_certificate import FalseEntriesFound, FindingSettled
from shared.letters.contract import Body, Side
from shared.letters.operations import write_letter
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task


class EntryUnknown(Invalid):
    message = "所选记载不在这本活动证上，请从列表中选择。"


class EntriesOfSeveralHosts(Invalid):
    message = "一次只能登记同一流入地的记载，请分开登记。"


class NoOpenFinding(Conflict):
    message = "没有待处理的不实记载，请刷新页面查看最新情况。"


def record_false_entries(act: Act, case_id: UUID, body: RecordFalseEntries) -> CaseRow:
    """Both sides are told; from here on the home committee holds the matter."""
    taken = take_up(act, "record_false_entries", case_id)
    not_later_than_today(act, found_on=body.found_on)
    attempt = _one_host(act, case_id, body)
    finding = FalseEntriesRow(
        id=new_id(),
        case_id=case_id,
        attempt=attempt,
        serial=_count(act, case_id) + 1,
        status=FindingStatus.OPEN,
        entries=[str(one) for one in body.entries],
        found_on=body.found_on,
        text=act.seal_text(body.text),
    )
    act.session.add(finding)
    found = FalseEntriesFound(finding_id=finding.id, entries=body.entries, text=body.text, found_on=body.found_on)
    write_to_page(act, taken.case, attempt, found)
    return put_down(act, taken, "record_false_entries", entries=len(body.entries), words=body.text)


def _one_host(act: Act, case_id: UUID, body: RecordFalseEntries) -> int:
    known = {row.id: row.attempt for row in entry_rows(act, case_id)}
    if not set(body.entries) <= known.keys():
        raise EntryUnknown(fields=[{"field": "entries", "message": EntryUnknown.message}])
    attempts = {known[one] for one in body.entries}
    if len(attempts) > 1:
        raise EntriesOfSeveralHosts(fields=[{"field": "entries", "message": EntriesOfSeveralHosts.message}])
    return attempts.pop()


def _count(act: Act, case_id: UUID) -> int:
    query = select(func.count()).select_from(FalseEntriesRow).where(FalseEntriesRow.case_id == case_id)
    return act.session.scalar(query) or 0


def write_to_page(act: Act, case: CaseRow, attempt: int, body: Body) -> None:
    """To the host that wrote the entries, also when the member has moved on since."""
    page = act.session.get(HostPageRow, (case.id, attempt))
    if page is not None:
        write_letter(
            act,
            case_id=case.id,
            attempt=attempt,
            side=Side.HOME,
            sender=case.home_branch,
            recipient=page.host_committee,
            recipient_region=page.host_region,
            body=body,
        )


def settle_false_entries(act: Act, case_id: UUID, body: SettleFalseEntries) -> CaseRow:
    """The oldest finding that is open; with or without the host's answer, which is shown beside it."""
    taken = take_up(act, "settle_false_entries", case_id)
    finding = _oldest_open(act, case_id)
    if finding is None:
        if _count(act, case_id):
            raise who_was_first(act.session, case_id, {"settle_false_entries"}, "不实记载已经处理")
        raise NoOpenFinding()
    finding.status, finding.settled_on, finding.proved = FindingStatus.SETTLED, act.today, body.proved
    finding.outcome = act.seal_text(body.text)
    settled = FindingSettled(finding_id=finding.id, proved=body.proved, text=body.text, settled_on=act.today)
    write_to_page(act, taken.case, finding.attempt, settled)
    holder, occurrence = taken.case.home_committee or taken.case.home_branch, str(finding.serial)
    close_task(act, case_id, TaskKind.SETTLE_FALSE_ENTRIES, holder, verb="settle_false_entries", occurrence=occurrence)
    return put_down(act, taken, "settle_false_entries", proved=body.proved, words=body.text)


def _oldest_open(act: Act, case_id: UUID) -> FalseEntriesRow | None:
    query = select(FalseEntriesRow).where(
        FalseEntriesRow.case_id == case_id, FalseEntriesRow.status != FindingStatus.SETTLED
    )
    return act.session.scalars(query.order_by(FalseEntriesRow.serial).limit(1)).one_or_none()
