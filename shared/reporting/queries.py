"""Counting the rows of lists by organisation, and narrowing a list to one row of a figure: one condition for both."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Select, Text, cast, column, func, literal, select, values

from shared.act import Act
from shared.authorisation import visible
from shared.errors import NotFound
from shared.figures import Counted, Figure, FigureFilter, FigureItems, FigureRow, Listing, Report, ReportFilter
from shared.organisation_directory.queries import policy_for, region_names
from shared.organisation_directory.tables import OrganisationRow
from shared.paging import PageMarkInvalid
from shared.policy.pack import PolicyPack
from shared.reporting.permissions import PERMISSIONS

NO_ORGANISATION = "-"


def pack_of_reader(act: Act) -> PolicyPack:
    """The reader's own region's: a report compares organisations by one measure."""
    path = act.actor.posts[0].path if act.actor.posts else ""
    return policy_for(act.session, path, act.today)


def term(act: Act, key: str) -> int:
    return pack_of_reader(act).term(key).amount


def regions(act: Act) -> Mapping[str, str]:
    """Labels of a dimension that is a region's code."""
    return region_names(act.session)


def read_report(act: Act, counted: Sequence[Counted], wanted: ReportFilter) -> Report:
    """One statement for all figures of one list. Raises NotFound for an unknown figure."""
    asked = [_named(counted, key) for key in wanted.key] or counted
    by_listing: dict[Listing, list[Counted]] = defaultdict(list)
    for one in asked:
        by_listing[one.rows].append(one)
    rows: dict[str, list[FigureRow]] = defaultdict(list)
    for listing, figures in by_listing.items():
        labels = {one.key: _labels(act, one) for one in figures}
        for key, code, name, value, number in act.session.execute(_counts(act, listing, figures)):
            rows[key].append(_row(code, name, value, number, labels[key]))
    figures_of_all = [Figure(key=one.key, title=one.title, of=one.of, rows=rows[one.key]) for one in asked]
    return Report(as_of=act.at, figures=figures_of_all)


def _labels(act: Act, one: Counted) -> Mapping[str, str]:
    return one.labels(act) if callable(one.labels) else one.labels


def _row(code: str | None, name: str | None, value: str, number: int, labels: Mapping[str, str]) -> FigureRow:
    return FigureRow(
        organisation=code,
        organisation_name=name or code or "未归属党委",
        dimension=value,
        label=labels.get(value, value),
        count=number,
    )


def _counts(act: Act, listing: Listing, figures: Sequence[Counted]) -> Select[Any]:
    """The list is read once; each of its rows is held against every figure."""
    hits = (
        values(column("key", Text), column("hit", Boolean), column("dimension", Text), name="figure")
        .data([(literal(one.key), one.condition(act), _dimension(one)) for one in figures])
        .lateral()
    )
    counted = (
        select(hits.c.key, listing.organisation.label("organisation"), hits.c.dimension)
        .select_from(listing.source.join(hits, hits.c.hit))
        .where(_mine(act, "read_report", listing))
        .subquery()
    )
    named = (counted.c.key, counted.c.organisation, OrganisationRow.name, counted.c.dimension)
    return (
        select(*named, func.count())
        .outerjoin(OrganisationRow, OrganisationRow.code == counted.c.organisation)
        .group_by(*named)
        .order_by(counted.c.organisation, counted.c.dimension)
    )


def list_figure(act: Act, counted: Sequence[Counted], key: str, wanted: FigureFilter) -> FigureItems:
    """Newest first. Raises NotFound for an unknown figure, PageMarkInvalid."""
    one = _named(counted, key)
    listing = one.rows
    query = (
        select(listing.row_id.label("row_id"), *listing.columns)
        .select_from(listing.source)
        .where(_mine(act, "list_figure", listing), one.condition(act), *_narrowed(one, wanted))
        .order_by(listing.row_id.desc())
        .limit(wanted.limit + 1)
    )
    rows = act.session.execute(query).unique().all()
    shown = rows[: wanted.limit]
    following = str(shown[-1].row_id) if len(rows) > wanted.limit else None
    return FigureItems(items=[listing.shown(act, row) for row in shown], next=following)


def _named(counted: Sequence[Counted], key: str) -> Counted:
    found = next((one for one in counted if one.key == key), None)
    if found is None:
        raise NotFound()
    return found


def _narrowed(one: Counted, wanted: FigureFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.organisation is not None:
        code = None if wanted.organisation == NO_ORGANISATION else wanted.organisation
        yield one.rows.organisation.is_not_distinct_from(code)
    if wanted.dimension:
        yield _dimension(one).in_(wanted.dimension)
    if wanted.other_organisations:
        yield func.coalesce(one.rows.organisation, NO_ORGANISATION).not_in(wanted.other_organisations)
    if wanted.other_dimensions:
        yield _dimension(one).not_in(wanted.other_dimensions)
    if wanted.after:
        yield one.rows.row_id < _mark(one.rows, wanted.after)


def _dimension(one: Counted) -> ColumnElement[str]:
    return literal("") if one.dimension is None else func.coalesce(cast(one.dimension, Text), "")


def _mark(listing: Listing, text: str) -> Any:
    try:
        return listing.mark(text)
    except ValueError as error:
        raise PageMarkInvalid() from error


def _mine(act: Act, verb: str, listing: Listing) -> ColumnElement[bool]:
    mine = visible(act.actor, verb, PERMISSIONS, listing.path)
    return mine if listing.only is None else mine & listing.only
