"""What a correction changes in our own data; the ID number stays unique, a wrong admission date moves probation."""

from sqlalchemy import select

from services.outflow.conversion.operations.opening import recompute_probation
from services.outflow.correction.domain import admitted_on
from services.outflow.sealed import renew_search
from services.outflow.tables import CaseRow, MemberRow
from shared.act import Act
from shared.corrections.contract import CorrectedField
from shared.errors import Conflict
from shared.posts import Post

F = CorrectedField
PLAIN = {F.NAME: "name", F.SEX: "sex", F.JOINED: "joined", F.STANDING: "standing"}


class IdNumberTaken(Conflict):
    message = "该身份证号已有登记：如系同一人重复登记，请党委办理合并。"


def current_value(act: Act, case: CaseRow, field: CorrectedField) -> str:
    match field:
        case F.ID_NUMBER:
            return act.seal.open(case.member.id_number_sealed)
        case F.PHONE:
            return act.seal.open(case.member.phone_sealed)
        case F.HOST_CONTACT:
            return case.host_contact
        case _:
            return str(getattr(case.member, PLAIN[field]))


def put_right(act: Act, case: CaseRow, field: CorrectedField, value: str, post: Post | None) -> None:
    """Raises IdNumberTaken."""
    member = case.member
    match field:
        case F.ID_NUMBER:
            _new_id_number(act, member, value)
        case F.PHONE:
            member.phone_sealed = act.seal.close(value)
        case F.HOST_CONTACT:
            case.host_contact = value
        case _:
            setattr(member, PLAIN[field], value)
    renew_search(act, member)
    if field is F.JOINED and (day := admitted_on(value)):
        recompute_probation(act, case, day, post=post)


def _new_id_number(act: Act, member: MemberRow, value: str) -> None:
    index = act.seal.index(value)
    taken = select(MemberRow.id).where(MemberRow.id_number_index == index, MemberRow.id != member.id)
    if act.session.scalars(taken).first() is not None:
        raise IdNumberTaken()
    member.id_number_sealed, member.id_number_index = act.seal.close(value), index
