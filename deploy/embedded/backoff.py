"""How long to wait before a process that died is started again."""

from dataclasses import dataclass

FIRST_DELAY = 0.2  # seconds
LONGEST_DELAY = 5.0  # short, because people wait: a service whose database is away dies again until it is back
STEADY_AFTER = 10.0  # seconds of life after which a death counts as the first one again


@dataclass
class BackOff:
    deaths_in_a_row: int = 0

    def delay_after_death(self, lived: float) -> float:
        """Seconds to wait, given how many seconds the process had lived."""
        self.deaths_in_a_row = 1 if lived >= STEADY_AFTER else self.deaths_in_a_row + 1
        return float(min(LONGEST_DELAY, FIRST_DELAY * 2 ** min(self.deaths_in_a_row - 1, 10)))
