"""All acts, by their place in the address and by the task that they answer."""

from services.console.acts import (
    certificate_life,
    conversion,
    conversion_meeting,
    correction,
    dues,
    entries,
    exchange_home,
    exchange_host,
    home_away,
    home_certificate,
    host,
    leaving,
    lost_contact,
    membership,
    old_certificate,
    opinion,
    refusal,
    returning,
    reveal,
)
from services.console.acts.act import Act
from services.console.forms.setting import Setting
from shared.tasks.contract import Task

ACTS: tuple[Act, ...] = (
    *home_certificate.ACTS,
    *host.ACTS,
    *refusal.ACTS,
    *home_away.ACTS,
    *returning.ACTS,
    *leaving.ACTS,
    *membership.ACTS,
    *certificate_life.ACTS,
    *dues.ACTS,
    *old_certificate.ACTS,
    *entries.ACTS,
    *exchange_home.ACTS,
    *exchange_host.ACTS,
    *conversion.ACTS,
    *conversion_meeting.ACTS,
    *opinion.ACTS,
    *lost_contact.ACTS,
    *correction.ACTS,
    *reveal.ACTS,
)
BY_PATH = {act.path: act for act in ACTS}


def act_at(side: str, verb: str) -> Act | None:
    return BY_PATH.get(f"{side}/{verb}")


def act_for(task: Task) -> Act | None:
    """The act that does this task; None where there is none yet and the case page has to do."""
    return next((act for act in ACTS if task.kind in act.tasks and act.service == task.service), None)


def offered(setting: Setting) -> list[Act]:
    return [act for act in ACTS if act.offered(setting)]
