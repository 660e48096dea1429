"""Numbers that home has voided: none of them passes verification here, whoever presents it (W-02)."""

from datetime import date

from sqlalchemy.dialects.postgresql import insert

from services.inflow.tables import PlacementRow, VoidNumberRow
from shared.act import Act
from shared.certificate_numbers import same_number
from shared.errors import Conflict

LOST = "LOST"
REASONS = {
    "LOST": "遗失",
    "WRONG_ISSUE": "错发",
    "SUSPENDED": "停止党籍",
    "ENDED": "党员个案已终止",
    "CANCELLED": "撤销外出",
    "DAMAGED": "损坏换发",
    "FULL": "用完换发",
}


class CertificateNumberVoid(Conflict):
    message = "这个编号的活动证已作废，不能凭此证接收；请收存证件，与流出地党组织联系。"


def void_number(act: Act, number: str, reason: str, voided_on: date) -> bool:
    """False when it was void already."""
    row = {"number": same_number(number), "reason": reason, "voided_on": voided_on}
    fresh = insert(VoidNumberRow).values(row).on_conflict_do_nothing().returning(VoidNumberRow.number)
    return act.session.execute(fresh).first() is not None


def refuse_void_number(act: Act, number: str) -> None:
    """Raises CertificateNumberVoid, which says since when and why."""
    void = act.session.get(VoidNumberRow, same_number(number)) if number.strip() else None
    if void is not None:
        why = REASONS.get(void.reason, "换发新证")
        message = (
            f"编号 {number} 的活动证已于 {void.voided_on} 因{why}作废，不能凭此证接收；请收存证件，与流出地党组织联系。"
        )
        raise CertificateNumberVoid(message, voided_on=void.voided_on.isoformat(), reason=void.reason)


def number_to_compare(act: Act, row: PlacementRow) -> str:
    """What the booklet must show; nothing for a member whose booklet is lost: he goes on without one (5.1)."""
    void = act.session.get(VoidNumberRow, same_number(row.certificate_number))
    return "" if void is not None and void.reason == LOST else row.certificate_number
