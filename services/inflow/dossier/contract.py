"""What the processes of the host side have to say about one placement."""

from shared.contract import Contract
from shared.identifiers import CaseId


class PlacementDossier(Contract):
    """One field for each process; None or empty where it has not begun."""

    case_id: CaseId
    attempt: int
