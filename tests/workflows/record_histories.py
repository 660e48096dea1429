"""R9: records the histories of a journey on a real stack: `python -m tests.workflows.record_histories`.

The stack runs fast (a business day in less than a second), people take several paths, others stay silent. Each
workflow's history is fetched, its payloads decoded, the machine's name taken out, and written to `histories/`.
Run it again after a release whose workflows are meant to differ; until then the old recordings must replay.
"""

import asyncio
import base64
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from temporalio.api.common.v1 import Payload
from temporalio.client import Client
from temporalio.converter import PayloadCodec

from deploy.embedded.demo import PASSWORD
from deploy.embedded.endpoints import Endpoints
from deploy.embedded.people import SignedIn
from services.inflow import contract as host
from services.inflow.client import InflowClient
from services.outflow import contract as home
from services.outflow.client import OutflowClient
from shared.business_clock import BusinessClock
from shared.kernel_client import KernelClient
from shared.keys import KeyRing
from shared.posts import Role
from shared.temporal import connect
from tests.factories.stack import running_stack
from tests.workflows.year import (
    HOME_COMMITTEE,
    HOME_DEPARTMENT,
    Actors,
    Life,
    Silence,
    until_not_refused,
)

HISTORIES = Path(__file__).with_name("histories")
SCALE = 120_000.0
SILENT_SECONDS = 140
SETTLE_SECONDS = 2
"""For the request to reach the department before it is withdrawn."""
NEIGHBOUR = "341181002"
MACHINE = "worker"
CONTACTS_OF = ("never-reports", "enrolled", "overruled")
"""Quarterly contact is the longest history and goes the same way in every case; three are enough."""
LOGINS = {
    Role.BRANCH_SECRETARY: "branch",
    Role.COMMITTEE_OFFICER: "office",
    Role.RECEPTION_OFFICER: "reception",
    Role.DEPARTMENT_OFFICER: "dept",
}
C = TypeVar("C", bound=KernelClient)


@dataclass(frozen=True)
class Stack:
    """A running stack as the place where the people work."""

    endpoints: Endpoints

    @cached_property
    def clock(self) -> BusinessClock:
        return BusinessClock.load(self.endpoints.clock_file)

    def person(self, kind: type[C], service: str, role: Role, organisation: str) -> C:
        login = SignedIn(self.endpoints, f"{LOGINS[role]}.{organisation}", PASSWORD)
        return kind(getattr(self.endpoints, service), login.token)


class Travellers(Actors):
    """The paths that a year of silence does not take."""

    def __init__(self, stack: Stack) -> None:
        super().__init__(stack)
        self.host_department = stack.person(InflowClient, "inflow", Role.DEPARTMENT_OFFICER, "341181")
        self.home_department = stack.person(OutflowClient, "outflow", Role.DEPARTMENT_OFFICER, HOME_DEPARTMENT)
        self.committee = stack.person(OutflowClient, "outflow", Role.COMMITTEE_OFFICER, HOME_COMMITTEE)

    def reported(self, name: str) -> Life:
        return self.left_at(name, Silence.AT_THE_HOST)

    def left_at(self, name: str, silence: Silence) -> Life:
        life = Life(len(name) * 7 + sum(map(ord, name)), silence)
        self.live_first_day(life, seed=time.time_ns() % 10_000)
        return life

    def query(self, life: Life) -> None:
        """The host asks, home confirms who he is, the host goes on to the end."""
        asked = host.VerifyCertificate(result=host.Verification.NEEDS_INFO, question="是否本人？")
        self.reception.verify_certificate(life.case_id, asked)
        answer = home.AnswerQuery(confirmed=True, text="是本人。")
        until_not_refused(lambda: self.secretary.answer_query(life.case_id, answer), "the query")
        until_not_refused(lambda: self._enrol(life), "the answer")

    def overruled(self, life: Life) -> None:
        """Refused without a listed ground; the department orders to accept."""
        self._refuse(life)
        order = host.DecideDispute(outcome=host.DisputeOutcome.OVERRULED, text="请依规接收。")
        until_not_refused(lambda: self.host_department.decide_dispute(life.case_id, order), "the dispute")
        until_not_refused(lambda: self._enrol(life), "the order")

    def objected(self, life: Life) -> None:
        """Refused with a listed ground; the home committee objects; the refusal stands; another host is named."""
        self._refuse(life, "G2")
        objection = home.ObjectToRefusal(text="持证人即本人。")
        until_not_refused(lambda: self.committee.object_to_refusal(life.case_id, objection), "the refusal")
        upheld = host.DecideDispute(outcome=host.DisputeOutcome.UPHELD, text="理由成立。")
        until_not_refused(lambda: self.host_department.decide_dispute(life.case_id, upheld), "the objection")
        elsewhere = home.NameHost(host_region="341181", host_committee=NEIGHBOUR, text="改到铜城镇。")
        until_not_refused(lambda: self.secretary.name_host(life.case_id, elsewhere), "the decision")

    def redirected(self, life: Life) -> None:
        """G5: the host names the right committee."""
        self._refuse(life, "G5", NEIGHBOUR)

    def cancelled(self, life: Life) -> None:
        self.secretary.cancel_departure(life.case_id, home.CancelDeparture(reason="不外出了"))

    def proposed(self, life: Life) -> None:
        """A silent host: the home department speaks in the joint coordination, the host then verifies."""
        view = home.ProposeCoordination(outcome="OVERRULED", text="请督促接收。")
        until_not_refused(lambda: self.home_department.propose_coordination(life.case_id, view), "the coordination")

    def _refuse(self, life: Life, reason: str = "too_many", to: str | None = None) -> None:
        body = host.RefuseMember(
            reason=reason, text="经研究不予接收。", decided_on=self.today, resolution="会议纪要", to_committee=to
        )
        self.clerk.refuse_member(life.case_id, body)


