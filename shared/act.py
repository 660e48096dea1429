"""What every operation gets: the open transaction, who acts, and the business moment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Sequence, select, text
from sqlalchemy.orm import Session

from shared.business_clock import BusinessClock
from shared.keys import KeyRing
from shared.posts import Actor
from shared.sealing import Seal

Reaction = Callable[["Act", Any], None]
"""What a part of the service does when the case (home), placement (host) or directory it hangs on has changed."""


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
    reactions: tuple[Reaction, ...] = ()
    dry_run: bool = False
    """It will be rolled back."""

    def react(self, row: object) -> None:
        """Let every part see the change, in the same transaction."""
        for reaction in self.reactions:
            reaction(self, row)

    def next_of(self, sequence: Sequence) -> int:
        """A number taken is not given back by a rollback: a dry run looks which would come next and leaves it there."""
        coming = text(f"SELECT last_value + is_called::int FROM {sequence.name}")
        number: int = self.session.scalars(coming if self.dry_run else select(sequence.next_value())).one()
        return number

    def seal_text(self, text: str) -> str:
        """What people write about a case names people: it is kept sealed. Nothing stays nothing."""
        return self.seal.close(text) if text else ""

    def open_text(self, sealed: str | None) -> str | None:
        return self.seal.open(sealed) if sealed else sealed

    @property
    def today(self) -> date:
        return self.at.date()
