"""From an organisation workbook to the registry; for the demo and for `gongguan import organisations`."""

from collections.abc import Sequence

from deploy.embedded.people import Services
from services.registry.contract import ImportOrganisations, OrganisationsImported
from services.registry.organisation_workbook import OrganisationRow, read_organisations
from shared.organisations import Organisation
from shared.workbooks.reading import read_workbook

CARRIED = ("code", "name", "kind", "parent_code", "region_code", "contact", "phone", "office", "hours")


def read_file(operator: Services, name: str, data: bytes) -> list[OrganisationRow]:
    """Raises WorkbookRefused kinds."""
    known = {organisation.code for organisation in operator.registry.list_organisations().items}
    return read_organisations(read_workbook(data, filename=name), known=known)


def take_over(operator: Services, rows: Sequence[OrganisationRow]) -> OrganisationsImported:
    """All rows or none; the registry computes the paths."""
    return operator.registry.import_organisations(ImportOrganisations(organisations=[organisation(r) for r in rows]))


def organisation(row: OrganisationRow) -> Organisation:
    return Organisation(**{name: getattr(row, name) for name in CARRIED}, path=row.code)
