"""Cases, as many placements and five tasks each, of invented people, loaded as PostgreSQL likes it best."""

import io
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Column, Date, DateTime, Engine, Integer, Table
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.inflow.entries.tables import EntryAnswerRow, EntryRow
from services.inflow.exchange.tables import FeedbackRow
from services.inflow.tables import PlacementRow
from services.outflow.conversion.tables import ConversionRow
from services.outflow.tables import CaseRow, CertificateRow, ContactQuarterRow, MemberRow
from shared.identifiers import new_id
from shared.letters.bodies_placing import OutflowNotice, PersonInLetter
from shared.organisations import OrganisationKind
from shared.person_search import search_terms
from shared.sealing import Seal
from shared.tasks.tables import TaskRow
from tests.factories.organisations import demo_organisations, path_of

CASES, TASKS_OF_A_CASE = 200_000, 5
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董单仇解区查"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂海燕国建文华志玉春红金晓东梅辉荣峰飞云龙生"
ROWS = "SELECT *, row_number() OVER (ORDER BY id) n FROM "
BRANCHES = (
    "(SELECT code, path, row_number() OVER (ORDER BY code) b, count(*) OVER () total"
    " FROM organisation WHERE kind = 'BRANCH')"
)


def name_of(n: int) -> str:
    many = len(GIVEN)
    given = GIVEN[n // 40 % many] + (GIVEN[n // 1920 % many] if n % 3 else "")
    return SURNAMES[n % len(SURNAMES)] + given


def id_number_of(n: int) -> str:
    """Of the right length; nobody's."""
    return f"32000019{n % 1_000_000:06}{n % 1000:03}{'0123456789X'[n % 11]}"


def phone_of(n: int) -> str:
    return f"138{n * 7919 % 100_000_000:08}"


def fill_home(engine: Engine, seal: Seal, wanted: int = CASES) -> None:
    members = Bulk(engine, MemberRow.__table__)
    members.copy(_members(seal, wanted))
    branches = f"({ROWS} member WHERE id_number_index LIKE 'bench%') m JOIN {BRANCHES} o ON o.b = 1 + m.n % o.total"
    statuses = "'{ACTIVE,ACTIVE,ACTIVE,ACTIVE,ACTIVE,ACTIVE,DEPARTED,REPORT_OVERDUE,REPORTED,ELIGIBLE}'::text[]"
    Bulk(engine, CaseRow.__table__).select(
        branches, id="m.id", number="'BENCH-' || m.n", member_id="m.id", status=f"({statuses})[1 + m.n % 10]",
        is_open="true", category="'LONG'", home_branch="o.code", home_path="o.path", host_region="'341181'",
        home_committee="ltree2text(subpath(o.path, -2, 1))", departed_on="current_date - (m.n % 700)::int",
        report_counts_from="current_date - (m.n % 700)::int", declared_on="current_date - (m.n % 700)::int",
        leaves_on="current_date - (m.n % 700)::int", reason="'work'", host_on_platform="true",
    )  # fmt: skip
    cases = f"({ROWS} mobility_case WHERE number LIKE 'BENCH-%') c"
    Bulk(engine, CertificateRow.__table__).select(
        cases, id="gen_random_uuid()", case_id="c.id", member_id="c.member_id", number="'B' || c.number",
        status="CASE WHEN c.n % 200 = 0 THEN 'NUMBERED' ELSE 'IN_USE' END", requested_on="current_date",
    )  # fmt: skip
    Bulk(engine, ContactQuarterRow.__table__).select(
        f"{cases}, generate_series(1, 2) q", id="gen_random_uuid()", case_id="c.id", quarter="'2026Q' || q",
        status="CASE WHEN c.n % 100 = 0 THEN 'MISSED' ELSE 'DONE' END", second_in_a_row="c.n % 100 = 0 AND q = 2",
    )  # fmt: skip
    Bulk(engine, ConversionRow.__table__).select(
        f"{cases} WHERE c.n % 20 = 0", case_id="c.id", member_id="c.member_id", stage="'WATCHING'",
        opinion_step="CASE WHEN c.n % 80 = 0 THEN 'OPINION_REQUESTED' ELSE 'NOT_ASKED' END",
        probation_end="current_date + (c.n % 365)::int", case_status="c.status",
    )  # fmt: skip
    _tasks(engine, cases, "c.id", "c.number", "c.home_branch", "c.home_path", "c.home_committee")


def _members(seal: Seal, wanted: int) -> Iterator[Mapping[str, Any]]:
    for n in range(wanted):
        yield {
            "id": new_id(), "name": name_of(n), "standing": "FULL", "id_number_sealed": "s1.x.x",
            "id_number_index": f"bench{n}", "phone_sealed": "s1.x.x", "branch": "x", "recorded_at": "now",
            "search_terms": _terms(seal, n), "sex": "", "ethnicity": "", "education": "", "joined": "",
        }  # fmt: skip


def _terms(seal: Seal, n: int) -> str:
    of_numbers = search_terms(seal, name="", id_number=id_number_of(n), phone=phone_of(n))
    return "{" + ",".join(map(str, {*_terms_of_name(seal, name_of(n)), *of_numbers})) + "}"


@cache
def _terms_of_name(seal: Seal, name: str) -> tuple[int, ...]:
    return tuple(search_terms(seal, name=name))


def fill_host(engine: Engine, seal: Seal, wanted: int = CASES) -> None:
    Bulk(engine, PlacementRow.__table__).copy(_placements(seal, wanted))
    placements = f"({ROWS} placement) c"
    Bulk(engine, FeedbackRow.__table__).select(
        placements, id="gen_random_uuid()", placement_id="c.id", quarter="'2026Q3'", status="'OPEN'",
        overdue="c.n % 100 = 0",
    )  # fmt: skip
    Bulk(engine, EntryRow.__table__).select(
        f"{placements} WHERE c.n % 5 = 0", id="c.id", placement_id="c.id", serial="1", kind="'ACTIVITY'"
    )
    Bulk(engine, EntryAnswerRow.__table__).select(
        f"{placements} WHERE c.n % 5 = 0", entry_id="c.id", placement_id="c.id",
        status="CASE WHEN c.n % 100 = 0 THEN 'UNCONFIRMED' ELSE 'CONFIRMED' END",
    )  # fmt: skip
    _tasks(engine, placements, "c.case_id", "c.case_number", "c.host_branch", "c.host_path", "c.host_committee")


def _placements(seal: Seal, wanted: int) -> Iterator[Mapping[str, Any]]:
    statuses = ("ENROLLED",) * 6 + ("EXPECTED", "RECEIVED", "VERIFIED", "PLACED")
    today, home = date.today(), "32100300101"  # noqa: DTZ011  # days of a benchmark
    branches = [one.path for one in demo_organisations() if one.kind is OrganisationKind.BRANCH]
    for n in range(wanted):
        committee, branch = branches[n % len(branches)].split(".")[-2:]
        day = date.fromordinal(today.toordinal() - n % 700)
        yield {
            "id": new_id(), "case_id": new_id(), "attempt": 1, "case_number": f"BENCH-{n}", "version": 1,
            "status": statuses[n % 10], "round": 1, "policy": "", "notice": _notice(seal, name_of(n)),
            "search_terms": _terms(seal, n), "certificate_number": f"B{n}", "home_region": "320000",
            "home_branch": home, "home_committee": home[:9], "home_committee_name": "蒋王街道党委",
            "home_path": path_of(home), "host_committee": committee, "host_branch": branch, "host_department": "",
            "host_province": "", "host_path": branches[n % len(branches)],
            "notified_on": day, "reported_on": day, "acceptance_overdue": n % 200 == 7,
            "pauses": "[]", "denied": False, "looks": 0, "note_owed": False,
        }  # fmt: skip


@cache
def _notice(seal: Seal, name: str) -> str:
    person = PersonInLetter(name=name, sex="男", id_number="", phone="", standing="FULL", joined_on="2012-06")
    notice = OutflowNotice(
        person=person, case_number="bench", home_branch="32100300101", home_branch_name="双桥村党支部",
        home_committee="321003001", home_committee_name="蒋王街道党委", home_path="320000", home_contact="",
        home_phone="", certificate_number="B", category="LONG", reason="work", departed_on=date(2026, 1, 1),
        expected_return=None,
    )  # fmt: skip
    return seal.close(notice.model_dump_json())


def _tasks(engine: Engine, source: str, case: str, label: str, holder: str, path: str, committee: str) -> None:
    kinds = "'{BRIEF_MEMBER,REQUEST_CERTIFICATE,CONTACT_MEMBER,REPORT_AT_HOST,ISSUE_CERTIFICATE}'::text[]"
    Bulk(engine, TaskRow.__table__).select(
        f"{source}, generate_series(0, {TASKS_OF_A_CASE - 1}) k", id="gen_random_uuid()", kind=f"({kinds})[1 + k]",
        case_id=case, case_label=label, occurrence="'bench' || k", holder=holder, holder_path=path,
        committee=committee, role="'branch_secretary'", status="'OPEN'", plan="'{}'",
        due_on="current_date + (k * 7 + random() * 30)::int - 10",
    )  # fmt: skip


class Bulk:
    """Loads one table; columns that may not be empty and are not given get the emptiest value of their type."""

    def __init__(self, engine: Engine, table: Any) -> None:
        self._engine = engine
        self._table: Table = table

    def select(self, source: str, **given: str) -> None:
        filled = {c.name: _emptiest(c) for c in self._table.columns if not c.nullable and c.server_default is None}
        values = {name: value for name, value in (filled | given).items() if value}
        columns = ", ".join(f'"{name}"' for name in values)
        statement = f"INSERT INTO {self._table.name} ({columns}) SELECT {', '.join(values.values())} FROM {source}"
        with self._engine.begin() as connection:
            connection.exec_driver_sql(statement.replace("%", "%%"))

    def copy(self, rows: Iterator[Mapping[str, Any]], block: int = 20_000) -> None:
        """Nothing in these rows needs escaping."""
        first = next(rows)
        columns, lines = ", ".join(f'"{name}"' for name in first), [first]
        raw = self._engine.raw_connection()
        try:
            cursor = raw.cursor()
            for row in rows:
                lines.append(row)
                if len(lines) == block:
                    self._send(cursor, columns, lines)
                    lines = []
            self._send(cursor, columns, lines)
            raw.commit()
        finally:
            raw.close()

    def _send(self, cursor: Any, columns: str, rows: list[Mapping[str, Any]]) -> None:
        content = io.StringIO("".join("\t".join(str(value) for value in row.values()) + "\n" for row in rows))
        cursor.copy_expert(f"COPY {self._table.name} ({columns}) FROM STDIN", content)


def _emptiest(column: Column[Any]) -> str:
    if column.identity is not None:
        return ""
    for kind, empty in EMPTIEST:
        if isinstance(column.type, kind):
            return empty
    return "''"


EMPTIEST = (
    (Boolean, "false"), (Integer, "0"), (DateTime, "now()"), (Date, "current_date"), (JSONB, "'[]'"), (ARRAY, "'{}'"),
)  # fmt: skip
