"""What two organisations owe each other: an agreement between two committees (W-09)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from deploy.embedded.rehearsal.ledger.account import Facts
from deploy.embedded.rehearsal.ledger.duty import Look, Owed
from deploy.embedded.rehearsal.ledger.entry import Entry
from deploy.embedded.rehearsal.terms import DAY, Days, working_days
from shared.policy.task_kinds import TaskKind as K

AGREEMENT = "共管协议（W-09）"


@dataclass
class AgreementAccount:
    """Home offers; each side has its own copy, under whose id its tasks stand."""

    label: str
    facts: Facts = field(default_factory=Facts)
    ours: UUID | None = None
    theirs: UUID | None = None

    def subjects(self) -> Sequence[UUID]:
        return [copy for copy in (self.ours, self.theirs) if copy is not None]

    def entries(self, look: Look) -> Iterator[Entry]:
        if self.theirs is not None:
            yield from (Entry(self.label, None, AGREEMENT, self.theirs, owed) for owed in self._of_host(look))
        if self.ours is not None:
            yield from (Entry(self.label, None, AGREEMENT, self.ours, owed) for owed in self._of_home(look))

    def _of_host(self, look: Look) -> Iterator[Owed]:
        """To answer the text, then to consult every half-year."""
        offered = self.facts.when("offer_agreement")
        if offered is not None:
            told = offered.delivered(look.slack)
            due = told.moved(working_days("agreement.answer"))
            yield Owed(K.NEGOTIATE_AGREEMENT, "1", told, due, self.facts.when("sign_at_host"))
        yield from self._consultations(look, told=look.slack)

    def _of_home(self, look: Look) -> Iterator[Owed]:
        signed = self.facts.when("sign_at_host")
        if signed is not None:
            told = signed.delivered(look.slack)
            due = told.moved(working_days("agreement.answer"))
            yield Owed(K.NEGOTIATE_AGREEMENT, "1.sign", told, due, self.facts.when("sign_at_home"))
        yield from self._consultations(look, told=look.slack * 0)

    def _consultations(self, look: Look, *, told: timedelta) -> Iterator[Owed]:
        """From the half-year after the signature on; home records them, the host hears of it by letter."""
        signed = self.facts.when("sign_at_home")
        if signed is None:
            return
        first = _next_half(signed.first)
        while first <= look.today:
            period = f"{first.year}H{1 if first.month == 1 else 2}"
            held = self.facts.when("record_consultation", period)
            done = held.delivered(told) if held else None
            due = Days.of(_next_half(first) - DAY)
            yield Owed(K.HOLD_CONSULTATION, period, Days.of(first), due, done, by_calendar=True)
            first = _next_half(first)


def _next_half(day: date) -> date:
    return date(day.year, 7, 1) if day.month <= 6 else date(day.year + 1, 1, 1)
