"""The folder that holds everything of one stack: database, Temporal's store, keys, clock, logs, state of the run."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from deploy.embedded.conventions import Refused
from deploy.embedded.endpoints import DEFAULT_PORT_BASE
from services.registry.contract import SecondFactorRule

DATABASES = ("registry", "outflow", "inflow")
DEMO_REGIONS = ("320000", "340000", "370000")
"""The provinces of the demo's organisations: what a stack serves when nothing else was asked for."""


class StackSettings(BaseModel):
    """What was decided at the first start and holds for later ones."""

    port_base: int = DEFAULT_PORT_BASE
    demo: bool = True
    demo_loaded: bool = False
    regions: tuple[str, ...] = DEMO_REGIONS
    second_factor: SecondFactorRule = SecondFactorRule.OFFERED


def second_factor_of(demo: bool) -> SecondFactorRule:
    """The demo's accounts are signed in to by one button (decision 0014)."""
    return SecondFactorRule.OFFERED if demo else SecondFactorRule.REQUIRED


@dataclass(frozen=True)
class DataDirectory:
    root: Path

    @classmethod
    def at(cls, path: Path) -> "DataDirectory":
        return cls(Path(os.path.abspath(path.expanduser())))

    def create(self) -> None:
        """Raises Refused when the place cannot be written."""
        try:
            for folder in (self.root, self.logs, self.run):
                folder.mkdir(parents=True, exist_ok=True)
            self.root.chmod(0o700)
        except OSError as error:
            raise Refused(
                f"无法建立或写入数据目录 {self.root}（{error.strerror}）；请用 --data 指定一个可写的目录"
            ) from error

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def keys(self) -> Path:
        return self.root / "keys"

    @property
    def clock(self) -> Path:
        return self.root / "clock.json"

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def temporal_store(self) -> Path:
        return self.root / "temporal" / "temporal.db"

    @property
    def endpoints(self) -> Path:
        return self.root / "endpoints.json"

    @property
    def processes(self) -> Path:
        return self.run / "processes.json"

    @property
    def outcome(self) -> Path:
        """How the start that is under way ended; `up --detach` waits for it."""
        return self.run / "outcome.json"

    def settings(self) -> StackSettings | None:
        """None before the first start."""
        file = self.root / "stack.json"
        return StackSettings.model_validate_json(file.read_bytes()) if file.exists() else None

    def save_settings(self, settings: StackSettings) -> None:
        write_whole(self.root / "stack.json", settings.model_dump_json(indent=2))

    def passwords(self) -> dict[str, str]:
        """Role → password, made once: the superuser `postgres` and one role per database."""
        file = self.root / "passwords.json"
        if not file.exists():
            made = {role: secrets.token_urlsafe(24) for role in ("postgres", *DATABASES)}
            write_whole(file, json.dumps(made, indent=2))
        known: dict[str, str] = json.loads(file.read_bytes())
        return known


def write_whole(path: Path, text: str) -> None:
    """Readers see the old content or the new one, never a half; readable by the owner only."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
