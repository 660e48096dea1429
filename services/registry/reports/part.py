"""The reports, as a part of the registry; every process gives its own figures."""

from shared.parts import Part
from shared.reporting.api import reports
from shared.reporting.permissions import PERMISSIONS

PART = Part(routers=(reports,), permissions=PERMISSIONS)
