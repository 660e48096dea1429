"""A duty with whose it is, as the verdict reads it."""

from dataclasses import dataclass
from uuid import UUID

from deploy.embedded.rehearsal.ledger.duty import Owed
from deploy.embedded.rehearsal.manners import Manner


@dataclass(frozen=True)
class Entry:
    """One duty with whose it is; `subject` is the `case_id` of its task. No manner: of organisations."""

    label: str
    manner: Manner | None
    process: str
    subject: UUID
    owed: Owed
