"""What the processes of the host side have to say about one placement."""

from services.inflow.entries.contract import EntryBook
from services.inflow.exchange.contract import HostExchange
from services.inflow.leaving.contract import ClosingNoteView
from services.inflow.opinion.contract import OpinionWatchView
from shared.contract import Contract
from shared.corrections.contract import CorrectionView
from shared.identifiers import CaseId
from shared.waiting.contract import PartnerUrge, WaitingFor


class PlacementDossier(Contract):
    """One field for each process; None or empty where it has not begun."""

    case_id: CaseId
    attempt: int
    closing_note: ClosingNoteView | None = None
    opinion: OpinionWatchView | None = None
    exchange: HostExchange | None = None
    corrections: list[CorrectionView] = []
    entries: EntryBook | None = None
    waiting: list[WaitingFor] = []
    urges: list[PartnerUrge] = []
