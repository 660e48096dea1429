"""What the processes of the home side have to say about one case."""

from shared.contract import Contract
from shared.identifiers import CaseId


class CaseDossier(Contract):
    """One field for each process; None or empty where it has not begun."""

    case_id: CaseId
