"""W-08 at the host in figures (rulebook 8): returns of branches and checks of committees by state."""

from services.inflow.survey.tables import SurveyReturnRow
from shared.survey.figures import counted

COUNTED = counted(SurveyReturnRow.__table__)
