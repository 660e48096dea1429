"""What a member may see of his case, on both sides; a side that is out of reach, or not here, leaves the other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from services.console.far_side import gather
from services.console.forms.setting import Setting
from services.console.sign_in.member import LinkNeeded, Member, if_here
from services.inflow.member.contract import MyEntry, MyPlacement
from services.outflow.member.contract import MyCase, MySummons
from shared.help_requests.contract import HelpRequestView, RequestStatus
from shared.service_client import Outage


@dataclass(frozen=True)
class Asked:
    """One of his requests for help, with the side that answers it: home or host."""

    side: str
    request: HelpRequestView

    @property
    def waits_for_me(self) -> bool:
        return self.request.status is RequestStatus.ANSWERED


@dataclass(frozen=True)
class Mine:
    home: MyCase | None = None
    host: MyPlacement | None = None
    missing: list[str] = field(default_factory=list)

    @property
    def today(self) -> date | None:
        known = self.home or self.host
        return known.today if known else None

    @property
    def may(self) -> frozenset[str]:
        """The verbs open to him now, each with its side in front."""
        home = {f"home/{verb}" for verb in self.home.may} if self.home else set()
        host = {f"host/{verb}" for verb in self.host.may} if self.host else set()
        return frozenset(home | host)

    @property
    def asked(self) -> list[Asked]:
        """Newest first."""
        home = [Asked("home", one) for one in self.home.requests] if self.home else []
        host = [Asked("host", one) for one in self.host.requests] if self.host else []
        return sorted([*home, *host], key=lambda one: one.request.asked_on, reverse=True)

    def request(self, request_id: UUID | None) -> Asked | None:
        return next((one for one in self.asked if one.request.request_id == request_id), None)

    def summons(self, summons_id: UUID | None) -> MySummons | None:
        return next((one for one in self.summonses if one.summons_id == summons_id), None)

    @property
    def summonses(self) -> tuple[MySummons, ...]:
        return self.home.summonses if self.home else ()

    def entry(self, entry_id: UUID | None) -> MyEntry | None:
        entries = self.host.entries if self.host else ()
        return next((one for one in entries if one.entry_id == entry_id), None)


@dataclass(frozen=True)
class MySetting(Setting):
    """`about`: the entry, the request or the summons that the form is for."""

    mine: Mine = field(default_factory=Mine)
    about: UUID | None = None

    @property
    def member(self) -> Member:
        assert isinstance(self.visitor, Member)
        return self.visitor


def read_mine(member: Member) -> Mine:
    """Raises LinkNeeded when neither side opens, Outage when nobody answers."""
    asked: dict[str, Callable[[], MyCase | MyPlacement | None]] = {
        "outflow": lambda: if_here(lambda: member.at_home.read_my_case(member.case_id)),
        "inflow": lambda: if_here(lambda: member.at_the_host.read_my_placement(member.case_id)),
    }
    gathered = gather(asked)
    home, host = gathered.found.get("outflow"), gathered.found.get("inflow")
    mine = Mine(
        home if isinstance(home, MyCase) else None, host if isinstance(host, MyPlacement) else None, gathered.missing
    )
    if mine.home is None and mine.host is None:
        raise Outage("、".join(gathered.missing)) if gathered.missing else LinkNeeded()
    return mine
