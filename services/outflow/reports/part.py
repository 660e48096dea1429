"""The reports, as a part of the home side."""

from services.outflow.reports.figures import COUNTED
from shared.parts import Part
from shared.reporting.api import reports
from shared.reporting.permissions import PERMISSIONS

PART = Part(routers=(reports,), permissions=PERMISSIONS, counts=COUNTED)
