"""Entries as the hosts told them, and the one ledger of dues: a month paid here or there counts once (9.13)."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from services.outflow.certificate_life import contract as c
from services.outflow.certificate_life.domain import paid_to
from services.outflow.certificate_life.tables import HomeDuesRow, ToldEntryRow
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.letters.contract import Side

DUES = "DUES"


def entry_rows(act: Act, case_id: UUID) -> list[ToldEntryRow]:
    query = select(ToldEntryRow).where(ToldEntryRow.case_id == case_id)
    return list(act.session.scalars(query.order_by(ToldEntryRow.attempt, ToldEntryRow.serial)))


def dues_of(act: Act, case_id: UUID) -> tuple[c.DuesLine, ...]:
    """One line a month; what a counter-entry has taken back does not count. Newest first."""
    rows = entry_rows(act, case_id)
    corrected = {row.corrects for row in rows}
    at_host = {
        row.month: row.amount or Decimal(0)
        for row in rows
        if row.kind == DUES and row.month and row.amount is not None and row.id not in corrected
    }
    query = select(HomeDuesRow).where(HomeDuesRow.case_id == case_id)
    at_home = {row.month: row.amount for row in act.session.scalars(query)}
    return tuple(
        c.DuesLine(
            month=month,
            amount=at_host.get(month, at_home.get(month, Decimal(0))),
            paid_at=Side.HOST if month in at_host else Side.HOME,
            recorded_twice=month in at_host and month in at_home,
        )
        for month in sorted(at_host.keys() | at_home.keys(), reverse=True)
    )


def dues_paid_to(act: Act, case: CaseRow) -> str:
    """2026-03: the last month of which dues are entered."""
    return paid_to((line.month for line in dues_of(act, case.id)), case.departed_on or act.today)
