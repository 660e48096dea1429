"""What both sides do with a correction: write down what was reported and decided, and show it (W-17)."""

from datetime import date
from typing import Any

from shared.act import Act
from shared.corrections.columns import CorrectionColumns
from shared.corrections.contract import CorrectedField, CorrectionStatus, CorrectionView, Owner
from shared.posts import Post
from shared.sealing import mask_id_number, mask_phone

S = CorrectionStatus
MASKS = {CorrectedField.ID_NUMBER: mask_id_number, CorrectedField.PHONE: mask_phone}
COPIED = ("case_id", "owner", "status", "reported_side", "reported_by", "reported_on", "decided_by", "decided_on")


def reported(
    act: Act,
    field: CorrectedField,
    post: Post | None,
    *,
    here: Owner,
    side: Owner,
    account: str,
    on: date,
    **words: str,
) -> dict[str, Any]:
    """The columns of a new correction on the side `here`. `side` reported it; `words`: before, value, reason."""
    return {
        "version": 0,
        "field": field,
        "owner": field.owner,
        "status": S.REPORTED if field.owner == here else S.WITH_OWNER,
        "reported_side": side,
        "reported_by": act.actor.name_in(post),
        "reported_account": account,
        "reported_on": on,
    } | {f"sealed_{name}": act.seal_text(text) for name, text in words.items()}


def decided(act: Act, row: CorrectionColumns, post: Post | None, *, applied: bool, text: str, on: date) -> None:
    row.status = S.APPLIED if applied else S.REJECTED
    row.decided_by, row.decided_on, row.sealed_answer = act.actor.name_in(post), on, act.seal_text(text)


def add_evidence(act: Act, row: CorrectionColumns, text: str) -> None:
    row.status, row.evidence_on, row.sealed_evidence = S.EVIDENCE, act.today, act.seal_text(text)


def correction_view(act: Act, row: CorrectionColumns) -> CorrectionView:
    """An ID number or telephone is masked."""
    field = CorrectedField(row.field)
    mask = MASKS.get(field, str)
    return CorrectionView.model_validate(
        {name: getattr(row, name) for name in COPIED}
        | {
            "correction_id": row.id,
            "field": field,
            "before": mask(act.open_text(row.sealed_before) or ""),
            "value": mask(act.open_text(row.sealed_value) or ""),
            "reason": act.open_text(row.sealed_reason),
            "evidence": act.open_text(row.sealed_evidence),
            "answer": act.open_text(row.sealed_answer),
        }
    )
