"""What app.py wires once and every request finds under `app.state.console`."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from fastapi import Request

from services.console.directory import Reference
from services.console.far_side import FarSide
from services.console.forms.kept import Drafts
from services.console.pages.uploads import Uploads
from services.console.sign_in.tokens import AccessTokens, MemberTokens
from shared.business_clock import BusinessClock


@dataclass(frozen=True)
class Console:
    services: FarSide
    tokens: AccessTokens
    clock: BusinessClock
    demo_accounts: Path | None
    """The file with the demo's accounts; None where this is no demo."""
    secure_cookies: bool = False
    temporal_ui: str = ""
    public_url: str = ""
    reference: Reference = field(default_factory=Reference)
    uploads: Uploads = field(default_factory=Uploads)
    drafts: Drafts = field(default_factory=Drafts)

    def address(self, request: Request) -> str:
        """Under which people reach the console: for links on paper."""
        return self.public_url or str(request.base_url)

    @cached_property
    def member_tokens(self) -> MemberTokens:
        return MemberTokens(self.services.registry)
