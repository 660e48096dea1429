"""Public calls of the registry: one method per endpoint. Raises `Refused` (4xx) and `Outage`."""

from datetime import date
from typing import Self
from uuid import UUID

from services.registry import contract as c
from services.registry.agreement.client import AgreementCalls
from services.registry.delegation.client import DelegationCalls
from services.registry.incidents.client import IncidentCalls
from services.registry.member_links.client import MemberLinkCalls
from services.registry.mobile_org.client import MobileOrgCalls
from services.registry.notices.client import NoticeCalls
from services.registry.number_status.client import NumberStatusCalls
from services.registry.org_change.client import OrgChangeCalls
from services.registry.papers.client import PaperCalls
from services.registry.records.client import RecordCalls
from services.registry.saved_views.client import ViewCalls
from services.registry.survey.client import DepartmentSurveyCalls
from shared.announcing.client import AnnouncingCalls
from shared.audit_log.client import AuditCalls
from shared.calendar.year import CalendarYear
from shared.organisation_directory.contract import Directory, Region
from shared.reporting.client import ReportCalls
from shared.waiting_lists.client import WaitingCalls


class RegistryClient(
    ReportCalls,
    AgreementCalls,
    RecordCalls,
    IncidentCalls,
    NoticeCalls,
    AnnouncingCalls,
    AuditCalls,
    DelegationCalls,
    OrgChangeCalls,
    MobileOrgCalls,
    NumberStatusCalls,
    PaperCalls,
    DepartmentSurveyCalls,
    ViewCalls,
    MemberLinkCalls,
    WaitingCalls,
):
    def sign_in(self, body: c.SignIn) -> c.SessionOpened:
        """Raises Refused 401 `wrong_login` (the same for unknown login and wrong password), 429 after many."""
        return self.system(c.SessionOpened, "/sessions", body)

    def issue_access_token(self, session_token: str) -> c.AccessTokenIssued:
        """Raises Refused 401 for an expired or revoked session, 403 `code_needed`, `enrolment_needed`."""
        session = self._of_session(session_token)
        return session.system(c.AccessTokenIssued, "/sessions/current/access-token", c.Nothing())

    def sign_out(self, session_token: str) -> c.Ended:
        return self._of_session(session_token).system(c.Ended, "/sessions/current/end", c.Nothing())

    def change_password(self, session_token: str, body: c.ChangePassword) -> c.Ended:
        """One's own; every other session of the account ends. Raises Refused 401 `wrong_login`, 429."""
        return self._of_session(session_token).system(c.Ended, "/sessions/current/password", body)

    def list_sessions(self, session_token: str) -> c.OwnSessions:
        """One's own that are open. Raises Refused 401; 403 `code_needed`, `enrolment_needed`."""
        return self._of_session(session_token).get(c.OwnSessions, "/sessions")

    def end_session(self, session_token: str, session_id: UUID) -> c.Ended:
        return self._of_session(session_token).system(c.Ended, f"/sessions/{session_id}/end", c.Nothing())

    def end_all_sessions(self, session_token: str) -> c.Ended:
        """Log out everywhere, here as well."""
        return self._of_session(session_token).system(c.Ended, "/sessions/end-all", c.Nothing())

    def read_second_factor(self, session_token: str) -> c.SecondFactorView:
        return self._of_session(session_token).get(c.SecondFactorView, "/sessions/current/second-factor")

    def begin_second_factor(self, session_token: str) -> c.SecondFactorView:
        """The same secret until it is confirmed. Raises Refused 409 `second_factor_stands`."""
        begun = self._of_session(session_token)
        return begun.system(c.SecondFactorView, "/sessions/current/second-factor", c.Nothing())

    def confirm_second_factor(self, session_token: str, body: c.SecondFactorCode) -> c.RecoveryCodes:
        """Raises Refused 422 `wrong_code`, 429 after many."""
        return self._of_session(session_token).system(c.RecoveryCodes, "/sessions/current/second-factor/confirm", body)

    def prove_second_factor(self, session_token: str, body: c.SecondFactorCode) -> c.Ended:
        """Raises Refused 422 `wrong_code`, 429 after many, 409 `second_factor_not_on`."""
        return self._of_session(session_token).system(c.Ended, "/sessions/current/code", body)

    def disable_second_factor(self, session_token: str, body: c.SecondFactorCode) -> c.SecondFactorView:
        return self._of_session(session_token).system(c.SecondFactorView, "/sessions/current/second-factor/end", body)

    def _of_session(self, session_token: str) -> Self:
        return self.as_somebody(lambda: session_token)

    def create_account(self, body: c.CreateAccount, key: str | None = None) -> c.AccountCreated:
        return self.command(c.AccountCreated, "/accounts", body, key)

    def list_accounts(self, organisation: str | None = None) -> c.AccountPage:
        return self.get(c.AccountPage, "/accounts", organisation=organisation)

    def grant_post(self, account_id: UUID, body: c.NewPost, key: str | None = None) -> c.AccountView:
        return self.command(c.AccountView, f"/accounts/{account_id}/posts", body, key)

    def end_post(self, account_id: UUID, body: c.EndPost, key: str | None = None) -> c.AccountView:
        return self.command(c.AccountView, f"/accounts/{account_id}/posts/end", body, key)

    def reset_password(self, account_id: UUID, key: str | None = None) -> c.AccountCreated:
        """A new one-time password; every session of the account ends."""
        return self.command(c.AccountCreated, f"/accounts/{account_id}/password-reset", c.Nothing(), key)

    def reset_second_factor(self, account_id: UUID, key: str | None = None) -> c.AccountView:
        """For a lost phone; every session of the account ends."""
        return self.command(c.AccountView, f"/accounts/{account_id}/second-factor-reset", c.Nothing(), key)

    def end_account_sessions(self, account_id: UUID, key: str | None = None) -> c.Ended:
        return self.command(c.Ended, f"/accounts/{account_id}/sessions/end", c.Nothing(), key)

    def import_organisations(self, body: c.ImportOrganisations, key: str | None = None) -> c.OrganisationsImported:
        return self.command(c.OrganisationsImported, "/organisations", body, key)

    def list_organisations(self, under: str | None = None, kind: str | None = None) -> c.OrganisationPage:
        return self.get(c.OrganisationPage, "/organisations", under=under, kind=kind)

    def read_directory(self) -> Directory:
        return self.get(Directory, "/directory")

    def register_region(self, body: c.RegisterRegion, key: str | None = None) -> Region:
        """Raises Refused 409 for a region that this deployment serves itself."""
        return self.command(Region, "/regions", body, key)

    def request_number(self, body: c.RequestNumber, as_of: str) -> c.NumberRequestState:
        return self.system(c.NumberRequestState, "/certificate-numbers", body, as_of)

    def number_certificate(
        self, certificate_id: UUID, body: c.NumberCertificate, key: str | None = None
    ) -> c.CertificateNumber:
        """D-73: county-or-higher department. Raises 409 when it has a number or the number is taken."""
        return self.command(c.CertificateNumber, f"/certificate-numbers/{certificate_id}/number", body, key)

    def list_certificate_numbers(self, status: str | None = None) -> c.CertificateNumberPage:
        return self.get(c.CertificateNumberPage, "/certificate-numbers", status=status)

    def read_certificate_number(self, certificate_id: UUID) -> c.CertificateNumber:
        return self.get(c.CertificateNumber, f"/certificate-numbers/{certificate_id}")

    def read_policy(self, organisation: str, on: date) -> c.PolicyInForce:
        return self.get(c.PolicyInForce, f"/policies/{organisation}", on=on.isoformat())

    def assign_policy(self, body: c.AssignPolicy, key: str | None = None) -> c.PolicyAssignment:
        return self.command(c.PolicyAssignment, "/policy-assignments", body, key)

    def list_policy_assignments(self) -> c.PolicyAssignments:
        return self.get(c.PolicyAssignments, "/policy-assignments")

    def read_calendars(self) -> c.Calendars:
        return self.get(c.Calendars, "/calendars")

    def publish_calendar(self, body: CalendarYear, key: str | None = None) -> CalendarYear:
        return self.command(CalendarYear, "/calendars", body, key)
