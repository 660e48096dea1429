"""What an act is to the console: a verb of one side, a form, to whom and when its button is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from services.console.far_side import FarSide
from services.console.forms.fields import Form
from services.console.forms.setting import Setting
from services.outflow.contract import Case
from shared.policy.task_kinds import TaskKind
from shared.posts import Role

Send = Callable[[FarSide, Setting, UUID, Any, str], BaseModel]


@dataclass(frozen=True)
class ForMany:
    """That an act may be done for many people at once, by these `roles`, and how its form is then divided.

    `differ`: fields filled in for each; `settled`: fields with one value, which are not asked; the others are common.
    `variant` and `label` tell several ways of one act apart.
    """

    roles: frozenset[Role]
    differ: tuple[str, ...] = ()
    settled: Mapping[str, str] = field(default_factory=dict)
    variant: str = ""
    label: str = ""


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
    for_many: tuple[ForMany, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.side}/{self.verb}"

    @property
    def service(self) -> str:
        return {"home": "outflow", "host": "inflow"}.get(self.side, self.side)


def for_case(holds: Callable[[Setting, Case], bool]) -> Callable[[Setting], bool]:
    """The button of a home act, when the home side may be seen."""
    return lambda setting: setting.case is not None and holds(setting, setting.case)
