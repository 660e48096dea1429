"""One ledger of dues: a month paid at home or at the host counts once (9.13)."""

from uuid import UUID

from services.outflow.certificate_life.contract import RecordDues
from services.outflow.certificate_life.ledger import dues_of
from services.outflow.certificate_life.operations.arrears import settle_paid
from services.outflow.certificate_life.operations.taking_up import put_down, take_up
from services.outflow.certificate_life.tables import HomeDuesRow
from services.outflow.operations.casework import not_later_than_today
from services.outflow.operations.contact import has_shown_himself
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict
from shared.letters.contract import Side


class DuesAlreadyRecorded(Conflict):
    message = "这个月的党费已有登记，同一笔党费只记一次，请核对月份。"


def record_dues(act: Act, case_id: UUID, body: RecordDues) -> CaseRow:
    """C-15: a payment is a proof of contact."""
    taken = take_up(act, "record_dues", case_id)
    not_later_than_today(act, paid_on=body.paid_on)
    line = next((one for one in dues_of(act, case_id) if one.month == body.month), None)
    if line is not None:
        where = "流入地" if line.paid_at is Side.HOST else "本支部"
        raise DuesAlreadyRecorded(
            f"{body.month} 的党费已由{where}登记（{line.amount}元），同一笔党费只记一次，请核对月份。",
            paid_at=line.paid_at,
        )
    act.session.add(
        HomeDuesRow(
            case_id=case_id,
            month=body.month,
            amount=body.amount,
            paid_on=body.paid_on,
            recorder=act.actor.name_in(taken.post),
        )
    )
    act.session.flush()
    settle_paid(act, taken.case, "record_dues")
    has_shown_himself(act, taken.case, body.paid_on)
    return put_down(act, taken, "record_dues", month=body.month)
