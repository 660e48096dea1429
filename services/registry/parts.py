"""The processes that organisations and departments have with each other."""

from services.registry.agreement.part import PART as AGREEMENT
from services.registry.delegation.part import PART as DELEGATION
from services.registry.incidents.part import PART as INCIDENTS
from services.registry.member_links.part import PART as MEMBER_LINKS
from services.registry.mobile_org.part import PART as MOBILE_ORG
from services.registry.notices.part import PART as NOTICES
from services.registry.number_status.part import PART as NUMBER_STATUS
from services.registry.org_change.part import PART as ORG_CHANGE
from services.registry.papers.part import PART as PAPERS
from services.registry.records.part import PART as RECORDS
from services.registry.reports.part import PART as REPORTS
from services.registry.saved_views.part import PART as SAVED_VIEWS
from services.registry.survey.part import PART as SURVEY
from shared.announcing.part import PART as ANNOUNCING
from shared.audit_log.part import PART as AUDIT_LOG
from shared.parts import Part

PARTS: tuple[Part, ...] = (
    REPORTS,
    AGREEMENT,
    NUMBER_STATUS,
    SURVEY,
    MOBILE_ORG,
    ORG_CHANGE,
    RECORDS,
    SAVED_VIEWS,
    INCIDENTS,
    ANNOUNCING,
    AUDIT_LOG,
    NOTICES,
    DELEGATION,
    PAPERS,
    MEMBER_LINKS,
)
