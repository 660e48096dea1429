"""What the host branch does with the entries of one enrolled member."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.inflow import contract as host
from services.inflow.entries import contract as c
from services.inflow.entries.snapshots import entries_state
from services.inflow.entries.tables import EntryBookRow
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.business_clock import SHANGHAI
from shared.letters.bodies_certificate import EntriesMade, EntryInLetter
from shared.posts import Actor
from shared.sealing import Seal
from tests.factories.deployment import clock_at
from tests.services.inflow.host_side import CONTACT, SECRETARY, TODAY, HostCase, HostSide


@dataclass
class Pages:
    """The host's pages of one booklet."""

    case: HostCase
    today: date = TODAY

    def on(self, day: date) -> "Pages":
        """From now on it is this day for the whole service."""
        side = self.case.side
        clock = clock_at(datetime.combine(day, time(10), SHANGHAI))
        side.app.state.kernel = replace(side.app.state.kernel, clock=clock)
        return Pages(replace(self.case, side=replace(side, clock=clock)), day)

    @property
    def book(self) -> c.EntryBook:
        found = self.case.side.at(SECRETARY).read_dossier(self.case.case_id).entries
        assert found is not None
        return found

    @property
    def last(self) -> c.Entry:
        return self.book.entries[-1]

    def state(self) -> c.EntriesState:
        side = self.case.side
        with Session(side.engine) as session:
            act = Act(
                session, Actor.system("worker"), side.clock.now(), Seal(side.keys.sealing_key), side.keys, side.clock
            )
            query = select(PlacementRow).where(
                PlacementRow.case_id == self.case.case_id, PlacementRow.attempt == self.case.attempt
            )
            row = session.scalars(query).one()
            return entries_state(act, row, session.get_one(EntryBookRow, row.id))

    def writes(self, kind: str = "ACTIVITY_DAY", actor: Actor = CONTACT, **changed: Any) -> c.Entry:
        self.case.side.at(actor).record_entry(self.case.case_id, self.words(kind, **changed))
        return self.last

    def words(self, kind: str = "ACTIVITY_DAY", **changed: Any) -> c.RecordEntry:
        said: dict[str, Any] = {"happened_on": self.today, "kind": kind, "content": "参加党员活动日。", "place": "社区"}
        return c.RecordEntry(**(said | changed))

    def pays(self, month: str = "2026-09", amount: str = "20.00") -> c.Entry:
        return self.writes("DUES", content="交纳党费", month=month, amount=Decimal(amount))

    def confirms(self, entry: c.Entry, actor: Actor = CONTACT, *, signed: bool = True) -> c.EntryBook:
        body = c.ConfirmEntry(confirmed_on=self.today, signed_by_member=signed)
        return self.case.side.at(actor).confirm_entry(self.case.case_id, entry.entry_id, body)

    def objects(self, entry: c.Entry, actor: Actor = CONTACT) -> c.EntryBook:
        body = c.ObjectToEntry(objected_on=self.today, text="当日请假。")
        return self.case.side.at(actor).object_to_entry(self.case.case_id, entry.entry_id, body)

    def reviews(
        self,
        entry: c.Entry,
        outcome: str,
        correction: c.RecordEntry | None = None,
        actor: Actor = SECRETARY,
    ) -> c.EntryBook:
        body = c.ReviewEntry(outcome=c.ReviewOutcome(outcome), text="经查签到记录。", correction=correction)
        return self.case.side.at(actor).review_entry(self.case.case_id, entry.entry_id, body)

    def corrects(self, entry: c.Entry, correction: c.RecordEntry | None = None) -> c.EntryBook:
        body = c.CorrectEntry(text="写错了。", correction=correction)
        return self.case.side.at(SECRETARY).correct_entry(self.case.case_id, entry.entry_id, body)

    def reports_loss(self, actor: Actor = SECRETARY) -> host.Placement:
        body = c.ReportCertificateLost(lost_on=self.today, text="在工地遗失。")
        return self.case.side.at(actor).report_certificate_lost(self.case.case_id, body)

    def passes_the_check(self, actor: Actor = SECRETARY) -> host.Placement:
        return self.case.side.at(actor).check_booklet(self.case.case_id, c.CheckBooklet(checked_on=self.today))

    def takes_up(self, number: str, actor: Actor = SECRETARY, *, rewritten: bool = True) -> host.Placement:
        body = c.TakeUpBooklet(number=number, taken_up_on=self.today, all_rewritten=rewritten)
        return self.case.side.at(actor).take_up_booklet(self.case.case_id, body)

    def answers_finding(self, actor: Actor = SECRETARY) -> host.Placement:
        body = c.AnswerFalseEntries(admitted=True, text="系误记，已更正。")
        return self.case.side.at(actor).answer_false_entries(self.case.case_id, body)

    def told_home(self) -> list[EntryInLetter]:
        """Each entry as home heard of it, in order."""

        def entries() -> Iterator[EntryInLetter]:
            for body in self.case.letters_home():
                if isinstance(body, EntriesMade):
                    yield from body.entries

        return list(entries())


def begins_role_year(pages: Pages, year: int) -> None:
    placement: UUID = pages.state().placement_id
    now = pages.case.side.clock.now().isoformat()
    pages.case.side.worker.begin_step("certificate-entries", placement, f"role/{year}", now)


def enrolled_pages(side: HostSide) -> Pages:
    return Pages(side.case().goes_as_far_as(host.PlacementStatus.ENROLLED))


def later(days: int) -> date:
    return TODAY + timedelta(days=days)
