"""Whether a paper is good, asked by anybody who holds it; the signed list of what is void; agreements on paper."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert, update
from sqlalchemy.orm import Session

from services.registry.agreement.contract import TerminateAgreement
from services.registry.client import RegistryClient
from services.registry.number_status.contract import VoidNumber
from services.registry.number_status.tables import ForeignVoidRow
from shared.audit import AuditRow
from shared.keys import KeyRing
from shared.organisation_directory.tables import RegionRow
from shared.papers.contract import PaperKind, PaperSeal, PaperStanding, PaperVerdict, VerifyPaper
from shared.papers.seal import holder_digest, read_seal, write_seal
from shared.papers.void_list import read_void_list
from shared.posts import Role
from tests.factories.deployment import FIRST_MOMENT
from tests.factories.people import Tokens, holder
from tests.services.registry.between import HOME_CLERK, HOST_CLERK, TODAY, Between, refused
from tests.services.registry.test_agreements import in_force, offered, passes
from tests.services.registry.test_certificate_numbers import FREE, NOW, request
from tests.services.registry.test_certificate_numbers import TODAY as NUMBERED

NAME, BORN = "汪海", date(1990, 1, 1)
S = PaperStanding


@pytest.fixture
def registry(worker: RegistryClient, with_organisations: RegistryClient) -> RegistryClient:
    return worker


@pytest.fixture
def number(registry: RegistryClient, tokens: Tokens) -> str:
    """Of a certificate of 邗江, allotted."""
    officer = registry.as_somebody(tokens.of(holder(Role.DEPARTMENT_OFFICER, "321003", name="李部")))
    asked = request()
    registry.request_number(asked, NOW)
    return officer.number_certificate(asked.certificate_id, FREE).number or ""


def certificate(keys: KeyRing, number: str, region: str = "320000", **changed: Any) -> str:
    facts: dict[str, Any] = {
        "region": region, "kind": PaperKind.CERTIFICATE, "number": number, "organisation": f"{region[:2]}1003001",
        "issued_at": FIRST_MOMENT, "valid_until": NUMBERED + timedelta(days=90),
        "holder": holder_digest(number, NAME, BORN),
    }  # fmt: skip
    return write_seal(PaperSeal(**(facts | changed)), keys.region(region))


def looked_at(registry: RegistryClient, text: str, **typed: Any) -> PaperVerdict:
    """By somebody without any token."""
    nobody = RegistryClient("", None, http=registry._http)
    return nobody.verify_paper(VerifyPaper(text=text, **typed))


def test_a_good_paper_is_good_for_whoever_holds_it(registry: RegistryClient, keys: KeyRing, number: str) -> None:
    verdict = looked_at(registry, f"https://gongguan.example.cn/verify#{certificate(keys, number)}")
    assert (verdict.standing, verdict.number, verdict.region) == (S.VALID, number, "320000")
    assert "蒋王街道" in verdict.organisation_name
    assert verdict.region_name.startswith("江苏")
    assert verdict.fits is None


def test_the_holder_is_compared_with_what_was_typed(registry: RegistryClient, keys: KeyRing, number: str) -> None:
    text = certificate(keys, number)
    assert looked_at(registry, text, name=NAME, born_on=BORN).fits is True
    other = looked_at(registry, text, name="汪洋", born_on=BORN)
    assert other.fits is False
    assert "不符" in other.text


def test_a_void_number_is_void_at_once(
    registry: RegistryClient, registry_database: Engine, keys: KeyRing, tokens: Tokens
) -> None:
    officer = registry.as_somebody(tokens.of(holder(Role.DEPARTMENT_OFFICER, "321003", name="李部")))
    asked = request()
    registry.request_number(asked, NOW)
    text = certificate(keys, officer.number_certificate(asked.certificate_id, FREE).number or "")
    assert looked_at(registry, text).standing is S.VALID
    registry.void_number(asked.certificate_id, VoidNumber(reason="LOST", voided_on=NUMBERED), NOW)
    verdict = looked_at(registry, text)
    assert (verdict.standing, verdict.voided_on) == (S.VOID, NUMBERED)


def test_a_number_that_no_department_of_ours_has_given_is_not_good(registry: RegistryClient, keys: KeyRing) -> None:
    assert looked_at(registry, certificate(keys, "321003-2026-999999")).standing is S.UNKNOWN


def test_another_operators_paper_is_good_until_its_registry_has_told_us(
    registry: RegistryClient, registry_database: Engine, keys: KeyRing
) -> None:
    with Session(registry_database) as session, session.begin():
        session.execute(update(RegionRow).where(RegionRow.region_code == "340000").values(ours=False))
    foreign = "341181-2026-000007"
    text = certificate(keys, foreign, "340000")
    assert looked_at(registry, text).standing is S.VALID
    with Session(registry_database) as session, session.begin():
        row = {"number": foreign, "region": "340000", "reason": "LOST", "voided_on": NUMBERED}
        session.execute(insert(ForeignVoidRow).values(row))
    assert looked_at(registry, text).standing is S.VOID


def test_an_expired_one_and_a_forged_one_are_told_apart(registry: RegistryClient, keys: KeyRing, number: str) -> None:
    yesterday = NUMBERED - timedelta(days=1)
    assert looked_at(registry, certificate(keys, number, valid_until=yesterday)).standing is S.EXPIRED
    good = certificate(keys, number)
    forged = good[:-1] + ("0" if good[-1] != "0" else "1")
    verdict = looked_at(registry, forged)
    assert verdict.standing is S.NOT_GENUINE
    assert verdict.model_dump(exclude={"standing", "text"}, exclude_defaults=True) == {}, "nothing it says is repeated"


def test_the_list_of_void_papers_is_signed_by_each_region(
    registry: RegistryClient, keys: KeyRing, tokens: Tokens
) -> None:
    officer = registry.as_somebody(tokens.of(holder(Role.DEPARTMENT_OFFICER, "321003", name="李部")))
    asked = request()
    registry.request_number(asked, NOW)
    number = officer.number_certificate(asked.certificate_id, FREE).number
    registry.void_number(asked.certificate_id, VoidNumber(reason="LOST", voided_on=NUMBERED), NOW)
    lists = [read_void_list(one, keys.region_public) for one in registry.list_void_papers().lists]
    by_region = {one.region: [(paper.number, paper.voided_on) for paper in one.void] for one in lists}
    assert by_region["320000"] == [(number, NUMBERED)]
    assert by_region["340000"] == []


@pytest.fixture
def between(registry_database: Engine, keys: KeyRing, tokens: Tokens) -> Between:
    return Between.at_work(registry_database, keys, tokens)


def test_an_agreement_is_printed_once_both_have_signed(between: Between, keys: KeyRing) -> None:
    mine, _ = offered(between)
    refused(lambda: between.at(HOME_CLERK).print_agreement(mine.copy_id), 409, "no_agreement_to_print")
    ours, theirs = in_force(between)
    paper = between.at(HOME_CLERK).print_agreement(ours)
    seal = read_seal(paper.seal, keys.region_public)
    assert (seal.region, seal.number, seal.valid_until) == ("320000", paper.agreement.number, date(2029, 8, 31))
    assert paper.agreement.terms == between.at(HOST_CLERK).print_agreement(theirs).agreement.terms
    assert read_seal(between.at(HOST_CLERK).print_agreement(theirs).seal, keys.region_public).region == "340000"
    printed = [row.object_id for row in between.rows(AuditRow) if row.act == "print_agreement"]
    assert printed == [ours, theirs, theirs]


def test_an_agreement_that_was_ended_early_is_void(between: Between) -> None:
    ours, _ = in_force(between)
    text = between.at(HOME_CLERK).print_agreement(ours).seal
    assert looked_at(between.worker, text).standing is S.VALID
    last = TODAY + timedelta(days=120)
    body = TerminateAgreement(ends_on=last, text="两地人员往来已很少。")
    between.at(HOME_CLERK).terminate_agreement(ours, body)
    assert looked_at(between.worker, text).standing is S.VALID, "notice has been given; it still stands"
    passes(between, ours, last + timedelta(days=1))
    assert looked_at(between.worker, text).standing is S.VOID
