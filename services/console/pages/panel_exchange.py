"""情况反馈, 通知与求助: the exchange on the case page, from the side that the visitor may see, home first."""

from services.console.forms.setting import Setting
from services.inflow.exchange.contract import HostExchange
from services.outflow.exchange.contract import HomeExchange

Shown = HomeExchange | HostExchange


def _sides(setting: Setting) -> list[tuple[str, Shown]]:
    home = setting.home_dossier.exchange if setting.home_dossier else None
    host = setting.host_dossier.exchange if setting.host_dossier else None
    return [(side, one) for side, one in (("home", home), ("host", host)) if one is not None]


def feedback(setting: Setting) -> list[tuple[str, Shown]] | None:
    """Feedback, home's notices, changes, and what of them is still to come."""
    return [(side, one) for side, one in _sides(setting) if _has_feedback(one)] or None


def _has_feedback(one: Shown) -> bool:
    waits = isinstance(one, HomeExchange) and (one.paper_due or one.notice_due)
    return bool(one.feedback or one.notices or one.changes or waits)


def calls(setting: Setting) -> list[tuple[str, Shown]] | None:
    """Summonses, requests; at home the yearly reports, at the host the care log."""
    return [(side, one) for side, one in _sides(setting) if _has_calls(one)] or None


def _has_calls(one: Shown) -> bool:
    own = one.reports if isinstance(one, HomeExchange) else one.care
    return bool(one.summonses or one.requests or own)
