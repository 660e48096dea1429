"""The parts of the case page that show one process each; a panel without anything to show stays away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.console.forms.setting import Setting


@dataclass(frozen=True)
class Panel:
    """`template` is included with `panel` (what `shows` returned) while that is not None."""

    template: str
    shows: Callable[[Setting], Any]


PANELS: tuple[Panel, ...] = ()


def panels_of(setting: Setting) -> list[tuple[str, Any]]:
    shown = ((panel.template, panel.shows(setting)) for panel in PANELS)
    return [(template, content) for template, content in shown if content is not None]
