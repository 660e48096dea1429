"""Templates: autoescaped, one layout, the words of the catalogue within reach."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from services.console.dates import day as written_day
from services.console.dates import month as written_month
from services.console.forms.fields import Option
from services.console.guard import csrf_token, is_for_members, secret_of
from services.console.wording import pick, word
from shared.business_clock import SHANGHAI

WEEKDAYS = "一二三四五六日"


def day(value: date | None) -> str:
    """2026-11-22, or a dash for none."""
    return value.isoformat() if value else "—"


def moment(value: datetime | None) -> str:
    """2026-11-22 15:30 in Asia/Shanghai."""
    return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if value else "—"


def long_day(value: date) -> str:
    """2026年11月22日 星期日."""
    return f"{value.year}年{value.month}月{value.day}日 星期{WEEKDAYS[value.weekday()]}"


def in_groups(options: Iterable[Option]) -> list[tuple[str, list[Option]]]:
    """Options by their group, groups in the order in which they first come."""
    groups: dict[str, list[Option]] = {}
    for option in options:
        groups.setdefault(option.group, []).append(option)
    return list(groups.items())


def assets_version() -> str:
    """Changes with the files, so that a browser does not go on with old ones after an upgrade."""
    static = files("services.console").joinpath("static")
    content = b"".join(static.joinpath(name).read_bytes() for name in ("console.css", "console.js"))
    return hashlib.sha256(content).hexdigest()[:12]


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("services.console"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        day=day,
        moment=moment,
        long_day=long_day,
        written_day=written_day,
        written_month=written_month,
        in_groups=in_groups,
    )
    made.globals.update(word=word, pick=pick, assets=assets_version())
    return made


ENVIRONMENT = _environment()


def render(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    visitor = getattr(request.state, "visitor", None)
    console = request.app.state.console
    shown = {
        "layout": "member_base.html" if is_for_members(request.url.path) else "base.html",
        "visitor": visitor,
        "csrf": csrf_token(secret_of(request)),
        "path": request.url.path,
        "today": console.clock.today(),
        "is_demo": console.demo_accounts is not None,
    }
    html = ENVIRONMENT.get_template(template).render(shown | context)
    return HTMLResponse(html, status_code=status)
