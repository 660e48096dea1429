"""Going through the rows that wait, for a few seconds at a time: tried out, or done."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.console.bulk.batch import Batch, Phase, Row, State
from services.console.bulk.limits import SLICE_ROWS, SLICE_SECONDS
from services.console.bulk.many import Many
from services.console.directory import Organisations
from services.console.far_side import FarSide
from services.console.forms.problems import who_was_first
from services.console.forms.setting import Setting
from shared.problem_details import Problem
from shared.service_client import Outage, Refused

STRANGER = "不属于本组织，或没有找到；没有办理。"
AT_WORK = "idempotency_key_in_use"
"""The same row is on its way from another window: its outcome is not known yet."""
Bodies = Mapping[str, Any]


@dataclass(frozen=True)
class Slice:
    """`broken_off`: a service is out of reach, and to go on at once would be of no use."""

    batch: Batch
    broken_off: bool


def run_slice(setting: Setting, batch: Batch, bodies: Bodies) -> Slice:
    """`bodies`: of the rows that wait. Raises Refused 401: the session is over, and the page is sent again after."""
    until = time.monotonic() + SLICE_SECONDS
    for number, (name, row) in enumerate(batch.in_state(State.WAITING).items()):
        if number == SLICE_ROWS or (number and time.monotonic() > until):
            break
        after = _try(setting, batch, name, row, bodies[name])
        if after is None:
            return Slice(batch, broken_off=True)
        batch = batch.with_row(name, after)
    return Slice(batch, broken_off=False)


def _try(setting: Setting, batch: Batch, name: str, row: Row, body: Any) -> Row | None:
    """None where nobody knows yet whether it was done."""
    try:
        _send(setting, batch.many, batch.phase, row, body, batch.key(name))
    except Outage:
        return None
    except Refused as refused:
        if refused.problem.status == 401:
            raise
        return _refused(row, refused.problem, setting.visitor.organisations)
    return row.now(State.DONE if batch.phase is Phase.ACT else State.CAN)


def _send(setting: Setting, many: Many, phase: Phase, row: Row, body: Any, key: str) -> None:
    services: FarSide = setting.visitor.services
    many.send(services if phase is Phase.ACT else services.as_dry_run(), setting, row.picked, body, key)


def _refused(row: Row, problem: Problem, organisations: Organisations) -> Row | None:
    if problem.code == AT_WORK:
        return None
    return row.now(State.CANNOT, sentence(problem, organisations))


def sentence(problem: Problem, organisations: Organisations) -> str:
    """The service's own, with what is wrong in which field and who was first."""
    if problem.status == 404:
        return STRANGER
    first = who_was_first(problem, organisations) if problem.status == 409 else ""
    beside = "；".join(one.message for one in problem.fields if one.message != problem.detail)
    return problem.detail + (f"（{beside}）" if beside else "") + (f" 先办的人：{first}" if first else "")
