"""What the host side prints: receipt, opinion, roster and ledger; sealed by its region, every print logged."""

from datetime import date

from services.inflow.contract import PlacementStatus
from shared.audit import AuditRow
from shared.papers.contract import PaperKind, PaperSeal, SealedPaper
from shared.papers.seal import holder_digest, read_seal
from tests.services.inflow.host_side import (
    BRANCH,
    CLERK,
    COMMITTEE,
    CONTACT,
    DEPARTMENT,
    ID_NUMBER,
    NEIGHBOUR_BRANCH,
    OFFICER,
    PHONE,
    RECEPTION,
    SECRETARY,
    HostCase,
    HostSide,
    refused,
)
from tests.services.inflow.opinion_side import END, enrolled

NUMBER = "321003-2026-000012"


def on_the_roster(host_side: HostSide) -> HostCase:
    return host_side.case().goes_as_far_as(PlacementStatus.ENROLLED)


def sealed(paper: SealedPaper, side: HostSide) -> PaperSeal:
    return read_seal(paper.seal, side.keys.region_public)


def test_the_receipt_is_printed_once_the_branch_has_enrolled_him(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(PlacementStatus.PLACED)
    refused(lambda: host_side.at(RECEPTION).print_receipt(case.case_id), 409, "no_receipt_to_print")
    case.enrols()
    paper = host_side.at(RECEPTION).print_receipt(case.case_id)
    seal = sealed(paper, host_side)
    assert (seal.region, seal.kind, seal.organisation) == ("340000", PaperKind.RECEIPT, COMMITTEE)
    assert seal.holder == holder_digest(paper.number, "汪海", date(1990, 1, 1))
    assert (paper.group, paper.host_branch_name) == ("第一党小组", paper.host_branch_name)
    assert ID_NUMBER not in paper.model_dump_json()


def test_the_opinion_is_printed_word_for_word_once_it_is_sent(host_side: HostSide) -> None:
    judging = enrolled(host_side).on(END)
    side, case_id = judging.case.side, judging.case.case_id
    refused(lambda: side.at(SECRETARY).print_opinion(case_id), 409, "no_opinion_to_print")
    judging.is_asked()
    judging.files()
    paper = side.at(SECRETARY).print_opinion(case_id)
    assert paper.opinion == judging.letters()[-1]
    assert not paper.superseding
    assert sealed(paper, side).valid_until == date(2027, 12, 1)


def test_the_roster_and_the_ledger_hold_who_is_here_with_masked_numbers(host_side: HostSide) -> None:
    on_the_roster(host_side)
    roster = host_side.at(CONTACT).print_host_roster(BRANCH)
    ledger = host_side.at(CLERK).print_ledger(COMMITTEE)
    (line,), (entry,) = roster.lines, ledger.lines
    assert (line.name, line.group, line.born_on) == ("汪海", "第一党小组", date(1990, 1, 1))
    assert entry.member == line
    assert (entry.participation, entry.helped, entry.letters_received, entry.letters_sent) == (0, 0, 1, 2)
    assert {(one.by, one.value, one.count) for one in ledger.counts} == {
        ("region", "320000", 1), ("standing", "FULL", 1), ("age", "30", 1), ("month", f"{line.came_in_on:%Y-%m}", 1),
    }  # fmt: skip
    for paper in (roster, ledger):
        assert ID_NUMBER not in paper.model_dump_json()
        assert PHONE not in paper.model_dump_json()
        assert sealed(paper, host_side).holder == b""


def test_every_print_is_logged(host_side: HostSide) -> None:
    case = on_the_roster(host_side)
    host_side.at(SECRETARY).print_receipt(case.case_id)
    host_side.at(OFFICER).print_ledger(COMMITTEE)
    log = [(row.act, row.object_id) for row in host_side.rows(AuditRow) if row.act.startswith("print_")]
    assert log == [("print_receipt", case.case_id), ("print_ledger", None)]


def test_what_is_foreign_or_keeps_no_ledger_is_unknown(host_side: HostSide) -> None:
    refused(lambda: host_side.at(CONTACT).print_host_roster(NEIGHBOUR_BRANCH), 404, "not_found")
    refused(lambda: host_side.at(OFFICER).print_ledger(DEPARTMENT), 404, "not_found")
    refused(lambda: host_side.at(OFFICER).print_ledger("999999"), 404, "not_found")