def travel(stack: Stack) -> dict[str, Life]:
    """Name of the path → case; the silent ones go on until the end."""
    people = Travellers(stack)
    silent = {
        "silent-from-declaration": people.left_at("declaration", Silence.AT_DECLARATION),
        "silent-number": people.left_at("number", Silence.AT_THE_NUMBER),
        "never-reports": people.left_at("never", Silence.AFTER_DEPARTURE),
        "silent-host": people.reported("silent"),
        "silent-dispute": people.left_at("dispute", Silence.AFTER_REFUSAL),
        "enrolled": people.left_at("enrolled", Silence.AFTER_ENROLMENT),
    }
    paths: dict[str, Callable[[Life], None]] = {
        "query": people.query,
        "overruled": people.overruled,
        "objected": people.objected,
        "redirected": people.redirected,
    }
    moved = {name: people.reported(name) for name in paths}
    for name, path in paths.items():
        path(moved[name])
    cancelled = {
        "cancelled": people.left_at("cancelled", Silence.AT_THE_ISSUE),
        "cancelled-unnumbered": people.left_at("withdrawn", Silence.AT_THE_NUMBER),
    }
    time.sleep(SETTLE_SECONDS)
    for life in cancelled.values():
        people.cancelled(life)
    people.proposed(silent["silent-host"])
    return silent | moved | cancelled


async def record(endpoints: Endpoints, cases: dict[str, Life], folder: Path) -> int:
    """Every workflow of the cases, and the directory's; returns how many files were written."""
    keys = KeyRing(endpoints.keys_dir)
    client = await connect(endpoints.temporal, "default", keys.codec_key)
    names = {str(life.case_id): name for name, life in cases.items()}
    documents: dict[str, str] = {}
    async for execution in client.list_workflows():
        name = _file_name(execution.id, names)
        if name is not None:
            documents[name] = await document(client, execution.id, execution.run_id)
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.json"):
        if not old.name.startswith("journey-"):
            old.unlink()
    for name, text in documents.items():
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    return len(documents)


def _file_name(workflow_id: str, names: dict[str, str]) -> str | None:
    parts = workflow_id.split("/")
    if parts[0] == "publish-directory" or len(parts) == 1:
        return parts[0]
    name = names.get(parts[1])
    if parts[0] == "quarterly-contact" and name not in CONTACTS_OF:
        return None
    return name and "-".join([name, parts[0], *parts[2:]])


async def document(client: Client, workflow_id: str, run_id: str) -> str:
    """A workflow's history as it is kept: payloads decoded, the machine's name taken out."""
    codec = client.data_converter.payload_codec
    assert codec is not None
    history = await client.get_workflow_handle(workflow_id, run_id=run_id).fetch_history()
    plain = await _plain(history.to_json_dict(), codec)
    return json.dumps({"workflow_id": workflow_id} | plain, ensure_ascii=False, separators=(",", ":"))


async def _plain(value: Any, codec: PayloadCodec) -> Any:
    """The same document with every payload decoded, and the machine's name taken out."""
    if isinstance(value, list):
        return [await _plain(one, codec) for one in value]
    if not isinstance(value, dict):
        return value
    if "encoding" in (value.get("metadata") or {}):
        return await _decoded(value, codec)
    if value.get("kind") == "TASK_QUEUE_KIND_STICKY":
        return value | {"name": MACHINE}
    return {key: MACHINE if key == "identity" else await _plain(one, codec) for key, one in value.items()}


async def _decoded(payload: dict[str, Any], codec: PayloadCodec) -> dict[str, Any]:
    metadata = {key: base64.b64decode(one) for key, one in payload["metadata"].items()}
    (plain,) = await codec.decode([Payload(metadata=metadata, data=base64.b64decode(payload.get("data", "")))])
    return {
        "metadata": {key: base64.b64encode(one).decode() for key, one in plain.metadata.items()},
        "data": base64.b64encode(plain.data).decode(),
    }


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, running_stack(Path(folder) / "data", scale=SCALE) as endpoints:
        cases = travel(Stack(endpoints))
        time.sleep(SILENT_SECONDS)
        count = asyncio.run(record(endpoints, cases, HISTORIES))
    sys.stdout.write(f"{count} histories in {HISTORIES}\n")


if __name__ == "__main__":
    main()
