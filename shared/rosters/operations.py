"""What both sides do with a file that comes in."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, Final

from sqlalchemy.dialects.postgresql import insert

from shared.act import Act
from shared.errors import Conflict
from shared.rosters.columns import ImportedChangeColumns
from shared.rosters.contract import Choice, ImportedRow, ImportReceipt, RosterRow, RowState

DECLARED, DEPARTED, CHANGED = "DECLARED", "DEPARTED", "CHANGED"
UNCHANGED, LEFT_OUT, SKIPPED = "UNCHANGED", "LEFT_OUT", "SKIPPED"
MOVED_ON: Final = "核对以后这一行的情况有了变化，没有导入；请重新上传核对"
BEEN_HERE: Final = "这份文件的这一行以前导入过，或个案刚有改动，没有再写入；仍要修改的，请重新导出后在新表上改"


class FileNotTheOneChecked(Conflict):
    message = "这不是核对时的那份文件，没有导入。请重新上传并核对。"


def digest_of(data: bytes) -> str:
    return sha256(data).hexdigest()


def refuse_another_file(choice: Choice | None, digest: str) -> None:
    """Raises FileNotTheOneChecked."""
    if choice is not None and choice.digest != digest:
        raise FileNotTheOneChecked()


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
    """Claims the key of a row that changes something; False when it has done so before."""
    key = act.seal.index(f"{digest}/{row.sheet}/{row.row}/{row.mark}")
    claiming = insert(table).values(key=key, imported_on=act.today, **owner).on_conflict_do_nothing()
    return act.session.execute(claiming.returning(table.key)).scalar() is not None


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
