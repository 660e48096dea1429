"""The booklet itself at the host: loss, yearly check, the new one, and the answer to a finding (5.1, C-2, C-22)."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.inflow.entries.contract import (
    AnswerFalseEntries,
    CheckBooklet,
    ReportCertificateLost,
    TakeUpBooklet,
)
from services.inflow.entries.operations.taking_up import Taken, put_down, take_up
from services.inflow.entries.tables import BookletCheckRow, HostFindingRow
from services.inflow.operations.casework import not_earlier_than, not_later_than_today, write
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.certificate_numbers import same_number
from shared.errors import Conflict, Invalid
from shared.history import who_was_first
from shared.letters.bodies_certificate import (
    BookletTakenUp,
    CertificateChecked,
    CertificateLost,
    FalseEntriesAnswered,
)
from shared.letters.contract import Side
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task


class WithoutBooklet(Conflict):
    message = "原证已作废，新证还没有补发；请待流出地补发后再办。"


class LossAlreadyReported(Conflict):
    message = "遗失已经报告流出地，请等待核查结果。"


class NewNumberDiffers(Invalid):
    message = "填写的编号与补发通报不一致，请对照新证原件再核一遍。"


class EntriesNotRewritten(Invalid):
    message = "请先按清单把应补记的内容记入新证，再登记启用。"


class NoNewBooklet(Conflict):
    message = "没有待核验的新证；请等流出地换发并登记后再办理。"


class NoFindingToAnswer(Conflict):
    message = "流出地没有待答复的不实记载，请刷新页面查看最新情况。"


def report_certificate_lost(act: Act, case_id: UUID, body: ReportCertificateLost) -> PlacementRow:
    """The member told us; home, which issued the booklet, checks and voids. Enrolment and entries go on."""
    taken = take_up(act, "report_certificate_lost", case_id)
    not_later_than_today(act, lost_on=body.lost_on)
    if taken.book.without_booklet_since is not None:
        raise WithoutBooklet()
    if taken.book.loss_told == taken.row.certificate_number:
        raise who_was_first(act.session, case_id, {"report_certificate_lost"}, LossAlreadyReported.message[:-1])
    taken.book.loss_told = taken.row.certificate_number
    number = taken.row.certificate_number
    lost = CertificateLost(number=number, lost_on=body.lost_on, reported_on=act.today, text=body.text)
    write(act, taken.row, lost)
    return put_down(act, taken, "report_certificate_lost", lost_on=body.lost_on.isoformat(), words=body.text)


def check_booklet(act: Act, case_id: UUID, body: CheckBooklet) -> PlacementRow:
    """年审 for the year of its day; home need not check again."""
    taken = take_up(act, "check_booklet", case_id)
    not_later_than_today(act, checked_on=body.checked_on)
    not_earlier_than(taken.row.enrolled_on, checked_on=body.checked_on)
    if taken.book.without_booklet_since is not None:
        raise WithoutBooklet()
    year = body.checked_on.year
    if not note_check(act, taken.row, year, body.checked_on, Side.HOST):
        verbs = {"check_booklet", "letter_certificate_checked"}
        raise who_was_first(act.session, case_id, verbs, "今年已经年审")
    write(act, taken.row, CertificateChecked(year=year, checked_on=body.checked_on, remarks=body.remarks))
    return put_down(act, taken, "check_booklet", year=year, words=body.remarks)


def note_check(act: Act, row: PlacementRow, year: int, checked_on: date, by: Side) -> bool:
    """False when the year has its check already."""
    if act.session.get(BookletCheckRow, (row.id, year)) is not None:
        return False
    act.session.add(BookletCheckRow(placement_id=row.id, year=year, checked_on=checked_on, by=by))
    return True


def take_up_booklet(act: Act, case_id: UUID, body: TakeUpBooklet) -> PlacementRow:
    """The new booklet has been seen; what the lost one held since the last confirmed entry stands in it again."""
    taken = take_up(act, "take_up_booklet", case_id)
    book = taken.book
    if book.booklet_since is None:
        raise _no_new_booklet(act, taken)
    not_later_than_today(act, taken_up_on=body.taken_up_on)
    if same_number(body.number) != same_number(book.new_number):
        raise NewNumberDiffers(fields=[{"field": "number", "message": NewNumberDiffers.message}])
    if book.missing and not body.all_rewritten:
        raise EntriesNotRewritten(fields=[{"field": "all_rewritten", "message": EntriesNotRewritten.message}])
    book.booklet_since = book.without_booklet_since = None
    taken_up = BookletTakenUp(number=book.new_number, taken_up_on=body.taken_up_on, rewritten=len(book.missing))
    write(act, taken.row, taken_up)
    _close(act, taken, TaskKind.TAKE_UP_BOOKLET, book.booklets, "take_up_booklet")
    return put_down(act, taken, "take_up_booklet", number=book.new_number, rewritten=len(book.missing))


def _no_new_booklet(act: Act, taken: Taken) -> Exception:
    if taken.book.booklets:
        return who_was_first(act.session, taken.row.case_id, {"take_up_booklet"}, "新证已经启用")
    return NoNewBooklet()


def answer_false_entries(act: Act, case_id: UUID, body: AnswerFalseEntries) -> PlacementRow:
    """The oldest finding that waits. What was wrong is put right by counter-entries, not here."""
    taken = take_up(act, "answer_false_entries", case_id)
    finding = _waiting(act, taken.row)
    if finding is None:
        raise _nothing_to_answer(act, taken)
    finding.answer, finding.answered_on = act.seal_text(body.text), act.today
    write(act, taken.row, FalseEntriesAnswered(finding_id=finding.id, admitted=body.admitted, text=body.text))
    _close(act, taken, TaskKind.ANSWER_FALSE_ENTRIES, finding.serial, "answer_false_entries")
    return put_down(act, taken, "answer_false_entries", admitted=body.admitted, words=body.text)


def _waiting(act: Act, row: PlacementRow) -> HostFindingRow | None:
    query = select(HostFindingRow).where(
        HostFindingRow.placement_id == row.id,
        HostFindingRow.answered_on.is_(None),
        HostFindingRow.proved.is_(None),
    )
    return act.session.scalars(query.order_by(HostFindingRow.serial).limit(1)).one_or_none()


def _nothing_to_answer(act: Act, taken: Taken) -> Exception:
    answered = select(HostFindingRow.id).where(HostFindingRow.placement_id == taken.row.id)
    if act.session.scalars(answered).first() is None:
        return NoFindingToAnswer()
    verbs = {"answer_false_entries", "letter_finding_settled"}
    return who_was_first(act.session, taken.row.case_id, verbs, "不实记载已经答复或处理")


def _close(act: Act, taken: Taken, kind: TaskKind, serial: int, verb: str) -> None:
    holder = taken.row.host_branch or taken.row.host_committee
    occurrence = f"{taken.row.attempt}.{serial}"
    close_task(act, taken.row.case_id, kind, holder, verb=verb, occurrence=occurrence)
