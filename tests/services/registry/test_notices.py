"""Digest first, each rung once, two of one task and person, quiet hours, a channel that fails is marked."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine

from services.registry import contract as registry
from services.registry.client import RegistryClient
from services.registry.notices import contract as c
from services.registry.notices.domain import Manners, mask_address
from services.registry.notices.tables import NoticeChannelRow, NoticeSendingRow
from shared.announcing.contract import DueCount, DueCounts, RungToTell
from shared.business_clock import SHANGHAI
from shared.keys import KeyRing
from shared.policy.book import packaged_book
from shared.policy.ladder import RungAction
from shared.posts import Actor, Post, Role
from tests.factories.deployment import clock_at
from tests.factories.organisations import path_of
from tests.factories.people import Tokens, holder
from tests.services.registry.between import TODAY, YANGZHOU, Between, refused

BRANCH = "32100300101"
ADMINISTRATOR = holder(Role.SYSTEM_ADMINISTRATOR, "320000")
PHONE_OF_SECRETARY = c.AddChannel(kind=c.ChannelKind.EMAIL, address="zhou@example.cn")


class Office(Between):
    """With two people who have accounts: a secretary and an officer of his committee."""

    people: dict[Role, Actor]

    def hire(self) -> "Office":
        self.people = {}
        for role, place in ((Role.BRANCH_SECRETARY, BRANCH), (Role.COMMITTEE_OFFICER, YANGZHOU)):
            administrator = self.at(ADMINISTRATOR)
            made = administrator.create_account(registry.CreateAccount(login=f"{role}.one", name="某人"))
            account = made.account.account_id
            administrator.grant_post(account, registry.NewPost(role=role, organisation=place))
            self.people[role] = Actor(str(account), "某人", (Post(role, place, path_of(place)),))
        return self

    @property
    def secretary(self) -> RegistryClient:
        return self.at(self.people[Role.BRANCH_SECRETARY])

    @property
    def officer(self) -> RegistryClient:
        return self.at(self.people[Role.COMMITTEE_OFFICER])

    def tells(self, *rungs: RungToTell) -> int:
        return self.worker.tell_of_rungs(c.TellOfRungs(service="outflow", rungs=list(rungs))).notices

    def at_hour(self, hour: int) -> None:
        kernel = self.app.state.kernel
        fields = {name: getattr(kernel, name) for name in kernel.__dataclass_fields__}
        self.app.state.kernel = type(kernel)(
            **fields | {"clock": clock_at(datetime.combine(TODAY, time(hour), SHANGHAI))}
        )


@pytest.fixture
def office(registry_database: Engine, keys: KeyRing, tokens: Tokens) -> Office:
    return Office.at_work(registry_database, keys, tokens).hire()


def rung(action: RungAction = RungAction.REMIND, task: UUID | None = None, **changed: Any) -> RungToTell:
    reminded = action is RungAction.REMIND
    said: dict[str, Any] = {
        "rung_id": uuid4(), "task_id": task or uuid4(), "action": action,
        "organisation": BRANCH if reminded else YANGZHOU,
        "roles": (Role.BRANCH_SECRETARY,) if reminded else (Role.COMMITTEE_OFFICER, Role.RECEPTION_OFFICER),
        "label": "季度联系", "case_label": "321003-2026-000012", "due_on": date(2026, 9, 30),
        "fired_at": datetime(2026, 9, 1, tzinfo=UTC),
    }  # fmt: skip
    return RungToTell(**(said | changed))


def words(page: c.NoticePage) -> list[str]:
    return [one.words for one in page.items]


def day(*rows: tuple[str, Role, int, int, int]) -> c.TellOfDay:
    counts = [
        DueCount(organisation=place, role=role, overdue=late, today=now, soon=soon)
        for place, role, late, now, soon in rows
    ]
    return c.TellOfDay(day=TODAY, counts=[DueCounts(day=TODAY, rows=[one]) for one in counts])


def test_the_digest_sums_what_all_services_count_and_comes_once_a_day(office: Office) -> None:
    counted = day(
        (BRANCH, Role.BRANCH_SECRETARY, 1, 0, 2), (BRANCH, Role.BRANCH_SECRETARY, 0, 1, 0),
        (YANGZHOU, Role.COMMITTEE_OFFICER, 0, 0, 0),
    )  # fmt: skip
    assert office.worker.tell_of_day(counted).notices == 1
    assert office.worker.tell_of_day(counted).notices == 0
    page = office.secretary.list_notices()
    assert words(page) == ["今日待办：超期 1 项，今天到期 1 项，三天内到期 2 项。"]
    assert (page.unread, page.items[0].task_id) == (1, None)
    assert words(office.officer.list_notices()) == [], "nothing to do is no news"


def test_a_reminder_goes_to_the_holder_and_a_rise_to_those_above(office: Office) -> None:
    assert office.tells(rung(), rung(RungAction.RAISE)) == 2
    assert words(office.secretary.list_notices()) == [
        "【催办】季度联系（321003-2026-000012），9月30日到期，请及时办理。"
    ]
    assert words(office.officer.list_notices()) == ["【上送】季度联系（321003-2026-000012），9月30日到期，请督促办理。"]


def test_each_rung_is_told_once_and_of_one_task_two_at_most(office: Office) -> None:
    task = uuid4()
    first, second, third = (rung(task=task) for _ in range(3))
    assert office.tells(first) == 1
    assert office.tells(first) == 0
    assert office.tells(first, second, third) == 1
    assert office.tells(third) == 0
    assert len(office.secretary.list_notices().items) == 2
    assert office.tells(rung()) == 1, "another task is another matter"


def test_an_inbox_is_read_at_once_and_only_by_its_owner(office: Office) -> None:
    office.tells(rung(), rung())
    assert office.secretary.read_notices().read == 2
    assert office.secretary.list_notices().unread == 0
    assert office.secretary.read_notices().read == 0
    assert office.officer.list_notices().items == []


def sendings(office: Office) -> Sequence[c.Sending]:
    return office.worker.list_sendings().items


def test_what_came_before_the_channel_is_not_sent_and_addresses_are_masked_and_sealed(office: Office) -> None:
    office.tells(rung())
    channel = office.secretary.add_channel(PHONE_OF_SECRETARY)
    assert (channel.label, channel.address_masked) == ("电子邮件", "zh****@example.cn")
    assert "zhou" not in office.rows(NoticeChannelRow)[0].sealed_address
    assert sendings(office) == []
    office.tells(rung())
    assert [(one.address, one.kind) for one in sendings(office)] == [("zhou@example.cn", c.ChannelKind.EMAIL)]
    refused(lambda: office.secretary.add_channel(PHONE_OF_SECRETARY), 409, "channel_known")


def test_nobody_is_disturbed_in_the_quiet_hours(office: Office) -> None:
    office.secretary.add_channel(PHONE_OF_SECRETARY)
    office.tells(rung())
    for hour, disturbed in ((22, False), (6, False), (8, True), (20, True)):
        office.at_hour(hour)
        assert bool(sendings(office)) is disturbed, hour


def test_a_channel_that_fails_is_marked_tried_three_times_and_clean_again_when_something_arrives(
    office: Office,
) -> None:
    channel = office.secretary.add_channel(PHONE_OF_SECRETARY).channel_id
    office.tells(rung())
    for left in (1, 1, 0):
        notice = sendings(office)[0].notice_id
        office.worker.record_sending(notice, c.RecordSending(channel_id=channel, arrived=False))
        assert len(sendings(office)) == left
    assert office.secretary.list_channels().items[0].failing_since is not None
    office.tells(rung())
    notice = sendings(office)[0].notice_id
    office.worker.record_sending(notice, c.RecordSending(channel_id=channel, arrived=True))
    assert sendings(office) == []
    assert office.secretary.list_channels().items[0].failing_since is None
    assert sorted((row.attempts, row.arrived) for row in office.rows(NoticeSendingRow)) == [(1, True), (3, False)]


def test_a_removed_channel_is_nobodys(office: Office) -> None:
    channel = office.secretary.add_channel(PHONE_OF_SECRETARY).channel_id
    refused(lambda: office.officer.remove_channel(channel), 404, "not_found")
    office.tells(rung())
    notice = sendings(office)[0].notice_id
    office.secretary.remove_channel(channel)
    assert sendings(office) == []
    late = c.RecordSending(channel_id=channel, arrived=True)
    refused(lambda: office.worker.record_sending(notice, late), 404, "not_found")


def test_quiet_hours_may_lie_within_a_day() -> None:
    manners = Manners.of(packaged_book().pack("CN-BASE-2019"))
    assert manners.disturbs_at(time(21)) is manners.disturbs_at(time(7, 59)) is True
    noon = Manners(time(12), time(14), 2, 3)
    assert [noon.disturbs_at(time(hour)) for hour in (11, 12, 13, 14)] == [False, True, True, False]


def test_addresses_are_masked() -> None:
    assert mask_address("693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa") == "69****aa"
