"""W-12 as far as the mobile certificate goes, on the host side."""

from services.inflow.entries.api import entries, running
from services.inflow.entries.figures import COUNTED
from services.inflow.entries.operations.duties import WAITS, begin_role_entry, mark_unconfirmed, open_task
from services.inflow.entries.operations.hearing import hear
from services.inflow.entries.operations.reacting import react
from services.inflow.entries.permissions import PERMISSIONS
from shared.letters.bodies_certificate import (
    CertificateChecked,
    CertificateReplaced,
    CertificateVoided,
    FalseEntriesFound,
    FindingSettled,
)
from shared.parts import Part
from shared.policy.ladder import RungEffect

HEARS = (CertificateVoided, CertificateReplaced, CertificateChecked, FalseEntriesFound, FindingSettled)

PART = Part(
    routers=(entries, running),
    permissions=PERMISSIONS,
    opens=dict.fromkeys(WAITS, open_task),
    effects={RungEffect.ENTRY_UNCONFIRMED: mark_unconfirmed},
    hears=dict.fromkeys(HEARS, hear),
    begins={"certificate-entries": begin_role_entry},
    reacts=react,
    counts=COUNTED,
)
