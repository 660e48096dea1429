"""What the host writes about the booklet: entries, a loss, a check, the new booklet, its answer to a finding."""

import json
from collections.abc import Iterable

from services.outflow.certificate_life.contract import FindingStatus
from services.outflow.certificate_life.domain import IN_HAND, is_proof
from services.outflow.certificate_life.operations.arrears import settle_paid
from services.outflow.certificate_life.operations.checks import settle_check
from services.outflow.certificate_life.operations.loss import loss_reported
from services.outflow.certificate_life.operations.taking_up import file_of
from services.outflow.certificate_life.snapshots import open_loss, publish_certificate
from services.outflow.certificate_life.tables import FalseEntriesRow, HostPageRow, ToldEntryRow
from services.outflow.operations.casework import note
from services.outflow.operations.contact import has_shown_himself
from services.outflow.operations.hearing import case_of, speaking_for_the_host
from services.outflow.snapshots import live_certificate
from services.outflow.statuses import CertificateStatus
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.letters.bodies_certificate import (
    BookletTakenUp,
    CertificateChecked,
    CertificateLost,
    EntriesMade,
    EntryInLetter,
    FalseEntriesAnswered,
)
from shared.letters.contract import Letter, Side
from shared.letters.operations import LetterRefused


def hear(act: Act, letter: Letter) -> None:
    """Raises LetterRefused. What the case has outrun is noted and changes nothing."""
    case = case_of(act, letter)
    _check_host_of_page(act, case, letter)
    act, post = speaking_for_the_host(act, letter.sender)
    file = file_of(act, case)
    understood = file is not None and _understand(act, case, letter)
    verb = f"letter_{letter.body.type.lower()}"
    if file is None or not understood:
        note(act, verb, case, post, ignored=True, attempt=letter.attempt)
        return
    note(act, verb, case, post, sender=letter.sender)
    publish_certificate(act, case, file)


def _check_host_of_page(act: Act, case: CaseRow, letter: Letter) -> None:
    """A former host may still answer for its own page, and nobody else for it."""
    page = act.session.get(HostPageRow, (case.id, letter.attempt))
    if letter.attempt < case.attempt and (page is None or page.host_committee != letter.sender):
        raise LetterRefused("来函单位不是该次接收的流入地党组织，已拒收。")


def _understand(act: Act, case: CaseRow, letter: Letter) -> bool:
    match letter.body:
        case EntriesMade(entries=entries):
            for entry in entries:
                _told(act, case, letter.attempt, entry)
            _proof_of_contact(act, case, entries)
            settle_paid(act, case, "letter_entries_made")
            return True
        case CertificateLost() as lost:
            return _lost(act, case, lost)
        case CertificateChecked() as check:
            return settle_check(act, case, check.year, check.checked_on, Side.HOST, check.remarks) is not None
        case BookletTakenUp(number=number):
            return _in_use(case, number)
        case FalseEntriesAnswered() as answer:
            return _answered(act, case, answer)
        case _:
            return False


def _proof_of_contact(act: Act, case: CaseRow, entries: Iterable[EntryInLetter]) -> None:
    """C-15: he took part or paid at the host, so he is not lost since then."""
    proofs = [one.happened_on for one in entries if is_proof(one.kind, one.status, one.corrects)]
    if proofs and case.is_open:
        has_shown_himself(act, case, min(max(proofs), act.today))


def _told(act: Act, case: CaseRow, attempt: int, entry: EntryInLetter) -> None:
    """The newest word about an entry counts; letters of one host come in their order."""
    words = {"content": entry.content, "place": entry.place}
    copied = entry.model_dump(exclude={"entry_id", "content", "place"})
    row = act.session.get(ToldEntryRow, entry.entry_id)
    if row is None:
        sealed = act.seal.close(json.dumps(words, ensure_ascii=False))
        act.session.add(
            ToldEntryRow(id=entry.entry_id, case_id=case.id, attempt=attempt, sealed_words=sealed, **copied)
        )
    elif (row.case_id, row.attempt) == (case.id, attempt):
        row.status, row.confirmed_by, row.answered_on = entry.status, entry.confirmed_by, entry.answered_on


def _lost(act: Act, case: CaseRow, lost: CertificateLost) -> bool:
    certificate = live_certificate(case)
    if certificate is None or certificate.number != lost.number or open_loss(act, case.id) is not None:
        return False
    if CertificateStatus(certificate.status) not in IN_HAND:
        return False
    loss_reported(act, case, certificate, Side.HOST, lost.lost_on, lost.reported_on, lost.text)
    return True


def _in_use(case: CaseRow, number: str) -> bool:
    certificate = live_certificate(case)
    if certificate is None or certificate.number != number or certificate.status != CertificateStatus.ISSUED:
        return False
    certificate.status = CertificateStatus.IN_USE
    return True


def _answered(act: Act, case: CaseRow, answer: FalseEntriesAnswered) -> bool:
    row = act.session.get(FalseEntriesRow, answer.finding_id)
    if row is None or row.case_id != case.id or row.status != FindingStatus.OPEN:
        return False
    row.status, row.admitted, row.answer = FindingStatus.ANSWERED, answer.admitted, act.seal_text(answer.text)
    return True
