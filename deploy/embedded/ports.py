"""Are the ports free, who holds them, and where would there be room."""

import errno
import socket
from collections.abc import Iterable
from dataclasses import dataclass

import psutil

from deploy.embedded.endpoints import HOST, Ports

SPACING = 100  # port bases are tried in these steps, so that stacks do not interleave
HIGHEST_BASE = 32_000  # above lie the ports that the kernel gives to outgoing connections


@dataclass(frozen=True)
class TakenPort:
    port: int
    purpose: str
    holder: str | None

    def sentence(self) -> str:
        by = f"，占用者：{self.holder}" if self.holder else ""
        return f"端口 {self.port}（{self.purpose}）已被占用{by}"


def taken_ports(ports: Ports) -> list[TakenPort]:
    taken = {port: purpose for purpose, port in ports.model_dump().items() if not is_free(port)}
    holders = _holders(taken) if taken else {}
    return [TakenPort(port, purpose, holders.get(port)) for port, purpose in taken.items()]


def is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As servers do: a connection in TIME_WAIT of an earlier run is no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error.errno not in (errno.EADDRINUSE, errno.EACCES)
    return True


def free_base(after: int) -> int | None:
    """The next port base that is wholly free."""
    candidates = range(after + SPACING, HIGHEST_BASE, SPACING)
    return next((base for base in candidates if not _any_taken(base)), None)


def _any_taken(base: int) -> bool:
    return any(not is_free(port) for port in Ports.of_base(base).model_dump().values())


def _holders(ports: Iterable[int]) -> dict[int, str]:
    wanted = set(ports)
    try:
        connections = psutil.net_connections("tcp")
    except (psutil.Error, OSError):
        return {}
    listening = {
        connection.laddr.port: connection.pid
        for connection in connections
        if connection.status == psutil.CONN_LISTEN
        and connection.laddr
        and connection.laddr.port in wanted
        and connection.pid
    }
    return {port: _describe(pid) for port, pid in listening.items()}


def _describe(pid: int) -> str:
    try:
        return f"{psutil.Process(pid).name()}（进程号 {pid}）"
    except psutil.Error:
        return f"进程号 {pid}"
