"""The accounts of a demo, shown on the sign-in page of a demo and nowhere else."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter


class DemoAccount(BaseModel):
    """One line of DATA/demo-accounts.json: a list of these, or {"accounts": [...]}. `posts` are for people to read."""

    model_config = ConfigDict(extra="ignore")

    login: str
    password: str
    name: str = ""
    posts: list[str] = []


def demo_accounts(file: Path | None) -> list[DemoAccount]:
    """Empty while the demo is being loaded, and where this is no demo."""
    if file is None or not file.exists():
        return []
    content: Any = TypeAdapter(Any).validate_json(file.read_bytes())
    listed = content["accounts"] if isinstance(content, dict) else content
    return [DemoAccount.model_validate(_readable(one)) for one in listed]


def _readable(one: dict[str, Any]) -> dict[str, Any]:
    posts = one.get("posts") or []
    return one | {"posts": [post if isinstance(post, str) else _post(post) for post in posts]}


def _post(post: dict[str, Any]) -> str:
    role = post.get("role_label") or post.get("role", "")
    return f"{post.get('organisation_name') or post.get('organisation', '')} {role}".strip()
