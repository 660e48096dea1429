"""Public words of moving what stands at organisations that have changed (W-16); both sides speak them alike."""

from shared.organisation_directory.moving import MoveOrganisation, MovePreview, MoveReceipt

__all__ = ["MoveOrganisation", "MovePreview", "MoveReceipt"]
