"""What the host writes about wrong data: a report of what home owns, a decision on what it owns itself."""

from services.outflow.correction.operations.applying import current_value, put_right
from services.outflow.correction.operations.casework import new_correction
from services.outflow.correction.snapshots import publish_correction
from services.outflow.correction.tables import CorrectionRow
from services.outflow.operations.casework import note
from services.outflow.operations.hearing import case_of, speaking_for_the_host
from services.outflow.snapshots import publish
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.corrections import operations as steps
from shared.letters.bodies_correction import Correction, CorrectionReported
from shared.letters.contract import Letter


def hear_report(act: Act, letter: Letter) -> None:
    """Raises LetterRefused when the sender is not the host of this case."""
    case = case_of(act, letter)
    act, post = speaking_for_the_host(act, letter.sender)
    body = letter.body
    assert isinstance(body, CorrectionReported)
    known = act.session.get(CorrectionRow, body.correction_id) is not None
    if known or not case.is_open or body.field.owner != "home":
        note(act, "letter_correction_reported", case, post, ignored=True, field=body.field)
        return
    said = {"before": current_value(act, case, body.field), "value": body.value, "reason": body.text}
    columns = steps.reported(act, body.field, post, here="home", side="host", account="", on=body.reported_on, **said)
    row = new_correction(act, case, columns, body.correction_id)
    note(act, "letter_correction_reported", case, post, field=body.field)
    publish_correction(act, case, row)


def hear_decision(act: Act, letter: Letter) -> None:
    """The host's word on its own data holds here as well. Raises LetterRefused."""
    case = case_of(act, letter)
    act, post = speaking_for_the_host(act, letter.sender)
    body = letter.body
    assert isinstance(body, Correction)
    outrun = letter.attempt != case.attempt or body.field.owner != "host"
    note(act, "letter_correction", case, post, field=body.field, applied=body.applied, ignored=outrun)
    if outrun:
        return
    _take_over(act, case, body)
    publish(act, case)


def _take_over(act: Act, case: CaseRow, body: Correction) -> None:
    row = act.session.get(CorrectionRow, body.correction_id)
    if body.applied:
        put_right(act, case, body.field, body.value, None)
    if row is not None and row.case_id == case.id:
        steps.decided(act, row, None, applied=body.applied, text=body.text, on=body.decided_on)
        publish_correction(act, case, row)
