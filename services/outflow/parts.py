"""The processes that live on the home side beside the case itself."""

from services.outflow.certificate_life.part import PART as CERTIFICATE_LIFE
from services.outflow.conversion.part import PART as CONVERSION
from services.outflow.correction.part import PART as CORRECTION
from services.outflow.exchange.part import PART as EXCHANGE
from services.outflow.inactivity.part import PART as INACTIVITY
from services.outflow.leaving.part import PART as LEAVING
from services.outflow.looks.part import PART as LOOKS
from services.outflow.lost_contact.part import PART as LOST_CONTACT
from services.outflow.member.part import PART as MEMBER
from services.outflow.old_certificate.part import PART as OLD_CERTIFICATE
from services.outflow.org_change.part import PART as ORG_CHANGE
from services.outflow.papers.part import PART as PAPERS
from services.outflow.reports.part import PART as REPORTS
from services.outflow.roster_import.part import PART as ROSTER_IMPORT
from services.outflow.survey.part import PART as SURVEY
from services.outflow.waiting.part import PART as WAITING
from shared.announcing.part import PART as ANNOUNCING
from shared.audit_log.part import PART as AUDIT_LOG
from shared.parts import Part

PARTS: tuple[Part, ...] = (
    REPORTS,
    EXCHANGE,
    CONVERSION,
    LEAVING,
    LOST_CONTACT,
    CERTIFICATE_LIFE,
    CORRECTION,
    SURVEY,
    INACTIVITY,
    ORG_CHANGE,
    OLD_CERTIFICATE,
    ROSTER_IMPORT,
    PAPERS,
    WAITING,
    ANNOUNCING,
    AUDIT_LOG,
    LOOKS,
    MEMBER,
)
