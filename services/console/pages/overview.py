"""总览 for organisers: workload, cases by status, refusals with their reasons; every figure opens its list."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from fastapi import APIRouter, Request, Response

from services.console.far_side import gather
from services.console.rendering import render
from services.console.sign_in.visitor import Visitor, VisitorDep
from services.inflow.contract import RefusalCount
from services.outflow.contract import CaseStatus, CommitteeCount
from shared.service_client import Outage, Refused
from shared.tasks.contract import WorkloadRow

router = APIRouter()
T = TypeVar("T")


@dataclass(frozen=True)
class Load:
    rows: list[WorkloadRow]
    open: int
    due_soon: int
    overdue: int


@router.get("/overview")
def show_overview(request: Request, visitor: VisitorDep) -> Response:
    workload = gather({name: client.read_workload for name, client in visitor.services.each().items()})
    home = _or_none(lambda: visitor.services.outflow.read_overview())
    host = _or_none(lambda: visitor.services.inflow.read_overview())
    times = [load.as_of for load in workload.found.values()]
    return render(
        request,
        "overview.html",
        load=_merged(row for load in workload.found.values() for row in load.rows),
        missing=workload.missing,
        home=home,
        host=host,
        committees=_by_committee(home.by_committee) if home else [],
        refusals=_with_labels(visitor, host.refusals) if host else [],
        statuses=[s for s in CaseStatus if home and home.by_status.get(s)],
        as_of=max(times, default=None),
    )


def _or_none(ask: Callable[[], T]) -> T | None:
    """None where the service is out of reach, or shows this visitor no overview."""
    try:
        return ask()
    except Outage:
        return None
    except Refused as refused:
        if refused.problem.status in (403, 404):
            return None
        raise


def _merged(rows: Iterable[WorkloadRow]) -> Load:
    """The same kind may be held by both sides (joint coordination): one row for both, as the list shows both."""
    by_place: dict[tuple[str, str], WorkloadRow] = {}
    for row in rows:
        place = (row.committee or "", row.kind)
        before = by_place.get(place)
        by_place[place] = _sum(before, row) if before else row
    merged = [by_place[place] for place in sorted(by_place)]
    return Load(merged, sum(r.open for r in merged), sum(r.due_soon for r in merged), sum(r.overdue for r in merged))


def _sum(one: WorkloadRow, other: WorkloadRow) -> WorkloadRow:
    figures = {
        "open": one.open + other.open,
        "due_soon": one.due_soon + other.due_soon,
        "overdue": one.overdue + other.overdue,
    }
    return one.model_copy(update=figures)


@dataclass(frozen=True)
class CommitteeLine:
    code: str
    name: str
    counts: dict[CaseStatus, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def _by_committee(counts: Iterable[CommitteeCount]) -> list[CommitteeLine]:
    names: dict[str, str] = {}
    figures: dict[str, dict[CaseStatus, int]] = defaultdict(dict)
    for one in counts:
        code = one.committee or ""
        names[code] = one.committee_name or "未归属党委"
        figures[code][one.status] = figures[code].get(one.status, 0) + one.count
    return [CommitteeLine(code, names[code], figures[code]) for code in sorted(names)]


def _with_labels(visitor: Visitor, refusals: Iterable[RefusalCount]) -> list[tuple[RefusalCount, str]]:
    labelled = []
    for one in refusals:
        rules = visitor.pack(one.committee).refusal
        listed = {ground.code: f"{ground.code}　{ground.label}" for ground in rules.grounds}
        label = (listed | {c.code: c.label for c in rules.not_admissible}).get(one.reason, one.reason)
        labelled.append((one, label))
    return labelled
