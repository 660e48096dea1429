"""What an act is to the console: a verb of one side, a form, to whom and when its button is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from services.console.far_side import FarSide
from services.console.forms.fields import Form
from services.console.forms.setting import Setting
from services.outflow.contract import Case
from shared.policy.task_kinds import TaskKind

Send = Callable[[FarSide, Setting, UUID, Any, str], BaseModel]


@dataclass(frozen=True)
class Act:
    """`offered` decides about the button only; the service decides about the act.

    `tasks` are the kinds whose button leads here, when they are of this act's service.
    """

    verb: str
    side: str
    button: str
    form: Form
    offered: Callable[[Setting], bool]
    send: Send
    tasks: frozenset[TaskKind] = frozenset()
    shows_answer: bool = False
    main: bool = True

    @property
    def path(self) -> str:
        return f"{self.side}/{self.verb}"

    @property
    def service(self) -> str:
        return {"home": "outflow", "host": "inflow"}.get(self.side, self.side)


def for_case(holds: Callable[[Setting, Case], bool]) -> Callable[[Setting], bool]:
    """The button of a home act, when the home side may be seen."""
    return lambda setting: setting.case is not None and holds(setting, setting.case)
