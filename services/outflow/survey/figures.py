"""W-08 at home in figures (rulebook 8): returns of branches and checks of committees by state."""

from services.outflow.survey.tables import SurveyReturnRow
from shared.survey.figures import counted

COUNTED = counted(SurveyReturnRow.__table__)
