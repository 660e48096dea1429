"""What stands sealed of a member, and the terms by which he is found: they change together."""

from services.outflow.tables import MemberRow
from shared.act import Act
from shared.person_search import search_terms


def renew_search(act: Act, member: MemberRow) -> None:
    """After his name, ID number or telephone has changed."""
    member.search_terms = search_terms(
        act.seal,
        name=member.name,
        id_number=act.seal.open(member.id_number_sealed),
        phone=act.seal.open(member.phone_sealed),
    )
