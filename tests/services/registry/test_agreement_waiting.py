"""等对方办理 of agreements: whose turn it is, since when, urged once a day, and seen beside the partner's task."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from services.registry.agreement import contract as c
from services.registry.client import RegistryClient
from shared.keys import KeyRing
from shared.letters.tables import LetterSentRow
from shared.posts import Actor, Role
from shared.service_client import Refused
from shared.waiting.contract import Matter, UrgePartner, WaitingFor
from tests.factories.people import Tokens, holder
from tests.services.registry.between import (
    HOME_CLERK,
    HOME_OFFICER,
    HOST_CLERK,
    HOST_OFFICER,
    TODAY,
    YANGZHOU,
    Between,
    refused,
    terms,
)
from tests.services.registry.test_agreements import SIGN, drafted, offered, state_of
from workflows.agreement.duties import owed

M = Matter
LATER = TODAY + timedelta(days=3)
HOME_DEPUTY = holder(Role.COMMITTEE_OFFICER, YANGZHOU, name="高原")


@pytest.fixture
def between(registry_database: Engine, keys: KeyRing, tokens: Tokens) -> Between:
    return Between.at_work(registry_database, keys, tokens)


def waiting(between: Between, actor: Actor) -> list[WaitingFor]:
    return between.at(actor).list_waiting().items


def matters(between: Between) -> tuple[list[Matter], list[Matter]]:
    """Of home and host."""
    home, host = ([one.matter for one in waiting(between, who)] for who in (HOME_CLERK, HOST_CLERK))
    return home, host


def urges(
    between: Between, copy: c.Agreement, actor: Actor = HOME_CLERK, matter: Matter = M.AGREEMENT_ANSWER
) -> WaitingFor:
    return between.at(actor).urge_partner(copy.copy_id, UrgePartner(matter=matter, text="请尽快答复。"))


def test_whoever_put_the_text_or_signed_first_waits_for_the_other(between: Between) -> None:
    home, host = between.at(HOME_CLERK), between.at(HOST_CLERK)
    drafted(home)
    assert matters(between) == ([], [])
    mine, theirs = offered(between)
    assert matters(between) == ([M.AGREEMENT_ANSWER], [])
    host.counter_agreement(theirs.copy_id, c.CounterAgreement(terms=terms(targets="应管尽管。")))
    between.post()
    assert matters(between) == ([], [M.AGREEMENT_ANSWER])
    home.sign_agreement(mine.copy_id, SIGN)
    between.post()
    assert matters(between) == ([M.AGREEMENT_SIGNATURE], [])
    host.sign_agreement(theirs.copy_id, SIGN)
    between.post()
    assert matters(between) == ([], [])


def test_it_says_for_whom_and_since_when(between: Between) -> None:
    mine, _ = offered(between)
    (one,) = waiting(between.on(LATER), HOME_CLERK)
    assert (one.service, one.case_id, one.case_label, one.subject) == ("registry", mine.copy_id, mine.number, "")
    assert (one.since, one.partner, one.partner_name, one.urged) == (TODAY, mine.partner, mine.partner_name, None)
    assert between.at(HOME_CLERK).read_agreement(mine.copy_id).waiting == [one]
    assert [len(waiting(between, who)) for who in (HOME_OFFICER, HOST_OFFICER)] == [1, 0]


def test_urging_sends_a_letter_that_stands_beside_the_partners_task(between: Between) -> None:
    mine, theirs = offered(between)
    between.asks(next(iter(owed(state_of(between, theirs.copy_id)))))
    urged = urges(between, mine).urged
    assert urged is not None
    assert (urged.by, urged.direction, urged.on) == ("郑洁", "sent", TODAY)
    between.post()
    (task,) = between.at(HOST_CLERK).list_tasks().items
    assert task.partner_urged is not None
    assert (task.partner_urged.label, task.partner_urged.text) == ("对协议文本的答复", "请尽快答复。")
    file = between.at(HOST_CLERK).read_agreement(theirs.copy_id)
    assert [(one.direction, one.by) for one in file.urges] == [("received", "")]
    assert file.agreement.status is c.AgreementStatus.OFFERED


def test_once_a_day_naming_who_was_first(between: Between) -> None:
    mine, _ = offered(between)
    urges(between, mine)
    refusal = refused(lambda: urges(between, mine, HOME_DEPUTY), 409, "partner_urged_today")
    assert "郑洁" in refusal.problem.detail
    urges(between.on(LATER), mine, HOME_DEPUTY)


def test_of_two_urges_at_once_one_letter_goes(between: Between) -> None:
    mine, _ = offered(between)

    def attempt(actor: Actor) -> str:
        try:
            urges(between, mine, actor)
        except Refused as refusal:
            return refusal.problem.code
        return ""

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, (HOME_CLERK, HOME_DEPUTY))) == ["", "partner_urged_today"]
    assert [row.type for row in between.rows(LetterSentRow)].count("PARTNER_URGED") == 1


def test_both_parties_urge_in_turn_though_both_copies_stand_here(between: Between) -> None:
    mine, theirs = offered(between)
    urges(between, mine)
    between.at(HOST_CLERK).counter_agreement(theirs.copy_id, c.CounterAgreement(terms=terms(targets="应管尽管。")))
    between.post()
    (one,) = waiting(between, HOST_CLERK)
    assert one.urged is None
    urged = urges(between, theirs, HOST_CLERK).urged
    assert urged is not None
    assert urged.by == "许文静"


def test_what_nobody_owes_is_not_urged_and_only_by_the_party(between: Between) -> None:
    mine, theirs = offered(between)
    refused(lambda: urges(between, theirs, HOST_CLERK), 409, "nothing_to_wait_for")
    refused(lambda: urges(between, mine, matter=M.AGREEMENT_SIGNATURE), 409, "nothing_to_wait_for")
    refused(lambda: urges(between, mine, HOST_CLERK), 404, "not_found")


def test_the_list_is_one_statement(between: Between) -> None:
    offered(between)
    client: RegistryClient = between.at(HOME_CLERK)
    sent: list[str] = []
    event.listen(between.engine, "before_cursor_execute", lambda *said: sent.append(said[2]))
    client.list_waiting()
    assert len([one for one in sent if "SELECT" in one]) == 1
