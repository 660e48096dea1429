"""A workflow whose step fails, one whose code fails, and services that keep nothing: what incidents are tried on."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from temporalio import activity, workflow
from temporalio.common import RetryPolicy

from shared.stuck.contract import OnTheWay

AN_HOUR = 3600.0


class OtherSide:
    """Away for the first `away` calls."""

    def __init__(self, away: int) -> None:
        self.away, self.asked = away, 0

    @activity.defn(name="deliver_letter")
    def deliver_letter(self) -> None:
        self.asked += 1
        if self.asked <= self.away:
            raise ConnectionError("a sentence that may name somebody")


@workflow.defn(name="CarriesALetter")
class CarriesALetter:
    @workflow.run
    async def run(self, pause_seconds: float) -> None:
        await workflow.execute_activity(
            "deliver_letter",
            start_to_close_timeout=timedelta(seconds=10),
            retry_policy=RetryPolicy(initial_interval=timedelta(seconds=pause_seconds), backoff_coefficient=1),
        )


@workflow.defn(name="HasAFault")
class HasAFault:
    @workflow.run
    async def run(self) -> None:
        raise KeyError("nobody thought of this")


class KeepsNothing:
    """A service without any running subject; `on_the_way` is what it says of letters and messages."""

    def __init__(self, on_the_way: OnTheWay | None = None) -> None:
        self.on_the_way = on_the_way or OnTheWay(letters=[], messages=[])

    def list_on_the_way(self) -> OnTheWay:
        return self.on_the_way

    def __getattr__(self, name: str) -> Callable[..., Any]:
        assert name.startswith("list_running_"), name
        return lambda after=None: SimpleNamespace(items=[], next=None)


class Keeping:
    def __init__(self, outflow: KeepsNothing | None = None) -> None:
        self.registry, self.outflow, self.inflow = KeepsNothing(), outflow or KeepsNothing(), KeepsNothing()
