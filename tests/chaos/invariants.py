"""What must hold for a case on both sides once all letters have arrived, whoever was first."""

from collections.abc import Iterator
from uuid import UUID

from tests.chaos.ground import Ground

ENROLLED_WHERE = """
SELECT p.attempt, p.status, r.left_on IS NULL AND r.placement_id IS NOT NULL AS on_roster
FROM placement p LEFT JOIN roster_entry r ON r.placement_id = p.id WHERE p.case_id = :case ORDER BY p.attempt
"""
GAPS = """
SELECT attempt, array_agg(number ORDER BY number) AS numbers, bool_and({there} IS NOT NULL) AS there
FROM {table} WHERE case_id = :case GROUP BY attempt
"""
RESTING = ("CONTACT_AT_RISK", "LOST", "SUSPENDED")
"""Of home's own concern: the host goes on where it stood."""
OVER = ("CLOSED_CANCELLED", "CLOSED_ENDED", "CLOSED_RETURNED", "CLOSED_TRANSFERRED")
HEARD_AS = {
    "EXPECTED": ("DEPARTED", "REPORT_OVERDUE", "RELOCATING", *RESTING),
    "RECEIVED": ("REPORTED", "RELOCATING", "SUSPENDED"),
    "VERIFIED": ("REPORTED", "RELOCATING", "SUSPENDED"),
    "PLACED": ("REPORTED", "RELOCATING", "SUSPENDED"),
    "ENROLLED": ("ACTIVE", "RETURNING", *RESTING),
    "REFUSED": ("REFUSED", "RELOCATING"),
    "WITHDRAWN": ("RETURNING", *OVER),
    "RELEASED": ("RETURNING", *OVER),
    "REDIRECTED": ("RETURNING", *OVER),
}
ENDED = ("CLOSED_CANCELLED", "CLOSED_ENDED", "CLOSED_TRANSFERRED")
BETWEEN_HOSTS = ("RELOCATING", "RETURNING", "SUSPENDED")
"""The former host keeps him on its roster until the next one has enrolled him, or the return is inspected."""


def broken_invariants(ground: Ground, case_id: UUID) -> Iterator[str]:
    home = ground.sql(
        ground.outflow_engine, "SELECT status, attempt, version FROM mobility_case WHERE id = :case", case=case_id
    )
    if not home:
        return
    (case,) = home
    yield from _both_sides_agree(ground, case_id, case.status, case.attempt)
    yield from _void_on_both_sides(ground, case_id)
    yield from _letters_without_gaps(ground, case_id)
    yield from _snapshots_without_gaps(ground, case_id, case.version)
    yield from _tasks(ground, case_id, case.status)


def _both_sides_agree(ground: Ground, case_id: UUID, status: str, attempt: int) -> Iterator[str]:
    placements = ground.sql(ground.inflow_engine, ENROLLED_WHERE, case=case_id)
    for one in placements:
        if one.on_roster != (one.status == "ENROLLED"):
            yield f"{case_id}: attempt {one.attempt} is {one.status}, on the roster: {one.on_roster}"
        left = ("WITHDRAWN", "RELEASED", *(("ENROLLED",) if status in BETWEEN_HOSTS else ()))
        if one.attempt < attempt and one.status not in left:
            yield f"{case_id}: former host {one.attempt} still {one.status}"
        if one.attempt == attempt and status not in HEARD_AS.get(one.status, ()):
            yield f"{case_id}: home says {status}, host says {one.status}"
    if status == "ACTIVE" and [one.status for one in placements].count("ENROLLED") != 1:
        yield f"{case_id}: ACTIVE with {[(one.attempt, one.status) for one in placements]}"
    live_status = "status NOT IN ('VOID', 'REPLACED', 'CLOSED')"
    booklets = f"SELECT count(*) FROM activity_certificate WHERE case_id = :case AND {live_status}"
    live = ground.sql(ground.outflow_engine, booklets, case=case_id)[0][0]
    if live > (0 if status in ENDED else 1):
        yield f"{case_id}: {status} with {live} certificates"


def _void_on_both_sides(ground: Ground, case_id: UUID) -> Iterator[str]:
    """A number that home has voided as lost is void at the host that has the case."""
    lost = (
        "SELECT a.number FROM certificate_end e JOIN activity_certificate a ON a.id = e.certificate_id"
        " WHERE e.case_id = :case AND e.reason = 'LOST'"
    )
    for row in ground.sql(ground.outflow_engine, lost, case=case_id):
        if not ground.sql(ground.inflow_engine, "SELECT 1 FROM void_number WHERE number = :n", n=row.number):
            yield f"{case_id}: {row.number} is void at home and good at the host"


def _letters_without_gaps(ground: Ground, case_id: UUID) -> Iterator[str]:
    for engine in (ground.outflow_engine, ground.inflow_engine):
        for table, there in (("letter_sent", "delivered_at"), ("letter_received", "applied_at")):
            for row in ground.sql(engine, GAPS.format(table=table, there=there), case=case_id):
                if row.numbers != list(range(1, len(row.numbers) + 1)) or not row.there:
                    yield f"{case_id}: {table} of attempt {row.attempt} {row.numbers}, all {there}: {row.there}"


def _snapshots_without_gaps(ground: Ground, case_id: UUID, version: int) -> Iterator[str]:
    """Each act publishes exactly one version more than the one before."""
    told = "SELECT (message->>'version')::int AS v FROM outbox WHERE workflow_id = :workflow ORDER BY id"
    wanted = [(ground.outflow_engine, f"mobility-case/{case_id}", version)]
    query = "SELECT attempt, version FROM placement WHERE case_id = :case"
    for row in ground.sql(ground.inflow_engine, query, case=case_id):
        wanted.append((ground.inflow_engine, f"inflow-acceptance/{case_id}/{row.attempt}", row.version))
    for engine, workflow, newest in wanted:
        versions = [row.v for row in ground.sql(engine, told, workflow=workflow)]
        if versions != list(range(1, newest + 1)):
            yield f"{workflow}: snapshots {versions}, stands at {newest}"


def _tasks(ground: Ground, case_id: UUID, status: str) -> Iterator[str]:
    query = "SELECT kind, occurrence FROM task WHERE case_id = :case AND status = 'OPEN'"
    if status in ENDED and (left := ground.sql(ground.outflow_engine, query, case=case_id)):
        yield f"{case_id}: {status} with open tasks {left}"
    query = (
        "SELECT t.kind, t.occurrence, p.status FROM task t JOIN placement p ON p.case_id = t.case_id"
        " AND p.attempt = split_part(t.occurrence, '.', 1)::int WHERE t.case_id = :case AND t.status = 'OPEN'"
        " AND p.status IN ('ENROLLED', 'WITHDRAWN', 'REDIRECTED') AND t.kind <> 'LOOK_FOR_MEMBER'"
    )
    if left := ground.sql(ground.inflow_engine, query, case=case_id):
        yield f"{case_id}: open tasks of a placement that is over {left}"
