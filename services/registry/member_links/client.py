"""Public calls about members' links."""

from typing import Self
from uuid import UUID

from services.registry.contract import AccessTokenIssued, Ended, Nothing
from services.registry.member_links import contract as c
from shared.kernel_client import KernelClient


class MemberLinkCalls(KernelClient):
    def open_member_link(self, body: c.OpenMemberLink) -> c.MemberLinkOpened:
        """By the branch, at its own organisation. Takes no key: said again, it is another link and the first is
        void."""
        return self.system(c.MemberLinkOpened, "/member-links", body)

    def list_member_links(self, case_id: UUID) -> c.MemberLinks:
        """Empty for a case of which the reader's branch has opened none."""
        return self.get(c.MemberLinks, f"/member-links/{case_id}")

    def withdraw_member_links(
        self, case_id: UUID, body: c.WithdrawMemberLinks, key: str | None = None
    ) -> c.MemberLinksWithdrawn:
        return self.command(c.MemberLinksWithdrawn, f"/member-links/{case_id}/withdrawal", body, key)

    def redeem_member_link(self, body: c.RedeemMemberLink) -> c.MemberSessionOpened:
        """Raises Refused 401 `member_link_refused`: the same for an unknown, used, expired or void link and for a
        wrong code."""
        return self.system(c.MemberSessionOpened, "/member-sessions", body)

    def issue_member_token(self, session_token: str) -> AccessTokenIssued:
        """For outflow and inflow, two minutes. Raises Refused 401 for an expired or withdrawn session."""
        session = self._of_member(session_token)
        return session.system(AccessTokenIssued, "/member-sessions/current/access-token", Nothing())

    def end_member_session(self, session_token: str) -> Ended:
        return self._of_member(session_token).system(Ended, "/member-sessions/current/end", Nothing())

    def _of_member(self, session_token: str) -> Self:
        return self.as_somebody(lambda: session_token)
