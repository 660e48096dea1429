"""What the services tell the overview: a county's figures, and as many committees and regions as are wanted."""

from collections.abc import Iterable
from datetime import timedelta

from services.inflow.contract import Overview as HostOverview
from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus, CommitteeCount, Overview
from shared.figures import Figure, FigureItem, FigureRow, Report
from shared.policy.task_kinds import TaskKind
from shared.reporting.flows import FlowLevel
from shared.reporting.weeks import weeks_ahead
from tests.console.far_side import examples as e
from tests.console.far_side.world import World

LONG = "=中国共产党邗江区蒋王街道新城社区民营科技创业园区联合委员会"
CONVERSIONS = (
    "conversion-due-60",
    "conversion-due-30",
    "conversion-due-0",
    "conversion-overdue",
    "opinion-missing",
    "opinion-overdue",
)
FAR = ("341181", "340100", "310115", "440300", "330100", "110105", "370303", "320583", "510100", "420100", "350200")


def figure(key: str, rows: Iterable[FigureRow]) -> Figure:
    return Figure(key=key, title=key, of=None, rows=list(rows))


def row(code: str | None, count: int, dimension: str = "", label: str = "") -> FigureRow:
    name = f"{LONG}第{code}号" if code else "未归属党委"
    return FigureRow(organisation=code, organisation_name=name, dimension=dimension, label=label, count=count)


def committees(number: int) -> list[str]:
    return [f"321003{n:03d}" for n in range(1, number + 1)]


def fill(world: World, *, committees_shown: int = 3, regions: int = 3) -> World:
    codes = committees(committees_shown)
    far = [code for n in range(-(-regions // len(FAR))) for code in (f"{int(one) + n:06d}" for one in FAR)][:regions]
    own = [f"{321003 + n}" for n in range(regions)]
    flows = [row(here, 5 + n + m, there, there) for n, here in enumerate(own) for m, there in enumerate(far)]
    levels = [figure(level.figure, flows) for level in FlowLevel]
    away = figure("away", (row(code, 8 + n) for n, code in enumerate(codes)))
    active = figure("active", (row(code, 6) for code in codes))
    conversions = [figure(key, (row(code, 1 + n) for code in codes)) for n, key in enumerate(CONVERSIONS)]
    refused = figure("refused-by-ground", [row(codes[0], 2, "G1", "未持有活动证")])
    world.reports["outflow"] = _report(*levels, away, active, *conversions, refused, *_tasks(codes))
    world.reports["inflow"] = _report(
        *levels,
        figure("enrolled", [row(codes[0], 9)]),
        figure("refused", [row(codes[0], 2, "too_many", "人数太多"), row(codes[1], 1, "G4", "已在别处入册")]),
        figure("opinions-missing", [row(codes[0], 1)]),
        *_tasks(codes[:2]),
    )
    world.reports["registry"] = _report(*_tasks([None]))
    world.figure_items = {one.key: [_item()] for report in world.reports.values() for one in report.figures}
    _cases(world, codes)
    return world


def _report(*figures: Figure) -> Report:
    return Report(as_of=e.at(e.TODAY), figures=list(figures))


def _tasks(codes: Iterable[str | None]) -> list[Figure]:
    kinds = (TaskKind.COORDINATE_JOINTLY, TaskKind.CONTACT_MEMBER)
    held = [(code, kind) for code in codes for kind in kinds]
    weeks = weeks_ahead(e.TODAY)
    return [
        *(
            figure(key, (row(code, count, kind, kind.label) for code, kind in held))
            for key, count in {"tasks-open": 7, "tasks-soon": 2, "tasks-overdue": 3}.items()
        ),
        figure(
            "tasks-by-week",
            (
                row(code, 3 + n, week.monday.isoformat())
                for code in dict.fromkeys(code for code, _ in held)
                for n, week in enumerate(weeks)
                if n % 3 != 1
            ),
        ),
    ]


def _item() -> FigureItem:
    return FigureItem(
        case_id=e.CASE_ID,
        kind=TaskKind.CONTACT_MEMBER,
        number=e.NUMBER,
        name="季度联系",
        organisation_name="蒋王街道双桥村党支部",
        state="超期",
        on=e.TODAY - timedelta(days=3),
    )


def _cases(world: World, codes: list[str]) -> None:
    counts = [
        CommitteeCount(committee=code, committee_name=f"{LONG}第{code}号", status=status, count=4)
        for code in codes
        for status in (CaseStatus.ACTIVE, CaseStatus.REFUSED)
    ]
    by_status = {status: 4 * len(codes) for status in (CaseStatus.ACTIVE, CaseStatus.REFUSED)}
    world.home_overview = Overview(as_of=e.at(e.TODAY), by_status=by_status, by_committee=counts)
    world.host_overview = HostOverview(as_of=e.at(e.TODAY), by_status={PlacementStatus.ENROLLED: 9})
