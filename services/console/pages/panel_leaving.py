"""What the case page shows of a case that nears its end."""

from services.console.forms.setting import Setting
from services.inflow.leaving.contract import ClosingNoteView
from services.outflow.leaving.contract import LeavingView


def leaving(setting: Setting) -> LeavingView | None:
    """None while nothing has begun."""
    view = setting.home_dossier.leaving if setting.home_dossier else None
    return view if view and any(view.model_dump().values()) else None


def closing_note(setting: Setting) -> ClosingNoteView | None:
    return setting.host_dossier.closing_note if setting.host_dossier else None
