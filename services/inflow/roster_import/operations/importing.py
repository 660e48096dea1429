"""What has changed comes in, if it is among the rows chosen: as a change that home is to be told, or in the roster."""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import select

from services.inflow.exchange.contract import NoteChange
from services.inflow.exchange.operations.casework import exchange_of, note
from services.inflow.exchange.operations.changes import note_down
from services.inflow.operations.casework import lock_placement
from services.inflow.roster_import.domain.comparison import RULES, Way
from services.inflow.roster_import.operations.checking import authorise_import, checked
from services.inflow.roster_import.operations.knowing import beside, known_placement
from services.inflow.roster_import.operations.posts import post_for
from services.inflow.roster_import.tables import ImportedChangeRow
from services.inflow.tables import PlacementRow, RosterEntryRow
from shared.act import Act
from shared.exchange import ChangeKind
from shared.posts import Post
from shared.rosters.contract import Choice, ImportedRow, ImportReceipt, RosterRow
from shared.rosters.operations import (
    BEEN_HERE,
    CHANGED,
    MOVED_ON,
    SKIPPED,
    brought_in,
    comes_first,
    imported,
    in_its_turn,
    left_as_it_is,
    receipt_of,
)
from shared.workbooks.reading import read_workbook

TEXT = "名册导入时登记：{labels}有变动。"


def import_roster(act: Act, organisation: str, filename: str, data: bytes, choice: Choice | None) -> ImportReceipt:
    """Raises FileNotTheOneChecked when the choice is about another file."""
    top, _ = authorise_import(act, organisation, "import_roster")
    digest = in_its_turn(act, data, choice)
    check = checked(act, top, read_workbook(data, filename=filename))
    rows = (
        brought_in(act, ImportedChangeRow, row, digest, choice)
        or left_as_it_is(row, choice)
        or _change(act, row, digest)
        for row in check.rows
    )
    return receipt_of(list(rows))


def _change(act: Act, row: RosterRow, digest: str) -> ImportedRow:
    assert row.case_id is not None
    act.session.flush()
    # What was read for the comparison is old once the placement is locked.
    act.session.expire_all()
    placement = lock_placement(act, row.case_id)
    known = known_placement(act, placement, beside(act.session, [placement.id]))
    ways = _ways(row)
    if known.version == row.mark and not known.ways >= ways.keys():
        return imported(row, SKIPPED, MOVED_ON)
    owner = {"placement_id": placement.id}
    if known.version != row.mark or not comes_first(act, ImportedChangeRow, row, digest, **owner):
        return imported(row, SKIPPED, BEEN_HERE)
    for way, labels in ways.items():
        ACTS[way](act, placement, row, labels, post_for(act, way, placement))
    return imported(row, CHANGED, f"已{row.becomes}")


def _ways(row: RosterRow) -> dict[Way, dict[str, str]]:
    """The acts, each with the fields that it changes and their labels."""
    labels = {change.field: change.label for change in row.changes}
    of = {
        way: {rule.field: labels[rule.field] for rule in RULES if rule.way is way and rule.field in labels}
        for way in Way
    }
    return {way: fields for way, fields in of.items() if fields}


def _note(act: Act, placement: PlacementRow, row: RosterRow, labels: Mapping[str, str], post: Post) -> None:
    body = NoteChange(
        kind=_kind(labels),
        happened_on=act.today,
        learned_on=act.today,
        text=TEXT.format(labels="、".join(labels.values())),
        **{field: row.values[field] for field in labels},
    )
    note_down(act, placement, exchange_of(act, placement), body, post)


def _kind(labels: Mapping[str, str]) -> ChangeKind:
    if "phone" in labels:
        return ChangeKind.CONTACT_CHANGED
    return ChangeKind.MOVED_RESIDENCE if "residence" in labels else ChangeKind.MOVED_WORK


def _amend(act: Act, placement: PlacementRow, row: RosterRow, _: Mapping[str, str], post: Post) -> None:
    """The branch's own roster: no letter tells of the group."""
    query = select(RosterEntryRow).where(RosterEntryRow.placement_id == placement.id).with_for_update()
    act.session.scalars(query).one().group = row.values["group"]
    note(act, placement, "amend_entry", post, fields=["group"])


ACTS: Final[Mapping[Way, Callable[[Act, PlacementRow, RosterRow, Mapping[str, str], Post], None]]] = {
    Way.CHANGE: _note,
    Way.ENTRY: _amend,
}
