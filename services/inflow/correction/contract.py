"""Public words of W-17 at the host: those that both sides use."""

from shared.corrections.contract import AddEvidence, DecideCorrection, ReportCorrection, RunningCorrections

__all__ = ["AddEvidence", "DecideCorrection", "ReportCorrection", "RunningCorrections"]
