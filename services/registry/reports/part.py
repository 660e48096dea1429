"""The reports, as a part of the registry; every process gives its own figures, tasks are counted here."""

from shared.parts import Part
from shared.reporting.api import reports
from shared.reporting.permissions import PERMISSIONS
from shared.reporting.tasks import TASK_FIGURES

PART = Part(routers=(reports,), permissions=PERMISSIONS, counts=TASK_FIGURES)
