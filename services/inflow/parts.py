"""The processes that live on the host side beside the case itself."""

from services.inflow.correction.part import PART as CORRECTION
from services.inflow.entries.part import PART as ENTRIES
from services.inflow.exchange.part import PART as EXCHANGE
from services.inflow.findings.part import PART as FINDINGS
from services.inflow.leaving.part import PART as LEAVING
from services.inflow.looks.part import PART as LOOKS
from services.inflow.member.part import PART as MEMBER
from services.inflow.opinion.part import PART as OPINION
from services.inflow.org_change.part import PART as ORG_CHANGE
from services.inflow.papers.part import PART as PAPERS
from services.inflow.reports.part import PART as REPORTS
from services.inflow.roster_import.part import PART as ROSTER_IMPORT
from services.inflow.survey.part import PART as SURVEY
from services.inflow.waiting.part import PART as WAITING
from shared.announcing.part import PART as ANNOUNCING
from shared.audit_log.part import PART as AUDIT_LOG
from shared.parts import Part

PARTS: tuple[Part, ...] = (
    REPORTS,
    EXCHANGE,
    OPINION,
    LEAVING,
    CORRECTION,
    SURVEY,
    ENTRIES,
    ORG_CHANGE,
    FINDINGS,
    PAPERS,
    WAITING,
    ANNOUNCING,
    AUDIT_LOG,
    LOOKS,
    MEMBER,
    ROSTER_IMPORT,
)
