"""The demo's 83 organisations in three provinces, and a directory of them to plant in a service's database."""

from functools import cache
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.registry.organisation_workbook import read_organisations
from shared.keys import KeyRing, public_pem
from shared.organisation_directory.contract import Directory, ListedOrganisation, Region
from shared.organisation_directory.queries import replace_directory
from shared.organisations import Organisation, organisation_path
from shared.workbooks.reading import read_workbook
from tests.factories.deployment import FIRST_MOMENT, PROVINCES

WORKBOOK = Path(__file__).resolve().parents[2] / "deploy" / "demo" / "organisations.xlsx"


@cache
def demo_organisations() -> tuple[Organisation, ...]:
    rows = read_organisations(read_workbook(WORKBOOK.read_bytes(), filename=WORKBOOK.name))
    parents = {row.code: row.parent_code for row in rows}
    return tuple(
        Organisation(
            **row.model_dump(exclude={"row", "problems"}),
            path=organisation_path(row.code, parents),
            valid_from=FIRST_MOMENT.date(),
        )
        for row in rows
    )


def path_of(code: str) -> str:
    return next(one.path for one in demo_organisations() if one.code == code)


def demo_directory(keys: KeyRing, *, version: int = 1, vacant: frozenset[str] = frozenset()) -> Directory:
    """All organisations staffed but the vacant ones; every province is ours."""
    return Directory(
        version=version,
        organisations=[_listed(one, staffed=one.code not in vacant) for one in demo_organisations()],
        regions=[_region(code, keys) for code in PROVINCES],
    )


def plant_directory(engine: Engine, directory: Directory) -> None:
    with Session(engine) as session, session.begin():
        replace_directory(session, directory)


def _listed(one: Organisation, *, staffed: bool) -> ListedOrganisation:
    texts = {name: getattr(one, name) or "" for name in ("contact", "phone", "office", "hours")}
    return ListedOrganisation.model_validate(one.model_dump() | texts | {"staffed": staffed})


def _region(code: str, keys: KeyRing) -> Region:
    return Region(
        region_code=code,
        operator="测试运行单位",
        outflow_url="http://outflow.test",
        inflow_url="http://inflow.test",
        registry_url="http://registry.test",
        public_key=public_pem(keys.region_public(code)),
        ours=True,
    )
