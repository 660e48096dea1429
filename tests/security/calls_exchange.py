"""How the routes of the exchange are called so that whoever may, succeeds."""

from typing import Any
from uuid import UUID, uuid4

from pydantic import BaseModel
from sqlalchemy import Connection, insert, select, update

from services.inflow.exchange import contract as host
from services.inflow.exchange import tables as host_tables
from services.inflow.tables import PlacementRow
from services.outflow.exchange import contract as home
from services.outflow.exchange import tables as home_tables
from shared.exchange import ChangeKind, FeedbackStatus, SummonsKind, SummonsStatus
from shared.help_requests.contract import (
    AnswerRequest,
    AssignRequest,
    ConfirmRequest,
    OpenRequest,
    RequestKind,
    RequestStatus,
)
from shared.letters.bodies_exchange import Topics
from shared.sealing import Seal
from tests.factories.organisations import path_of
from tests.security import world as w
from tests.security.calls import CASE, PLACED, PLACEMENT, Arrange, Call, Kind, on_the_case, placement
from tests.security.relations import Object
from tests.security.world import TODAY, World

ONE = uuid4()
"""The one feedback, change, summons or request that is acted upon."""
TOPICS = Topics(placement="在册", participation="3次", conduct="良好")
ASKED = OpenRequest(kind=RequestKind.QUESTION, asked_on=TODAY, channel="phone", text="党费怎么交？")
SAID = {"placement": "编入", "participation": "3次", "conduct": "良好"}
QUARTER = "2026Q3"
PAPER = home.RecordPaperFeedback(quarter=QUARTER, sender="某党支部", written_on=TODAY, received_on=TODAY, **SAID)
IN_BRANCH = {
    "host_branch": w.HOST_BRANCH,
    "host_path": path_of(w.HOST_BRANCH),
    "placed_on": TODAY,
    "enrolled_on": TODAY,
}


def calls(world: World) -> dict[str, dict[str, Call]]:
    return {"outflow": at_home(world), "inflow": at_the_host(world)}


def stored(table: type[Any], **columns: Any) -> Arrange:
    def arrange(connection: Connection) -> None:
        connection.execute(insert(table).values(columns))

    return arrange


def sealed(world: World, text: str) -> str:
    return Seal(world.keys.sealing_key).close(text)


def of_request(case_id: UUID, world: World, branch: str, status: RequestStatus) -> dict[str, Any]:
    return {
        "id": ONE,
        "case_id": case_id,
        "attempt": 1,
        "version": 0,
        "kind": RequestKind.QUESTION,
        "status": status,
        "asked_on": TODAY,
        "channel": "phone",
        "text": sealed(world, "党费怎么交？"),
        "branch": branch,
        "holder": branch,
        "round": 1,
        "answer": "",
        "remark": "",
        "ended": False,
    }


def at_home(world: World) -> dict[str, Call]:
    day = {"happened_on": TODAY, "learned_on": TODAY, "text": "换了工厂。"}
    changed = home.RecordChange(kind=ChangeKind.MOVED_WORK, **day)
    report = home.RecordYearlyReport(
        received_on=TODAY, channel="letter", thinking="认真学习", work="务工", participation="10次"
    )
    call = home.CallMember(kind=SummonsKind.ELECTION, event_on=TODAY, place="双桥村", text="换届")
    reply = home.RecordSummonsReply(summons_id=ONE, comes=True)
    return {
        "acknowledge_feedback": on_the_case(world, home.AcknowledgeFeedback(feedback_id=ONE), _feedback(world)),
        "question_feedback": on_the_case(
            world, home.QuestionFeedback(feedback_id=ONE, text="原因？"), _feedback(world)
        ),
        "send_home_notice": on_the_case(world, home.SendHomeNotice(**SAID)),
        "record_paper_feedback": on_the_case(world, PAPER, _paper_due(world)),
        "record_change": on_the_case(world, changed),
        "acknowledge_change": on_the_case(world, home.AcknowledgeChange(change_id=ONE), _change(world)),
        "record_yearly_report": on_the_case(world, report),
        "call_member": on_the_case(world, call),
        "record_summons_reply": on_the_case(world, reply, _summons(world)),
        "open_request": on_the_case(world, ASKED),
        **_requests_at_home(world),
        "list_running_home_exchanges": Call(Kind.ROLE, CASE),
    }


def _requests_at_home(world: World) -> dict[str, Call]:
    def act(body: BaseModel, status: RequestStatus) -> Call:
        row = of_request(world.case_id, world, w.HOME_BRANCH, status)
        return on_request(world, CASE, body, stored(home_tables.HelpRequestRow, **row))

    return {
        "assign_request": act(AssignRequest(to=w.HOME_COMMITTEE), RequestStatus.OPEN),
        "answer_request": act(AnswerRequest(text="按月交。"), RequestStatus.OPEN),
        "confirm_request": act(ConfirmRequest(satisfied=True), RequestStatus.ANSWERED),
    }


def on_request(world: World, of: Object, body: BaseModel, arrange: Arrange) -> Call:
    path = {"case_id": world.case_id, "request_id": ONE}
    return Call(Kind.OBJECT, of, path, body=body, arrange=arrange, unknown={"case_id": uuid4()})


def _feedback(world: World) -> Arrange:
    return stored(
        home_tables.FeedbackReceivedRow,
        id=ONE,
        case_id=world.case_id,
        attempt=1,
        quarter="2026Q3",
        status=FeedbackStatus.SENT,
        topics=sealed(world, TOPICS.model_dump_json()),
        sent_on=TODAY,
        received_on=TODAY,
        rounds=1,
        to_read_since=TODAY,
        question="",
        answer="",
    )


