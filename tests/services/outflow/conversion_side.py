"""A probationary member who is away, and the people who convert him; the host answers by letter."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from services.outflow.contract import Standing
from services.outflow.conversion import contract as c
from services.outflow.tables import MemberRow
from shared.act import Act
from shared.letters.bodies_conversion import HostOpinion, OpinionValue
from shared.letters.contract import Enrolled
from shared.letters.tables import LetterReceivedRow
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Role
from shared.sealing import Seal
from shared.tasks.contract import OpenedTask, OpenTask
from tests.factories.people import holder
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    CONTACT,
    HOME_COMMITTEE,
    HOST_BRANCH,
    SECRETARY,
    TODAY,
    HomeCase,
    HomeSide,
    person,
    schedule,
)
from workflows.probation_conversion.duties import owed

ADMITTED, END = date(2025, 12, 1), date(2026, 12, 1)
PREPARED, ASKED = END - timedelta(days=60), END - timedelta(days=30)
OFFICER_OF_COMMITTEE = replace(holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE, name="冯玉"), account="account-of-feng")
BOTH_POSTS = replace(
    OFFICER_OF_COMMITTEE,
    account="account-of-two-posts",
    posts=(*OFFICER_OF_COMMITTEE.posts, *holder(Role.CONTACT_PERSON, BRANCH).posts),
)


@dataclass
class Converting:
    """One conversion; `on` is the same one on another day."""

    case: HomeCase

    def on(self, day: date) -> "Converting":
        return Converting(self.case.on(day))

    @property
    def today(self) -> date:
        return self.case.today

    def view(self, actor: Actor = SECRETARY) -> c.ConversionView:
        view = self.case.side.at(actor).read_dossier(self.case.case_id).conversion
        assert view is not None
        return view

    @property
    def stage(self) -> c.Stage:
        return self.view().stage

    def standing(self) -> Standing:
        return self.case.read().member.standing

    # the acts of people, each with what it needs unless told otherwise

    def _acts(self, verb: str, body: Any, actor: Actor) -> c.ConversionView:
        view: c.ConversionView = getattr(self.case.side.at(actor), verb)(self.case.case_id, body)
        return view

    def asks(self, actor: Actor = SECRETARY) -> c.ConversionView:
        return self._acts("request_opinion", c.RequestOpinion(text="请提出书面意见。"), actor)

    def applies(self, actor: Actor = CONTACT, **changed: Any) -> c.ConversionView:
        body = c.RecordApplication(**({"applied_on": self.today, "written": True} | changed))
        return self._acts("record_application", body, actor)

    def waives(self, actor: Actor = CLERK) -> c.ConversionView:
        return self._acts("waive_opinion", c.WaiveOpinion(reason="多次催要未果。"), actor)

    def consults(self, actor: Actor = SECRETARY) -> c.ConversionView:
        said: dict[str, Any] = {
            "consulted_on": self.today,
            "group_opinion": "同意",
            "members_opinion": "同意",
            "masses_opinion": "反映良好",
        }
        return self._acts("consult_on_conversion", c.ConsultOnConversion(**said), actor)

    def reviews(self, view: str = "CONVERT", actor: Actor = SECRETARY) -> c.ConversionView:
        body = c.ReviewConversion(reviewed_on=self.today, view=c.Proposal(view), text="材料齐全。")
        return self._acts("review_conversion", body, actor)

    def publishes(self, actor: Actor = SECRETARY) -> c.ConversionView:
        body = c.PublishConversionNotice(published_on=self.today, place="村务公开栏")
        return self._acts("publish_conversion_notice", body, actor)

    def hears_objection(self, actor: Actor = CONTACT) -> c.ConversionView:
        body = c.RecordNoticeObjection(received_on=self.today, text="反映未交党费")
        return self._acts("record_notice_objection", body, actor)

    def answers_objection(self, number: int = 1, actor: Actor = SECRETARY) -> c.ConversionView:
        body = c.ResolveNoticeObjection(number=number, text="经核实不属实")
        return self._acts("resolve_notice_objection", body, actor)

    def closes_notice(self, actor: Actor = SECRETARY) -> c.ConversionView:
        return self._acts("close_conversion_notice", c.CloseConversionNotice(closed_on=self.today), actor)

    def adjourns(self, until: date, actor: Actor = SECRETARY) -> c.ConversionView:
        body = c.AdjournConversionMeeting(reason="本人住院，不能返回", until=until)
        return self._acts("adjourn_conversion_meeting", body, actor)

    def meets(self, actor: Actor = SECRETARY, **changed: Any) -> c.ConversionView:
        said: dict[str, Any] = {
            "held_on": self.today,
            "proposal": "CONVERT",
            "entitled": 12,
            "present": 9,
            "yes": 9,
            "no": 0,
            "abstained": 0,
            "secret_ballot": True,
            "attendance": "IN_PERSON",
            "views_shown": True,
            "chaired_by": "周超",
        }
        return self._acts("hold_conversion_meeting", c.HoldConversionMeeting(**(said | changed)), actor)

    def reports(self, actor: Actor = SECRETARY) -> c.ConversionView:
        return self._acts("report_resolution", c.ReportResolution(reported_on=self.today), actor)

    def decides(self, decision: str = "APPROVED", actor: Actor = CLERK, **changed: Any) -> c.ConversionView:
        said: dict[str, Any] = {
            "decision": decision,
            "decided_on": self.today,
            "resolution": "党委会议纪要〔2027〕3号",
            "text": "" if decision == "APPROVED" else "请补充材料。",
        }
        return self._acts("decide_conversion", c.DecideConversion(**(said | changed)), actor)

    def announces(self, actor: Actor = SECRETARY) -> c.ConversionView:
        body = c.AnnounceConversion(talked_on=self.today, talked_by="周超", announced_on=self.today, archived=True)
        return self._acts("announce_conversion", body, actor)

    def is_overdue_because(self, reason: str, admitted_on: date, actor: Actor = SECRETARY) -> c.ConversionView:
        body = c.OpenOverdueConversion(
            admitted_on=admitted_on, overdue_reason=c.OverdueReason(reason), text="转接期间未及时讨论"
        )
        return self._acts("open_overdue_conversion", body, actor)

    # the host, and the workflow

    def host_writes(self, opinion: str = "CONVERT_ON_TIME", **changed: Any) -> UUID:
        """The host's letter; `changed` may also be the letter's own fields under `letter`."""
        letter = changed.pop("letter", {})
        stream = (self.case.case_id, letter.get("attempt", 1))
        received = [r for r in self.case.side.rows(LetterReceivedRow) if (r.case_id, r.attempt) == stream]
        self.case.number = len(received)
        body = opinion_of(OpinionValue(opinion), **({"dated_on": self.today} | changed))
        self.case.hears(body, **letter)
        return body.opinion_id

    def begins(self, step: str) -> None:
        self.case.side.worker.begin_step("probation-conversion", self.case.case_id, step, self.case.side.now)

    # short cuts

    def prepared(self) -> "Converting":
        """T−30: prepared, and the host is owed a question."""
        then = self.on(ASKED)
        then.begins("prepare/1")
        then.begins("request/1")
        return then

    def with_papers(self, opinion: str = "CONVERT_ON_TIME") -> "Converting":
        """Two days after the end of probation: applied, asked, answered."""
        asked = self.prepared()
        asked.asks()
        asked.applies()
        then = self.on(END + timedelta(days=2))
        then.host_writes(opinion)
        return then

    def ready(self, opinion: str = "CONVERT_ON_TIME", view: str = "CONVERT") -> "Converting":
        """Through consultation, review and five working days of public notice."""
        then = self.with_papers(opinion)
        then.consults()
        then.reviews(view)
        then.publishes()
        after = self.on(END + timedelta(days=14))
        after.closes_notice()
        return after

    def at_committee(self, **ballot: Any) -> "Converting":
        then = self.ready()
        then.meets(**ballot)
        then.reports()
        return then


def opinion_of(value: OpinionValue = OpinionValue.CONVERT_ON_TIME, **changed: Any) -> HostOpinion:
    said: dict[str, Any] = {
        "opinion_id": uuid4(),
        "member_name": "汪海",
        "certificate_number": "321003-2026-000001",
        "home_branch_name": "双桥村党支部",
        "host_branch_name": "朱塘村党支部",
        "host_committee_name": "秦栏镇党委",
        "stay_from": TODAY,
        "stay_to": END,
        "probation_start": ADMITTED,
        "probation_end": END,
        "participation_count": 12,
        "participation": "支部党员大会4次",
        "dues": "按月交纳",
        "thinking": "思想稳定",
        "work": "踏实",
        "exemplary": "",
        "rewards_penalties": "",
        "problems": "",
        "group_and_members": "同意",
        "opinion": value,
        "reasons": "考察期内表现良好",
        "branch_decided_on": END,
        "secretary": "邓磊",
        "dated_on": END,
    }
    return HostOpinion(**(said | changed))


def enrolled(on: date = TODAY) -> Enrolled:
    return Enrolled(host_branch=HOST_BRANCH, host_branch_name="朱塘村党支部", contact="侯洋", phone="", enrolled_on=on)


def away(home_side: HomeSide, *, joined: str = ADMITTED.isoformat()) -> Converting:
    """Departed, reported and enrolled: the case is ACTIVE and W-06 watches."""
    who = person(standing=Standing.PROBATIONARY, joined=joined)
    case = home_side.on(TODAY).declares(who=who).departs()
    case.hears(enrolled())
    return Converting(case)


def members(side: HomeSide) -> list[MemberRow]:
    rows: list[MemberRow] = side.rows(MemberRow)
    return rows


def state_of(converting: Converting) -> c.ConversionState:
    return c.ConversionState.model_validate(converting.case.told("ProbationConversion")[-1])


def kinds_owed(converting: Converting) -> dict[TaskKind, str]:
    return {duty.kind: duty.holder for duty in owed(state_of(converting))}


def opens(converting: Converting, kind: TaskKind, occurrence: str | None = None) -> OpenedTask:
    state = state_of(converting)
    opening = OpenTask(
        kind=kind,
        case_id=converting.case.case_id,
        occurrence=occurrence or str(state.round),
        holder=BRANCH,
        role=Role.BRANCH_SECRETARY,
        since=converting.today,
        schedule=schedule(kind, converting.today),
    )
    return converting.case.side.worker.open_task(opening, converting.case.side.now)


def inside(converting: Converting) -> tuple[Session, Act]:
    side = converting.case.side
    session = Session(side.engine)
    kernel = side.http.app.state.kernel  # type: ignore[attr-defined]  # declared as any ASGI callable
    actor = Actor.system("test")
    act = Act(session, actor, side.clock.now(), Seal(side.keys.sealing_key), side.keys, side.clock, kernel.reactions)
    return session, act
