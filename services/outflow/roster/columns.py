"""The columns of an exported roster: those that an import reads, under the headings that it knows best."""

from collections.abc import Mapping
from typing import Final

from services.outflow.conversion.stages import OverdueReason
from services.outflow.roster.directory import OrganisationDirectory
from services.outflow.roster.hosts import check_host
from services.outflow.roster.known import KnownCase
from services.outflow.roster.vocabulary import SYNONYMS
from services.outflow.statuses import Standing
from shared.sealing import mask_id_number, mask_phone

SEXES: Final = {"MALE": "男", "FEMALE": "女"}
STANDINGS: Final = {Standing.FULL: "正式党员", Standing.PROBATIONARY: "预备党员"}
ABOUT_HIM: Final = (
    "name", "sex", "ethnicity", "id_number", "education", "joined", "standing", "branch", "left", "expected_return",
    "reason", "host_region", "host_committee", "employer", "phone",
)  # fmt: skip
OLD_DATA: Final = ("certificate_number", "issued", "overdue_reason")
EXPORTED: Final = ("case_number", *ABOUT_HIM, *OLD_DATA, "version")


def heading(field: str) -> str:
    return SYNONYMS[field][0]


HEADINGS: Final[Mapping[str, str]] = {field: heading(field) for field in EXPORTED}


def cells_of(known: KnownCase, number: str, directory: OrganisationDirectory, *, reveal: bool) -> dict[str, str]:
    """One row of the export; what is kept sealed has its middle left out unless it is to be revealed."""
    values = known.values
    cells = {field: values.get(field, "") for field in EXPORTED}
    cells |= {
        "case_number": number,
        "version": known.version,
        "sex": SEXES.get(values["sex"], ""),
        "standing": STANDINGS[Standing(values["standing"])],
        "branch": branch_cell(values["branch"], directory),
        "overdue_reason": OverdueReason(reason).label if (reason := values["overdue_reason"]) else "",
    }
    if not reveal:
        cells |= {"id_number": mask_id_number(values["id_number"]), "phone": mask_phone(values["phone"])}
    return cells | _host(values, directory)


def branch_cell(code: str, directory: OrganisationDirectory) -> str:
    """The name, unless it could be read as another's."""
    known = directory.by_code.get(code)
    found = [one.code for one in directory.branches(known.name)] if known else []
    return known.name if known and found == [code] else code


def _host(values: Mapping[str, str], directory: OrganisationDirectory) -> dict[str, str]:
    region = directory.regions.by_code.get(values["host_region"])
    written = {
        "host_region": region.full_name if region else values["host_region_name"],
        "host_committee": values["host_name"],
    }
    committee = values["host_committee"]
    if committee and check_host(written, directory)[0].get("host_committee") != committee:
        return written | {"host_committee": committee}
    return written
