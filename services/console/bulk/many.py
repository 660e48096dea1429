"""Which acts are done for many people at once: those that say so of themselves, and the small acts about tasks."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from services.console.acts.act import Act, ForMany
from services.console.acts.book import ACTS
from services.console.far_side import FarSide
from services.console.forms.fields import Field, Form, Kind, fields
from services.console.forms.setting import Setting
from services.console.subject_pages import page_of_waiting
from services.console.task_roles import URGERS, WORKERS
from shared.kernel_client import KernelClient
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks.contract import ClaimTask, ReleaseTask, UrgeTask
from shared.waiting.contract import Matter, UrgePartner

Label = Annotated[str, StringConstraints(max_length=200)]
Service = Literal["", "registry", "outflow", "inflow"]
NO_TASKS: frozenset[TaskKind] = frozenset()


class Picked(BaseModel):
    """What a tick in a list stands for; `label` is what the list called it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    case_id: UUID
    label: Label
    service: Service = ""
    task_id: UUID | None = None
    matter: Matter | None = None

    @property
    def value(self) -> str:
        return json.dumps(
            self.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False, separators=(",", ":")
        )


Send = Callable[[FarSide, Setting, Picked, Any, str], BaseModel]


@dataclass(frozen=True)
class Many:
    """An act with everything that it takes to do it for many.

    `fits`: whether it can be done about this at all; `place`: the page of what it was done about.
    """

    key: str
    label: str
    form: Form
    roles: frozenset[Role]
    send: Send
    reference: Callable[[Picked], str]
    place: Callable[[Picked], str]
    fits: Callable[[Picked], bool] = lambda _: True
    side: str = ""
    tasks: frozenset[TaskKind] = NO_TASKS
    differ: tuple[str, ...] = ()
    settled: Mapping[str, str] = field(default_factory=dict)

    @property
    def common(self) -> tuple[Field, ...]:
        return tuple(one for one in self.form.fields if one.name not in {*self.differ, *self.settled})

    @property
    def differing(self) -> tuple[Field, ...]:
        return tuple(one for one in self.form.fields if one.name in self.differ)


def _of_case(picked: Picked) -> str:
    return str(picked.case_id)


def _case_page(picked: Picked) -> str:
    return f"/cases/{picked.case_id}"


def _of_act(act: Act, how: ForMany) -> Many:
    return Many(
        key=act.path + (f".{how.variant}" if how.variant else ""),
        label=how.label or act.form.title,
        form=act.form,
        roles=how.roles,
        send=lambda far, setting, picked, body, key: act.send(far, setting, picked.case_id, body, key),
        reference=_of_case,
        place=_case_page,
        side=act.side,
        tasks=act.tasks,
        differ=how.differ,
        settled=how.settled,
    )


Call = Callable[[KernelClient, UUID, Any, str], BaseModel]


def _of_task(verb: str, form: Form, roles: frozenset[Role], call: Call) -> Many:
    def send(far: FarSide, _: Setting, picked: Picked, body: Any, key: str) -> BaseModel:
        assert picked.task_id is not None
        return call(far.each()[picked.service], picked.task_id, body, key)

    return Many(
        key=f"tasks/{verb}",
        label=form.title,
        form=form,
        roles=roles,
        send=send,
        reference=lambda picked: f"{picked.service}/{picked.task_id}",
        place=lambda picked: f"/tasks/{picked.service}/{picked.task_id}",
        fits=lambda picked: bool(picked.service and picked.task_id),
    )


WORDS = fields(Field("text", "催办的话", Kind.LONG_TEXT, required=False, rows=2, hint="不超过 200 字，可以不写。"))
CLAIM = _of_task(
    "claim_task",
    Form(title="认领待办", submit="认领", contract=ClaimTask, groups=()),
    WORKERS,
    lambda client, task_id, body, key: client.claim_task(task_id, body, key),
)
RELEASE = _of_task(
    "release_task",
    Form(title="释放待办", submit="释放", contract=ReleaseTask, groups=()),
    WORKERS,
    lambda client, task_id, body, key: client.release_task(task_id, body, key),
)
URGE = _of_task(
    "urge_task",
    Form(title="催办", submit="催办", contract=UrgeTask, groups=WORDS, intro="每项待办一天只催一次。"),
    URGERS,
    lambda client, task_id, body, key: client.urge_task(task_id, body, key),
)


def _urge(far: FarSide, _: Setting, picked: Picked, body: UrgeTask, key: str) -> BaseModel:
    assert picked.matter is not None
    urging = UrgePartner(matter=picked.matter, text=body.text)
    return far.each()[picked.service].urge_partner(picked.case_id, urging, key)


URGE_PARTNER = Many(
    key="waiting/urge_partner",
    label="向对方催办",
    form=Form(
        title="向对方催办", submit="催办", contract=UrgeTask, groups=WORDS, intro="每件事一天只催一次，双方都看得到。"
    ),
    roles=frozenset(Role),
    send=_urge,
    reference=lambda picked: f"{picked.service}/{picked.case_id}/{picked.matter}",
    place=lambda picked: page_of_waiting(picked.service, picked.case_id),
    fits=lambda picked: picked.matter is not None and bool(picked.service),
)

OF_ACTS = tuple(_of_act(act, how) for act in ACTS for how in act.for_many)
OF_TASKS = (CLAIM, RELEASE, URGE)
MANY = {one.key: one for one in (*OF_ACTS, *OF_TASKS, URGE_PARTNER)}
