"""The processes that live on the host side beside the case itself."""

from services.inflow.reports.part import PART as REPORTS
from shared.parts import Part

PARTS: tuple[Part, ...] = (REPORTS,)
