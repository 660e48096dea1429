"""Business time: the one clock of a stack, which a rehearsal may run faster than the wall's."""

import math
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

SHANGHAI = ZoneInfo("Asia/Shanghai")

_MICROSECOND = timedelta(microseconds=1)


class BusinessClock(BaseModel):
    """Converts between real and business time; `scale` 1 in production, 100,000 to rehearse a year.

    Travels in workflow inputs. Inside a workflow always pass the workflow's own now; only `now()`
    and `today()` without an argument look at the machine's clock.
    """

    model_config = ConfigDict(frozen=True)

    origin_real: AwareDatetime
    origin_business: AwareDatetime
    scale: float = Field(default=1.0, gt=0, allow_inf_nan=False)

    @classmethod
    def real_time(cls) -> Self:
        """The clock of production: business time is real time."""
        epoch = datetime(2020, 1, 1, tzinfo=UTC)
        return cls(origin_real=epoch, origin_business=epoch, scale=1.0)

    def business(self, real: datetime) -> datetime:
        """Business time at `real`, shown in Asia/Shanghai."""
        # Adding to a UTC value: arithmetic in a zone with jumps would be wall-clock arithmetic.
        elapsed = (real - self.origin_real) * self.scale
        return (self.origin_business.astimezone(UTC) + elapsed).astimezone(SHANGHAI)

    def real(self, business: datetime) -> datetime:
        """The first real microsecond (UTC) at which business time has reached `business`."""
        # Rounded up: a timer set from this never fires before the term has run out.
        elapsed = (business - self.origin_business) / _MICROSECOND
        return self.origin_real.astimezone(UTC) + math.ceil(elapsed / self.scale) * _MICROSECOND

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


def start_of_day(day: date) -> datetime:
    """00:00 in Asia/Shanghai."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
