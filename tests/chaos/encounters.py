"""All meetings of R6 in the processes beside the case."""

from tests.chaos import (
    encounters_between,
    encounters_conversion,
    encounters_data,
    encounters_leaving,
    encounters_lost,
    encounters_survey,
)
from tests.chaos.encounter import Encounter

ENCOUNTERS: tuple[Encounter, ...] = (
    *encounters_conversion.ENCOUNTERS,
    *encounters_lost.ENCOUNTERS,
    *encounters_data.ENCOUNTERS,
    *encounters_leaving.ENCOUNTERS,
    *encounters_between.ENCOUNTERS,
)
ALONE: tuple[Encounter, ...] = encounters_survey.ENCOUNTERS
