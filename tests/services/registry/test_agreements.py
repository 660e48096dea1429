"""W-09: two committees in two provinces agree, consult, renew and end; each on its own copy, by letter."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from joserfc import jws
from sqlalchemy import Engine

from services.registry.agreement import contract as c
from services.registry.client import RegistryClient
from shared.identifiers import new_id
from shared.keys import KeyRing
from shared.letters.bodies_between import AgreementSigned
from shared.letters.contract import Letter, Side
from shared.policy.task_kinds import TaskKind as K
from tests.factories.people import Tokens
from tests.services.registry.between import (
    CHUZHOU,
    CHUZHOU_DEPARTMENT,
    HOME_CLERK,
    HOME_OFFICER,
    HOST_CLERK,
    HOST_OFFICER,
    TODAY,
    YANGZHOU,
    YANGZHOU_DEPARTMENT,
    Between,
    refused,
    terms,
)
from workflows.agreement.duties import openings, owed

S = c.AgreementStatus
SIGN = c.SignAgreement(signatory="郑洁", signed_on=TODAY)
END = c.TerminateAgreement(text="两地人员往来已很少。")


@pytest.fixture
def between(registry_database: Engine, keys: KeyRing, tokens: Tokens) -> Between:
    return Between.at_work(registry_database, keys, tokens)


@pytest.fixture
def home(between: Between) -> RegistryClient:
    return between.at(HOME_CLERK)


@pytest.fixture
def host(between: Between) -> RegistryClient:
    return between.at(HOST_CLERK)


def drafted(home: RegistryClient, **changed: Any) -> c.Agreement:
    said: dict[str, Any] = {"own": YANGZHOU, "own_is_home": True, "partner": CHUZHOU, "terms": terms()}
    return home.draft_agreement(c.DraftAgreement(**(said | changed)))


def copies(home: RegistryClient, host: RegistryClient) -> tuple[c.Agreement, c.Agreement]:
    """The newest copy of each side."""
    mine, theirs = (client.list_agreements().items[0].copy_id for client in (home, host))
    return home.read_agreement(mine).agreement, host.read_agreement(theirs).agreement


def offered(between: Between, **changed: Any) -> tuple[c.Agreement, c.Agreement]:
    home, host = between.at(HOME_CLERK), between.at(HOST_CLERK)
    home.offer_agreement(drafted(home, **changed).copy_id, c.OfferAgreement())
    between.post()
    return copies(home, host)


def state_of(between: Between, copy_id: UUID) -> c.AgreementState:
    return c.AgreementState.model_validate(between.told("Agreement", copy_id))


def passes(between: Between, copy_id: UUID, day: date) -> Mapping[str, date]:
    """The day comes: everything that opens by itself until then begins, in order."""
    between.on(day)
    while due := {s: on for s, on in openings(state_of(between, copy_id)).items() if on <= day}:
        for step in sorted(due, key=lambda step: due[step]):
            before = state_of(between, copy_id).version
            between.worker.begin_step("agreement", copy_id, step, between.now)
            assert state_of(between, copy_id).version > before, step
    between.post()
    return openings(state_of(between, copy_id))


def in_force(between: Between, **changed: Any) -> tuple[UUID, UUID]:
    mine, theirs = offered(between, **changed)
    between.at(HOST_CLERK).sign_agreement(theirs.copy_id, SIGN)
    between.post()
    between.at(HOME_CLERK).sign_agreement(mine.copy_id, SIGN)
    between.post()
    for copy_id in (mine.copy_id, theirs.copy_id):
        passes(between, copy_id, TODAY)
    return mine.copy_id, theirs.copy_id


@pytest.mark.duty("D-32", "D-45", "D-62")
def test_an_agreement_offered_by_one_side_and_signed_by_both_is_in_force_on_both(between: Between) -> None:
    mine, theirs = offered(between)
    assert (mine.status, theirs.status) == (S.OFFERED, S.OFFERED)
    assert theirs.terms == mine.terms
    assert (theirs.number, theirs.own, theirs.partner) == (mine.number, CHUZHOU, YANGZHOU)
    ids = in_force(between, terms=terms(targets="应管尽管。"))
    home, host = (
        between.at(who).read_agreement(i).agreement for who, i in zip((HOME_CLERK, HOST_CLERK), ids, strict=True)
    )
    assert (home.status, host.status) == (S.IN_FORCE, S.IN_FORCE)
    assert home.signatories == host.signatories == ("郑洁", "郑洁")
    assert home.last_day == host.last_day == date(2029, 8, 31), "agreement.term: three years"


@pytest.mark.parametrize("bold", ["duties_home", "duties_host", "targets", "methods", "safeguards"])
def test_duties_targets_methods_and_safeguards_must_be_written(home: RegistryClient, bold: str) -> None:
    body = c.DraftAgreement(own=YANGZHOU, own_is_home=True, partner=CHUZHOU, terms=terms())
    empty = body.model_copy(update={"terms": body.terms.model_copy(update={bold: ""})})
    refusal = refused(lambda: home.draft_agreement(empty), 422, "invalid_input")
    assert f"terms.{bold}" in str(refusal.problem.model_dump())


def test_the_other_side_may_put_another_text_and_signatures_under_the_old_one_do_not_count(between: Between) -> None:
    mine, theirs = offered(between)
    home, host = between.at(HOME_CLERK), between.at(HOST_CLERK)
    home.sign_agreement(mine.copy_id, SIGN)
    host.counter_agreement(theirs.copy_id, c.CounterAgreement(terms=terms(methods="五日内通报。"), text="请改为五日。"))
    between.post()
    mine, theirs = copies(home, host)
    assert mine.status is theirs.status is S.COUNTERED
    assert mine.terms.methods == "五日内通报。"
    assert mine.signed_by_us_on is None
    assert theirs.signed_by_partner_on is None, "the signature was under the first text"
    refused(lambda: host.counter_agreement(theirs.copy_id, c.CounterAgreement(terms=terms())), 409, "not_our_turn")
    home.sign_agreement(mine.copy_id, SIGN)
    host.sign_agreement(theirs.copy_id, SIGN)
    between.post()
    mine, theirs = copies(home, host)
    assert mine.status is theirs.status is S.SIGNED


def test_each_side_is_asked_for_what_is_its_turn(between: Between) -> None:
    mine, theirs = offered(between)
    asked = owed(state_of(between, theirs.copy_id))
    assert [(duty.kind, duty.holder, duty.occurrence) for duty in asked] == [(K.NEGOTIATE_AGREEMENT, CHUZHOU, "1")]
    assert owed(state_of(between, mine.copy_id)) == []
    between.asks(asked[0])
    between.at(HOST_CLERK).sign_agreement(theirs.copy_id, SIGN)
    assert between.tasks(theirs.copy_id) == {("NEGOTIATE_AGREEMENT", "1"): "DONE"}
    between.post()
    assert [duty.occurrence for duty in owed(state_of(between, mine.copy_id))] == ["1.sign"]
    refused(lambda: between.asks(asked[0]), 409, "not_owed_by_this_agreement")


def test_two_clerks_sign_at_once_and_the_second_learns_who_was_first(between: Between) -> None:
    _, theirs = offered(between)
    between.at(HOST_CLERK).sign_agreement(theirs.copy_id, SIGN)
    refusal = refused(lambda: between.at(HOST_CLERK).sign_agreement(theirs.copy_id, SIGN), 409, "step_already_taken")
    assert "许文静" in refusal.problem.detail


@pytest.mark.duty("D-32", "D-62")
def test_a_consultation_is_asked_for_every_half_year_and_the_minutes_of_one_side_serve_both(between: Between) -> None:
    mine, theirs = in_force(between)
    for copy_id in (mine, theirs):
        passes(between, copy_id, date(2027, 1, 4))
    asked = owed(state_of(between, mine))
    assert [(duty.kind, duty.period) for duty in asked] == [(K.HOLD_CONSULTATION, "2027H1")]
    for copy_id in (mine, theirs):
        between.asks(owed(state_of(between, copy_id))[0])
    minutes = c.RecordConsultation(period="2027H1", held_on=date(2027, 1, 4), minutes="商定下半年共同活动。")
    between.at(HOST_CLERK).record_consultation(theirs, minutes)
    between.post()
    held = between.at(HOME_CLERK).read_agreement(mine).agreement.consultations[0]
    assert (held.held_on, held.minutes, held.recorded_by_partner) == (date(2027, 1, 4), "商定下半年共同活动。", True)
    for copy_id in (mine, theirs):
        assert between.tasks(copy_id)[("HOLD_CONSULTATION", "2027H1")] == "DONE"
    assert openings(state_of(between, mine))["2027H2"] == date(2027, 7, 1)
    refused(lambda: between.at(HOME_CLERK).record_consultation(mine, minutes), 409, "step_already_taken")


def test_renewal_is_asked_for_ninety_days_before_the_end_and_the_new_agreement_takes_over(between: Between) -> None:
    mine, theirs = in_force(between, terms=terms(ends_on=date(2027, 8, 31)))
    for copy_id in (mine, theirs):
        passes(between, copy_id, date(2027, 6, 2))
    asked = next(duty for duty in owed(state_of(between, mine)) if duty.kind is K.RENEW_AGREEMENT)
    assert asked.since == date(2027, 6, 2)
    between.asks(asked)
    agreement_id = between.at(HOME_CLERK).read_agreement(mine).agreement.agreement_id
    again = terms(begins_on=date(2027, 9, 1))
    new, new_host = offered(between, renews=agreement_id, terms=again)
    assert between.tasks(mine)[("RENEW_AGREEMENT", "")] == "DONE"
    assert not state_of(between, theirs).renewal_open, "the offer answers the question on the other side, too"
    signed = c.SignAgreement(signatory="郑洁", signed_on=date(2027, 6, 2))
    between.at(HOME_CLERK).sign_agreement(new.copy_id, signed)
    between.at(HOST_CLERK).sign_agreement(new_host.copy_id, signed)
    between.post()
    for copy_id in (mine, new.copy_id):
        passes(between, copy_id, date(2027, 9, 1))
    assert between.at(HOME_CLERK).read_agreement(mine).agreement.status is S.RENEWED
    assert between.at(HOME_CLERK).read_agreement(new.copy_id).agreement.status is S.IN_FORCE


def test_an_agreement_that_nobody_renews_expires_after_its_last_day(between: Between) -> None:
    mine, _ = in_force(between, terms=terms(ends_on=date(2027, 8, 31)))
    passes(between, mine, date(2027, 8, 31))
    assert between.at(HOME_CLERK).read_agreement(mine).agreement.status is S.IN_FORCE
    lapse = c.LetAgreementLapse(text="人员已全部转出。")
    between.at(HOME_CLERK).let_agreement_lapse(mine, lapse)
    refused(lambda: between.at(HOME_CLERK).let_agreement_lapse(mine, lapse), 409, "no_renewal_asked")
    assert passes(between, mine, date(2027, 9, 1)) == {}
    assert between.at(HOME_CLERK).read_agreement(mine).agreement.status is S.EXPIRED
    assert state_of(between, mine).over


def test_either_side_may_end_it_on_notice(between: Between) -> None:
    mine, theirs = in_force(between)
    early = END.model_copy(update={"ends_on": date(2026, 9, 10)})
    refused(lambda: between.at(HOST_CLERK).terminate_agreement(theirs, early), 422, "notice_too_short")
    between.at(HOST_CLERK).terminate_agreement(theirs, END)
    between.post()
    home = between.at(HOME_CLERK).read_agreement(mine).agreement
    assert (home.status, home.last_day, home.notice_by, home.reason) == (
        S.IN_FORCE,
        date(2026, 10, 1),
        CHUZHOU,
        END.text,
    )
    refused(lambda: between.at(HOME_CLERK).terminate_agreement(mine, END), 409, "step_already_taken")
    for copy_id in (mine, theirs):
        passes(between, copy_id, date(2026, 10, 2))
    assert between.at(HOME_CLERK).read_agreement(mine).agreement.status is S.TERMINATED
    assert between.at(HOST_CLERK).read_agreement(theirs).agreement.status is S.TERMINATED


def test_talks_that_are_broken_off_end_at_once_and_nothing_is_asked_any_more(between: Between) -> None:
    mine, theirs = offered(between)
    between.asks(owed(state_of(between, theirs.copy_id))[0])
    between.at(HOME_CLERK).terminate_agreement(mine.copy_id, END)
    between.post()
    assert between.at(HOST_CLERK).read_agreement(theirs.copy_id).agreement.status is S.TERMINATED
    assert between.tasks(theirs.copy_id) == {("NEGOTIATE_AGREEMENT", "1"): "CANCELLED"}
    refused(lambda: between.at(HOST_CLERK).sign_agreement(theirs.copy_id, SIGN), 409, "step_already_taken")


def test_departments_agree_with_departments_and_committees_with_committees(between: Between) -> None:
    home = between.at(HOME_OFFICER)
    drafted = c.DraftAgreement(own=YANGZHOU_DEPARTMENT, own_is_home=False, partner=CHUZHOU_DEPARTMENT, terms=terms())
    agreement = home.draft_agreement(drafted)
    assert agreement.level is c.AgreementLevel.DEPARTMENT
    assert agreement.parties.home == CHUZHOU_DEPARTMENT
    mixed = drafted.model_copy(update={"partner": CHUZHOU})
    refused(lambda: home.draft_agreement(mixed), 422, "levels_differ")
    home.offer_agreement(agreement.copy_id, c.OfferAgreement())
    between.post()
    assert between.at(HOST_OFFICER).list_agreements().items[0].own == CHUZHOU_DEPARTMENT


def test_a_committee_sees_its_own_copy_only_and_those_above_it_may_read(between: Between) -> None:
    mine, theirs = offered(between)
    refused(lambda: between.at(HOST_CLERK).read_agreement(mine.copy_id), 404, "not_found")
    assert between.at(HOME_OFFICER).read_agreement(mine.copy_id).agreement.copy_id == mine.copy_id
    refused(lambda: between.at(HOME_OFFICER).sign_agreement(mine.copy_id, SIGN), 403, "not_your_post")
    letters = between.at(HOST_CLERK).read_agreement(theirs.copy_id).letters
    assert [(letter.type, letter.direction) for letter in letters] == [("AGREEMENT_OFFER", "received")]


def test_a_letter_about_an_agreement_from_somebody_else_is_refused(between: Between, keys: KeyRing) -> None:
    _, theirs = offered(between)
    letter = Letter(
        letter_id=new_id(), case_id=theirs.agreement_id, attempt=1, number=2, side=Side.DEPARTMENT,
        sender="321003002", sender_region="320000", recipient=CHUZHOU, recipient_region="340000",
        as_of=between.app.state.kernel.clock.now(),
        body=AgreementSigned(round=1, signatory="某人", signed_on=TODAY),
    )  # fmt: skip
    header = {"alg": "Ed25519", "kid": "320000"}
    token = jws.serialize_compact(
        header, letter.model_dump_json().encode(), keys.region("320000"), algorithms=["Ed25519"]
    )
    refused(lambda: between.worker.receive_letter(token), 403, "letter_refused")


def test_running_copies_are_told_for_reconciliation_and_drafts_are_not(between: Between) -> None:
    mine, theirs = offered(between)
    drafted(between.at(HOME_CLERK))
    running = between.worker.list_running_agreements().items
    assert {state.subject for state in running} == {mine.copy_id, theirs.copy_id}
