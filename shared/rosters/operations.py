"""What both sides do with a file that comes in."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from shared.act import Act
from shared.errors import Conflict
from shared.rosters.columns import ImportedChangeColumns
from shared.rosters.contract import Choice, ImportedRow, ImportReceipt, RosterRow, RowState

DECLARED, DEPARTED, CHANGED = "DECLARED", "DEPARTED", "CHANGED"
UNCHANGED, LEFT_OUT, SKIPPED = "UNCHANGED", "LEFT_OUT", "SKIPPED"
VERSION_SIGNS: Final = 16
MOVED_ON: Final = "核对以后这一行的情况有了变化，没有导入；请重新上传核对"
BEEN_HERE: Final = "这份文件的这一行以前导入过，或个案刚有改动，没有再写入；仍要修改的，请重新导出后在新表上改"
BROUGHT_IN: Final = "这份文件的这一行已经导入"


class FileNotTheOneChecked(Conflict):
    message = "这不是核对时的那份文件，没有导入。请重新上传并核对。"


def digest_of(data: bytes) -> str:
    return sha256(data).hexdigest()


def version_of(act: Act, values: Mapping[str, str]) -> str:
    """Of what is known of one person. Keyed, so that a telephone cannot be guessed from a file that masks it."""
    return act.seal.index(json.dumps(values, sort_keys=True, ensure_ascii=False))[:VERSION_SIGNS]


def in_its_turn(act: Act, data: bytes, choice: Choice | None) -> str:
    """The digest of a file that may come in now: one import of it after the other, so that a second click finds what
    the first has done. Raises FileNotTheOneChecked when the choice is about another file."""
    digest = digest_of(data)
    if choice is not None and choice.digest != digest:
        raise FileNotTheOneChecked()
    act.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"roster/{digest}", 0))))
    return digest


def brought_in(
    act: Act, table: type[ImportedChangeColumns], row: RosterRow, digest: str, choice: Choice | None, new: str = ""
) -> ImportedRow | None:
    """The first result once more, when this very choice has brought the row in: its answer was lost, or the button
    was pressed twice. `new`: the outcome of a row of which nothing was known."""
    mark = choice.mark_of(row) if choice else None
    if row.state is not RowState.UNCHANGED or mark in (None, row.mark):
        return None
    came_in = act.session.get(table, _key(act, row, digest, mark or "")) is not None
    return imported(row, CHANGED if mark else new, BROUGHT_IN) if came_in else None


def left_as_it_is(row: RosterRow, choice: Choice | None) -> ImportedRow | None:
    """Why the row does not come in; None when it does."""
    if row.state is RowState.UNCHANGED:
        return imported(row, UNCHANGED, "已登记过，没有变化")
    if not row.state.can_come_in:
        return imported(row, SKIPPED, row.refusal)
    mark = choice.mark_of(row) if choice else row.mark
    if mark is None:
        return imported(row, LEFT_OUT, "没有选择导入这一行")
    return None if mark == row.mark else imported(row, SKIPPED, MOVED_ON)


def imported(row: RosterRow, outcome: str, text: str) -> ImportedRow:
    return ImportedRow(sheet=row.sheet, row=row.row, outcome=outcome, case_id=row.case_id, text=text)


def comes_first(act: Act, table: type[ImportedChangeColumns], row: RosterRow, digest: str, **owner: Any) -> bool:
    """Claims the key of a row that comes in; False when it has done so before."""
    key = _key(act, row, digest, row.mark)
    claiming = insert(table).values(key=key, imported_on=act.today, **owner).on_conflict_do_nothing()
    return act.session.execute(claiming.returning(table.key)).scalar() is not None


def _key(act: Act, row: RosterRow, digest: str, mark: str) -> str:
    return act.seal.index(f"{digest}/{row.sheet}/{row.row}/{mark}")


def receipt_of(rows: Sequence[ImportedRow]) -> ImportReceipt:
    counts = Counter(row.outcome for row in rows)
    return ImportReceipt(
        declared=counts[DECLARED] + counts[DEPARTED],
        departed=counts[DEPARTED],
        changed=counts[CHANGED],
        unchanged=counts[UNCHANGED],
        left_out=counts[LEFT_OUT],
        skipped=counts[SKIPPED],
        rows=list(rows),
    )
