"""One run of a whole stack: prepare the data directory, start, report, watch, stop."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from deploy.embedded.child import StartFailed
from deploy.embedded.clock_file import settle_clock
from deploy.embedded.conventions import Refused
from deploy.embedded.data_directory import (
    DEMO_REGIONS,
    DataDirectory,
    StackSettings,
    second_factor_of,
    write_whole,
)
from deploy.embedded.demo_data import begin_demo
from deploy.embedded.endpoints import DEFAULT_PORT_BASE, Endpoints, Ports
from deploy.embedded.leftovers import end_leftovers
from deploy.embedded.lock import DataLock
from deploy.embedded.logs import ProcessLog
from deploy.embedded.ports import free_base, taken_ports
from deploy.embedded.postgres import make_cluster
from deploy.embedded.process import ProcessSpec
from deploy.embedded.process_table import whole_stack
from deploy.embedded.stop_request import StopRequest
from deploy.embedded.supervisor import Supervisor
from services.registry.contract import SecondFactorRule
from shared.business_clock import BusinessClock
from shared.keys import create_keys

Table = Callable[[DataDirectory, Ports, StackSettings], Sequence[ProcessSpec]]


@dataclass(frozen=True)
class StackOptions:
    data: DataDirectory
    port_base: int | None = None  # None: as at the first start
    scale: float | None = None  # None: as it is
    demo: bool = True
    regions: tuple[str, ...] = ()  # none: as at the first start
    second_factor: SecondFactorRule | None = None  # None: as at the first start


def full_table(data: DataDirectory, ports: Ports, settings: StackSettings) -> Sequence[ProcessSpec]:
    return whole_stack(data, ports, demo=settings.demo, second_factor=settings.second_factor)


class Stack:
    """`table` decides which processes run. `on_ready` gets the answer of `up` once everything is healthy."""

    def __init__(
        self,
        options: StackOptions,
        *,
        show: Callable[[str, str], None],
        on_ready: Callable[[dict[str, Any]], None],
        stop_request: StopRequest,
        table: Table = full_table,
    ) -> None:
        self.options = options
        self.data = options.data
        self._show = show
        self._on_ready = on_ready
        self._stop_request = stop_request
        self._table = table

    def run(self) -> None:
        """Until a stop is asked for. Raises Refused when it cannot start."""
        self.data.create()
        lock = DataLock(self.data.lock)
        left_behind = lock.take()
        log = ProcessLog(self.data.logs / "supervisor.log", "gongguan", self._show)
        try:
            if left_behind:
                log.write(f"上次运行（进程号 {left_behind.pid}）没有正常结束，它留下的锁已失效，继续启动")
            self._run_locked(log.write)
        finally:
            log.close()
            lock.release()

    def _run_locked(self, say: Callable[[str], None]) -> None:
        ended = end_leftovers(self.data)
        if ended:
            say(f"已结束上次运行遗留的进程：{'、'.join(ended)}")
        settings = self._settle_settings(say)
        ports = Ports.of_base(settings.port_base)
        refuse_taken_ports(ports, settings.port_base)
        self.data.save_settings(settings)
        clock = self._prepare(settings, say)
        table = self._table(self.data, ports, settings)
        supervisor = Supervisor(
            table,
            logs=self.data.logs,
            records=self.data.processes,
            show=self._show,
            say=say,
            stop_request=self._stop_request,
        )
        self._watch(supervisor, settings, ports, clock, say)

    def _watch(
        self,
        supervisor: Supervisor,
        settings: StackSettings,
        ports: Ports,
        clock: BusinessClock,
        say: Callable[[str], None],
    ) -> None:
        try:
            if supervisor.start():
                endpoints = Endpoints.of(self.data.root, ports, demo=settings.demo)
                write_whole(self.data.endpoints, endpoints.model_dump_json(indent=2))
                demo = self._load_demo(supervisor, settings, endpoints, say)
                self._on_ready(ready_answer(endpoints, clock, supervisor.snapshot(), demo))
                supervisor.run_until()
        except StartFailed as failure:
            log_file = f"完整日志在 {self.data.logs}"
            raise Refused(failure.reason, *failure.tail, log_file, code="start_failed") from None
        finally:
            self.data.endpoints.unlink(missing_ok=True)
            say("正在停止……")
            supervisor.stop()
            say("已全部停止")

    def _settle_settings(self, say: Callable[[str], None]) -> StackSettings:
        known = self.data.settings()
        if known is None:
            return StackSettings(
                port_base=self.options.port_base or DEFAULT_PORT_BASE,
                demo=self.options.demo,
                regions=self.options.regions or DEMO_REGIONS,
                second_factor=self.options.second_factor or second_factor_of(self.options.demo),
            )
        if known.demo and not self.options.demo:
            say("这个数据目录建立时就是演示模式，--no-demo 不起作用；要不带演示数据，请用 --data 指定新的目录")
        regions = tuple(sorted({*known.regions, *self.options.regions}))
        changed = {
            "port_base": self.options.port_base or known.port_base,
            "regions": regions,
            "second_factor": self.options.second_factor or known.second_factor,
        }
        return known.model_copy(update=changed)

    def _prepare(self, settings: StackSettings, say: Callable[[str], None]) -> BusinessClock:
        create_keys(self.data.keys, settings.regions)
        clock = settle_clock(self.data.clock, self.options.scale)
        if make_cluster(self.data):
            say("已初始化数据库")
        return clock

    def _load_demo(
        self,
        supervisor: Supervisor,
        settings: StackSettings,
        endpoints: Endpoints,
        say: Callable[[str], None],
    ) -> Any:
        loading = begin_demo(endpoints) if settings.demo and not settings.demo_loaded else None
        if loading is None:
            return None
        say("正在载入演示数据……")
        if not supervisor.run_until(loading.done):
            return None
        try:
            answer = loading.result()
        except Exception as error:  # the stack is of use without its demo, and the next start tries again
            say(f"演示数据没有载入（{type(error).__name__}：{error}）；系统可以使用，下次启动时会再试")
            return None
        self.data.save_settings(settings.model_copy(update={"demo_loaded": True}))
        return answer


def refuse_taken_ports(ports: Ports, base: int) -> None:
    taken = taken_ports(ports)
    if not taken:
        return
    room = free_base(base)
    way_on = f"请停止占用的程序，或换一组端口：gongguan up --port-base {room or '…'}"
    raise Refused(*(port.sentence() for port in taken), way_on, code="ports_taken")


def ready_answer(
    endpoints: Endpoints, clock: BusinessClock, processes: list[dict[str, Any]], demo: Any
) -> dict[str, Any]:
    return {
        "ok": True,
        "endpoints": endpoints.model_dump(mode="json"),
        "business_time": clock.now().isoformat(timespec="seconds"),
        "scale": clock.scale,
        "processes": processes,
        "demo": demo,
    }
