"""Reading reports in tests: every figure against its list, row by row and page by page."""

from shared.figures import Figure, FigureItem
from shared.reporting.client import ReportCalls


def items_of(client: ReportCalls, key: str, **wanted: str | list[str] | None) -> list[FigureItem]:
    """The whole list behind a figure or one of its rows, two at a time."""
    found: list[FigureItem] = []
    after = None
    while True:
        page = client.list_figure(key, limit=2, after=after, **wanted)
        found, after = [*found, *page.items], page.next
        if after is None:
            return found


def assert_every_figure_is_its_list(client: ReportCalls) -> None:
    report = client.read_report()
    assert any(figure.rows for figure in report.figures)
    for figure in report.figures:
        assert len(items_of(client, figure.key)) == figure.total, figure.key
        for row in figure.rows:
            listed = items_of(client, figure.key, organisation=row.organisation or "-", dimension=row.dimension)
            assert len(listed) == row.count, (figure.key, row)


def figure(client: ReportCalls, key: str) -> Figure:
    return next(one for one in client.read_report().figures if one.key == key)


def counts(client: ReportCalls, key: str) -> dict[str, int]:
    """By what people read."""
    return {row.label: row.count for row in figure(client, key).rows}
