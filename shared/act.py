"""What every operation gets: the open transaction, who acts, and the business moment."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from shared.business_clock import BusinessClock
from shared.keys import KeyRing
from shared.posts import Actor
from shared.sealing import Seal


@dataclass(frozen=True)
class Act:
    """One command or query inside its transaction; operations never commit."""

    session: Session
    actor: Actor
    at: datetime
    """Business time, aware, Asia/Shanghai."""
    seal: Seal
    keys: KeyRing
    clock: BusinessClock

    @property
    def today(self) -> date:
        return self.at.date()