def _paper_due(world: World) -> Arrange:
    def arrange(connection: Connection) -> None:
        connection.execute(update(home_tables.ExchangeRow).values(host_since=TODAY))
        row = {"id": ONE, "case_id": world.case_id, "quarter": QUARTER, "opened_on": TODAY, "on_paper": True}
        connection.execute(insert(home_tables.ExchangeQuarterRow).values(row))

    return arrange


def _change(world: World) -> Arrange:
    return stored(
        home_tables.ChangeRow,
        id=ONE,
        case_id=world.case_id,
        attempt=1,
        from_host=True,
        kind=ChangeKind.SERIOUS,
        happened_on=TODAY,
        learned_on=TODAY,
        told_by_member=False,
        text=sealed(world, "工伤"),
        contact=sealed(world, "{}"),
        received_on=TODAY,
    )


def _summons(world: World) -> Arrange:
    return stored(
        home_tables.SummonsRow,
        id=ONE,
        case_id=world.case_id,
        version=0,
        kind=SummonsKind.ELECTION,
        event_on=TODAY,
        place=sealed(world, "双桥村"),
        text=sealed(world, "换届"),
        called_on=TODAY,
        status=SummonsStatus.CALLED,
        reason="",
        ended=False,
    )


def at_the_host(world: World) -> dict[str, Call]:
    def act(body: BaseModel, *rows: Any) -> Call:
        arrange = enrolled(*rows)
        return Call(
            Kind.OBJECT, PLACED, {"case_id": world.case_id}, body=body, arrange=arrange, unknown={"case_id": uuid4()}
        )

    noted = host.NoteChange(kind=ChangeKind.SERIOUS, happened_on=TODAY, learned_on=TODAY, text="工伤")
    care = host.RecordCare(kind=host.CareKind.CARE, on=TODAY, channel="visit", text="走访")
    reply = host.RecordSummonsReply(summons_id=ONE, comes=True)
    return {
        "send_feedback": act(host.SendFeedback(quarter="2026Q3", **SAID), feedback("DUE")),
        "answer_feedback": act(host.AnswerFeedback(feedback_id=ONE, text="出差"), feedback("QUESTIONED")),
        "note_change": act(noted),
        "tell_change": act(host.TellChange(change_id=ONE), change(world)),
        "acknowledge_change": act(host.AcknowledgeChange(change_id=ONE), change(world, told_on=TODAY)),
        "record_care": act(care),
        "record_summons_reply": act(reply, summons(world)),
        "open_request": act(ASKED),
        **_requests_at_the_host(world),
        "list_running_host_exchanges": Call(Kind.ROLE, PLACEMENT),
    }


def _requests_at_the_host(world: World) -> dict[str, Call]:
    def act(body: BaseModel, status: RequestStatus) -> Call:
        row = of_request(world.case_id, world, w.HOST_BRANCH, status)
        return on_request(world, PLACED, body, enrolled((host_tables.HelpRequestRow, row)))

    return {
        "assign_request": act(AssignRequest(to=w.HOST_COMMITTEE), RequestStatus.OPEN),
        "answer_request": act(AnswerRequest(text="按月交。"), RequestStatus.OPEN),
        "confirm_request": act(ConfirmRequest(satisfied=True), RequestStatus.ANSWERED),
    }


def enrolled(*rows: tuple[type[Any], dict[str, Any]]) -> Arrange:
    """On the branch's roster, with the exchange begun and these rows of it."""

    def arrange(connection: Connection) -> None:
        placement("ENROLLED", **IN_BRANCH)(connection)
        placement_id = connection.execute(select(PlacementRow.id)).scalar_one()
        begun = {"placement_id": placement_id, "version": 1, "began_on": TODAY, "paused": False, "rests": 0}
        known = {"over": False, "contact": "", "branch": w.HOST_BRANCH, "committee": w.HOST_COMMITTEE}
        connection.execute(insert(host_tables.ExchangeRow).values(begun | known))
        for table, columns in rows:
            own = {"placement_id": placement_id} if hasattr(table, "placement_id") else {}
            connection.execute(insert(table).values(columns | own))

    return arrange


def feedback(status: str) -> tuple[type[Any], dict[str, Any]]:
    facts = {"id": ONE, "quarter": "2026Q3", "status": status, "overdue": False, "opened_on": TODAY, "topics": ""}
    asked = {"question": "", "questions": 1, "questioned_on": TODAY, "answer": ""}
    return host_tables.FeedbackRow, facts | asked


def change(world: World, **columns: Any) -> tuple[type[Any], dict[str, Any]]:
    facts = {
        "id": ONE,
        "from_home": False,
        "kind": ChangeKind.SERIOUS,
        "happened_on": TODAY,
        "learned_on": TODAY,
        "told_by_member": False,
        "text": sealed(world, "工伤"),
        "contact": sealed(world, "{}"),
    }
    return host_tables.ChangeRow, facts | columns


def summons(world: World) -> tuple[type[Any], dict[str, Any]]:
    facts = {
        "id": ONE,
        "kind": SummonsKind.ELECTION,
        "event_on": TODAY,
        "place": sealed(world, "双桥村"),
        "text": sealed(world, "换届"),
        "received_on": TODAY,
        "status": SummonsStatus.CALLED,
        "reason": "",
    }
    return host_tables.SummonsReceivedRow, facts
