"""Lists whose rows the registry's figures count: what organisations have with each other, one row each."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, Text, cast, literal
from sqlalchemy.orm import aliased

from shared.act import Act
from shared.figures import FigureItem, Listing
from shared.organisation_directory.tables import OrganisationRow


def listing_of_organisations(
    source: FromClause,
    *,
    organisation: ColumnElement[Any],
    path: ColumnElement[Any],
    number: ColumnElement[Any],
    name: ColumnElement[Any],
    partner: ColumnElement[Any] | None = None,
    state: ColumnElement[Any],
    words: Mapping[str, str],
    on: ColumnElement[Any],
    row_id: ColumnElement[Any],
    **marked: Any,
) -> Listing:
    """`state` is shown in `words`; no row names a person."""
    owner = aliased(OrganisationRow)
    columns = (
        organisation.label("organisation"),
        owner.name.label("owner"),
        cast(number, Text).label("number"),
        cast(name, Text).label("name"),
        (literal("") if partner is None else partner).label("partner"),
        state.label("state"),
        on.label("on"),
    )

    return Listing(
        source=source.outerjoin(owner, owner.code == organisation),
        row_id=row_id,
        organisation=organisation,
        path=path,
        columns=columns,
        shown=_in(words),
        **marked,
    )


def _in(words: Mapping[str, str]) -> Callable[[Act, Row[Any]], FigureItem]:
    def shown(_: Act, row: Row[Any]) -> FigureItem:
        return FigureItem(
            number=row.number,
            name=row.name,
            organisation_name=row.owner or row.organisation,
            partner_name=row.partner,
            state=words.get(str(row.state), str(row.state)),
            on=row.on,
        )

    return shown
