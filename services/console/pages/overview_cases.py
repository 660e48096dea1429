"""Cases by status as tables of the overview; their numbers open the list of cases."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

from services.console.pages.overview_reading import Cell, Table, text
from services.inflow.contract import Overview as HostOverview
from services.outflow.contract import CaseStatus
from services.outflow.contract import Overview as HomeOverview


def case_tables(home: HomeOverview | None, host: HostOverview | None) -> Iterator[Table]:
    if home and home.by_committee:
        yield _home(home)
    if host and host.by_status:
        rows = [
            (text(status.label), _cell("host", n, status.label, status=status)) for status, n in host.by_status.items()
        ]
        yield Table("流入个案：各状态", ("状态", "件数"), tuple(rows))


def _home(overview: HomeOverview) -> Table:
    statuses = [status for status in CaseStatus if overview.by_status.get(status)]
    counts: Counter[tuple[str, CaseStatus]] = Counter()
    names: dict[str, str] = {}
    for one in overview.by_committee:
        counts[one.committee or "", one.status] += one.count
        names[one.committee or ""] = one.committee_name or "未归属党委"
    rows = [
        (
            text(name),
            Cell(sum(counts[code, status] for status in statuses)),
            *(
                _cell("home", counts[code, status], f"{status.label}：{name}", status=status, committee=code)
                for status in statuses
            ),
        )
        for code, name in sorted(names.items())
    ]
    sums = [_cell("home", overview.by_status[status], status.label, status=status) for status in statuses]
    whole = _cell("home", sum(overview.by_status.values()), "合计")
    headings = ("党委", "合计", *(status.label for status in statuses))
    return Table("流出个案：各党委、各状态", headings, tuple(rows), last=(text("合计"), whole, *sums))


def _cell(side: str, count: int, words: str, **wanted: str) -> Cell:
    """The list of cases cannot be asked for those of no committee."""
    known = count and wanted.get("committee") != ""
    return Cell(count, f"/cases?{urlencode({'side': side, **wanted})}" if known else "", f"件{words}")
