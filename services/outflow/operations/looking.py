"""Looking at what is sealed: each look is logged with its reason; and letters on paper."""

from datetime import date
from uuid import UUID

from services.outflow.contract import PrintedLetter, Revealed, RevealField
from services.outflow.operations.casework import lock_case
from services.outflow.permissions import PERMISSIONS
from services.outflow.queries import standing_of
from services.outflow.views import names_of
from shared.act import Act
from shared.audit import record
from shared.authorisation import authorise
from shared.errors import NotFound
from shared.letters.bodies_conversion import ConversionResult, OpinionRequest
from shared.letters.contract import LETTER_LABELS, Letter, OutflowNotice
from shared.letters.operations import open_letter


def reveal_field(act: Act, case_id: UUID, body: RevealField) -> Revealed:
    case = lock_case(act, case_id)
    post = authorise(act.actor, "reveal_field", PERMISSIONS, standing_of(case))
    sealed = case.member.id_number_sealed if body.field == "id_number" else case.member.phone_sealed
    details = {"field": body.field, "reason": body.reason}
    record(act.session, "reveal_field", act.actor, post=post, object_id=case.id, business_at=act.at, details=details)
    return Revealed(value=act.seal.open(sealed))


def print_letter(act: Act, case_id: UUID, letter_id: UUID) -> PrintedLetter:
    """The text of one of our letters for paper. Raises NotFound. The look is logged: it names the person."""
    case = lock_case(act, case_id)
    post = authorise(act.actor, "print_letter", PERMISSIONS, standing_of(case))
    letter = open_letter(act, letter_id)
    if letter.case_id != case.id:
        raise NotFound()
    record(act.session, "print_letter", act.actor, post=post, object_id=case.id, business_at=act.at)
    names = names_of(act, letter.sender, letter.recipient)
    return PrintedLetter(
        title=LETTER_LABELS[letter.body.type],
        addressee=case.host_name or names.get(letter.recipient) or case.host_region_name,
        paragraphs=paragraphs(letter, case.number),
        sender=names[letter.sender],
        written_on=letter.as_of.date(),
    )


def paragraphs(letter: Letter, number: str) -> list[str]:
    body = letter.body
    if isinstance(body, OutflowNotice):
        return _notice_paragraphs(body)
    if isinstance(body, OpinionRequest | ConversionResult):
        return [*body.paragraphs(), f"个案编号：{number}。"]
    texts = [
        str(value) for name, value in body.model_dump().items() if name in ("text", "question", "reason") and value
    ]
    return [f"个案编号：{number}。", *texts]


def _notice_paragraphs(body: OutflowNotice) -> list[str]:
    person = body.person
    back = f"，预计{_zh(body.expected_return)}返回" if body.expected_return else ""
    return [
        f"我支部党员{person.name}（{person.sex or '—'}，公民身份号码{person.id_number}，联系电话{person.phone or '—'}）"
        f"于{_zh(body.departed_on)}外出到你处{back}，持有《中国共产党流动党员活动证》，编号{body.certificate_number}。",
        "请认真查验《活动证》，及时将其编入党的一个组织，纳入日常教育管理，并将接收情况告知我支部。",
        f"联系人：{body.home_contact}，电话：{body.home_phone}，所属党委：{body.home_committee_name}。",
        f"个案编号：{body.case_number}。",
    ]


def _zh(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
