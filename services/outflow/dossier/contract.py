"""What the processes of the home side have to say about one case."""

from services.outflow.certificate_life.contract import CertificateFile
from services.outflow.conversion.contract import ConversionView
from services.outflow.correction.contract import AliasView, DuplicateHint
from services.outflow.exchange.contract import HomeExchange
from services.outflow.inactivity.contract import Inactivity
from services.outflow.leaving.contract import LeavingView
from services.outflow.lost_contact.contract import LostContact
from services.outflow.old_certificate.contract import OldCertificateView
from shared.contract import Contract
from shared.corrections.contract import CorrectionView
from shared.identifiers import CaseId
from shared.waiting.contract import PartnerUrge, WaitingFor


class CaseDossier(Contract):
    """One field for each process; None or empty where it has not begun."""

    case_id: CaseId
    lost_contact: LostContact | None = None
    leaving: LeavingView | None = None
    certificate: CertificateFile | None = None
    old_certificate: OldCertificateView | None = None
    conversion: ConversionView | None = None
    exchange: HomeExchange | None = None
    inactivity: Inactivity | None = None
    corrections: list[CorrectionView] = []
    aliases: list[AliasView] = []
    possible_duplicates: list[DuplicateHint] = []
    waiting: list[WaitingFor] = []
    urges: list[PartnerUrge] = []
