"""What the member does himself: he comes by the link of a branch, to the deployment that serves it."""

from deploy.embedded.endpoints import Endpoints
from services.inflow.entries.contract import ConfirmEntry
from services.inflow.member.client import MemberAtTheHost
from services.inflow.member.contract import MyEntry
from services.outflow.contract import ReportArrival
from services.outflow.leaving.contract import AnnounceReturn, ReportReturn
from services.outflow.member.client import MemberAtHome
from services.outflow.member.contract import MyCase
from services.registry.client import RegistryClient
from services.registry.member_links.contract import OpenMemberLink, RedeemMemberLink
from shared.help_requests.contract import (
    AnswerRequest,
    ConfirmRequest,
    HelpRequestView,
    OpenRequest,
    RequestKind,
    RequestStatus,
)
from shared.own_case import OWN_PAGE
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.acts_certificate import BookletJourney
from tests.journeys.journey import Journey
from tests.journeys.stage import Stage


class Phone:
    """The member's page, opened once with link and code; it speaks to the services of one deployment."""

    def __init__(self, stage: Stage, branch: str, link: RedeemMemberLink) -> None:
        endpoints: Endpoints = stage.serving(branch)
        registry = RegistryClient(endpoints.registry)
        session = registry.redeem_member_link(link)
        self.case_id = session.case_id

        def token() -> str:
            return registry.issue_member_token(session.token).token

        self.home = MemberAtHome(endpoints.outflow, token)
        self.host = MemberAtTheHost(endpoints.inflow, token)


def phone_of(journey: Journey, branch: str) -> Phone:
    """The branch opens a link for this case and tells the member the code."""
    opening = OpenMemberLink(case_id=journey.case_id, organisation=branch)
    link = journey.stage.branch(branch).services.registry.open_member_link(opening)
    return Phone(journey.stage, branch, RedeemMemberLink(secret=link.secret, code=link.code))


class MemberJourney(BookletJourney):
    def phone(self, branch: str) -> Phone:
        return phone_of(self, branch)

    def my_case(self, phone: Phone) -> MyCase:
        return phone.home.read_my_case(self.case_id)

    def report_arrival_himself(self, phone: Phone) -> None:
        self.finds(self.secretary, K.REPORT_AT_HOST)
        phone.home.report_arrival(self.case_id, ReportArrival(reported_on=self.stage.today))
        self.until(lambda: self.is_not_asked(self.secretary, K.REPORT_AT_HOST), "党支部不再需要登记报到")

    def confirm_himself(self, phone: Phone) -> MyEntry:
        self.finds(self.host_secretary, K.CONFIRM_ENTRY, "inflow")
        entry = next(one for one in phone.host.read_my_placement(self.case_id).entries if one.may_answer)
        body = ConfirmEntry(confirmed_on=self.stage.today, signed_by_member=True)
        phone.host.confirm_entry(self.case_id, entry.entry_id, body)
        self.until(lambda: self.is_not_asked(self.host_secretary, K.CONFIRM_ENTRY, "inflow"), "党支部不再需要当面核实")
        return entry

    def ask_for_help(self, phone: Phone) -> HelpRequestView:
        asked = OpenRequest(
            kind=RequestKind.DIFFICULTY, asked_on=self.stage.today, channel=OWN_PAGE, text="孩子入学有困难。"
        )
        phone.host.open_request(self.case_id, asked)
        return phone.host.read_my_placement(self.case_id).requests[0]

    def help(self, request: HelpRequestView) -> None:
        self.finds(self.host_secretary, K.ANSWER_REQUEST, "inflow")
        answer = AnswerRequest(text="已联系学校，九月入学。")
        self.host_secretary.services.inflow.answer_request(self.case_id, request.request_id, answer)

    def is_helped(self, phone: Phone, request: HelpRequestView) -> None:
        self.finds(self.host_secretary, K.CONFIRM_REQUEST, "inflow")
        phone.host.confirm_request(self.case_id, request.request_id, ConfirmRequest(satisfied=True))
        assert phone.host.read_my_placement(self.case_id).requests[0].status is RequestStatus.CONFIRMED

    def come_back_himself(self, phone: Phone) -> None:
        announced = AnnounceReturn(returns_on=self.stage.today, how="ANNOUNCED", text="务工结束，返回原籍。")
        phone.home.announce_return(self.case_id, announced)
        self.finds(self.secretary, K.REPORT_RETURN)
        report = ReportReturn(reported_on=self.stage.today, certificate_brought=False)
        phone.home.report_return(self.case_id, report)
        self.finds(self.secretary, K.INSPECT_RETURN)
