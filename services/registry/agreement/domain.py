"""W-09 without a database: who may do what when, and how the days of an agreement follow from its text."""

from datetime import date, timedelta

from services.registry.agreement.contract import AgreementStatus as S
from shared.errors import Invalid
from shared.letters.bodies_between import AgreementLevel, AgreementTerms
from shared.organisations import OrganisationKind
from shared.policy.pack import PolicyPack
from shared.terms import HalfYear, add_months

MAY_BE_TAKEN_IN = {
    "offer_agreement": {S.DRAFT},
    "counter_agreement": {S.OFFERED, S.COUNTERED},
    "sign_agreement": {S.OFFERED, S.COUNTERED},
    "terminate_agreement": {S.DRAFT, S.OFFERED, S.COUNTERED, S.SIGNED, S.IN_FORCE},
    "record_consultation": {S.IN_FORCE},
    "let_agreement_lapse": {S.IN_FORCE},
}
COMMITTEES = frozenset(
    {OrganisationKind.GRASSROOTS_COMMITTEE, OrganisationKind.WORK_COMMITTEE, OrganisationKind.LEADING_GROUP}
)


class NoParty(Invalid):
    message = "共管协议由基层党委之间或组织部门之间签订，这个组织不能作为一方，请重新选择。"


class LevelsDiffer(Invalid):
    message = "协议双方应同为基层党委，或同为组织部门，请重新选择。"


class TermInverted(Invalid):
    message = "协议的截止日早于起始日，请改正。"


class NoticeTooShort(Invalid):
    message = "终止日早于通知期届满之日，请改后再报。"


def level_of(kind: str) -> AgreementLevel:
    """Raises NoParty."""
    known = OrganisationKind(kind)
    if known.is_department:
        return AgreementLevel.DEPARTMENT
    if known in COMMITTEES:
        return AgreementLevel.COMMITTEE
    raise NoParty()


def complete(terms: AgreementTerms, pack: PolicyPack) -> AgreementTerms:
    """With the last day that the policy gives where none is written (`agreement.term`). Raises TermInverted."""
    last = terms.ends_on or add_months(terms.begins_on, 12 * pack.term("agreement.term").amount) - timedelta(days=1)
    if last < terms.begins_on:
        raise TermInverted(fields=[{"field": "terms.ends_on", "message": TermInverted.message}])
    return terms.model_copy(update={"ends_on": last})


def renewal_from(last_day: date, pack: PolicyPack) -> date:
    return last_day - timedelta(days=pack.term("agreement.term.renewal_notice").amount)


def first_consultation(in_force_on: date) -> str:
    """The half-year after the one in which the agreement came into force, our default (text: 定期会商)."""
    return str(HalfYear.of(in_force_on).next())


def following(period: str, last_day: date) -> str | None:
    """None when the agreement does not live to see it begin."""
    after = HalfYear(period).next()
    return str(after) if after.first <= last_day else None


def end_on_notice(today: date, wanted: date | None, last_day: date, pack: PolicyPack) -> date:
    """The last day after a notice of today. Raises NoticeTooShort."""
    earliest = today + timedelta(days=pack.term("agreement.notice").amount)
    if wanted is not None and wanted < min(earliest, last_day):
        message = f"通知期届满为 {earliest}，终止日不能更早。"
        raise NoticeTooShort(message, fields=[{"field": "ends_on", "message": message}])
    return min(wanted or earliest, last_day)


def ended_as(*, noticed: bool, renewed: bool) -> S:
    if noticed:
        return S.TERMINATED
    return S.RENEWED if renewed else S.EXPIRED


def next_act(status: S, *, our_text: bool, signed_by_us: bool, signed_by_partner: bool, notice: bool) -> str:
    if status is S.DRAFT:
        return "本方定稿后发给对方。"
    if status in (S.OFFERED, S.COUNTERED):
        if signed_by_us:
            return "等对方签署。"
        if signed_by_partner:
            return "对方已签，请本方签署。"
        return "等对方答复。" if our_text else "请本方签署，或提出修改意见。"
    if status is S.SIGNED:
        return "到起始日生效。"
    if status is S.IN_FORCE:
        return "已通知终止，到终止日结束；各个案照常办理。" if notice else "按期会商。"
    return "协议已结束，各个案照常办理。"
