"""The panel of W-17: corrections of the side that the visitor sees, registrations of the same person."""

from typing import Any

from services.console.acts.correction import value_words
from services.console.forms.setting import Setting


def corrections(setting: Setting) -> dict[str, Any] | None:
    """Home's view where there is one; None while nothing is or may be wrong."""
    home, host = setting.home_dossier, setting.host_dossier
    shown = (home.corrections if home else []) or (host.corrections if host else [])
    aliases, duplicates = (home.aliases, home.possible_duplicates) if home else ([], [])
    if not (shown or aliases or duplicates):
        return None
    return {"corrections": shown, "aliases": aliases, "duplicates": duplicates, "value_words": value_words}
