"""A probationary member's journey: both branches and the home committee convert him while he is away (W-06)."""

import random
from datetime import date, timedelta
from typing import Any

from deploy.embedded.people import SignedIn
from deploy.embedded.walking import invented_person
from services.inflow.opinion import contract as o
from services.outflow.contract import Standing
from services.outflow.conversion import contract as c
from shared.policy.task_kinds import TaskKind as K
from shared.terms import add_months
from tests.journeys.acts_leaving import LeavingJourney
from tests.journeys.places import Host
from tests.journeys.stage import Stage

NOTICE_RUNS = timedelta(days=21)
"""Five working days and the longest holidays."""


class ConversionJourney(LeavingJourney):
    """`admitted_on`: his probation ends one year later."""

    def __init__(self, stage: Stage, admitted_on: date, **places: Any) -> None:
        facts = {"standing": Standing.PROBATIONARY, "joined": admitted_on.isoformat()}
        super().__init__(stage, person=invented_person(random.Random()).model_copy(update=facts), **places)
        self.probation_end = add_months(admitted_on, 12)

    @property
    def conversion(self) -> c.ConversionView:
        view = self.secretary.services.outflow.read_dossier(self.case_id).conversion
        assert view is not None
        return view

    @property
    def host_secretary(self) -> SignedIn:
        return self.stage.branch(self.end.branch)

    def watch_at(self, host: Host) -> o.OpinionWatchView | None:
        return self.stage.branch(host.branch).services.inflow.read_dossier(self.case_id).opinion

    def is_at(self, *stages: c.Stage, days: float = 0) -> None:
        self.until(lambda: self.conversion.stage in stages, f"转正成为 {'/'.join(stages)}", days=days)

    def opinion_is(self, step: c.OpinionStep, *, days: float = 0) -> None:
        self.until(lambda: self.conversion.opinion_step is step, f"流入地意见成为 {step}", days=days)

    # ---- home ----------------------------------------------------------------------------------------------
    def asks_the_host(self, *, days: float = 0) -> None:
        self.finds(self.secretary, K.REQUEST_OPINION, days=days)
        self.secretary.services.outflow.request_opinion(self.case_id, c.RequestOpinion(text="请提出书面意见"))

    def applies(self, *, days: float = 0) -> None:
        self.finds(self.secretary, K.RECORD_APPLICATION, days=days)
        body = c.RecordApplication(applied_on=self.stage.today, written=True)
        self.secretary.services.outflow.record_application(self.case_id, body)

    def is_reviewed(self, view: str = "CONVERT") -> None:
        """Consultation, the branch committee's view, and a notice that was up long enough."""
        outflow, today = self.secretary.services.outflow, self.stage.today
        outflow.consult_on_conversion(
            self.case_id,
            c.ConsultOnConversion(
                consulted_on=today, group_opinion="同意", members_opinion="同意", masses_opinion="反映良好"
            ),
        )
        review = c.ReviewConversion(reviewed_on=today, view=c.Proposal(view), text="材料齐全")
        outflow.review_conversion(self.case_id, review)
        notice = c.PublishConversionNotice(published_on=today - NOTICE_RUNS, place="村务公开栏")
        outflow.publish_conversion_notice(self.case_id, notice)
        outflow.close_conversion_notice(self.case_id, c.CloseConversionNotice(closed_on=today))

    def meets(self, **facts: Any) -> c.ConversionView:
        self.finds(self.secretary, K.HOLD_CONVERSION_MEETING)
        said: dict[str, Any] = {
            "held_on": self.stage.today,
            "proposal": "CONVERT",
            "entitled": 12,
            "present": 9,
            "yes": 9,
            "no": 0,
            "abstained": 0,
            "secret_ballot": True,
            "attendance": "IN_PERSON",
            "views_shown": True,
            "chaired_by": "支部书记",
        }
        body = c.HoldConversionMeeting.model_validate(said | facts)
        return self.secretary.services.outflow.hold_conversion_meeting(self.case_id, body)

    def reports_resolution(self) -> None:
        self.finds(self.secretary, K.REPORT_RESOLUTION)
        body = c.ReportResolution(reported_on=self.stage.today)
        self.secretary.services.outflow.report_resolution(self.case_id, body)

    def decides(self, decision: str = "APPROVED") -> None:
        self.finds(self.home_office, K.DECIDE_CONVERSION)
        body = c.DecideConversion(
            decision=c.Decision(decision),
            decided_on=self.stage.today,
            resolution="党委会议纪要〔2026〕30号",
            text="" if decision == "APPROVED" else "请补充材料",
        )
        self.home_office.services.outflow.decide_conversion(self.case_id, body)

    def announces(self) -> None:
        self.finds(self.secretary, K.ANNOUNCE_CONVERSION)
        today = self.stage.today
        body = c.AnnounceConversion(talked_on=today, talked_by="支部书记", announced_on=today, archived=True)
        self.secretary.services.outflow.announce_conversion(self.case_id, body)

    def is_converted(self) -> None:
        """By the branch meeting, the committee and the announcement; both sides know it."""
        self.meets()
        self.reports_resolution()
        self.decides()
        self.announces()
        self.both_sides_know()

    def both_sides_know(self) -> None:
        view = self.conversion
        assert (view.stage, view.standing_since) == (c.Stage.CONVERTED, self.probation_end)
        assert self.home.member.standing is Standing.FULL
        self.until(lambda: self._watch_status() is o.WatchStatus.ENDED, "流入地得知转正结果")

    def _watch_status(self) -> o.WatchStatus | None:
        watch = self.watch_at(self.end)
        return watch.status if watch else None

    # ---- host ----------------------------------------------------------------------------------------------
    def host_judges(self, opinion: str = "CONVERT_ON_TIME", host: Host | None = None, *, days: float = 0) -> None:
        secretary = self.stage.branch((host or self.end).branch)
        self.finds(secretary, K.FILE_OPINION, "inflow", days=days)
        today = self.stage.today
        said = dict.fromkeys(
            ("participation", "dues", "thinking", "work", "group_and_members", "reasons"), "在我支部期间表现良好"
        )
        facts = {"participation_count": 12, "branch_decided_on": today, "dated_on": today, "sealed": True}
        body = o.FileOpinion.model_validate(said | facts | {"opinion": opinion, "secretary": "支部书记"})
        secretary.services.inflow.file_opinion(self.case_id, body)
