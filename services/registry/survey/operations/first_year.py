"""S001-B 二(三), every year: a department without any survey is put on the calendar; from then on year follows year."""

from sqlalchemy import select

from services.registry.contract import DirectoryChanged
from services.registry.survey.operations.campaigns import put_on_calendar
from services.registry.survey.snapshots import month_day, publish_campaign
from services.registry.survey.tables import CampaignRow
from shared.act import Act
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind

ORGANISERS = (OrganisationKind.COUNTY_DEPARTMENT,)
"""Every county organises its own (D-59); a city or a province that wants one of its own plans it by hand."""


def provide_first_surveys(act: Act) -> None:
    """Their workflows sleep until the window of the year opens, and then ask; nothing is planned or opened for them.
    A repeat changes nothing."""
    begun = select(CampaignRow.department)
    without = select(OrganisationRow).where(
        OrganisationRow.kind.in_(ORGANISERS), OrganisationRow.valid_to.is_(None), OrganisationRow.code.not_in(begun)
    )
    for unit in act.session.scalars(without.order_by(OrganisationRow.code)).all():
        row = put_on_calendar(act, unit, _first_year(act, unit))
        if row is not None:
            publish_campaign(act, row)


def follow_directory(act: Act, changed: object) -> None:
    """A new county comes with the directory."""
    if isinstance(changed, DirectoryChanged):
        provide_first_surveys(act)


def _first_year(act: Act, unit: OrganisationRow) -> int:
    """This year while a report can still be made in it."""
    this_year = act.today.year
    return this_year if act.today <= month_day(act, unit.path, this_year, "survey.window.report") else this_year + 1
