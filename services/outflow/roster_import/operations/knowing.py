"""What is known here of the people in a roster: their cases by number, or by the blind index of the ID number."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from services.outflow.contract import CaseStatus
from services.outflow.conversion.tables import ConversionRow
from services.outflow.domain.mobility import MAY_BE_TAKEN_IN
from services.outflow.exchange.operations.changes import contact_of
from services.outflow.exchange.tables import ExchangeRow
from services.outflow.old_certificate.tables import OldCertificateRow
from services.outflow.roster.contract import RosterRow
from services.outflow.roster.known import KnownCase, Way, shortened
from services.outflow.roster_import.operations.posts import may_take
from services.outflow.snapshots import live_certificate
from services.outflow.tables import CaseRow, MemberAliasRow, MemberRow
from shared.act import Act
from shared.identifiers import is_within
from shared.organisation_directory.queries import policy_for
from shared.rosters.operations import version_of
from shared.rosters.reading import phone_as_read, text_as_read

SEXES: Final = {"男": "MALE", "女": "FEMALE"}


@dataclass
class Known:
    """`by_number`: cases, over or not, by their number; `by_index`: open cases by their member's ID number, under any
    of his registrations."""

    act: Act
    top: str
    by_number: dict[str, CaseRow] = field(default_factory=dict)
    by_index: dict[str, CaseRow] = field(default_factory=dict)
    beside: dict[type[Any], dict[UUID, Any]] = field(default_factory=dict)

    def reason_meant(self, text: str, path: str) -> str:
        """As the policy in force at `path` names it; empty when it is not clear."""
        found = policy_for(self.act.session, path, self.act.today).departure_reason(text)
        return found.label if found else ""

    def of(self, row: RosterRow) -> KnownCase | None:
        """By the number that an export has given it, which nobody else's file finds; else by his ID number."""
        if number := row.values.get("case_number"):
            case = self.by_number.get(number)
            return self.facts(case) if case is not None and is_within(case.home_path, self.top) else None
        case = self.by_index.get(self.act.seal.index(row.values["id_number"])) if "id_number" in row.values else None
        return self.facts(case) if case is not None else None

    def facts(self, case: CaseRow) -> KnownCase:
        exchange = self.beside[ExchangeRow].get(case.id)
        values = shortened(_of_member(self.act, case.member) | _of_departure(case) | _of_certificate(case))
        values["reason"] = self.reason_meant(case.reason, case.home_path) or case.reason
        if exchange is not None:
            values["employer"] = text_as_read(contact_of(self.act, exchange).employer)
        possible = _ways(case, exchange)
        ways = frozenset(way for way in possible if may_take(self.act, way, case))
        conversion = self.beside[ConversionRow].get(case.id)
        values["overdue_reason"] = (conversion.overdue_reason if conversion else None) or ""
        return KnownCase(
            case_id=case.id,
            ours=is_within(case.home_path, self.top),
            over=not case.is_open,
            values=values,
            version=version_of(self.act, values),
            ways=ways,
            numbers=frozenset(self._numbers(case)),
            others=possible - ways,
        )

    def _numbers(self, case: CaseRow) -> Iterator[str]:
        old = self.beside[OldCertificateRow].get(case.id)
        yield from (one.number for one in case.certificates if one.number)
        if old is not None:
            yield old.number

    def of_case(self, case: CaseRow) -> KnownCase:
        """The facts as they are now; the case is locked."""
        read_beside(self, [case.id])
        return self.facts(case)


def known_of(act: Act, top: str, rows: Sequence[RosterRow]) -> Known:
    """`top`: path of the organisation for which the file is. A fixed number of statements, however many rows."""
    known = Known(act, top)
    numbers = {row.values["case_number"] for row in rows if "case_number" in row.values}
    whole = select(CaseRow).options(selectinload(CaseRow.certificates))
    known.by_number = {case.number: case for case in _cases(act, whole.where(CaseRow.number.in_(numbers)), numbers)}
    digests = {act.seal.index(row.values["id_number"]) for row in rows if "id_number" in row.values}
    members = _members(act, digests)
    of_member = whole.where(CaseRow.member_id.in_(members.values()), CaseRow.is_open)
    open_cases = {case.member_id: case for case in _cases(act, of_member, members)}
    known.by_index = {digest: open_cases[one] for digest, one in members.items() if one in open_cases}
    read_beside(known, [case.id for case in (*known.by_number.values(), *open_cases.values())])
    return known


def read_beside(known: Known, case_ids: Sequence[UUID]) -> None:
    """What other parts keep of these cases."""
    tables: tuple[type[Any], ...] = (ExchangeRow, ConversionRow, OldCertificateRow)
    for table in tables:
        query = select(table).where(table.case_id.in_(case_ids))
        rows = known.act.session.scalars(query) if case_ids else ()
        known.beside[table] = {row.case_id: row for row in rows}


def _cases(act: Act, query: Select[CaseRow], wanted: Collection[object]) -> Sequence[CaseRow]:
    return act.session.scalars(query).unique().all() if wanted else ()


def _members(act: Act, digests: set[str]) -> dict[str, UUID]:
    """Blind index → the member that was kept (5.1: a second registration leads to him)."""
    if not digests:
        return {}
    query = (
        select(MemberRow.id_number_index, MemberRow.id, MemberAliasRow.member_id)
        .outerjoin(MemberAliasRow, MemberAliasRow.alias_id == MemberRow.id)
        .where(MemberRow.id_number_index.in_(digests))
    )
    return {digest: kept or own for digest, own, kept in act.session.execute(query)}


def _ways(case: CaseRow, exchange: ExchangeRow | None) -> frozenset[Way]:
    possible = {
        Way.PARTICULARS: case.is_open,
        Way.BEFORE_DEPARTURE: case.is_open and case.departed_on is None,
        Way.REPORT: case.is_open and exchange is not None and not exchange.over,
        Way.HOST: CaseStatus(case.status) in MAY_BE_TAKEN_IN["name_host"]
        and (case.active_on is None or case.relocating_since is not None),
    }
    return frozenset(way for way, is_possible in possible.items() if is_possible)


def _of_member(act: Act, member: MemberRow) -> dict[str, str]:
    return {
        "name": member.name,
        "id_number": act.seal.open(member.id_number_sealed),
        "sex": SEXES.get(member.sex, ""),
        "ethnicity": text_as_read(member.ethnicity),
        "education": text_as_read(member.education),
        "standing": member.standing,
        "joined": member.joined,
        "phone": phone_as_read(act.seal.open(member.phone_sealed)),
    }


def _of_departure(case: CaseRow) -> dict[str, str]:
    return {
        "branch": case.home_branch,
        "left": case.leaves_on.isoformat(),
        "expected_return": case.expected_return.isoformat() if case.expected_return else "",
        "reason": case.reason,
        "host_region": case.host_region,
        "host_region_name": text_as_read(case.host_region_name),
        "host_committee": case.host_committee or "",
        "host_name": text_as_read(case.host_name),
    }


def _of_certificate(case: CaseRow) -> dict[str, str]:
    certificate = live_certificate(case)
    if certificate is None or certificate.number is None or certificate.issued_on is None:
        return {}
    return {"certificate_number": certificate.number, "issued": certificate.issued_on.isoformat()}
