"""The comparison as it runs: 200,000 members gathered out of the sealed records, and both lists compared, through
PostgreSQL (W-08). In a process of its own, with a server of its own, so that the peak is its own."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.orm import Session
from stdnum.cn import ric

ROWS, CHANGED = 200_000, 100
BLOCK = 10_000
THEIRS = text("""
INSERT INTO survey_list_row (exchange_id, side, ours, role, "index", certificate, standing, committee, branch, status,
    region)
  SELECT exchange_id, side, false, 'host',
    CASE WHEN n % :changed = 1 THEN md5(n::text) || md5(n::text) ELSE "index" END, certificate, standing, committee,
    branch, CASE WHEN n % :changed = 2 THEN 'UNKNOWN' ELSE status END, region
  FROM (SELECT *, row_number() OVER (ORDER BY id) n FROM survey_list_row WHERE ours) one""")
"""The other side knows one in a hundred under another number, and says something else of another one."""


def _members(rows: int, close: Callable[[str], str]) -> Iterator[tuple[list[Any], list[Any], list[Any]]]:
    """Members, cases and certificates, ready to be inserted; ID numbers are invented and sealed as in life."""
    from services.outflow.contract import CaseStatus
    from shared.identifiers import new_id
    from tests.factories.organisations import path_of

    for first in range(0, rows, BLOCK):
        members, cases, certificates = [], [], []
        for n in range(first, first + BLOCK):
            member_id, case_id = new_id(), new_id()
            body = f"320000{1950 + n % 50}0101{n % 1000:03d}"
            sealed = close(body + ric.calc_check_digit(body + "0") + str(n))
            facts = {"name": f"测试{n}", "sex": "", "ethnicity": "", "education": "", "standing": "FULL", "joined": ""}
            seals = {"id_number_sealed": sealed, "id_number_index": f"bench{n}", "phone_sealed": sealed}
            moment = datetime.fromisoformat("2026-09-01T00:00:00+08:00")
            members.append({"id": member_id, "branch": "x", "recorded_at": moment, **facts, **seals})
            cases.append(
                {
                    "id": case_id, "number": f"bench-{n}", "version": 1, "member_id": member_id, "is_open": True,
                    "status": CaseStatus.ACTIVE, "policy": "", "classification_source": "", "advice": "",
                    "home_branch": "32100300101", "home_path": path_of("32100300101"), "home_committee": "321003001",
                    "host_region": "341181", "host_region_name": "", "host_committee": f"34118{n % 1000:04d}",
                    "host_name": "", "host_on_platform": True, "host_branch": f"34118{n % 1000:04d}01",
                    "reason": "work", "declared_on": date(2026, 9, 1), "leaves_on": date(2026, 9, 1),
                    "departed_on": date(2026, 9, 1),
                }
            )  # fmt: skip
            certificates.append(
                {
                    "id": new_id(), "case_id": case_id, "member_id": member_id, "status": "IN_USE",
                    "number": f"321003-2026-{n:06d}", "photo_attached": True, "requested_on": date(2026, 9, 1),
                }
            )  # fmt: skip
        yield members, cases, certificates


def _fill(engine: Engine, rows: int, close: Callable[[str], str]) -> None:
    from services.outflow.tables import CaseRow, CertificateRow, MemberRow

    for blocks in _members(rows, close):
        with Session(engine) as session, session.begin():
            for table, block in zip((MemberRow, CaseRow, CertificateRow), blocks, strict=True):
                session.execute(insert(table), block)


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall, and of our own processor time: what the machine does beside it does not count there."""
    started, worked = time.perf_counter(), time.process_time()
    act()
    return round(time.perf_counter() - started, 2), round(time.process_time() - worked, 2)


def _measure(rows: int) -> dict[str, Any]:
    from services.registry.survey.contract import DifferenceStatus
    from services.registry.survey.operations.comparing_lists import begin_exchange_step
    from services.registry.survey.tables import DifferenceRow, ExchangeRow
    from tests.bench.survey_ground import EXCHANGE, SurveyServers

    with tempfile.TemporaryDirectory() as folder, ExitStack() as held:
        servers = SurveyServers.started(Path(folder), held)
        _fill(servers.engines["outflow"], rows, servers.seal.close)
        gathering, gathering_cpu = _timed(servers.gather)
        registry = servers.engines["registry"]
        with registry.begin() as connection:
            connection.execute(THEIRS, {"changed": CHANGED})
        servers.is_ready()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

        def compare() -> None:
            with servers.acts.begin() as act:
                begin_exchange_step(act, EXCHANGE, "compare")

        comparing, comparing_cpu = _timed(compare)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with Session(registry) as session:
            matched = session.get_one(ExchangeRow, (EXCHANGE, 1)).matched
            open_ones = DifferenceRow.status == DifferenceStatus.OPEN
            found = session.scalar(select(func.count()).select_from(DifferenceRow).where(open_ones))
    return {
        "rows": rows,
        "gathering_seconds": gathering,
        "gathering_cpu_seconds": gathering_cpu,
        "gathered_rows_per_second": round(rows / gathering),
        "comparing_seconds": comparing,
        "comparing_cpu_seconds": comparing_cpu,
        "peak_mib": round(peak / 1024, 1),
        "peak_mib_above_gathering": round((peak - before) / 1024, 1),
        "found": {"MATCHED": matched, "DIFFERENT": found},
    }


def measure(rows: int = ROWS) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.survey_database", str(rows)],
        capture_output=True, text=True, check=True, timeout=900,
    )  # fmt: skip
    return cast(dict[str, Any], json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]))))  # noqa: T201  # the answer to the parent
