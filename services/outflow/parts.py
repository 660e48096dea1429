"""The processes that live on the home side beside the case itself."""

from services.outflow.reports.part import PART as REPORTS
from shared.parts import Part

PARTS: tuple[Part, ...] = (REPORTS,)
