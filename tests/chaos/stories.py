"""Stories that letters tell, one side's letters each, with what people do after the first part has arrived."""

from collections.abc import Callable
from dataclasses import dataclass

from services.inflow import contract as host
from services.outflow import contract as home
from shared.letters.contract import (
    AcceptanceOverdue,
    Answer,
    Body,
    CoordinationProposal,
    DisputeProgress,
    Enrolled,
    Looked,
    MemberReported,
    NoticeWithdrawn,
    Objection,
    OutflowNotice,
    PersonInLetter,
    PleaseLook,
    Query,
    Redirected,
    Refused,
    Side,
)
from tests.chaos import people as p
from tests.chaos.case_in_play import TODAY, CaseInPlay
from tests.factories.organisations import path_of

HOST = p.HOSTS[p.HOST_COMMITTEE]
Acts = tuple[Callable[[CaseInPlay], object], ...]


@dataclass(frozen=True)
class Story:
    """`side` writes. `before` is done before any letter, `between` when all of `first` have been applied."""

    name: str
    side: Side
    first: tuple[Body, ...]
    then: tuple[Body, ...]
    before: Acts = ()
    between: Acts = ()

    @property
    def letters(self) -> int:
        return len(self.first) + len(self.then)


NOTICE = OutflowNotice(
    person=PersonInLetter(
        name="汪海", sex="男", id_number="320000199001011237", phone="", standing="FULL", joined_on="2012-06"
    ),
    case_number="321003-2026-000012",
    home_branch=p.HOME_BRANCH,
    home_branch_name="蒋王街道双桥村党支部",
    home_committee=p.HOME_COMMITTEE,
    home_committee_name="邗江区蒋王街道党委",
    home_path=path_of(p.HOME_BRANCH),
    home_contact="周超",
    home_phone="",
    certificate_number="321003-2026-000001",
    category="LONG",
    reason="work",
    departed_on=TODAY,
    expected_return=None,
)
REPORTED_AT_HOME = MemberReported(reported_on=TODAY, told_by=Side.HOME)
REPORTED_AT_HOST = MemberReported(reported_on=TODAY, told_by=Side.HOST)
LOOK, LOOK_AGAIN = PleaseLook(reason="请核实住处。"), PleaseLook(reason="再请核实。")
CONFIRMED, DENIED = Answer(confirmed=True, text="是本人。"), Answer(confirmed=False, text="查无此人。")
WITHDRAWN = NoticeWithdrawn(text="改由他处接收。")
ENROLLED = Enrolled(
    host_branch=HOST.branch, host_branch_name="朱塘村党支部", contact="侯洋", phone="", enrolled_on=TODAY
)
ORDERED = DisputeProgress(stage="DECIDED", outcome="OVERRULED", text="请依规接收。")
UPHELD = DisputeProgress(stage="DECIDED", outcome="UPHELD", text="维持。")


def _refused(listed: bool) -> Refused:
    reason = "G1" if listed else "no_staff"
    return Refused(reason=reason, text="不予接收。", listed=listed, refused_on=TODAY)


def arrives(case: CaseInPlay) -> None:
    case.arrive(HOST.reception)


def asks_home(case: CaseInPlay) -> None:
    body = host.VerifyCertificate(result=host.Verification.NEEDS_INFO, question="是否本人？")
    case.host(HOST.reception).verify_certificate(case.case_id, body)


def verifies(case: CaseInPlay) -> None:
    case.verify(HOST.reception)


def places(case: CaseInPlay) -> None:
    case.place(HOST.clerk, HOST.branch)


def enrols(case: CaseInPlay) -> None:
    case.enrol(HOST.secretary)


def refuses(case: CaseInPlay) -> None:
    case.refuse(HOST.clerk)


def leaves_home(case: CaseInPlay) -> None:
    case.leaves_home()


def answers_query(case: CaseInPlay) -> None:
    case.home(p.SECRETARY).answer_query(case.case_id, home.AnswerQuery(confirmed=True, text="是本人。"))


TO_HOST = (
    Story("heard of, then withdrawn", Side.HOME, (NOTICE,), (REPORTED_AT_HOME, LOOK, CONFIRMED, LOOK_AGAIN, WITHDRAWN)),
    Story(
        "asked and denied", Side.HOME, (NOTICE,), (LOOK, DENIED, CONFIRMED, LOOK_AGAIN, REPORTED_AT_HOME),
        between=(arrives, asks_home),
    ),
    Story(
        "asked and confirmed", Side.HOME, (NOTICE, REPORTED_AT_HOME), (CONFIRMED, DENIED, LOOK, WITHDRAWN),
        between=(asks_home,),
    ),
    Story(
        "refused and objected", Side.HOME, (NOTICE, REPORTED_AT_HOME, LOOK),
        (Objection(text="理由不成立。"), CoordinationProposal(outcome="OVERRULED", text="请接收。"), LOOK_AGAIN),
        between=(verifies, refuses),
    ),
    Story(
        "enrolled and looked for", Side.HOME, (NOTICE, LOOK, REPORTED_AT_HOME), (LOOK_AGAIN, DENIED, WITHDRAWN),
        between=(verifies, places, enrols),
    ),
)  # fmt: skip
TO_HOME = (
    Story(
        "asked, then enrolled", Side.HOST, (REPORTED_AT_HOST, Query(question="是否本人？", suspect=False)),
        (Query(question="照片不清。", suspect=True), ENROLLED, Looked(found=True, text="在岗。")),
        before=(leaves_home,), between=(answers_query,),
    ),
    Story(
        "refused, then ordered", Side.HOST, (REPORTED_AT_HOST,), (_refused(listed=True), ORDERED, ENROLLED, UPHELD),
        before=(leaves_home,),
    ),
    Story(
        "silent, then ordered", Side.HOST, (REPORTED_AT_HOST,),
        (AcceptanceOverdue(since=TODAY), DisputeProgress(stage="PROVINCIAL"), ORDERED, ENROLLED),
        before=(leaves_home,),
    ),
    Story(
        "refused and upheld", Side.HOST, (REPORTED_AT_HOST, Query(question="有无处分？", suspect=True)),
        (_refused(listed=False), UPHELD, Looked(found=False, text="未见。")),
        before=(leaves_home,),
    ),
    Story(
        "sent to the right committee", Side.HOST, (REPORTED_AT_HOST,),
        (Redirected(to_committee=p.NEXT_COMMITTEE, text="属铜城镇。"), ENROLLED, Looked(found=True, text="见。")),
        before=(leaves_home,),
    ),
)  # fmt: skip
STORIES = TO_HOST + TO_HOME
