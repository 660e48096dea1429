"""Whatever carries an organisation's code and path together follows the directory (W-16)."""

from collections.abc import Mapping

from sqlalchemy import Column, MetaData, Table, select, update
from sqlalchemy.orm import Session

from shared.database import KernelBase
from shared.organisation_directory.tables import OrganisationRow
from shared.tasks.tables import TaskRow, TaskRungRow

HISTORY = frozenset({OrganisationRow.__tablename__, TaskRungRow.__tablename__})
"""Tables that are not to be changed: the tree itself, and what has happened already."""


def pass_codes(session: Session, own: MetaData, main: Mapping[str, str], *, but: frozenset[str]) -> None:
    """Open tasks and every other row with `x` and `x_path`: code to the successor, path as the directory has it now.

    `but`: tables that their service moves itself, row by row.
    """
    holders = KernelBase.metadata.tables[TaskRow.__tablename__]
    for before, after in main.items():
        session.execute(
            update(TaskRow)
            .where(TaskRow.holder == before, TaskRow.status == "OPEN")
            .values(holder=after)
            .execution_options(synchronize_session=False)
        )
        _follow(session, holders, holders.c.committee, None, {before: after})
    for table in (*KernelBase.metadata.tables.values(), *own.tables.values()):
        for code, path in _pairs(table) if table.name not in HISTORY | but else ():
            # Closed tasks keep their holder, whose path stays where it was.
            _follow(session, table, code, path, main if table is not holders else {})


def _pairs(table: Table) -> list[tuple[Column[str], Column[str]]]:
    named = (column.name for column in table.c if column.name.endswith("_path"))
    names = [name.removesuffix("_path") for name in named]
    return [(table.c[name], table.c[f"{name}_path"]) for name in names if name in table.c]


def _follow(
    session: Session, table: Table, code: Column[str], path: Column[str] | None, main: Mapping[str, str]
) -> None:
    for before, after in main.items():
        session.execute(update(table).where(code == before).values({code: after}))
    if path is not None:
        tree = OrganisationRow.__table__
        today = select(tree.c.path).where(tree.c.code == code).scalar_subquery()
        session.execute(update(table).where(today.is_not(None), today != path).values({path: today}))
