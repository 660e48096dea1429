"""W-02 after the issue, on the home side."""

from services.outflow.certificate_life.api import certificates, registers
from services.outflow.certificate_life.figures import COUNTED
from services.outflow.certificate_life.operations.checks import begin, mark_check_overdue
from services.outflow.certificate_life.operations.duties import STILL_OWED, open_task
from services.outflow.certificate_life.operations.hearing import hear
from services.outflow.certificate_life.operations.reacting import react
from services.outflow.certificate_life.permissions import PERMISSIONS
from shared.letters.bodies_certificate import (
    BookletTakenUp,
    CertificateChecked,
    CertificateLost,
    EntriesMade,
    FalseEntriesAnswered,
)
from shared.parts import Part
from shared.policy.ladder import RungEffect

HEARS = (EntriesMade, CertificateLost, CertificateChecked, BookletTakenUp, FalseEntriesAnswered)

PART = Part(
    routers=(certificates, registers),
    permissions=PERMISSIONS,
    opens=dict.fromkeys(STILL_OWED, open_task),
    effects={RungEffect.CHECK_OVERDUE: mark_check_overdue},
    hears=dict.fromkeys(HEARS, hear),
    begins={"certificate-life": begin},
    reacts=react,
    counts=COUNTED,
)
