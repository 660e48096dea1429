"""W-08: branches against their committee and the end, two officers about one difference, both counties about theirs."""

from collections.abc import Iterator

from services.registry.survey.contract import DifferenceStatus
from shared.letters.bodies_survey import DifferenceKind
from shared.survey.contract import ReturnStatus
from tests.chaos.duel import all_go_through, one_is_first
from tests.chaos.encounter import Arena, Encounter, Meeting
from tests.chaos.survey_in_play import CHECKER, SECOND_ORGANISER, SECOND_SECRETARY, SurveyInPlay
from tests.factories.survey_ground import HOME_BRANCH, HOST_ORGANISER, ORGANISER, SECRETARY

D, R = DifferenceStatus, ReturnStatus
DIFFERENCE = DifferenceKind.ONLY_HOME


def return_of(survey: SurveyInPlay) -> ReturnStatus:
    return survey.ground.at(SECRETARY).outflow.read_survey_return(survey.campaign_id, HOME_BRANCH).summary.status


def returned(survey: SurveyInPlay, *wanted: ReturnStatus) -> Iterator[str]:
    if (status := return_of(survey)) not in wanted:
        yield f"the branch's return is {status}"


def two_return_for_a_branch(arena: Arena) -> Meeting:
    """The newest word counts until the committee has checked."""
    survey = SurveyInPlay.opened(arena.ground, arena.chance)
    both = [arena.person(who, "return_survey", survey.confirm) for who in (SECRETARY, SECOND_SECRETARY)]
    return Meeting(both, lambda: returned(survey, R.RETURNED), all_go_through)


def return_against_the_check(arena: Arena) -> Meeting:
    """The committee goes on without the branches that are missing; one that comes in after all is not turned away."""
    survey = SurveyInPlay.opened(arena.ground, arena.chance)
    returns = arena.person(SECRETARY, "return_survey", survey.confirm)
    checks = arena.person(CHECKER, "check_survey", survey.check)
    return Meeting((returns, checks), lambda: returned(survey, R.CHECKED, R.RETURNED), all_go_through)


def return_against_the_end(arena: Arena) -> Meeting:
    """The department has closed its campaign while a branch returns."""
    survey = SurveyInPlay.opened(arena.ground, arena.chance)
    survey.reconcile(ORGANISER)
    ends = arena.system(survey.end_at_home)
    returns = arena.person(SECRETARY, "return_survey", survey.confirm, "not_at_this_step")
    return Meeting((ends, returns), lambda: returned(survey, R.RETURNED, R.ENDED))


def two_officers_begin_to_compare(arena: Arena) -> Meeting:
    survey = SurveyInPlay.opened(arena.ground, arena.chance)
    both = [arena.person(who, "start_reconciling", survey.reconcile) for who in (ORGANISER, SECOND_ORGANISER)]
    return Meeting(both, lambda: iter(()), one_is_first)


def handled(survey: SurveyInPlay, kind: DifferenceKind) -> Iterator[str]:
    """Each county knows what it did itself and what the other one did."""
    here, there = survey.differences(ORGANISER)[kind], survey.differences(HOST_ORGANISER)[kind]
    for name, one, other in (("home", here, there), ("host", there, here)):
        if one.status is D.OPEN:
            yield f"{name}'s half is open"
        if other.handled_there is None:
            yield f"the other county has not heard what {name} did"


def both_settle_a_difference(arena: Arena) -> Meeting:
    survey = SurveyInPlay.compared(arena.ground, arena.chance)
    here, there = survey.differences(ORGANISER)[DIFFERENCE], survey.differences(HOST_ORGANISER)[DIFFERENCE]
    ours = arena.person(ORGANISER, "carry_difference", lambda who: survey.carry(who, here))
    theirs = arena.person(HOST_ORGANISER, "resolve_difference", lambda who: survey.resolve(who, there))
    return Meeting((ours, theirs), lambda: handled(survey, DIFFERENCE), all_go_through)


def two_officers_settle_a_difference(arena: Arena) -> Meeting:
    """One resolves what the other gives to another process."""
    survey = SurveyInPlay.compared(arena.ground, arena.chance)
    half = survey.differences(ORGANISER)[DIFFERENCE]
    carries = arena.person(ORGANISER, "carry_difference", lambda who: survey.carry(who, half))
    resolves = arena.person(SECOND_ORGANISER, "resolve_difference", lambda who: survey.resolve(who, half))
    return Meeting((carries, resolves), lambda: iter(()), one_is_first)


def settled_against_the_analysis(arena: Arena) -> Meeting:
    """The last difference is settled while a colleague writes the analysis: with an open one there is none."""
    survey = SurveyInPlay.compared(arena.ground, arena.chance)
    halves = survey.differences(ORGANISER)
    last = halves.pop(DIFFERENCE)
    for half in halves.values():
        survey.resolve(ORGANISER, half)
    settles = arena.person(ORGANISER, "resolve_difference", lambda who: survey.resolve(who, last))
    analyses = arena.person(SECOND_ORGANISER, "analyse_survey", survey.analyse, "differences_open")
    return Meeting((settles, analyses), lambda: iter(()))


ENCOUNTERS: tuple[Encounter, ...] = (
    two_return_for_a_branch,
    return_against_the_check,
    return_against_the_end,
    two_officers_begin_to_compare,
    both_settle_a_difference,
    two_officers_settle_a_difference,
    settled_against_the_analysis,
)
"""Each needs a campaign, of which a department has one a year: they meet alone."""
