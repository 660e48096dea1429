"""What only a running stack can show: database, Temporal; and the clocks, which must agree."""

from contextlib import closing
from datetime import UTC, datetime

import psycopg2

from deploy.embedded.data_directory import DATABASES, DataDirectory
from deploy.embedded.doctor.finding import Finding, fail, ok, warn
from deploy.embedded.endpoints import HOST, Ports
from deploy.embedded.lock import is_held
from deploy.embedded.postgres import EXTENSIONS
from deploy.embedded.temporal import TemporalProbe
from shared.business_clock import BusinessClock
from shared.calendar.published import last_official_year

NOT_RUNNING = "系统没有运行，未检查"
START = "gongguan up 之后再检查一次"
SKEW_LIMIT = 2.0  # seconds between the database's clock and ours
EARLIEST_PLAUSIBLE = datetime(2025, 1, 1, tzinfo=UTC)


def running_ports(data: DataDirectory) -> Ports | None:
    settings = data.settings()
    return Ports.of_base(settings.port_base) if settings and is_held(data.lock) else None


def check_database(data: DataDirectory) -> Finding:
    ports = running_ports(data)
    if ports is None:
        return warn("数据库", NOT_RUNNING, START)
    try:
        missing = [gap for name in DATABASES for gap in _missing_extensions(data, name, ports.postgres)]
    except psycopg2.Error as error:
        return fail("数据库", f"连不上：{str(error).strip()}", f"看 {data.logs / 'postgres.log'}")
    if missing:
        return fail("数据库", f"缺少扩展 {'、'.join(missing)}", "gongguan down 后再 gongguan up，启动时会补上")
    return ok("数据库", f"{'、'.join(DATABASES)} 都可用")


def _missing_extensions(data: DataDirectory, name: str, port: int) -> list[str]:
    with closing(_connect(data, name, port)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        present = {row[0] for row in cursor.fetchall()}
    return [f"{name}.{extension}" for extension in EXTENSIONS if extension not in present]


def _connect(data: DataDirectory, role: str, port: int) -> "psycopg2.extensions.connection":
    password = data.passwords()[role]
    return psycopg2.connect(host=HOST, port=port, user=role, password=password, dbname=role, connect_timeout=3)


def check_temporal(data: DataDirectory) -> Finding:
    ports = running_ports(data)
    if ports is None:
        return warn("Temporal", NOT_RUNNING, START)
    address = f"{HOST}:{ports.temporal}"
    if not TemporalProbe(address)():
        return fail("Temporal", f"{address} 没有响应", f"看 {data.logs / 'temporal.log'}")
    return ok("Temporal", f"{address} 可用")


def check_clocks(data: DataDirectory) -> Finding:
    now = datetime.now(UTC)
    if now < EARLIEST_PLAUSIBLE:
        return fail("时钟", f"系统时间是 {now:%Y-%m-%d %H:%M}", "校准系统时间（例如 timedatectl set-ntp true）")
    ports = running_ports(data)
    skew = _database_skew(data, ports.postgres) if ports else None
    if skew is not None and abs(skew) > SKEW_LIMIT:
        return warn("时钟", f"数据库的时钟相差 {skew:.1f} 秒", "校准系统时间")
    if not data.clock.exists():
        return ok("时钟", f"系统时间 {now:%Y-%m-%d %H:%M} UTC；业务时钟尚未建立")
    return _business_clock(data)


def _business_clock(data: DataDirectory) -> Finding:
    try:
        clock = BusinessClock.load(data.clock)
    except ValueError:
        return fail("时钟", f"{data.clock} 损坏", "从备份恢复它；它决定所有期限的计算")
    reading = f"业务时间 {clock.now():%Y-%m-%d %H:%M}，{clock.scale:g} 倍速"
    if clock.scale != 1:
        return warn("时钟", reading, "这是演练速度，停机期间业务时间也在走；正式使用请用 1 倍速的新数据目录")
    return ok("时钟", reading)


def _database_skew(data: DataDirectory, port: int) -> float | None:
    try:
        with closing(_connect(data, "registry", port)) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
            row = cursor.fetchone()
    except psycopg2.Error:
        return None
    return float(row[0]) - datetime.now(UTC).timestamp() if row else None


def check_calendar(data: DataDirectory) -> Finding:
    year = BusinessClock.load(data.clock).today().year if data.clock.exists() else datetime.now(UTC).year
    official = last_official_year()
    if year > official:
        return warn(
            "工作日历",
            f"{year} 年没有官方放假安排（官方到 {official} 年），按暂定日历计算工作日",
            "国务院办公厅公布后导入该年的官方日历",
        )
    return ok("工作日历", f"{year} 年是官方日历（官方到 {official} 年）")
