"""The accounts of a demo, shown on the sign-in page of a demo and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

COUNTY_DIGITS = 6


class DemoAccount(BaseModel):
    """One line of DATA/demo-accounts.json. Without `password` the account is listed, not offered by a button."""

    model_config = ConfigDict(extra="ignore")

    login: str
    name: str = ""
    password: str = ""
    role_label: str = ""
    organisation: str = ""
    organisation_name: str = ""


@dataclass(frozen=True)
class DemoGroup:
    """The accounts of one county, city or province, under the name of its department."""

    title: str
    accounts: list[DemoAccount]


ACCOUNTS = TypeAdapter(list[DemoAccount])


def demo_accounts(file: Path | None) -> list[DemoGroup]:
    """Empty while the demo is being loaded, and where this is no demo."""
    if file is None or not file.exists():
        return []
    try:
        return _by_region(ACCOUNTS.validate_json(file.read_bytes()))
    except ValueError:  # caught while it is being written
        return []


def demo_password(file: Path | None, login: str) -> str:
    accounts = [account for group in demo_accounts(file) for account in group.accounts]
    return next((account.password for account in accounts if account.login == login), "")


def _by_region(accounts: Iterable[DemoAccount]) -> list[DemoGroup]:
    groups: dict[str, list[DemoAccount]] = {}
    for account in accounts:
        groups.setdefault(account.organisation[:COUNTY_DIGITS], []).append(account)
    return [DemoGroup(members[0].organisation_name or "演示账号", members) for members in groups.values()]
