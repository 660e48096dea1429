"""Business time: the one clock of a stack, which a rehearsal may run faster than the wall's."""

import math
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

SHANGHAI = ZoneInfo("Asia/Shanghai")

_MICROSECOND = timedelta(microseconds=1)


class Pace(BaseModel):
    """From this business moment on, `scale` times as fast as real time."""

    model_config = ConfigDict(frozen=True)

    since: AwareDatetime
    scale: float = Field(gt=0, allow_inf_nan=False)


class Leg(NamedTuple):
    """A stretch of one pace; both ends of its beginning in UTC."""

    real: datetime
    business: datetime
    scale: float


class BusinessClock(BaseModel):
    """Converts between real and business time; `scale` 1 in production, 100,000 to rehearse a year.

    `paces`, each later than the one before, let a rehearsal hurry through empty weeks and take its time for full ones.

    Travels in workflow inputs. Inside a workflow always pass the workflow's own now; only `now()`
    and `today()` without an argument look at the machine's clock.
    """

    model_config = ConfigDict(frozen=True)

    origin_real: AwareDatetime
    origin_business: AwareDatetime
    scale: float = Field(default=1.0, gt=0, allow_inf_nan=False)
    paces: tuple[Pace, ...] = ()

    @classmethod
    def real_time(cls) -> Self:
        """The clock of production: business time is real time."""
        epoch = datetime(2020, 1, 1, tzinfo=UTC)
        return cls(origin_real=epoch, origin_business=epoch, scale=1.0)

    @model_validator(mode="after")
    def _one_after_the_other(self) -> Self:
        moments = [self.origin_business, *(pace.since for pace in self.paces)]
        if any(later < earlier for earlier, later in pairwise(moments)):
            raise ValueError("each pace begins after the one before")
        return self

    @cached_property
    def _legs(self) -> tuple[Leg, ...]:
        legs = [Leg(self.origin_real.astimezone(UTC), self.origin_business.astimezone(UTC), self.scale)]
        for pace in self.paces:
            since = pace.since.astimezone(UTC)
            legs.append(Leg(_real_in(legs[-1], since), since, pace.scale))
        return tuple(legs)

    def business(self, real: datetime) -> datetime:
        """Business time at `real`, shown in Asia/Shanghai."""
        leg = _last(self._legs, lambda leg: leg.real <= real)
        # Adding to a UTC value: arithmetic in a zone with jumps would be wall-clock arithmetic.
        return (leg.business + (real - leg.real) * leg.scale).astimezone(SHANGHAI)

    def real(self, business: datetime) -> datetime:
        """The first real microsecond (UTC) at which business time has reached `business`."""
        return _real_in(_last(self._legs, lambda leg: leg.business <= business), business)

    def now(self, real_now: datetime | None = None) -> datetime:
        return self.business(real_now or datetime.now(UTC))

    def today(self, real_now: datetime | None = None) -> date:
        """The business date in Asia/Shanghai."""
        return self.now(real_now).date()

    def real_delay(self, until_business: datetime, now_real: datetime) -> timedelta:
        """How long to wait in real time until `until_business`; zero when it has passed."""
        return max(self.real(until_business) - now_real, timedelta(0))

    def rebased(self, scale: float, real_now: datetime) -> Self:
        """The same business time from `real_now` on, running at another speed."""
        return type(self)(origin_real=real_now, origin_business=self.business(real_now), scale=scale)

    @classmethod
    def load(cls, file: Path) -> Self:
        """Read the clock file: {"origin_real": iso, "origin_business": iso, "scale": number}."""
        return cls.model_validate_json(file.read_bytes())

    def save(self, file: Path) -> None:
        """Write the clock file whole or not at all, since every process reads it."""
        draft = file.with_name(file.name + ".new")
        draft.write_text(self.model_dump_json(indent=2), encoding="utf-8")
        draft.replace(file)


def _last(legs: Sequence[Leg], begun: Callable[[Leg], bool]) -> Leg:
    """Before its origin a clock runs as it does after it."""
    return next((leg for leg in reversed(legs) if begun(leg)), legs[0])


def _real_in(leg: Leg, business: datetime) -> datetime:
    # Rounded up: a timer set from this never fires before the term has run out.
    elapsed = (business - leg.business) / _MICROSECOND
    return leg.real + math.ceil(elapsed / leg.scale) * _MICROSECOND


def start_of_day(day: date) -> datetime:
    """00:00 in Asia/Shanghai."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
