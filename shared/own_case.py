"""What a member sees of his own case, alike on both sides; he has no account, only a link to this one case."""

from typing import Final

from shared.contract import Contract
from shared.identifiers import CaseId

OWN_PAGE: Final = "own_page"
"""How it came, where a branch writes down a channel: the member has said it himself on his page."""


class Told(Contract):
    """Answers an act of the member's own: it is recorded. What he may see of his case he reads by itself."""

    case_id: CaseId


class MyOrganisation(Contract):
    """Whom he may call: the organisation's own contact and office telephone."""

    name: str
    contact: str
    phone: str
