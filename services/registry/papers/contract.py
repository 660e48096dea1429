"""What stands on an agreement's paper, and the void lists of our regions."""

from services.registry.agreement.contract import Agreement
from shared.contract import Contract
from shared.papers.contract import PaperVerdict, SealedPaper, VerifyPaper

# One public door: what is verified is the same in every service.
__all__ = ["AgreementPaper", "PaperVerdict", "VerifyPaper", "VoidLists"]


class AgreementPaper(SealedPaper):
    """共管协议 (7.6), as this side's copy has it. Good to its last day."""

    agreement: Agreement


class VoidLists(Contract):
    """One signed list (JWS) for each region that we serve; anybody may keep a copy and check it offline."""

    lists: list[str]
