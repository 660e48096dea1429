"""What the fake services know, and what they were told."""

import base64
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from services.inflow.contract import Overview as HostOverview
from services.inflow.contract import PlacementFile
from services.inflow.dossier.contract import PlacementDossier
from services.inflow.member.contract import MyPlacement
from services.outflow.certificate_life.contract import RegisterLine
from services.outflow.contract import CaseFile, ImportReceipt, PrintedLetter
from services.outflow.contract import Overview as HomeOverview
from services.outflow.dossier.contract import CaseDossier
from services.outflow.member.contract import MyCase
from services.outflow.roster.contract import RosterCheck
from services.registry.contract import CertificateNumber
from services.registry.incidents.contract import Incident
from services.registry.member_links.contract import MemberLinkView
from services.registry.notices.contract import Channel, Notice
from services.registry.saved_views.contract import SavedView
from shared.audit_log.contract import AuditEntry
from shared.figures import FigureItem, Report
from shared.looks.contract import Looks
from shared.papers.contract import PaperVerdict, SealedPaper
from shared.posts import Actor
from shared.problem_details import Problem
from shared.rosters.contract import ExportedRow
from shared.tasks.contract import Task, TaskAttachment, TaskComment
from shared.waiting.contract import WaitingFor
from shared.working_lists.contract import ListFilter

PASSWORD = "correct-horse-battery"


@dataclass(frozen=True)
class Heard:
    """A command that a service received."""

    service: str
    path: str
    body: Any
    key: str


@dataclass
class World:
    """`down` services answer 503; `refusals` are given once, in order, to commands on a path that ends so."""

    people: dict[str, Actor] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    down: set[str] = field(default_factory=set)
    refusals: dict[str, list[Problem]] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    tried: list[Heard] = field(default_factory=list)
    """Commands of which only a dry run was wanted."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    tokens_issued: int = 0
    tasks: dict[str, list[Task]] = field(default_factory=dict)
    raised: dict[str, list[Task]] = field(default_factory=dict)
    comments: dict[str, list[TaskComment]] = field(default_factory=dict)
    attachments: dict[str, list[TaskAttachment]] = field(default_factory=dict)
    waiting: dict[str, list[WaitingFor]] = field(default_factory=dict)
    audited: dict[str, list[AuditEntry]] = field(default_factory=dict)
    case_files: dict[str, CaseFile] = field(default_factory=dict)
    placement_files: dict[str, PlacementFile] = field(default_factory=dict)
    home_dossiers: dict[str, CaseDossier] = field(default_factory=dict)
    host_dossiers: dict[str, PlacementDossier] = field(default_factory=dict)
    certificates: list[CertificateNumber] = field(default_factory=list)
    issued: list[RegisterLine] = field(default_factory=list)
    check: RosterCheck | None = None
    receipt: ImportReceipt | None = None
    exported: list[ExportedRow] = field(default_factory=list)
    uploaded: list[bytes] = field(default_factory=list)
    letter: PrintedLetter | None = None
    verdict: PaperVerdict | None = None
    papers: dict[str, SealedPaper] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    figure_items: dict[str, list[FigureItem]] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    looks: dict[str, Looks] = field(default_factory=dict)
    lists: list[ListFilter] = field(default_factory=list)
    views: list[SavedView] = field(default_factory=list)
    my_cases: dict[str, MyCase] = field(default_factory=dict)
    my_placements: dict[str, MyPlacement] = field(default_factory=dict)
    links: dict[str, tuple[str, UUID]] = field(default_factory=dict)
    """Of members: by the secret the code and the case."""
    member_links: list[MemberLinkView] = field(default_factory=list)
    home_overview: HomeOverview | None = None
    host_overview: HostOverview | None = None

    def sent(self, verb: str) -> list[Heard]:
        return [one for one in self.heard if one.path.endswith(verb)]

    def access_token(self, login: str) -> str:
        """Three parts like the registry's; the fakes do not sign."""
        self.tokens_issued += 1
        actor = self.people[login]
        posts = [[post.role, post.organisation, post.path] for post in actor.posts]
        claims = {"sub": actor.account, "name": actor.name, "posts": posts, "login": login}
        payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
        return f"e30.{payload}.{self.tokens_issued}"

    @staticmethod
    def expiry() -> datetime:
        return datetime.now(UTC) + timedelta(minutes=2)
