"""A host that is not the one of the present attempt says that it has enrolled the member (W-01, G4)."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from services.outflow.contract import CLOSED, CaseStatus
from services.outflow.tables import CaseRow, HostClaimRow
from shared.act import Act
from shared.identifiers import new_id
from shared.letters.contract import Enrolled, Letter
from shared.letters.tables import LetterSentRow


def is_claim(act: Act, case: CaseRow, letter: Letter) -> bool:
    """An enrolment by a host of an earlier attempt, to which home did write, while the case is open."""
    earlier = letter.attempt < case.attempt and letter.attempt != case.former_attempt
    if not isinstance(letter.body, Enrolled) or not earlier or CaseStatus(case.status) in CLOSED:
        return False
    asked = select(LetterSentRow.id).where(
        LetterSentRow.case_id == case.id,
        LetterSentRow.attempt == letter.attempt,
        LetterSentRow.recipient == letter.sender,
    )
    return act.session.scalars(asked.limit(1)).first() is not None


def note_claim(act: Act, case: CaseRow, letter: Letter) -> None:
    """Kept beside the case; home is asked which host is right, nothing changes by itself."""
    assert isinstance(letter.body, Enrolled)
    values = {
        "id": new_id(),
        "case_id": case.id,
        "attempt": letter.attempt,
        "committee": letter.sender,
        "branch": letter.body.host_branch,
        "branch_name": letter.body.host_branch_name,
        "enrolled_on": letter.body.enrolled_on,
        "claimed_on": act.today,
    }
    act.session.execute(insert(HostClaimRow).values(**values).on_conflict_do_nothing())
