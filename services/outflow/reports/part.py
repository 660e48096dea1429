"""The reports, as a part of the home side."""

from services.outflow.reports.api import reports
from services.outflow.reports.figures import COUNTED
from services.outflow.reports.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(reports,), permissions=PERMISSIONS, counts=COUNTED)
