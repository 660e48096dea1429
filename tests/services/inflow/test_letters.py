"""What letters from home do, whom the host believes, and that the order of arrival does not matter."""

import random
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from services.inflow import contract as c
from services.inflow.tables import PlacementRow, RosterEntryRow
from shared.audit import AuditRow
from shared.keys import KeyRing, create_keys, public_pem
from shared.letters.contract import (
    Answer,
    Body,
    CoordinationProposal,
    Letter,
    LetterState,
    Looked,
    MemberReported,
    NoticeWithdrawn,
    Objection,
    PleaseLook,
    Side,
)
from shared.organisation_directory.contract import Region
from shared.policy.task_kinds import TaskKind
from tests.factories.organisations import demo_directory, plant_directory
from tests.services.inflow.host_side import (
    BRANCH,
    COMMITTEE,
    HOME_COMMITTEE,
    HOME_DEPARTMENT,
    NEIGHBOUR,
    RECEPTION,
    SECRETARY,
    TODAY,
    HostCase,
    HostSide,
    notice,
    refused,
)

S = c.PlacementStatus
REPORTED = MemberReported(reported_on=TODAY, told_by=Side.HOME)
WITHDRAWN = NoticeWithdrawn(text="改由其他单位接收。")


def test_a_member_who_reported_at_an_earlier_host_is_received_at_once(host_side: HostSide) -> None:
    placement = host_side.case(reported_on=TODAY).read()
    assert (placement.status, placement.reported_on) == (S.RECEIVED, TODAY)


def test_home_tells_that_the_member_has_reported(host_side: HostSide) -> None:
    case = host_side.case()
    case.hears(REPORTED)
    assert case.read().status is S.RECEIVED
    assert case.letters_home() == []


@pytest.mark.parametrize("asked", ["NEEDS_INFO", "SUSPECT"])
def test_homes_confirmation_verifies_and_starts_the_clock_again(host_side: HostSide, asked: str) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    case.opens(TaskKind.VERIFY_CERTIFICATE, COMMITTEE)
    case.asks_home(asked)
    case.hears(Answer(confirmed=True, text="是本人。"))
    placement = case.read()
    assert (placement.status, placement.answer) == (S.VERIFIED, "是本人。")
    assert case.tasks()["VERIFY_CERTIFICATE", "1.1"] == "DONE"
    assert case.told()[-1]["pauses"] == [{"start": TODAY.isoformat(), "end": TODAY.isoformat()}]


