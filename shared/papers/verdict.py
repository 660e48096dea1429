"""What is said about a genuine seal: the same words in the registry, on the verification page and offline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shared.papers.contract import PaperSeal, PaperStanding, PaperVerdict, VoidPaper
from shared.papers.seal import SealRefused, holder_digest

S = PaperStanding
TEXTS = {
    S.VALID: "纸件真实，在有效期内，没有作废。是否本人持有，须查验身份证。",
    S.EXPIRED: "纸件真实，但已过有效期，不能再凭它办理；请持有人到签发单位重新打印，活动证须先办年审。",
    S.VOID: "纸件已作废，不能凭它办理；请扣留纸件，与签发单位联系。",
    S.UNKNOWN: "签名真实，但签发地区没有登记过这个编号；请与签发单位核实后再办理。",
    S.UNCHECKED: "签名真实，在有效期内，但手头没有该地区的作废清单，不知道是否已作废；请联网核验，或索取新的清单。",
}
DOES_NOT_FIT = "所填姓名和出生日期与纸件持有人不符，请扣留纸件并与签发单位联系。"


@dataclass(frozen=True)
class Known:
    """What is known where the paper is looked at. `void`: None where no list is at hand; `unknown`: the region is
    ours and has no such number."""

    as_of: datetime | None
    void: Sequence[VoidPaper] | None
    unknown: bool = False


def judge(seal: PaperSeal, on: date, known: Known, name: str = "", born_on: date | None = None) -> PaperVerdict:
    voided_on = _voided_on(seal, known)
    fits = _fits(seal, name, born_on)
    standing = _standing(seal, on, known, voided_on)
    return PaperVerdict(
        standing=standing,
        text=TEXTS[standing] + (DOES_NOT_FIT if fits is False else ""),
        kind=seal.kind,
        number=seal.number,
        region=seal.region,
        organisation=seal.organisation,
        issued_on=seal.issued_at.date(),
        valid_until=seal.valid_until,
        voided_on=voided_on,
        fits=fits,
        as_of=known.as_of,
    )


def refused(error: SealRefused) -> PaperVerdict:
    return PaperVerdict(standing=S.NOT_GENUINE, text=str(error))


def _voided_on(seal: PaperSeal, known: Known) -> date | None:
    days = (one.voided_on for one in known.void or () if (one.kind, one.number) == (seal.kind, seal.number))
    return next(days, None)


def _standing(seal: PaperSeal, on: date, known: Known, voided_on: date | None) -> PaperStanding:
    if voided_on is not None:
        return S.VOID
    if on > seal.valid_until:
        return S.EXPIRED
    if known.unknown:
        return S.UNKNOWN
    return S.VALID if known.void is not None else S.UNCHECKED


def _fits(seal: PaperSeal, name: str, born_on: date | None) -> bool | None:
    """None when there is nothing to compare."""
    typed = holder_digest(seal.number, name, born_on)
    return typed == seal.holder if typed and seal.holder else None
