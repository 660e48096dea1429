"""What home writes about wrong data: a report of what the host owns, a decision on what home owns."""

from typing import Any

from services.inflow.correction.operations.applying import current_value, put_right
from services.inflow.correction.operations.casework import new_correction
from services.inflow.correction.snapshots import publish_correction
from services.inflow.correction.tables import CorrectionRow
from services.inflow.operations.letters import placement_addressed, speaking_for_home
from services.inflow.operations.parties import check_parties
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.corrections import operations as steps
from shared.history import append
from shared.letters.bodies_correction import Correction, CorrectionReported
from shared.letters.contract import Letter
from shared.letters.operations import NEVER_ANNOUNCED, LetterRefused
from shared.posts import Post, Role


def _addressed(act: Act, letter: Letter) -> tuple[Act, PlacementRow, Post]:
    """Raises LetterRefused when the letter does not come from this placement's home."""
    row = placement_addressed(act, letter)
    if row is None:
        raise LetterRefused(NEVER_ANNOUNCED)
    check_parties(act, letter, row)
    return speaking_for_home(act, row), row, Post(Role.SYSTEM, letter.sender, row.home_path)


def _note(act: Act, row: PlacementRow, verb: str, post: Post, **details: Any) -> None:
    append(act, verb, row.case_id, row.status, post=post, attempt=row.attempt, **details)


def hear_report(act: Act, letter: Letter) -> None:
    act, placement, post = _addressed(act, letter)
    body = letter.body
    assert isinstance(body, CorrectionReported)
    known = act.session.get(CorrectionRow, body.correction_id) is not None
    if known or body.field.owner != "host":
        _note(act, placement, "letter_correction_reported", post, ignored=True)
        return
    said = {"before": current_value(act, placement, body.field), "value": body.value, "reason": body.text}
    columns = steps.reported(act, body.field, post, here="host", side="home", account="", on=body.reported_on, **said)
    row = new_correction(act, placement, columns, body.correction_id)
    _note(act, placement, "letter_correction_reported", post, field=body.field)
    publish_correction(act, placement, row)


def hear_decision(act: Act, letter: Letter) -> None:
    """Home's word on identity and membership holds here as well."""
    act, placement, post = _addressed(act, letter)
    body = letter.body
    assert isinstance(body, Correction)
    if body.field.owner != "home":
        _note(act, placement, "letter_correction", post, ignored=True)
        return
    if body.applied:
        put_right(act, placement, body.field, body.value)
    row = act.session.get(CorrectionRow, body.correction_id)
    if row is not None and row.placement_id == placement.id:
        steps.decided(act, row, post, applied=body.applied, text=body.text, on=body.decided_on)
    _note(act, placement, "letter_correction", post, field=body.field, applied=body.applied)
