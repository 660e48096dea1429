"""W-12 in figures (rulebook 8): entries and whether the member has confirmed them, the yearly minimum."""

from sqlalchemy import Text, cast, func

from services.inflow.entries.contract import ENTRY_KIND_LABELS, ENTRY_STATUS_LABELS, EntryStatus
from services.inflow.entries.tables import BookletCheckRow, EntryAnswerRow, EntryRow, HostFindingRow, RoleYearRow
from services.inflow.listing import PLACEMENTS, listing_of_placements
from shared.figures import Counted, every, is_in, labels_of

ENTRY, ANSWER = EntryRow.__table__.c, EntryAnswerRow.__table__.c
ROLE, CHECK, FINDING = RoleYearRow.__table__.c, BookletCheckRow.__table__.c, HostFindingRow.__table__.c
STATUSES = labels_of(ENTRY_STATUS_LABELS)
ENTRIES = listing_of_placements(
    EntryRow.__table__.join(EntryAnswerRow.__table__, ANSWER.entry_id == ENTRY.id),
    state=ANSWER.status,
    words=STATUSES,
    on=ENTRY.happened_on,
    row_id=ENTRY.id,
    belongs=ENTRY.placement_id == PLACEMENTS.id,
    subject=ENTRY.placement_id,
)
ROLES = listing_of_placements(
    RoleYearRow.__table__,
    state=cast(ROLE.done, Text),
    words={"true": "已登记", "false": "未登记"},
    on=ROLE.since,
    row_id=func.concat(cast(ROLE.placement_id, Text), "/", ROLE.year),
    mark=str,
)
CHECKS = listing_of_placements(
    BookletCheckRow.__table__,
    state=CHECK.by,
    words={"home": "流出地年审", "host": "流入地年审"},
    on=CHECK.checked_on,
    row_id=func.concat(cast(CHECK.placement_id, Text), "/", CHECK.year),
    mark=str,
)
FINDINGS = listing_of_placements(
    HostFindingRow.__table__,
    state=cast(FINDING.proved, Text),
    words={"true": "属实", "false": "不属实", "None": "待流出地结论"},
    on=FINDING.found_on,
)

COUNTED: tuple[Counted, ...] = (
    Counted(ENTRIES, "entries", "活动证记载（按核实情况）", every(ENTRY.id), ANSWER.status, STATUSES),
    Counted(
        ENTRIES, "entries-by-kind", "活动证记载（按种类）", every(ENTRY.id), ENTRY.kind, labels_of(ENTRY_KIND_LABELS)
    ),
    Counted(
        ENTRIES,
        "entries-unconfirmed",
        "未经本人核实的记载",
        is_in(ANSWER.status, EntryStatus.ENTERED, EntryStatus.UNCONFIRMED),
        of="entries",
    ),
    Counted(ENTRIES, "entries-late", "超期记载", lambda _: ENTRY.late, of="entries"),
    Counted(ROLES, "role-entries", "已登记年度发挥作用情况（按年度）", lambda _: ROLE.done, ROLE.year),
    Counted(ROLES, "role-entries-missing", "未登记年度发挥作用情况（按年度）", lambda _: ~ROLE.done, ROLE.year),
    Counted(CHECKS, "booklets-checked", "活动证年审（按年度）", every(CHECK.placement_id), CHECK.year),
    Counted(FINDINGS, "entries-found-false", "流出地指出的不实记载", every(FINDING.id)),
)
