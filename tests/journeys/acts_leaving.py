"""A journey to its end: moving on, coming back, transfer, death and other ends (5.1)."""

from services.inflow import contract as inflow
from services.inflow.leaving import contract as at_host
from services.outflow import contract as outflow
from services.outflow.certificate_life import contract as certificate
from services.outflow.leaving import contract as leaving
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.journey import Journey
from tests.journeys.places import Host


class LeavingJourney(Journey):
    def away(self) -> "LeavingJourney":
        """Enrolled at the first host."""
        self.depart()
        self.host_records_arrival()
        self.is_taken_in()
        return self

    def relocate(self, end: Host, **facts: object) -> Host:
        """The home branch names the next host; from here on the journey goes there. The former one comes back."""
        former, today = self.end, self.stage.today
        said = {
            "host_region": end.region,
            "host_committee": end.committee,
            "text": "工作单位搬迁",
            "moves_on": today,
            "told_by": "MEMBER",
        }
        body = leaving.RelocateMember.model_validate(said | facts)
        self.secretary.services.outflow.relocate_member(self.case_id, body)
        self.end = end
        return former

    def release(self, host: Host) -> inflow.Placement:
        """The host branch writes its closing note (9.3)."""
        secretary = self.stage.branch(host.branch)
        self.finds(secretary, K.RELEASE_MEMBER)
        body = at_host.ReleaseMember(
            released_on=self.stage.today, conduct="表现良好", participation="应到6次，实到6次", dues_paid_to="2026-10"
        )
        return secretary.services.inflow.release_member(self.case_id, body)

    def placement_at(self, host: Host) -> inflow.Placement:
        return self.stage.reception(host.committee).services.inflow.read_placement(self.case_id).placement

    def stands_at(self, host: Host, wanted: inflow.PlacementStatus) -> None:
        self.until(lambda: self.placement_at(host).status is wanted, f"{host.committee} 的接收成为 {wanted}")

    def comes_back(self, how: str = "ANNOUNCED") -> None:
        body = leaving.AnnounceReturn.model_validate(
            {"returns_on": self.stage.today, "how": how, "text": "务工结束，返回原籍"}
        )
        self.secretary.services.outflow.announce_return(self.case_id, body)

    def call_off_return(self) -> outflow.Case:
        body = leaving.CallOffReturn(told_by="MEMBER", text="续签劳动合同，暂不返回")
        return self.secretary.services.outflow.call_off_return(self.case_id, body)

    def stays(self, host: Host) -> None:
        """The host branch knows that he does not go back."""
        body = at_host.ReportStaying(told_on=self.stage.today, text="继续在我支部参加组织生活")
        self.stage.branch(host.branch).services.inflow.report_staying(self.case_id, body)

    def put_away(self) -> None:
        """The inspected booklet is archived (W-02)."""
        self.finds(self.secretary, K.PUT_AWAY_CERTIFICATE)
        body = certificate.PutAwayCertificate(put_away_on=self.stage.today, kept=False, remarks="归入党员档案")
        self.secretary.services.outflow.put_away_certificate(self.case_id, body)

    def has_come_back(self, *, with_certificate: bool = True) -> None:
        self.finds(self.secretary, K.REPORT_RETURN)
        body = leaving.ReportReturn(reported_on=self.stage.today, certificate_brought=with_certificate)
        self.secretary.services.outflow.report_return(self.case_id, body)

    def inspect(self, **facts: object) -> outflow.Case:
        self.finds(self.secretary, K.INSPECT_RETURN)
        said = {
            "inspected_on": self.stage.today,
            "certificate_seen": True,
            "entries_in_order": True,
            "member_account": "按月参加流入地党支部组织生活",
        }
        body = leaving.InspectReturn.model_validate(said | facts)
        return self.secretary.services.outflow.inspect_return(self.case_id, body)

    def end_with(self, reason: outflow.EndReason) -> None:
        body = leaving.RecordEnding(reason=reason, ended_on=self.stage.today, text="有关材料已收存")
        self.home_office.services.outflow.record_ending(self.case_id, body)

    def suspend(self) -> None:
        body = leaving.SuspendMembership(
            cause=leaving.SuspensionCause.SETTLED_ABROAD, decided_on=self.stage.today, resolution="纪要〔2026〕20号"
        )
        self.home_office.services.outflow.suspend_membership(self.case_id, body)

    def restore(self) -> None:
        body = leaving.RestoreMembership(decided_on=self.stage.today, resolution="纪要〔2027〕3号")
        self.home_office.services.outflow.restore_membership(self.case_id, body)

    def send_transfer(self) -> None:
        body = leaving.SendTransfer(sent_on=self.stage.today, letter_number="组介〔2026〕118号")
        self.home_office.services.outflow.send_transfer(self.case_id, body)

    def accept_transfer(self) -> None:
        self.finds(self.host_office, K.ACCEPT_TRANSFER)
        body = at_host.AcceptTransfer(accepted_on=self.stage.today)
        self.host_office.services.inflow.accept_transfer(self.case_id, body)

    @property
    def leaving(self) -> leaving.LeavingView:
        view = self.secretary.services.outflow.read_dossier(self.case_id).leaving
        assert view is not None
        return view

    @property
    def duty(self) -> str:
        """Who holds it now, as home says."""
        return self.home.duty_holder

    def is_over(self) -> None:
        """Nothing of the case is asked of anybody any more."""
        self.until(lambda: not self.owed(), "没有任何待办")