def test_homes_denial_leaves_it_to_the_committee(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    case.asks_home()
    case.hears(Answer(confirmed=False, text="查无此人。"))
    placement = case.read()
    assert (placement.status, placement.answer) == (S.SUSPECT, "查无此人。")
    refused(case.verifies, 409, "home_denied")
    assert case.asks_home("SUSPECT").answer is None
    case.hears(Answer(confirmed=False, text="仍查无此人。"))
    assert case.refuses("G3").status is S.REFUSED


def test_an_answer_that_comes_too_late_is_noted_and_changes_nothing(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    case.asks_home()
    assert case.verifies().status is S.VERIFIED
    version = case.read().version
    case.hears(Answer(confirmed=False, text="查无此人。"))
    placement = case.read()
    assert (placement.status, placement.answer, placement.version) == (S.VERIFIED, None, version)
    assert case.file().events[-1].details["ignored"] is True


@pytest.mark.parametrize("status", [S.EXPECTED, S.RECEIVED, S.VERIFIED, S.PLACED, S.ENROLLED])
def test_home_may_withdraw_in_every_state(host_side: HostSide, status: c.PlacementStatus) -> None:
    case = host_side.case().goes_as_far_as(status)
    case.hears(WITHDRAWN)
    placement = case.read()
    assert (placement.status, placement.case_status) == (S.WITHDRAWN, "WITHDRAWN")
    problem = refused(lambda: case.arrives(RECEPTION), 409, "step_already_taken").problem
    assert problem.details["by"] == "邗江区蒋王街道党委"
    assert "2026-09-01" in problem.detail


def test_a_withdrawal_ends_tasks_roster_look_and_dispute(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.ENROLLED)
    case.hears(PleaseLook(reason="两个季度未联系上。"))
    case.opens(TaskKind.LOOK_FOR_MEMBER, BRANCH)
    case.hears(WITHDRAWN)
    assert case.tasks()["LOOK_FOR_MEMBER", "1.1"] == "CANCELLED"
    assert [entry.left_on for entry in host_side.rows(RosterEntryRow)] == [TODAY]
    other = host_side.case().goes_as_far_as(S.VERIFIED)
    other.refuses("no_staff")
    other.hears(WITHDRAWN)
    dispute = other.read().dispute
    assert dispute is not None
    assert dispute.stage == "DECIDED"
    refused(lambda: other.decides("OVERRULED"), 409, "step_already_taken")


def test_the_host_looks_for_a_member_and_answers(host_side: HostSide) -> None:
    case = host_side.case()
    case.hears(PleaseLook(reason="45天未报到。"))
    case.opens(TaskKind.LOOK_FOR_MEMBER, COMMITTEE)
    assert case.read().look_asked == "45天未报到。"
    answer = c.AnswerLook(found=True, text="已联系上。")
    assert host_side.at(RECEPTION).answer_look(case.case_id, answer).look_asked is None
    assert case.letters_home() == [Looked(found=True, text="已联系上。")]
    assert case.tasks() == {("LOOK_FOR_MEMBER", "1.1"): "DONE"}
    refused(lambda: host_side.at(RECEPTION).answer_look(case.case_id, answer), 409, "step_already_taken")
    case.hears(PleaseLook(reason="仍未报到。"))
    case.opens(TaskKind.LOOK_FOR_MEMBER, COMMITTEE, "1.2")


def test_the_branch_may_answer_once_it_has_him(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.ENROLLED)
    case.hears(PleaseLook(reason="联系不上。"))
    answer = c.AnswerLook(found=True, text="在册在岗。")
    assert host_side.at(SECRETARY).answer_look(case.case_id, answer).look_asked is None


def test_arrival_ends_the_looking(host_side: HostSide) -> None:
    case = host_side.case()
    case.hears(PleaseLook(reason="45天未报到。"))
    case.opens(TaskKind.LOOK_FOR_MEMBER, COMMITTEE)
    assert case.arrives().look_asked is None
    assert case.tasks()["LOOK_FOR_MEMBER", "1.1"] == "CANCELLED"


def test_the_home_department_may_write_a_proposal(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.VERIFIED)
    case.refuses("other")
    case.hears(CoordinationProposal(outcome="UPHELD", text="同意。"), sender=HOME_DEPARTMENT)
    dispute = case.read().dispute
    assert dispute is not None
    assert dispute.proposal == "建议维持拒收：同意。"


def test_a_notice_from_somebody_elses_branch_is_refused(host_side: HostSide) -> None:
    for changed in (
        {"sender": HOME_DEPARTMENT},
        {"recipient": "99999"},
        {"recipient": BRANCH},
        {"recipient": "370303001"},
        {"sender": "341102001"},
    ):
        case = HostCase(host_side)
        refused(lambda case=case, changed=changed: case.hears(notice(), **changed), 403, "letter_refused")  # type: ignore[misc]
    claimed = notice(home_branch="34110200101", home_committee="341102001")
    refused(lambda: HostCase(host_side).hears(claimed, sender="341102001"), 403, "letter_refused")
    assert host_side.rows(PlacementRow) == []
    assert [row.outcome for row in host_side.rows(AuditRow)] == ["letter_refused"] * 6


def test_later_letters_from_others_or_to_others_are_refused(host_side: HostSide) -> None:
    case = host_side.case()
    for changed in ({"sender": "321003002"}, {"sender": NEIGHBOUR}, {"recipient": NEIGHBOUR}):
        refused(lambda changed=changed: case.hears(REPORTED, **changed), 403, "letter_refused")  # type: ignore[misc]
        case.number -= 1
    case.hears(REPORTED, sender=HOME_COMMITTEE)
    assert case.read().status is S.RECEIVED


def test_a_letter_signed_by_another_region_is_refused(host_side: HostSide) -> None:
    case = HostCase(host_side)
    letter = case.letter(notice())
    refused(lambda: host_side.worker.receive_letter(case.sign(letter, key="370000")), 403, "letter_refused")


def test_the_first_letter_must_be_the_notice(host_side: HostSide) -> None:
    refused(lambda: HostCase(host_side).hears(REPORTED), 403, "letter_refused")


def beijing(host_side: HostSide, folder: Path) -> HostCase:
    """Another operator's region: in the directory with its key, its organisations are not."""
    create_keys(folder, ["110000"])
    ring = KeyRing(folder)
    region = Region(
        region_code="110000",
        operator="另一运行单位",
        outflow_url="http://outflow.beijing.test",
        inflow_url="http://inflow.beijing.test",
        registry_url="http://registry.beijing.test",
        public_key=public_pem(ring.region_public("110000")),
        ours=False,
    )
    known = demo_directory(host_side.keys, version=2)
    plant_directory(host_side.engine, known.model_copy(update={"regions": [*known.regions, region]}))
    return HostCase(replace(host_side, keys=ring))


FOREIGN = notice(home_branch="11010100101", home_committee="110101001", home_path="110000.110101001.11010100101")


def test_another_operators_branch_sends_its_member(host_side: HostSide, tmp_path: Path) -> None:
    case = beijing(host_side, tmp_path)
    letter = case.letter(FOREIGN, sender="11010100101", sender_region="110000")
    host_side.worker.receive_letter(case.sign(letter, key="110000"))
    assert case.read().status is S.EXPECTED
    assert case.arrives().status is S.RECEIVED


def test_another_operator_cannot_let_our_organisations_in_or_invent_ours(host_side: HostSide, tmp_path: Path) -> None:
    case = beijing(host_side, tmp_path)
    spying = FOREIGN.model_copy(update={"home_path": "320000.110101001.11010100101"})
    letter = case.letter(spying, sender="11010100101", sender_region="110000")
    refused(lambda: host_side.worker.receive_letter(case.sign(letter, key="110000")), 403, "letter_refused")
    invented = HostCase(host_side)
    refused(lambda: invented.hears(FOREIGN, sender="11010100101"), 403, "letter_refused")


STORY: tuple[Body, ...] = (
    notice(),
    REPORTED,
    PleaseLook(reason="请核实住处。"),
    Answer(confirmed=True, text="没有人问过。"),
    Objection(text="没有拒收。"),
    REPORTED,
    PleaseLook(reason="再请核实。"),
)


def end_state(host_side: HostSide, case_id: UUID) -> dict[str, object]:
    (row,) = [row for row in host_side.rows(PlacementRow) if row.case_id == case_id]
    left_out = {"_sa_instance_state", "id", "case_id", "notice"}
    return {name: value for name, value in vars(row).items() if name not in left_out}


def test_duplicated_and_shuffled_letters_end_in_the_same_state(host_side: HostSide) -> None:
    in_order = HostCase(host_side)
    for body in STORY:
        in_order.hears(body)
    expected = end_state(host_side, in_order.case_id)
    for seed in range(8):
        case = HostCase(host_side, case_id=uuid4())
        assert deliver(case, random.Random(seed)) == {LetterState.APPLIED}
        assert end_state(host_side, case.case_id) == expected, f"seed {seed}"
        acts = [event.act for event in case.file().events]
        assert acts == [event.act for event in in_order.file().events], f"seed {seed}"


def deliver(case: HostCase, chance: random.Random) -> set[LetterState]:
    """Every letter one to three times in any order; then each once more, to read the final answers."""
    letters: list[Letter] = [case.letter(body) for body in STORY]
    storm = [letter for letter in letters for _ in range(chance.randint(1, 3))]
    chance.shuffle(storm)
    for letter in storm:
        case.side.worker.receive_letter(case.sign(letter))
    return {case.side.worker.receive_letter(case.sign(letter)).state for letter in letters}
