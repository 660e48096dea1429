"""Who may import a roster: the branch itself, its committee, and the operator on its behalf."""

from services.outflow.permissions import IMPORTERS
from shared.authorisation import Permissions

PERMISSIONS: Permissions = {
    "check_roster": IMPORTERS,
    "report_roster": IMPORTERS,
    "import_roster": IMPORTERS,
    "export_roster": IMPORTERS,
}
