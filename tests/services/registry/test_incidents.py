"""What is stuck is noted once, seen by those above, mended by order, and over when it is no longer seen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from services.registry.incidents import contract as c
from services.registry.incidents.contract import IncidentKind as K
from services.registry.incidents.tables import IncidentRow, RemedyRow
from shared.audit import AuditRow
from shared.keys import KeyRing
from shared.posts import Role
from shared.service_client import Refused
from tests.factories.people import Tokens, holder
from tests.services.registry.between import CHUZHOU, HOME_CLERK, HOME_OFFICER, HOST_OFFICER, YANGZHOU, Between, refused

ADMINISTRATOR = holder(Role.SYSTEM_ADMINISTRATOR, "320000", name="系统管理员甲")
SINCE = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
ORDER = c.OrderRemedy(reason="对方服务已恢复，重新发送。")


@pytest.fixture
def between(registry_database: Engine, keys: KeyRing, tokens: Tokens) -> Between:
    return Between.at_work(registry_database, keys, tokens)


def letter(key: str = "a", owner: str | None = YANGZHOU, **changed: Any) -> c.Trouble:
    said: dict[str, Any] = {
        "kind": K.LETTER_UNDELIVERED, "key": key, "what": "outflow_notice", "since": SINCE, "service": "outflow",
        "case_id": uuid4(), "owner": owner,
    }  # fmt: skip
    return c.Trouble(**(said | changed))


def reported(between: Between, *troubles: c.Trouble, observer: str = "worker-1") -> int:
    body = c.ReportTroubles(observer=observer, looked_for=tuple(K), troubles=troubles)
    return between.worker.report_troubles(body).open


def test_the_same_trouble_seen_again_keeps_its_beginning(between: Between) -> None:
    reported(between, letter(attempts=3))
    again = letter(attempts=9, cause="Outage", since=SINCE + timedelta(hours=1))
    assert reported(between, again) == 1
    seen = between.at(HOME_OFFICER).list_incidents().items
    assert [(one.label, one.since, one.attempts, one.cause) for one in seen] == [("函件未送达", SINCE, 9, "Outage")]


def test_what_is_no_longer_seen_is_over(between: Between) -> None:
    reported(between, letter("a"), letter("b"))
    assert reported(between, letter("b")) == 1
    officer = between.at(HOME_OFFICER)
    assert [one.what for one in officer.list_incidents().items] == ["outflow_notice"]
    ended = officer.list_incidents(over=True).items
    assert len(ended) == 1
    assert ended[0].over_at is not None
    assert reported(between, letter("a"), letter("b")) == 2, "the same trouble once more is a new incident"


def test_another_observer_does_not_end_what_it_cannot_see(between: Between) -> None:
    reported(between, letter("a", kind=K.ACTIVITY_FAILING), observer="worker-1")
    assert reported(between, observer="worker-2") == 1


def test_an_observer_that_is_gone_leaves_nothing_behind(between: Between) -> None:
    reported(between, letter(), observer="worker-1")
    with Session(between.engine) as session:
        session.execute(update(IncidentRow).values(last_seen_at=datetime.now(UTC) - timedelta(minutes=16)))
        session.commit()
    assert reported(between, observer="worker-2") == 0


def test_the_departments_see_their_subtrees_and_administrators_everything(between: Between) -> None:
    reported(between, letter("a"), letter("b", owner=CHUZHOU), letter("c", owner=None), letter("d", owner="399999"))
    assert [one.owner for one in between.at(HOME_OFFICER).list_incidents().items] == [YANGZHOU]
    assert len(between.at(HOST_OFFICER).list_incidents().items) == 1
    assert len(between.at(ADMINISTRATOR).list_incidents().items) == 4
    assert between.at(HOME_CLERK).list_incidents().items == []


def test_a_remedy_is_ordered_with_a_reason_carried_out_once_and_logged(between: Between) -> None:
    reported(between, letter())
    officer = between.at(HOME_OFFICER)
    incident = officer.list_incidents().items[0]
    ordered = officer.order_remedy(incident.incident_id, ORDER)
    assert [(one.label, one.reason, one.ordered_by) for one in ordered.remedies] == [
        ("重新发送", ORDER.reason, HOME_OFFICER.name)
    ]
    waiting = between.worker.list_ordered_remedies().items
    assert [(one.kind, one.key, one.case_id) for one in waiting] == [(c.RemedyKind.RESEND, "a", incident.case_id)]
    for outcome in ("已重新发送。", "第二次"):
        between.worker.record_remedy(waiting[0].remedy_id, outcome)
    assert between.worker.list_ordered_remedies().items == []
    assert officer.list_incidents().items[0].remedies[0].outcome == "已重新发送。"
    assert [row.details["kind"] for row in between.rows(AuditRow) if row.act == "order_remedy"] == [
        K.LETTER_UNDELIVERED
    ]
    assert ORDER.reason not in between.rows(RemedyRow)[0].sealed_reason


def test_of_two_who_order_at_once_the_second_is_told_who_was_first(between: Between) -> None:
    reported(between, letter())
    officer = between.at(HOME_OFFICER)
    incident = officer.list_incidents().items[0].incident_id

    def order(_: int) -> str:
        try:
            officer.order_remedy(incident, ORDER)
        except Refused as refusal:
            return f"{refusal.problem.status} {refusal.problem.detail}"
        return "200"

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(order, range(8)))
    assert answers == ["200", *[f"409 {HOME_OFFICER.name}已安排处理，正在执行。"] * 7]


def test_what_is_over_needs_no_remedy_and_what_is_foreign_is_unknown(between: Between) -> None:
    reported(between, letter("a"), letter("b", owner=CHUZHOU))
    officer, foreign = between.at(HOME_OFFICER), between.at(HOST_OFFICER).list_incidents().items[0].incident_id
    mine = officer.list_incidents().items[0].incident_id
    refused(lambda: officer.order_remedy(foreign, ORDER), 404, "not_found")
    refused(lambda: officer.read_incident(foreign), 404, "not_found")
    assert officer.read_incident(mine).incident_id == mine
    refused(lambda: officer.order_remedy(uuid4(), ORDER), 404, "not_found")
    reported(between)
    refused(lambda: officer.order_remedy(mine, ORDER), 409, "incident_over")


def test_the_list_goes_on_page_by_page(between: Between) -> None:
    reported(between, *(letter(str(number)) for number in range(120)))
    officer, seen, after = between.at(HOME_OFFICER), [], None
    while True:
        page = officer.list_incidents(after=after)
        seen += [one.incident_id for one in page.items]
        after = page.next
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 120


@pytest.mark.parametrize("kind", list(K))
def test_every_kind_has_its_words_and_its_remedy(kind: K) -> None:
    assert kind.label
    assert kind.remedy.label
