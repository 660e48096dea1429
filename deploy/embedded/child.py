"""One supervised process through its lives."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from enum import StrEnum

from deploy.embedded.backoff import BackOff
from deploy.embedded.lock import ProcessMark
from deploy.embedded.logs import ProcessLog
from deploy.embedded.process import ProcessSpec

PROBE_EVERY = 0.2  # seconds
DEATHS_BEFORE_FIRST_HEALTH = 3


class State(StrEnum):
    WAITING = "waiting"
    STARTING = "starting"
    HEALTHY = "healthy"
    DOWN = "down"
    STOPPED = "stopped"


class StartFailed(Exception):
    """A process never became healthy; `reason` is a Chinese sentence."""

    def __init__(self, name: str, reason: str, tail: list[str]) -> None:
        super().__init__(f"{name} 启动失败：{reason}")
        self.reason = str(self)
        self.tail = tail


class Child:
    """Driven by `tick` from the supervisor's one thread; only health probes run elsewhere."""

    def __init__(self, spec: ProcessSpec, log: ProcessLog, say: Callable[[str], None], probes: Executor) -> None:
        self.spec = spec
        self.log = log
        self.state = State.WAITING
        self.restarts = 0
        self.ever_healthy = False
        self.mark: ProcessMark | None = None
        self.started_at = 0.0  # time.time(), of this life
        self._say = say
        self._probes = probes
        self._probe: Future[bool] | None = None
        self._next_probe = 0.0
        self._restart_at = 0.0
        self._backoff = BackOff()
        self._first_start: float | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process and self.state in (State.STARTING, State.HEALTHY) else None

    def start(self) -> None:
        self.spec.before_start()
        self._first_start = self._first_start or time.monotonic()
        self._process = self.spec.launch()
        assert self._process.stdout is not None
        self.log.follow(self._process.stdout)
        self.mark = ProcessMark.of(self._process.pid)
        self.started_at = time.time()
        self.state = State.STARTING
        self._probe, self._next_probe = None, 0.0

    def tick(self) -> None:
        """Notice a death, start again when it is time, look after health. Raises StartFailed."""
        if self.state is State.DOWN and time.monotonic() >= self._restart_at:
            self.restarts += 1
            self.start()
        elif self.state in (State.STARTING, State.HEALTHY):
            assert self._process is not None
            status = self._process.poll()
            if status is not None:
                self._died(status)
            elif self.state is State.STARTING:
                self._look_after_health()

    def signal_stop(self, *, hurry: bool = False) -> None:
        if self._process is None or self._process.poll() is not None:
            self.state = State.STOPPED
        elif hurry:
            self._kill_group()
        else:
            self._process.send_signal(self.spec.stop_signal)

    def wait_stopped(self, hurry: Callable[[], bool]) -> bool:
        """Wait for the end that was asked for; False when it had to be forced."""
        obeyed = self._process is None or self._wait(self._process, self.spec.stop_within, hurry)
        self._kill_group()
        if self._process is not None:
            self._process.wait()
        self.state = State.STOPPED
        return obeyed

    @staticmethod
    def _wait(process: subprocess.Popen[bytes], seconds: float, hurry: Callable[[], bool]) -> bool:
        deadline = time.monotonic() + seconds
        while process.poll() is None:
            if time.monotonic() > deadline or hurry():
                return False
            time.sleep(0.05)
        return True

    def _look_after_health(self) -> None:
        if self._probe is None and time.monotonic() >= self._next_probe:
            self._probe = self._probes.submit(self._check_health)
        elif self._probe is not None and self._probe.done():
            healthy, self._probe = self._outcome(self._probe), None
            self._next_probe = time.monotonic() + PROBE_EVERY
            if healthy:
                self._became_healthy()
        self._give_up_when_late()

    def _outcome(self, probe: Future[bool]) -> bool:
        try:
            return probe.result()
        except Exception as error:  # e.g. killed while its databases were made; tried again until start_within
            self._say(f"{self.spec.name} 尚未就绪（{type(error).__name__}）")
            return False

    def _check_health(self) -> bool:
        if not self.spec.is_healthy():
            return False
        if not self.ever_healthy:
            self.spec.once_healthy()
        return True

    def _became_healthy(self) -> None:
        self.state = State.HEALTHY
        self.ever_healthy = True
        word = "已恢复正常" if self.restarts else "就绪"
        self._say(f"{self.spec.name} {word}（进程号 {self.pid}）")

    def _give_up_when_late(self) -> None:
        if self.ever_healthy or self._first_start is None:
            return
        if time.monotonic() - self._first_start > self.spec.start_within:
            raise StartFailed(self.spec.name, f"{self.spec.start_within:.0f} 秒内没有就绪", list(self.log.tail))

    def _died(self, status: int) -> None:
        self._kill_group()
        how = f"信号 {signal.Signals(-status).name}" if status < 0 else f"退出码 {status}"
        if not self.ever_healthy and self.restarts + 1 >= DEATHS_BEFORE_FIRST_HEALTH:
            self.state = State.STOPPED
            raise StartFailed(self.spec.name, f"连续 {self.restarts + 1} 次退出（{how}）", list(self.log.tail))
        delay = self._backoff.delay_after_death(time.time() - self.started_at)
        self._restart_at = time.monotonic() + delay
        self.state = State.DOWN
        self._say(f"{self.spec.name} 意外退出（{how}），{delay:g} 秒后重新启动（第 {self.restarts + 1} 次）")

    def _kill_group(self) -> None:
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody left in it
            os.killpg(self._process.pid, signal.SIGKILL)
