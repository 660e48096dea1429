"""The host's opinion (D-41, D-58): asked across the border, received, urged, and waived by the committee alone."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.outflow.conversion.contract import (
    OVER,
    OpinionStep,
    RecordPaperOpinion,
    RequestOpinion,
    Stage,
    WaiveOpinion,
)
from services.outflow.conversion.operations.casework import (
    AdmissionUnknown,
    already_taken,
    done,
    find,
    not_earlier_than,
    opinion_is,
    put_down,
    take_up,
    taken_back,
    write_to,
)
from services.outflow.conversion.snapshots import hosts_asked_now, milestones_of, stays_of
from services.outflow.conversion.tables import ConversionRow, HostStayRow, OpinionReceivedRow
from services.outflow.operations.casework import lock_case, not_later_than_today, note
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict, NotFound
from shared.identifiers import new_id
from shared.letters.bodies_conversion import HostOpinion, OpinionValue
from shared.letters.bodies_conversion import OpinionRequest as RequestLetter
from shared.letters.contract import Letter
from shared.letters.operations import NO_SUCH_CASE, LetterRefused
from shared.organisation_directory.tables import OrganisationRow
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Post, Role

RECEIVED_BY = ("letter_host_opinion", "record_paper_opinion")


class NoHostToAsk(Conflict):
    message = "还没有流入地党组织接收过该党员，无处征求意见；期限过后请由党委决定是否不再等待。"


class WaiverTooEarly(Conflict):
    message = "还没有到可以研究不再等待流入地意见的日期，请先催要。"


class AskFirst(Conflict):
    message = "还没有向流入地征求意见，请先发出征求意见函。"


class HostIsOnPlatform(Conflict):
    message = "流入地已在平台上，意见由流入地党支部发来，不需代为登记。"


def request_opinion(act: Act, case_id: UUID, body: RequestOpinion) -> ConversionRow:
    """D-41: home actively asks, from the preparation on, and urges when the opinion is overdue. Raises
    StepAlreadyTaken when it has been asked in time or answered."""
    case, row, post = take_up(act, "request_opinion", case_id)
    if not opinion_is(row, OpinionStep.NOT_ASKED, OpinionStep.OVERDUE):
        raise already_taken(act, row, "request_opinion", "waive_opinion", *RECEIVED_BY)
    if opinion_is(row, OpinionStep.NOT_ASKED):
        _ask_hosts(act, case, row)
    _write_request(act, case, row, body.text)
    done(act, case, row, TaskKind.REQUEST_OPINION, "request_opinion")
    put_down(act, "request_opinion", case, row, post, hosts=row.asked)
    return row


def _ask_hosts(act: Act, case: CaseRow, row: ConversionRow) -> None:
    hosts = hosts_asked_now(act, case)
    if not hosts:
        raise NoHostToAsk()
    row.asked, row.requested_on, row.opinion_step = list(hosts), act.today, OpinionStep.REQUESTED


def _write_request(act: Act, case: CaseRow, row: ConversionRow, text: str) -> None:
    """An urgent repeat keeps the day on which it was asked first: the terms do not begin anew."""
    if row.admitted_on is None or row.probation_end is None:
        raise AdmissionUnknown()
    assert row.requested_on is not None
    request = RequestLetter(
        probation_start=row.admitted_on, probation_end=row.probation_end, asked_on=row.requested_on, text=text
    )
    write_to(act, case, row.asked, request)


def receive_opinion(act: Act, letter: Letter) -> None:
    """A host writes. Kept for good, also when the process has outrun it. Raises LetterRefused for a stranger."""
    assert isinstance(letter.body, HostOpinion)
    try:
        case = lock_case(act, letter.case_id)
    except NotFound as error:
        raise LetterRefused(NO_SUCH_CASE) from error
    host = stays_of(act, case).get(letter.attempt)
    if host is None or not _speaks_for(act, letter.sender, host):
        raise LetterRefused("来函单位不是该党员的流入地党组织，已拒收。")
    row = find(act, case)
    act, post = _in_its_name(act, letter.sender)
    if row is None or Stage(row.stage) in OVER:
        note(act, "letter_host_opinion", case, post, ignored=True, attempt=letter.attempt)
        return
    _keep(act, case, letter.attempt, letter.body)
    put_down(act, "letter_host_opinion", case, row, post, **_take_in(act, case, row, letter.body))


def _speaks_for(act: Act, sender: str, host: HostStayRow) -> bool:
    """The host committee itself or its branch."""
    if sender == host.committee:
        return True
    row = act.session.get(OrganisationRow, sender)
    return row is not None and host.committee in row.path.split(".")


def _in_its_name(act: Act, sender: str) -> tuple[Act, Post]:
    row = act.session.get(OrganisationRow, sender)
    name, path = (row.name, row.path) if row else (sender, sender)
    return replace(act, actor=Actor(act.actor.account, name, act.actor.posts)), Post(Role.SYSTEM, sender, path)


def _keep(act: Act, case: CaseRow, attempt: int, body: HostOpinion) -> None:
    received = OpinionReceivedRow(
        id=body.opinion_id,
        case_id=case.id,
        attempt=attempt,
        supersedes=body.supersedes,
        opinion=body.opinion,
        dated_on=body.dated_on,
        sealed=act.seal.close(body.model_dump_json()),
        received_at=act.at,
    )
    act.session.add(received)
    act.session.flush()


def _take_in(act: Act, case: CaseRow, row: ConversionRow, body: HostOpinion) -> dict[str, Any]:
    """The last of the hosts that were asked has answered. One dated before the end of probation is no final one."""
    told: dict[str, Any] = {"opinion": body.opinion, "dated_on": body.dated_on.isoformat()}
    if row.probation_end is None or body.dated_on < row.probation_end:
        return told | {"too_early": True}
    if _still_silent(act, row):
        return told | {"others_still_asked": True}
    for kind in (TaskKind.REQUEST_OPINION, TaskKind.URGE_OPINION, TaskKind.CONSIDER_WAIVER):
        taken_back(act, case, row, kind, "letter_host_opinion")
    row.opinion_step, row.waiver_open = OpinionStep.RECEIVED, False
    return told


def _still_silent(act: Act, row: ConversionRow) -> set[int]:
    query = select(OpinionReceivedRow.attempt).where(
        OpinionReceivedRow.case_id == row.case_id, OpinionReceivedRow.dated_on >= row.probation_end
    )
    return set(row.asked) - set(act.session.scalars(query))


def record_paper_opinion(act: Act, case_id: UUID, body: RecordPaperOpinion) -> ConversionRow:
    """A host that is not on the platform answered by post."""
    case, row, post = take_up(act, "record_paper_opinion", case_id)
    host = _paper_host(act, case, row)
    not_later_than_today(act, dated_on=body.dated_on, received_on=body.received_on)
    not_earlier_than(row.probation_end, dated_on=body.dated_on)
    opinion = _from_paper(case, row, host, body)
    _keep(act, case, host.attempt, opinion)
    told = _take_in(act, case, row, opinion)
    put_down(act, "record_paper_opinion", case, row, post, **told)
    return row


def _paper_host(act: Act, case: CaseRow, row: ConversionRow) -> HostStayRow:
    if not row.asked or row.admitted_on is None:
        raise AskFirst()
    hosts = stays_of(act, case)
    paper = [hosts[attempt] for attempt in row.asked if not hosts[attempt].on_platform]
    if not paper:
        raise HostIsOnPlatform()
    return paper[-1]


def _from_paper(case: CaseRow, row: ConversionRow, host: HostStayRow, body: RecordPaperOpinion) -> HostOpinion:
    assert row.admitted_on is not None
    assert row.probation_end is not None
    unsaid = {name: "见纸质意见" for name in ("participation", "dues", "thinking", "work", "exemplary", "problems")}
    return HostOpinion(
        opinion_id=new_id(),
        member_name=case.member.name,
        certificate_number="",
        home_branch_name=case.home_branch,
        host_branch_name=host.name,
        host_committee_name=host.name,
        stay_from=host.began_on,
        stay_to=body.dated_on,
        probation_start=row.admitted_on,
        probation_end=row.probation_end,
        participation_count=0,
        rewards_penalties="见纸质意见",
        group_and_members="见纸质意见",
        opinion=OpinionValue(body.opinion),
        reasons=body.reasons,
        branch_decided_on=body.dated_on,
        secretary=body.secretary,
        dated_on=body.dated_on,
        **unsaid,
    )


def waive_opinion(act: Act, case_id: UUID, body: WaiveOpinion) -> ConversionRow:
    """Only the home committee, only after its day, only with its reason recorded. It never happens by itself."""
    case, row, post = take_up(act, "waive_opinion", case_id)
    if opinion_is(row, OpinionStep.RECEIVED, OpinionStep.WAIVED):
        raise already_taken(act, row, "waive_opinion", *RECEIVED_BY)
    days = milestones_of(act, case, row)
    if days is None:
        raise AdmissionUnknown()
    if opinion_is(row, OpinionStep.NOT_ASKED) and hosts_asked_now(act, case):
        raise AskFirst()
    if act.today < days.waivable_from:
        raise WaiverTooEarly(f"{days.waivable_from} 起才可以研究不再等待流入地意见，请先催要。")
    row.opinion_step, row.waived_on, row.waiver_open = OpinionStep.WAIVED, act.today, False
    row.waiver = act.seal_text(body.reason)
    taken_back(act, case, row, TaskKind.URGE_OPINION, "waive_opinion")
    done(act, case, row, TaskKind.CONSIDER_WAIVER, "waive_opinion")
    put_down(act, "waive_opinion", case, row, post, words=body.reason)
    return row
