"""What the home side prints, from when until when, sealed with its region's key, and every print logged (7.1–7.3)."""

from datetime import date

import pytest

from services.outflow.certificate_life.contract import CheckCertificate
from services.outflow.papers.contract import CertificatePaper
from services.outflow.tables import CertificateRow
from shared.audit import AuditRow
from shared.keys import KeyRing
from shared.papers.contract import PaperKind, PaperSeal, SealedPaper
from shared.papers.issuing import born
from shared.papers.seal import holder_digest, read_seal
from tests.services.outflow.certificate_acts import Booklet, entry, managed_booklet
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    CONTACT,
    HOME_COMMITTEE,
    NEIGHBOUR,
    OFFICER,
    SECRETARY,
    TODAY,
    HomeCase,
    HomeSide,
    person,
    refused,
)
from tests.services.outflow.test_certificate_life import NEW

YEAR_END = date(2026, 12, 31)


@pytest.fixture
def booklet(home_side: HomeSide) -> Booklet:
    return managed_booklet(home_side)


def sealed(paper: SealedPaper, keys: KeyRing) -> PaperSeal:
    return read_seal(paper.seal, keys.region_public)


def printed(case: HomeCase) -> CertificatePaper:
    return case.side.at(SECRETARY).print_certificate(case.case_id)


def test_the_booklet_is_printed_from_its_number_on_so_that_it_can_be_sealed(home_side: HomeSide) -> None:
    case = home_side.declares()
    refused(lambda: printed(case), 409, "no_certificate_to_print")
    case.is_briefed()
    case.requests()
    refused(lambda: printed(case), 409, "no_certificate_to_print")
    case.is_numbered()
    paper = printed(case)
    assert (paper.number, paper.sealed_on, paper.pages) == (case.certificate_number, None, ())


def test_the_seal_says_what_the_paper_says_and_names_nobody(home_side: HomeSide) -> None:
    who = person()
    case = home_side.declares(who=who).departs()
    paper = printed(case)
    seal = sealed(paper, home_side.keys)
    assert (seal.region, seal.kind, seal.number, seal.organisation) == (
        "320000", PaperKind.CERTIFICATE, case.certificate_number, HOME_COMMITTEE,
    )  # fmt: skip
    assert (paper.name, paper.id_number, paper.born_on) == (who.name, who.id_number, born(who.id_number))
    assert seal.holder == holder_digest(paper.number, who.name, born(who.id_number))


def test_it_is_good_until_the_next_yearly_check_has_ended(booklet: Booklet) -> None:
    assert printed(booklet.case).valid_until == YEAR_END
    november = booklet.on(date(2026, 11, 20)).case
    assert printed(november).valid_until == YEAR_END
    body = CheckCertificate(checked_on=date(2026, 11, 20), remarks="合格")
    november.side.at(SECRETARY).check_certificate(november.case_id, body)
    assert printed(november).valid_until == date(2027, 12, 31)


def test_its_pages_hold_what_the_host_has_entered(booklet: Booklet) -> None:
    booklet.hears_of(entry(1))
    paper = printed(booklet.case)
    assert [one.content for one in paper.entries] == ["参加党员活动日"]
    assert paper.pages[0].host_branch == "秦栏镇第一党支部"


def test_a_void_booklet_is_not_printed_and_the_new_one_is_as_soon_as_it_has_its_number(booklet: Booklet) -> None:
    booklet.is_lost()
    booklet.is_checked_for_loss()
    refused(lambda: printed(booklet.case), 409, "no_certificate_to_print")
    booklet.is_asked_again()
    booklet.is_numbered_again(NEW)
    paper = printed(booklet.case)
    assert (paper.number, sealed(paper, booklet.case.side.keys).number, paper.issued_on) == (NEW, NEW, None)


def test_every_print_is_logged(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    home_side.at(CLERK).print_certificate(case.case_id)
    home_side.at(CONTACT).print_outflow_notice(case.case_id)
    home_side.at(OFFICER).print_home_roster(BRANCH)
    log = [(row.act, row.account, row.object_id) for row in home_side.rows(AuditRow) if row.act.startswith("print_")]
    assert log == [
        ("print_certificate", CLERK.account, case.case_id),
        ("print_outflow_notice", CONTACT.account, case.case_id),
        ("print_home_roster", OFFICER.account, None),
    ]


def test_the_notice_is_printed_as_it_was_written_to_the_present_host(home_side: HomeSide) -> None:
    case = home_side.declares()
    refused(lambda: home_side.at(SECRETARY).print_outflow_notice(case.case_id), 409, "no_notice_to_print")
    case.departs()
    paper = home_side.at(SECRETARY).print_outflow_notice(case.case_id)
    assert paper.notice.certificate_number == case.certificate_number
    assert (paper.reason, paper.written_on) == ("外出务工就业", TODAY)
    assert sealed(paper, home_side.keys).valid_until == date(2026, 12, 1)


def test_the_roster_holds_the_open_cases_with_masked_numbers(home_side: HomeSide) -> None:
    who = person()
    away = home_side.declares(who=who).departs()
    home_side.declares().is_cancelled()
    paper = home_side.at(SECRETARY).print_home_roster(BRANCH)
    (line,) = paper.lines
    assert (line.name, line.certificate_number, line.left_on) == (who.name, away.certificate_number, TODAY)
    assert who.id_number not in paper.model_dump_json()
    assert who.phone not in paper.model_dump_json()
    assert sealed(paper, home_side.keys).holder == b""


def test_another_branch_is_unknown(home_side: HomeSide) -> None:
    refused(lambda: home_side.at(SECRETARY).print_home_roster(NEIGHBOUR), 404, "not_found")
    refused(lambda: home_side.at(SECRETARY).print_home_roster("999999"), 404, "not_found")


def test_the_number_on_the_paper_is_the_one_in_the_register(booklet: Booklet) -> None:
    (row,) = booklet.case.side.rows(CertificateRow)
    assert printed(booklet.case).number == row.number
