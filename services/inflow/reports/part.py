"""The reports, as a part of the host side."""

from services.inflow.reports.api import reports
from services.inflow.reports.figures import COUNTED
from services.inflow.reports.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(reports,), permissions=PERMISSIONS, counts=COUNTED)
