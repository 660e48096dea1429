"""What people and the host do about the booklet of a case on the home side."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from services.outflow import contract as home
from services.outflow.certificate_life import contract as c
from services.outflow.certificate_life.snapshots import certificate_state
from services.outflow.certificate_life.states import CertificateState
from services.outflow.certificate_life.tables import CertificateFileRow
from services.outflow.parts import PARTS
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.letters.bodies_certificate import EntriesMade, EntryInLetter
from shared.letters.contract import Enrolled
from shared.posts import Actor
from shared.sealing import Seal
from tests.services.outflow.home_side import CLERK, HOST_BRANCH, SECRETARY, HomeCase, HomeSide


@dataclass
class Booklet:
    """One member's booklet, from a case that is managed on both sides."""

    case: HomeCase

    @property
    def today(self) -> date:
        return self.case.today

    def on(self, day: date) -> "Booklet":
        return Booklet(self.case.on(day))

    @property
    def file(self) -> c.CertificateFile:
        found = self.case.side.at(SECRETARY).read_dossier(self.case.case_id).certificate
        assert found is not None
        return found

    @property
    def status(self) -> str | None:
        certificate = self.case.read().certificate
        return certificate.status if certificate else None

    def state(self) -> CertificateState:
        """What W-02's workflow follows now."""
        side = self.case.side
        with Session(side.engine) as session:
            seal = Seal(side.keys.sealing_key)
            act = Act(session, Actor.system("worker"), side.clock.now(), seal, side.keys, side.clock)
            case = session.get_one(CaseRow, self.case.case_id)
            return certificate_state(act, case, session.get_one(CertificateFileRow, case.id))

    def is_lost(self, actor: Actor = SECRETARY, **changed: Any) -> home.Case:
        body = c.ReportLoss(**({"lost_on": self.today, "text": "乘车途中遗失。"} | changed))
        return self.case.side.at(actor).report_loss(self.case.case_id, body)

    def is_checked_for_loss(self, actor: Actor = SECRETARY, *, lost: bool = True) -> home.Case:
        body = c.CheckLoss(lost=lost, text="已向本人核实。")
        return self.case.side.at(actor).check_loss(self.case.case_id, body)

    def is_asked_again(self, reason: str = "LOST", actor: Actor = SECRETARY) -> home.Case:
        body = c.RequestReplacement(reason=c.ReplacementReason(reason))
        return self.case.side.at(actor).request_replacement(self.case.case_id, body)

    def is_numbered_again(self, number: str) -> None:
        new = self.state().replacing
        assert new is not None
        body = c.RecordReplacementNumber(certificate_id=new.certificate_id, number=number, numbered_on=self.today)
        self.case.side.worker.record_replacement_number(self.case.case_id, body, self.case.side.now)

    def is_sealed_again(self, actor: Actor = CLERK) -> home.Case:
        return self.case.side.at(actor).seal_replacement(self.case.case_id, c.SealReplacement(sealed_on=self.today))

    def is_issued_again(self, actor: Actor = SECRETARY, *, signed: bool = True) -> home.Case:
        body = c.IssueReplacement(issued_on=self.today, signed_by_member=signed)
        return self.case.side.at(actor).issue_replacement(self.case.case_id, body)

    def is_replaced(self, number: str, reason: str = "LOST") -> "Booklet":
        self.is_asked_again(reason)
        self.is_numbered_again(number)
        self.is_sealed_again()
        self.is_issued_again()
        return self

    def passes_the_check(self, actor: Actor = SECRETARY) -> home.Case:
        body = c.CheckCertificate(checked_on=self.today, remarks="记载完整。")
        return self.case.side.at(actor).check_certificate(self.case.case_id, body)

    def pays_at_home(self, month: str, actor: Actor = SECRETARY) -> home.Case:
        body = c.RecordDues(month=month, amount=Decimal("20.00"), paid_on=self.today)
        return self.case.side.at(actor).record_dues(self.case.case_id, body)

    def is_found_false(self, *entries: UUID, actor: Actor = SECRETARY) -> home.Case:
        body = c.RecordFalseEntries(entries=entries, found_on=self.today, text="该日本人在家，与记载不符。")
        return self.case.side.at(actor).record_false_entries(self.case.case_id, body)

    def finding_is_settled(self, actor: Actor = CLERK, *, proved: bool = True) -> home.Case:
        body = c.SettleFalseEntries(proved=proved, text="经两地核查，记载不实。")
        return self.case.side.at(actor).settle_false_entries(self.case.case_id, body)

    def hears_of(self, *entries: EntryInLetter) -> None:
        self.case.hears(EntriesMade(entries=entries))


def entry(serial: int, **changed: Any) -> EntryInLetter:
    facts: dict[str, Any] = {
        "entry_id": uuid4(),
        "serial": serial,
        "happened_on": date(2026, 9, 1),
        "kind": "ACTIVITY_DAY",
        "content": "参加党员活动日",
        "place": "社区党群服务中心",
        "recorder": "邓磊",
        "recorded_on": date(2026, 9, 1),
        "late": False,
        "status": "ENTERED",
    }
    return EntryInLetter(**(facts | changed))


def managed_booklet(side: HomeSide) -> Booklet:
    """The member has reported and is enrolled: ACTIVE, the booklet in use."""
    case = side.declares().departs()
    case.reports()
    case.hears(
        Enrolled(
            host_branch=HOST_BRANCH,
            host_branch_name="秦栏镇第一党支部",
            contact="侯洋",
            phone="0550-7012345",
            enrolled_on=case.today,
        )
    )
    return Booklet(case)


@contextmanager
def acting(side: HomeSide) -> Iterator[Act]:
    """One transaction in which every part sees what another process does to the case."""
    with Session(side.engine, expire_on_commit=False) as session, session.begin():
        seal = Seal(side.keys.sealing_key)
        reactions = tuple(part.reacts for part in PARTS if part.reacts)
        yield Act(session, Actor.system("worker"), side.clock.now(), seal, side.keys, side.clock, reactions)
