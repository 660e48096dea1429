"""Whether a number is good."""

from datetime import date

from sqlalchemy import select

from services.registry.number_status import contract as c
from services.registry.number_status.permissions import PERMISSIONS
from services.registry.number_status.tables import ForeignVoidRow
from services.registry.tables import CertificateNumberRow
from shared.act import Act
from shared.authorisation import authorise_any
from shared.certificate_numbers import same_number

TEXTS = {
    c.NumberStanding.GOOD: "编号有效；是否本人持有，须查验证件和身份证。",
    c.NumberStanding.VOID: "编号已作废，不能凭此证接收；请扣留证件，与流出地党组织联系。",
    c.NumberStanding.UNKNOWN: "本平台没有编过这个号；请核对号码，或向流出地组织部门查询。",
}


def check_number(act: Act, body: c.CheckNumber) -> c.NumberChecked:
    """Full-width digits and blanks do not matter. Nothing is said about the holder."""
    authorise_any(act.actor, "check_number", PERMISSIONS)
    number = same_number(body.number)
    row = act.session.scalars(select(CertificateNumberRow).where(CertificateNumberRow.number == number)).one_or_none()
    void = act.session.get(ForeignVoidRow, number) if row is None else None
    if void is not None:
        return _checked(number, c.NumberStanding.VOID, void.voided_on, void.reason)
    return _checked(number, _standing(row), row.voided_on if row else None, row.void_reason if row else None)


def _checked(number: str, standing: c.NumberStanding, voided_on: date | None, reason: str | None) -> c.NumberChecked:
    return c.NumberChecked(number=number, standing=standing, voided_on=voided_on, reason=reason, text=TEXTS[standing])


def _standing(row: CertificateNumberRow | None) -> c.NumberStanding:
    if row is None:
        return c.NumberStanding.UNKNOWN
    return c.NumberStanding.VOID if row.status == "VOID" else c.NumberStanding.GOOD
