"""What home writes about the booklet: void, replaced, checked, false entries and what came of them."""

from services.inflow.entries.operations.booklet import note_check
from services.inflow.entries.operations.taking_up import book_of
from services.inflow.entries.snapshots import publish_entries
from services.inflow.entries.tables import EntryBookRow, HostFindingRow
from services.inflow.operations.letters import placement_addressed, speaking_for_home
from services.inflow.operations.parties import check_parties
from services.inflow.operations.void_numbers import void_number
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.history import append
from shared.letters.bodies_certificate import (
    CertificateChecked,
    CertificateReplaced,
    CertificateVoided,
    FalseEntriesFound,
    FindingSettled,
)
from shared.letters.contract import Letter, Side
from shared.letters.operations import NEVER_ANNOUNCED, LetterRefused
from shared.policy.task_kinds import TaskKind
from shared.posts import Post, Role
from shared.tasks.operations import cancel_task


def hear(act: Act, letter: Letter) -> None:
    """Raises LetterRefused."""
    row = placement_addressed(act, letter)
    if row is None:
        raise LetterRefused(NEVER_ANNOUNCED)
    check_parties(act, letter, row)
    act, book = speaking_for_home(act, row), book_of(act, row)
    verb, post = f"letter_{letter.body.type.lower()}", Post(Role.SYSTEM, letter.sender, row.home_path)
    if _understand(act, row, book, letter):
        append(act, verb, row.case_id, row.status, post=post, attempt=row.attempt)
        publish_entries(act, row, book)
    else:
        append(act, verb, row.case_id, row.status, post=post, attempt=row.attempt, ignored=True)


def _understand(act: Act, row: PlacementRow, book: EntryBookRow, letter: Letter) -> bool:
    match letter.body:
        case CertificateVoided() as voided:
            return _void(act, row, book, voided)
        case CertificateReplaced() as replaced:
            return _replaced(act, row, book, replaced)
        case CertificateChecked(year=year, checked_on=checked_on):
            return note_check(act, row, year, checked_on, Side.HOME)
        case FalseEntriesFound() as found:
            return _found(act, row, book, found)
        case FindingSettled() as settled:
            return _settled(act, row, settled)
        case _:
            return False


def _void(act: Act, row: PlacementRow, book: EntryBookRow, voided: CertificateVoided) -> bool:
    """From now on the number fails verification at every host of this deployment; he goes on without a booklet."""
    fresh = void_number(act, voided.number, voided.reason, voided.voided_on)
    book.void_number = voided.number
    if voided.number == row.certificate_number:
        book.without_booklet_since = voided.voided_on
    return fresh


def _replaced(act: Act, row: PlacementRow, book: EntryBookRow, replaced: CertificateReplaced) -> bool:
    if row.certificate_number == replaced.number:
        return False
    if replaced.old_number:
        void_number(act, replaced.old_number, replaced.reason, replaced.issued_on)
    row.certificate_number = book.new_number = replaced.number
    book.missing = [str(one) for one in replaced.missing]
    book.booklets += 1
    book.booklet_since = act.today
    return True


def _found(act: Act, row: PlacementRow, book: EntryBookRow, found: FalseEntriesFound) -> bool:
    if act.session.get(HostFindingRow, found.finding_id) is not None:
        return False
    book.findings += 1
    act.session.add(
        HostFindingRow(
            id=found.finding_id,
            placement_id=row.id,
            serial=book.findings,
            entries=[str(one) for one in found.entries],
            text=act.seal_text(found.text),
            found_on=found.found_on,
            asked_on=act.today,
            answer="",
            outcome="",
        )
    )
    return True


def _settled(act: Act, row: PlacementRow, settled: FindingSettled) -> bool:
    finding = act.session.get(HostFindingRow, settled.finding_id)
    if finding is None or finding.placement_id != row.id or finding.proved is not None:
        return False
    finding.proved, finding.outcome = settled.proved, act.seal_text(settled.text)
    if finding.answered_on is None:
        kind, holder = TaskKind.ANSWER_FALSE_ENTRIES, row.host_branch or row.host_committee
        occurrence = f"{row.attempt}.{finding.serial}"
        cancel_task(act, row.case_id, kind, holder, verb="settle_false_entries", occurrence=occurrence)
    return True
