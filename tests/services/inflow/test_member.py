"""What a member who comes by his own link reads and says at the host: his entries, his questions, nobody's opinion."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient

from services.inflow import contract as c
from services.inflow.entries.contract import ConfirmEntry, EntryStatus, ObjectToEntry
from services.inflow.member.client import MemberAtTheHost
from services.inflow.member.contract import MyHostAct, MyPlacement
from shared.help_requests.contract import AnswerRequest, ConfirmRequest, OpenRequest, RequestKind, RequestStatus
from shared.history import CaseEventRow
from shared.own_case import OWN_PAGE, Told
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Role
from tests.factories.organisations import path_of
from tests.factories.people import holder
from tests.services.inflow.entry_acts import Pages, enrolled_pages, later
from tests.services.inflow.exchanging import HostExchangeCase, enrolled
from tests.services.inflow.host_side import (
    BRANCH,
    COMMITTEE,
    HOME_BRANCH,
    NEIGHBOUR_BRANCH,
    OTHER_BRANCH,
    SECRETARY,
    TODAY,
    HostCase,
    HostSide,
    refused,
)

ASKED = OpenRequest(kind=RequestKind.DIFFICULTY, asked_on=TODAY, channel="phone", text="孩子入学有困难。")


def himself(case: HostCase, *, about: UUID | None = None, opened_by: str = BRANCH) -> MemberAtTheHost:
    """The member with a link that this branch has opened, for his case or another."""
    return member(case, Actor.member(about or case.case_id, opened_by, path_of(opened_by)))


def member(case: HostCase, actor: Actor) -> MemberAtTheHost:
    http = TestClient(case.side.app, raise_server_exceptions=False)
    return MemberAtTheHost("", case.side.tokens.of(actor), http=http)


def mine(case: HostCase) -> MyPlacement:
    return himself(case).read_my_placement(case.case_id)


@pytest.fixture
def pages(host_side: HostSide) -> Pages:
    return enrolled_pages(host_side)


@pytest.fixture
def case(host_side: HostSide) -> HostExchangeCase:
    return enrolled(host_side)


def confirms(pages: Pages, entry_id: UUID) -> Told:
    body = ConfirmEntry(confirmed_on=TODAY, signed_by_member=False)
    return himself(pages.case).confirm_entry(pages.case.case_id, entry_id, body)


@pytest.mark.duty("D-54")
def test_he_confirms_an_entry_on_the_day_on_which_he_does(pages: Pages) -> None:
    entry = pages.writes()
    pages.case.opens(TaskKind.CONFIRM_ENTRY, BRANCH, "1.1", Role.BRANCH_SECRETARY)
    shown = mine(pages.case).entries[0]
    assert (shown.entry_id, shown.status, shown.may_answer) == (entry.entry_id, EntryStatus.ENTERED, True)
    after = pages.on(later(2))
    assert confirms(after, entry.entry_id) == Told(case_id=pages.case.case_id)
    assert (after.last.status, after.last.confirmed_by) == (EntryStatus.CONFIRMED, "MEMBER")
    assert after.last.answered_on == later(2)
    assert after.told_home()[-1].confirmed_by == "MEMBER"
    assert after.case.tasks()[(TaskKind.CONFIRM_ENTRY, "1.1")] == "DONE"
    event = next(row for row in after.case.side.rows(CaseEventRow) if row.act == "confirm_entry")
    assert (event.by, event.role, event.organisation) == ("党员本人", "member", BRANCH)
    assert not mine(after.case).entries[0].may_answer
    refused(lambda: pages.confirms(entry), 409, "step_already_taken")


@pytest.mark.duty("D-54")
def test_he_objects_and_reads_what_came_of_it(pages: Pages) -> None:
    entry = pages.writes()
    body = ObjectToEntry(objected_on=TODAY, text="当日请假。")
    himself(pages.case).object_to_entry(pages.case.case_id, entry.entry_id, body)
    assert mine(pages.case).entries[0].objection == "当日请假。"
    pages.reviews(entry, "STANDS")
    shown = mine(pages.case).entries[0]
    assert (shown.status, shown.review) == (EntryStatus.STANDS, "经查签到记录。")
    refused(lambda: confirms(pages, entry.entry_id), 409, "step_already_taken")


@pytest.mark.duty("D-47")
def test_he_asks_for_help_and_says_whether_it_helped(case: HostExchangeCase) -> None:
    himself(case).open_request(case.case_id, ASKED)
    request = mine(case).requests[0]
    assert (request.asked_on, request.channel) == (case.side.clock.today(), OWN_PAGE)
    case.side.at(SECRETARY).answer_request(case.case_id, request.request_id, AnswerRequest(text="已联系学校。"))
    himself(case).confirm_request(case.case_id, request.request_id, ConfirmRequest(satisfied=False, text="还没有。"))
    assert mine(case).requests[0].status is RequestStatus.ASSIGNED


def test_he_reads_where_he_is_placed_and_who_looks_after_him(case: HostExchangeCase) -> None:
    read = mine(case)
    assert read.status is c.PlacementStatus.ENROLLED
    assert read.branch is not None
    assert read.branch.name.endswith("朱塘村党支部")
    assert (read.group, read.contact_person, read.contact_phone) == ("第一党小组", "侯洋", "0550-7012345")
    assert read.may == (MyHostAct.OPEN_REQUEST,)
    text = read.model_dump_json()
    assert "feedback" not in text
    assert "opinion" not in text


def test_before_he_is_enrolled_he_reads_and_cannot_ask_yet(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(c.PlacementStatus.PLACED)
    here = himself(case)
    assert here.read_my_placement(case.case_id).may == ()
    refused(lambda: here.open_request(case.case_id, ASKED), 409, "not_enrolled_here")


def test_he_sees_who_looked(case: HostExchangeCase) -> None:
    case.side.at(SECRETARY).reveal_field(case.case_id, c.RevealField(field="phone", reason="核对"))
    assert [one.reason for one in himself(case).list_looks(case.case_id).items] == ["核对"]


def every_act(here: MemberAtTheHost, case_id: UUID, entry_id: UUID) -> list[Callable[[], object]]:
    """Every call that a member's token has at the host."""
    return [
        lambda: here.read_my_placement(case_id),
        lambda: here.list_looks(case_id),
        lambda: here.confirm_entry(case_id, entry_id, ConfirmEntry(confirmed_on=TODAY, signed_by_member=True)),
        lambda: here.object_to_entry(case_id, entry_id, ObjectToEntry(objected_on=TODAY, text="不对。")),
        lambda: here.open_request(case_id, ASKED),
        lambda: here.confirm_request(case_id, uuid4(), ConfirmRequest(satisfied=True)),
    ]


