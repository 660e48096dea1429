"""The parts of the case page that show one process each; a panel without anything to show stays away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from services.console.forms.setting import Setting
from services.console.pages import panel_exchange
from services.console.pages.panel_conversion import conversion
from services.console.pages.panel_correction import corrections
from services.console.pages.panel_leaving import closing_note, leaving
from services.console.pages.panel_waiting import waiting


@dataclass(frozen=True)
class Panel:
    """`template` is included with `panel` (what `shows` returned) while that is not None."""

    template: str
    shows: Callable[[Setting], Any]


PANELS: tuple[Panel, ...] = (
    Panel("panel_waiting.html", waiting),
    Panel("panel_certificate.html", lambda s: s.home_dossier and s.home_dossier.certificate),
    Panel("panel_old_certificate.html", lambda s: s.home_dossier and s.home_dossier.old_certificate),
    Panel("panel_entries.html", lambda s: s.host_dossier and s.host_dossier.entries),
    Panel("panel_leaving.html", leaving),
    Panel("panel_closing_note.html", closing_note),
    Panel("panel_exchange_feedback.html", panel_exchange.feedback),
    Panel("panel_exchange_calls.html", panel_exchange.calls),
    Panel("panel_conversion.html", conversion),
    Panel("panel_lost_contact.html", lambda s: s.home_dossier and s.home_dossier.lost_contact),
    Panel("panel_inactivity.html", lambda s: s.home_dossier and s.home_dossier.inactivity),
    Panel("panel_corrections.html", corrections),
)


def panels_of(setting: Setting) -> list[tuple[str, Any]]:
    shown = ((panel.template, panel.shows(setting)) for panel in PANELS)
    return [(template, content) for template, content in shown if content is not None]
