"""Whether a number is good."""

import unicodedata

from sqlalchemy import select

from services.registry.number_status import contract as c
from services.registry.number_status.permissions import PERMISSIONS
from services.registry.tables import CertificateNumberRow
from shared.act import Act
from shared.authorisation import authorise_any

TEXTS = {
    c.NumberStanding.GOOD: "编号有效；是否本人持有，须查验证件和身份证。",
    c.NumberStanding.VOID: "编号已作废，不能凭此证接收；请扣留证件，与流出地党组织联系。",
    c.NumberStanding.UNKNOWN: "本平台没有编过这个号；请核对号码，或向流出地组织部门查询。",
}


def check_number(act: Act, body: c.CheckNumber) -> c.NumberChecked:
    """Full-width digits and blanks do not matter. Nothing is said about the holder."""
    authorise_any(act.actor, "check_number", PERMISSIONS)
    number = "".join(unicodedata.normalize("NFKC", body.number).split()).upper()
    row = act.session.scalars(select(CertificateNumberRow).where(CertificateNumberRow.number == number)).one_or_none()
    standing = _standing(row)
    return c.NumberChecked(
        number=number,
        standing=standing,
        voided_on=row.voided_on if row else None,
        reason=row.void_reason if row else None,
        text=TEXTS[standing],
    )


def _standing(row: CertificateNumberRow | None) -> c.NumberStanding:
    if row is None:
        return c.NumberStanding.UNKNOWN
    return c.NumberStanding.VOID if row.status == "VOID" else c.NumberStanding.GOOD