def test_with_a_link_for_another_case_he_finds_nothing_here(pages: Pages) -> None:
    entry, other = pages.writes(), uuid4()
    for act in every_act(himself(pages.case, about=other), pages.case.case_id, entry.entry_id):
        refused(act, 404, "not_found")


@pytest.mark.parametrize("branch", [OTHER_BRANCH, NEIGHBOUR_BRANCH, COMMITTEE, HOME_BRANCH, "32100300102"])
def test_a_link_that_the_host_branch_has_not_opened_opens_nothing(pages: Pages, branch: str) -> None:
    """Nor does one of the home branch: its secretary would sign for the member what he has not seen."""
    entry = pages.writes()
    for act in every_act(himself(pages.case, opened_by=branch), pages.case.case_id, entry.entry_id):
        refused(act, 404, "not_found")
    assert pages.last.status is EntryStatus.ENTERED


def test_a_post_named_member_is_not_a_link(pages: Pages) -> None:
    entry = pages.writes()
    somebody = member(pages.case, holder(Role.MEMBER, BRANCH))
    for act in every_act(somebody, pages.case.case_id, entry.entry_id):
        refused(act, 404, "not_found")


def test_he_does_not_write_entries_nor_read_the_branch_s_file(pages: Pages) -> None:
    actor = Actor.member(pages.case.case_id, BRANCH, path_of(BRANCH))
    refused(lambda: pages.writes(actor=actor), 403, "not_your_post")
    refused(lambda: pages.case.file(actor), 404, "not_found")
    refused(lambda: pages.case.side.at(actor).read_dossier(pages.case.case_id), 404, "not_found")
    assert pages.case.side.at(actor).list_placements().items == []


def test_an_entry_of_another_case_is_not_his(pages: Pages) -> None:
    refused(lambda: confirms(pages, uuid4()), 404, "not_found")


def test_the_branch_does_not_read_in_his_place(pages: Pages) -> None:
    refused(lambda: pages.case.side.at(SECRETARY).read_my_placement(pages.case.case_id), 403, "not_your_post")
