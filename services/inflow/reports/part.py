"""The reports, as a part of the host side."""

from services.inflow.reports.figures import COUNTED
from shared.parts import Part
from shared.reporting.api import reports
from shared.reporting.permissions import PERMISSIONS

PART = Part(routers=(reports,), permissions=PERMISSIONS, counts=COUNTED)
