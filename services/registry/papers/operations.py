"""Printing an agreement: its text and its seal; the print is logged."""

from uuid import UUID

from services.registry.agreement.contract import NEGOTIATED, AgreementStatus
from services.registry.agreement.queries import agreement_view
from services.registry.agreement.tables import AgreementRow
from services.registry.papers.contract import AgreementPaper
from services.registry.papers.permissions import PERMISSIONS
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import NotFound
from shared.papers.contract import PaperKind
from shared.papers.issuing import NothingToPrint, log_print, sealed

STILL_TALKED_ABOUT = NEGOTIATED | {AgreementStatus.DRAFT}


class NoAgreementToPrint(NothingToPrint):
    message = "协议文本还没有定稿：双方都签署以后才能打印盖章。"


def print_agreement(act: Act, copy_id: UUID) -> AgreementPaper:
    """Raises NotFound, NotYourPost, NoAgreementToPrint."""
    row = act.session.get(AgreementRow, copy_id)
    if row is None:
        raise NotFound()
    post = authorise(act.actor, "print_agreement", PERMISSIONS, Standing(own=row.own_path))
    if AgreementStatus(row.status) in STILL_TALKED_ABOUT:
        raise NoAgreementToPrint()
    log_print(act, "print_agreement", post, row.id)
    seal = sealed(act, PaperKind.AGREEMENT, row.number, row.own, valid_until=row.last_day)
    return AgreementPaper(**seal, agreement=agreement_view(act, row))
