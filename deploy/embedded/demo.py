"""Demo data for the first start: invented organisations, accounts with one published password, a roster.

Everything here is idempotent: a start that was interrupted is simply gone through again.
"""

import json
import time
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from deploy.embedded.data_directory import DEMO_REGIONS
from deploy.embedded.endpoints import Endpoints
from deploy.embedded.organisation_files import organisation, read_file, take_over
from deploy.embedded.people import Services
from services.registry.contract import AssignPolicy, CreateAccount, NewPost
from shared.identifiers import province_of
from shared.keys import KeyRing
from shared.organisations import Organisation, OrganisationKind
from shared.posts import Role
from shared.service_client import Outage, Refused

DEMO = Path(__file__).parents[1] / "demo"
PASSWORD = "demo-gongguan-2026"
"""Known to everybody; exists in demo mode only, and the sign-in page says so."""
JIANGSU, JIANGSU_PACK, JIANGSU_SINCE = "320000", "JS-PROV-2017", date(2017, 1, 1)
ROSTER_OF = "321003001"
READY_SECONDS = 60

POSTS: dict[OrganisationKind, tuple[tuple[Role, str], ...]] = {
    OrganisationKind.PROVINCIAL_DEPARTMENT: ((Role.DEPARTMENT_OFFICER, "dept"),),
    OrganisationKind.CITY_DEPARTMENT: ((Role.DEPARTMENT_OFFICER, "dept"),),
    OrganisationKind.COUNTY_DEPARTMENT: ((Role.DEPARTMENT_OFFICER, "dept"),),
    OrganisationKind.GRASSROOTS_COMMITTEE: ((Role.COMMITTEE_OFFICER, "office"), (Role.RECEPTION_OFFICER, "reception")),
    OrganisationKind.BRANCH: ((Role.BRANCH_SECRETARY, "branch"),),
}
TITLES = {"dept": "组织科", "office": "党政办", "reception": "接收专人", "branch": "书记"}


def load_demo(endpoints: Endpoints) -> dict[str, Any]:
    """What `up --json` shows: accounts and the roster's outcome. Everything is of our own regions; organisations of
    regions that another deployment serves come with that operator's file (`gongguan regions register`)."""
    operator = Services.as_operator(endpoints)
    ours = KeyRing(endpoints.keys_dir).regions
    organisations = import_organisations(operator, ours)
    accounts = list(create_accounts(operator, organisations))
    if JIANGSU in ours:
        assign_policies(operator)
    wait_for_directory(operator, len(organisations))
    accounts_file = endpoints.data_dir / "demo-accounts.json"
    accounts_file.write_text(json.dumps(accounts, ensure_ascii=False, indent=1), encoding="utf-8")
    imported = _import_roster(operator) if province_of(ROSTER_OF[:6]) in ours else {}
    return {"password": PASSWORD, "accounts": len(accounts), "accounts_file": str(accounts_file), "roster": imported}


def import_organisations(operator: Services, regions: Collection[str] = DEMO_REGIONS) -> list[Organisation]:
    name = "organisations.xlsx"
    rows = read_file(operator, name, (DEMO / name).read_bytes())
    own = [row for row in rows if province_of(row.region_code) in regions]
    take_over(operator, own)
    return [organisation(row) for row in own]


def create_accounts(operator: Services, organisations: list[Organisation]) -> Iterator[dict[str, str]]:
    """One account for every post; the login says where, the name is the organisation's invented contact."""
    for place in organisations:
        for role, suffix in POSTS.get(place.kind, ()):
            account = CreateAccount(
                login=f"{suffix}.{place.code}",
                name=f"{place.contact}（{TITLES[suffix]}）",
                password=PASSWORD,
                posts=[NewPost(role=role, organisation=place.code)],
            )
            _create(operator, account)
            yield {
                "login": account.login,
                "password": PASSWORD,
                "name": account.name,
                "role": role,
                "role_label": role.label,
                "organisation": place.code,
                "organisation_name": place.name,
            }


def _create(operator: Services, account: CreateAccount) -> None:
    try:
        operator.registry.create_account(account)
    except Refused as refused:
        if refused.problem.status != 409:
            raise


def assign_policies(operator: Services) -> None:
    assigned = {a.organisation for a in operator.registry.list_policy_assignments().items}
    if JIANGSU not in assigned:
        body = AssignPolicy(organisation=JIANGSU, pack=JIANGSU_PACK, valid_from=JIANGSU_SINCE)
        operator.registry.assign_policy(body)


def wait_for_directory(operator: Services, organisations: int) -> None:
    """The services' copies are fed by a workflow; the roster needs them."""
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        wanted = operator.registry.read_directory().version
        try:
            held = min(service.read_directory_version().version for service in (operator.outflow, operator.inflow))
        except Outage:
            held = -1
        if held >= wanted:
            return
        time.sleep(0.2)
    raise Outage(f"组织目录（{organisations} 个组织）没有在 {READY_SECONDS} 秒内送到各服务")


def _import_roster(operator: Services) -> dict[str, int]:
    name = "roster-jiangwang-clean.xlsx"
    receipt = operator.outflow.import_roster(ROSTER_OF, name, (DEMO / name).read_bytes())
    return {"declared": receipt.declared, "unchanged": receipt.unchanged, "skipped": receipt.skipped}
