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

    def seal_text(self, text: str) -> str:
        """What people write about a case names people: it is kept sealed. Nothing stays nothing."""
        return self.seal.close(text) if text else ""

    def open_text(self, sealed: str | None) -> str | None:
        return self.seal.open(sealed) if sealed else sealed

    @property
    def today(self) -> date:
        return self.at.date()
