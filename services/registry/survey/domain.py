"""W-08: what may be done when, which process a difference suggests, when the year is satisfied. Pure."""

from datetime import date

from services.registry.survey.contract import Process, SurveyStatus
from shared.letters.bodies_survey import DifferenceKind, ListRole

MAY_BE_TAKEN_IN = {
    "open_survey": SurveyStatus.PLANNED,
    "start_reconciling": SurveyStatus.COLLECTING,
    "analyse_survey": SurveyStatus.RECONCILING,
    "report_survey": SurveyStatus.ANALYSED,
    "close_survey": SurveyStatus.REPORTED,
}
LEADS_TO = {
    "plan_survey": SurveyStatus.PLANNED,
    "open_survey": SurveyStatus.COLLECTING,
    "start_reconciling": SurveyStatus.RECONCILING,
    "analyse_survey": SurveyStatus.ANALYSED,
    "report_survey": SurveyStatus.REPORTED,
    "close_survey": SurveyStatus.CLOSED,
}
ORDER = tuple(SurveyStatus)


def is_too_early(verb: str, status: SurveyStatus) -> bool:
    return ORDER.index(status) < ORDER.index(MAY_BE_TAKEN_IN[verb])


def satisfies(year: int, closed_on: date | None) -> bool:
    """每年组织一次: only a campaign closed in the calendar year counts."""
    return closed_on is not None and closed_on.year == year


SUGGESTED = {
    (DifferenceKind.ONLY_HOST, ListRole.HOME): Process.W_01,
    (DifferenceKind.ONLY_HOST, ListRole.HOST): Process.W_17,
    (DifferenceKind.ONLY_HOME, ListRole.HOST): Process.W_03,
    (DifferenceKind.ONLY_HOME, ListRole.HOME): Process.W_07,
    (DifferenceKind.DIFFERS, ListRole.HOME): Process.W_17,
    (DifferenceKind.DIFFERS, ListRole.HOST): Process.W_17,
}
"""By kind and by the role of the side that looks at it."""


def matched_share(matched: int, differences: int) -> float | None:
    """Of everybody who stands in either list."""
    every = matched + differences
    return round(matched / every, 4) if every else None
