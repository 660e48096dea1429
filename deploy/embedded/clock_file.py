"""The clock file of a stack: written once, kept, re-based when another speed is asked for."""

from datetime import UTC, datetime
from pathlib import Path

from shared.business_clock import BusinessClock


def settle_clock(file: Path, scale: float | None, now: datetime | None = None) -> BusinessClock:
    """The clock to run with. Business time never jumps: a new speed starts at the business time reached so far."""
    now = now or datetime.now(UTC)
    if not file.exists():
        clock = BusinessClock(origin_real=now, origin_business=now, scale=scale or 1.0)
        clock.save(file)
        return clock
    clock = BusinessClock.load(file)
    if scale is None or scale == clock.scale:
        return clock
    rebased = clock.rebased(scale, now)
    rebased.save(file)
    return rebased
