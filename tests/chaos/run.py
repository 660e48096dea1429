"""What all harnesses share: a seed that is told, figures, problems, one line of JSON, red or green."""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PROBLEMS_SHOWN = 20


@dataclass
class Run:
    """One run of a harness. It is green while `problems` is empty."""

    name: str
    seed: int
    full: bool = False
    sabotage: bool = False
    figures: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def chance(self, purpose: str = "") -> random.Random:
        """Independent of other purposes, so that one more draw here does not change what happens there."""
        return random.Random(f"{self.seed}/{purpose}")

    def expect(self, holds: bool, problem: str) -> bool:
        if not holds:
            self.problems.append(problem)
        return holds

    def expect_equal(self, found: object, wanted: object, what: str) -> bool:
        return self.expect(found == wanted, f"{what}: found {found!r}, wanted {wanted!r}")

    def count(self, figure: str, more: int = 1) -> None:
        self.figures[figure] = self.figures.get(figure, 0) + more

    def line(self) -> str:
        """One JSON document in one line."""
        answer = {
            "harness": self.name,
            "seed": self.seed,
            "tier": "full" if self.full else "push",
            "sabotage": self.sabotage,
            "green": not self.problems,
            "seconds": round(time.monotonic() - self.started, 1),
            **self.figures,
            "problems": len(self.problems),
            "first_problems": self.problems[:PROBLEMS_SHOWN],
        }
        return json.dumps(answer, ensure_ascii=False, default=str)


def tell(text: str) -> None:
    """Progress, for people; the JSON line alone goes to stdout."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stderr.flush()


def command(name: str, harness: Callable[[Run], None], seeds_of_full: int = 1) -> None:
    """The command line of a harness; exit status 1 when any run is red."""
    parser = argparse.ArgumentParser(prog=f"python -m tests.chaos.{name}")
    parser.add_argument("--seed", type=int, default=None, help="default: another one each time")
    parser.add_argument("--full", action="store_true", help="the full tier of quality.md")
    parser.add_argument("--sabotage", action="store_true", help="remove one guard: the run must turn red")
    wanted = parser.parse_args()
    first = wanted.seed if wanted.seed is not None else random.SystemRandom().randrange(10**6)
    seeds = [first + number for number in range(seeds_of_full if wanted.full else 1)]
    red = [seed for seed in seeds if not _one(Run(name, seed, wanted.full, wanted.sabotage), harness)]
    sys.exit(1 if red else 0)


def _one(run: Run, harness: Callable[[Run], None]) -> bool:
    tell(f"{run.name}: seed {run.seed}")
    harness(run)
    sys.stdout.write(run.line() + "\n")
    sys.stdout.flush()
    return not run.problems
