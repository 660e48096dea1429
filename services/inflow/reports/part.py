"""The reports, as a part of the host side."""

from services.inflow.reports.figures import COUNTED, FLOWS
from shared.parts import Part
from shared.reporting.api import reports
from shared.reporting.permissions import PERMISSIONS
from shared.reporting.tasks import TASK_FIGURES

PART = Part(routers=(reports,), permissions=PERMISSIONS, counts=COUNTED + FLOWS + TASK_FIGURES)
