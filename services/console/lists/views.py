"""Views of the lists: those that come with the system (views.toml), and those that people have saved."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from services.console.lists.wanted import Wanted
from services.console.sign_in.visitor import Visitor
from services.registry.saved_views.contract import SavedView
from shared.service_client import Outage
from shared.working_lists.contract import ListKind, ViewFilters


@dataclass(frozen=True)
class View:
    """`saved`: None for one that comes with the system; `source`, `term`: where the threshold of such a one comes from,
    and its key in the policy packs."""

    key: str
    name: str
    list: ListKind
    filters: ViewFilters
    source: str = ""
    term: str = ""
    saved: SavedView | None = None

    @property
    def may_change(self) -> bool:
        return self.saved is not None and self.saved.may_change

    @property
    def whose(self) -> str:
        if self.saved is None:
            return "系统自带"
        return f"{self.saved.shared_with_name}共用" if self.saved.shared_with else "我的"


@cache
def packaged_views() -> Sequence[View]:
    text = files("services.console").joinpath("views.toml").read_text(encoding="utf-8")
    return tuple(
        View(list=ListKind(one.pop("list")), filters=ViewFilters.model_validate(one.pop("filters")), **one)
        for one in tomllib.loads(text)["views"]
    )


def views_of(visitor: Visitor) -> tuple[list[View], list[str]]:
    """All that the visitor sees; and which service was out of reach."""
    try:
        saved = visitor.services.registry.list_saved_views().items
    except Outage:
        return list(packaged_views()), ["registry"]
    own = [View(str(one.view_id), one.name, one.list, one.filters, saved=one) for one in saved]
    return [*packaged_views(), *own], []


def opened(wanted: Wanted, views: Sequence[View]) -> tuple[Wanted, View | None]:
    """What the view that is asked for by its key wants. A view that is not there any more shows the whole list."""
    view = next((one for one in views if one.key == wanted.view), None)
    if view is None:
        return replace(wanted, view=""), None
    return replace(wanted, side=view.list.value, filters=view.filters), view
